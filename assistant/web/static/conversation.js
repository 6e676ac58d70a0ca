// Runs once in the conversation's gr.HTML component: `element`, `trigger` and `watch` are gradio's.
// Clicks are delegated, because every answer redraws the conversation.

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-action]");
  if (!target) return;
  switch (target.dataset.action) {
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
  const kept = element.querySelector("[data-conversation]");
  if (!kept) return;
  if (kept.dataset.conversation) sessionStorage.setItem("trao-doi", kept.dataset.conversation);
  else sessionStorage.removeItem("trao-doi");
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

// Coming back by the browser's own button shows the page as it was left, maybe to somebody else by now.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
