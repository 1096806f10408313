// The review by keys: j and k go through the queue (desk.js), a letter judges the entry that has the focus.
const acts = { a: "accept", m: "merge", p: "split", n: "note" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (event.key === "u") { document.querySelector("[data-key=u]")?.click(); return; }
  const entry = document.activeElement?.closest(".entry");
  if (!entry) return;
  if (event.key === "x") entry.querySelector("[data-key=x]")?.click();
  else if (acts[event.key]) entry.querySelector(`button[value=${acts[event.key]}]`)?.click();
});
