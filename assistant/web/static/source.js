// The source panel: a link with data-panel opens what that address gives beside the page, or over it on a
// narrow screen. Without this script the link leads to the whole plan.
(() => {
  const narrow = matchMedia("(max-width: 1099px)");
  let opener = null;

  const panel = document.createElement("dialog");
  panel.id = "source-panel";
  panel.setAttribute("aria-labelledby", "source-title");
  document.body.append(panel);

  const close = () => {
    if (panel.open) panel.close();
  };
  const unmark = () => {
    for (const link of document.querySelectorAll("[data-panel][aria-current]")) link.removeAttribute("aria-current");
  };
  panel.addEventListener("close", () => {
    document.body.classList.remove("with-source");
    unmark();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  });

  const failed = () => {
    const text = "Không tải được trích dẫn. Hãy kiểm tra kết nối rồi bấm lại.";
    panel.innerHTML =
      '<div class="panel-head"><h2 id="source-title" tabindex="-1">Trích dẫn</h2>' +
      '<button type="button" class="tool" data-action="close-source">Đóng</button></div>' +
      `<div class="panel-body"><p role="alert">${text}</p></div>`;
  };

  const open = async (link) => {
    let html = null;
    try {
      const response = await fetch(link.dataset.panel);
      if (response.headers.get("content-type")?.includes("text/html")) html = await response.text();
    } catch {
      html = null;
    }
    unmark();
    opener = link;
    link.setAttribute("aria-current", "true");
    if (html === null) failed();
    else panel.innerHTML = html; // every text of a plan in it was escaped by the server
    if (!panel.open && narrow.matches) panel.showModal();
    else if (!panel.open) panel.show();
    document.body.classList.add("with-source");
    panel.querySelector("tr.cited, .quote")?.scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
    panel.querySelector("#source-title").focus({ preventScroll: true });
  };

  const copyLink = async (button) => {
    const address = new URL(button.dataset.link, location.href).href;
    const field = document.createElement("textarea");
    field.value = address;
    button.after(field);
    field.select();
    // Works on plain http too, where there is no clipboard interface.
    const done = document.execCommand("copy");
    field.remove();
    if (!done) return;
    const label = button.textContent;
    button.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => (button.textContent = label), 2500);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-panel]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      open(link);
      return;
    }
    const button = event.target.closest?.("[data-action]");
    if (button?.dataset.action === "close-source") close();
    if (button?.dataset.action === "copy-link") copyLink(button);
    if (event.target === panel && narrow.matches) close(); // the veil around a modal panel
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
})();
