(chosen) => {
  // The plan filter after a click ("" stands for all plans): the later of "all" and a plan wins; none is all.
  // An unchanged value must not be set again: gradio would report it as a change, for ever.
  const unchanged = [{ __type__: "update" }];
  if (chosen.length === 0) return [[""]];
  if (chosen.length === 1 || !chosen.includes("")) return unchanged;
  return [chosen.at(-1) === "" ? [""] : chosen.filter((id) => id !== "")];
}
