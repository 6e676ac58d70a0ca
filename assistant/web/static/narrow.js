// On a narrow screen these would stand before what people came for: they start closed there.
if (matchMedia("(max-width: 1099px)").matches) {
  for (const details of document.querySelectorAll("details[data-wide]")) details.open = false;
}
