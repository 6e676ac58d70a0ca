// Copies a memo as rich and plain text, on every page that shows answers.
(() => {
  // The clipboard API exists only on https and localhost; offices often serve plain http, where the old
  // command still works on a selection.
  const copyBySelection = (html, plain) => {
    const holder = document.createElement("div");
    holder.className = "copy-holder";
    holder.innerHTML = html;
    document.body.append(holder);
    const selection = window.getSelection();
    selection.removeAllRanges();
    const range = document.createRange();
    range.selectNodeContents(holder);
    selection.addRange(range);
    const fill = (event) => {
      event.clipboardData.setData("text/html", html);
      event.clipboardData.setData("text/plain", plain);
      event.preventDefault();
    };
    document.addEventListener("copy", fill, { capture: true });
    try {
      return document.execCommand("copy");
    } finally {
      document.removeEventListener("copy", fill, { capture: true });
      selection.removeAllRanges();
      holder.remove();
    }
  };

  const copyBoth = async (html, plain) => {
    if (navigator.clipboard && window.ClipboardItem) {
      try {
        const part = (type, text) => new Blob([text], { type });
        await navigator.clipboard.write([
          new ClipboardItem({
            "text/html": part("text/html", html),
            "text/plain": part("text/plain", plain),
          }),
        ]);
        return true;
      } catch {
        // Permission refused: the selection still works.
      }
    }
    return copyBySelection(html, plain);
  };

  const copyMemo = async (button) => {
    const memo = button.parentElement.querySelector(".memo");
    const done = await copyBoth(memo.textContent, memo.dataset.plain);
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    button.textContent = done ? button.dataset.done : button.dataset.failed;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => (button.textContent = label), 2500);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-action='copy']");
    if (button) copyMemo(button);
  });
})();
