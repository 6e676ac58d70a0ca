// Runs once in the notice's gr.HTML component.
element.addEventListener("click", (event) => {
  if (event.target.closest("[data-action='cancel-edit']")) trigger("cancel_edit");
});
