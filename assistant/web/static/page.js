// Runs in <head> before gradio starts. Gradio ships no Vietnamese: it falls back to English for "vi", where
// our translations lie (gradio_strings.py); what it writes without its translation table is replaced here.
(() => {
  const { literals, patterns } = __TRANSLATIONS__;
  const known = new Map(Object.entries(literals));
  const rules = patterns.map(([pattern, text]) => [new RegExp(pattern), text]);
  const attributes = ["aria-label", "title", "placeholder", "alt"];
  const root = document.documentElement;

  Object.defineProperty(navigator, "language", { get: () => "vi" });
  Object.defineProperty(navigator, "languages", { get: () => ["vi"] });

  const translate = (text) => {
    const key = text.trim();
    if (known.has(key)) return known.get(key);
    const rule = rules.find(([pattern]) => pattern.test(key));
    return rule ? key.replace(rule[0], rule[1]) : null;
  };
  const visitText = (node) => {
    if (!node.parentElement || node.parentElement.closest("script, style, textarea, #conversation")) return;
    const text = translate(node.data);
    if (text !== null && text !== node.data) node.data = text;
  };
  const visitAttribute = (element, name) => {
    const value = element.getAttribute(name);
    const text = value === null ? null : translate(value);
    if (text !== null && text !== value) element.setAttribute(name, text);
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return visitText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    attributes.forEach((name) => visitAttribute(node, name));
    node.childNodes.forEach(visit);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit);
      else if (change.type === "characterData") visitText(change.target);
      else if (change.attributeName !== "lang") visitAttribute(change.target, change.attributeName);
      else if (change.target === root && root.lang !== "vi") root.lang = "vi";
    }
  }).observe(root, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [...attributes, "lang"],
  });
})();
