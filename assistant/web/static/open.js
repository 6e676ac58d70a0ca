() => {
  // The conversation to go on with and the question to put into the box: from the address, else this tab's own.
  const wanted = new URLSearchParams(location.search);
  const own = sessionStorage.getItem("trao-doi") ?? "";
  const asked = ["trao-doi", "cau-hoi"].some((name) => wanted.has(name));
  if (asked) history.replaceState(null, "", location.pathname);
  return [wanted.get("trao-doi") ?? (asked ? "" : own), wanted.get("cau-hoi") ?? ""];
}
