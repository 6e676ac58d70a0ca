// The plan filter after a click ("" stands for all plans): the latest of "all" and single plans wins; none is all.
(chosen) => {
  if (chosen.length === 0 || (chosen.length > 1 && chosen.at(-1) === "")) return [""];
  return chosen.length > 1 ? chosen.filter((id) => id !== "") : chosen;
}
