// On a narrow screen the outline would stand before the text: it starts closed there.
if (matchMedia("(max-width: 1099px)").matches) document.querySelector(".outline details").open = false;
