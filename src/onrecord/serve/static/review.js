// The review by keys: j and k go through the queue (desk.js), a letter judges the entry that has the focus.
const acts = { a: "accept", m: "merge", p: "split", n: "note" };
const entries = [...document.querySelectorAll(".entry")];
const PLACE = "onrecord-review";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const entry = document.activeElement?.closest(".entry");
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    if (event.key === "Escape") entry?.focus();
    return;
  }
  if (event.key === "u") { document.querySelector("[data-key=u]")?.click(); return; }
  if (!entry) return;
  if (event.key === "x") entry.querySelector("[data-key=x]")?.click();
  else if (event.key === "w") { event.preventDefault(); entry.querySelector("[name=reason]")?.focus(); }
  else if (acts[event.key]) entry.querySelector(`button[value=${acts[event.key]}]`)?.click();
});

// What was judged leaves the queue: the next entry takes its place, and the focus.
document.addEventListener("submit", () => {
  try { sessionStorage.setItem(PLACE, String(entries.indexOf(document.activeElement?.closest(".entry")))); } catch { /* a browser that keeps nothing */ }
});
try {
  const place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (place !== null) entries[Math.min(Math.max(0, Number(place)), entries.length - 1)]?.focus();
} catch { /* a browser that keeps nothing */ }
