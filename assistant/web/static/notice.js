// Runs once in the notice's gr.HTML component. Every notice is about the question box: the focus goes there.
element.addEventListener("click", (event) => {
  if (event.target.closest("[data-action='cancel-edit']")) trigger("cancel_edit");
});

watch("value", () => {
  if (element.querySelector(".notice")) document.querySelector("#question textarea").focus();
});
