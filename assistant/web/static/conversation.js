// Runs once in the conversation's gr.HTML component: `element`, `trigger` and `watch` are gradio's.
// Clicks are delegated, because every answer redraws the conversation.

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
  button.textContent = done ? props.copied : props.copy_failed;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (button.textContent = label), 2500);
};

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-action]");
  if (!target) return;
  switch (target.dataset.action) {
    case "copy":
      copyMemo(target);
      break;
    case "ask":
      trigger("ask", { question: target.dataset.question });
      break;
    case "widen":
      trigger("widen");
      break;
    case "retry":
      trigger("retry");
      break;
    case "edit":
      trigger("edit");
      break;
  }
});

// Spoken by screen readers; outside of the component, which is drawn anew as a whole.
const spoken = document.createElement("div");
spoken.className = "hidden-text";
spoken.setAttribute("role", "status");
spoken.setAttribute("aria-live", "polite");
document.body.append(spoken);

const speak = (turn) => {
  const reply = turn.querySelector(".reply");
  const text = reply.querySelector(".text")?.innerText ?? reply.innerText;
  spoken.textContent = reply.matches(".answer") ? `${props.answer_ready} ${text}` : text;
};

// Of this tab alone: a second tab has a conversation of its own.
const remember = () => {
  const token = element.querySelector("[data-conversation]")?.dataset.conversation;
  if (token) sessionStorage.setItem("trao-doi", token);
};

watch("value", () => {
  remember();
  const turn = element.querySelector(".turn:last-of-type");
  if (!turn) return;
  speak(turn);
  turn.scrollIntoView({ block: "start" });
  // A click on a suggestion removes the button that had the focus: keep keyboard users in place.
  if (document.activeElement === document.body) turn.focus({ preventScroll: true });
});
