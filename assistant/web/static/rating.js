// Sends what people say of an answer, and says that it arrived. The forms come with the answers.
(() => {
  const send = async (rating, said) => {
    const status = rating.querySelector("[role=status]");
    let done = false;
    try {
      const response = await fetch("/gop-y", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ answer: rating.dataset.answer, ...said }),
      });
      done = response.ok;
    } catch {
      done = false;
    }
    status.textContent = done ? rating.dataset.thanks : rating.dataset.failed;
    if (!done) return;
    for (const button of rating.querySelectorAll("[data-rated]")) {
      button.toggleAttribute("data-chosen", (button.dataset.rated === "1") === said.helpful);
    }
    const form = rating.querySelector("details");
    form.open = false;
    if (!said.helpful) form.querySelector("summary").focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-action='rate']");
    if (button) send(button.closest(".rating"), { helpful: true });
  });
  document.addEventListener("submit", (event) => {
    const rating = event.target.closest?.(".rating");
    if (!rating) return;
    event.preventDefault();
    const form = new FormData(event.target);
    send(rating, { helpful: false, reason: form.get("ly-do") ?? "", comment: form.get("ghi-them") });
  });
})();
