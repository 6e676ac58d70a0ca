// Runs in <head> before anything is drawn: the reader's choice of a light or dark page, else the system's.
(() => {
  const key = "giao-dien";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is closed to us: the system's choice holds
    }
  };
  const isDark = () => (chosen() ?? (system.matches ? "dark" : "light")) === "dark";
  const apply = () => {
    const dark = isDark();
    for (const element of [document.documentElement, document.body]) {
      if (element && element.classList.contains("dark") !== dark) element.classList.toggle("dark", dark);
    }
    for (const button of document.querySelectorAll("[data-action='switch-theme']")) {
      const label = dark ? button.dataset.light : button.dataset.dark;
      if (button.textContent !== label) button.textContent = label;
    }
  };
  apply();
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    // Gradio sets the class of the body by the system's choice, and draws the banner late.
    new MutationObserver(apply).observe(document.body, {
      attributes: true,
      attributeFilter: ["class"],
      childList: true,
      subtree: true,
    });
  });
  system.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-action='switch-theme']")) return;
    try {
      localStorage.setItem(key, isDark() ? "light" : "dark");
    } catch {
      return;
    }
    apply();
  });
})();
