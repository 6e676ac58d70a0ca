// Says which file was chosen in our own words, and that work goes on while a form is being handled.
for (const input of document.querySelectorAll("input[type=file]")) {
  const name = document.querySelector("#ten-tep");
  input.addEventListener("change", () => (name.textContent = input.files[0]?.name ?? name.dataset.none));
}
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    form.querySelector(".busy").textContent = form.dataset.busy;
  });
}
// Coming back by the browser's own button shows the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-busy]")) {
    delete form.dataset.sent;
    form.querySelector(".busy").textContent = "";
  }
});
