// What every page shares: keys, rows that open, the theme, the columns of the ledger, an empty filter that is not sent.
const root = document.documentElement;
const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const store = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ } };

const theme = stored("onrecord-theme");
if (theme) root.dataset.theme = theme;
document.getElementById("theme")?.addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  store("onrecord-theme", root.dataset.theme);
  document.dispatchEvent(new Event("onrecord:theme"));
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("onrecord:theme")));

document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

function typing(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}

function stops() {
  return [...document.querySelectorAll("main .row, main .claim")].filter((one) => one.offsetParent !== null && !one.parentElement.closest(".row"));
}

function step(by) {
  const all = stops();
  const now = all.indexOf(document.activeElement?.closest(".row, .claim"));
  const next = all[Math.max(0, Math.min(all.length - 1, now + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// The form by which the claim that has the focus (in the review, the entry's first) is checked.
function check() {
  const at = document.activeElement?.closest(".claim") ?? document.activeElement?.closest(".row")?.querySelector(".claim");
  const form = at?.querySelector("details.check");
  if (!form) return false;
  form.open = true;
  form.querySelector("select").focus();
  return true;
}

const places = { t: "/", l: "/timeline", m: "/map", c: "/claims", e: "/events", a: "/transfers", s: "/strikes", o: "/sources", r: "/review" };
let going = false;
export function asOf(path) {
  const day = new URLSearchParams(location.search).get("as_of");
  return day ? `${path}?as_of=${encodeURIComponent(day)}` : path;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.getElementById("suggest")?.replaceChildren();
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (going) {
    going = false;
    if (places[event.key]) { event.preventDefault(); event.stopImmediatePropagation(); location.assign(asOf(places[event.key])); }
    return;
  }
  if (event.key === "g") going = true;
  else if (event.key === "/") { event.preventDefault(); document.getElementById("find")?.focus(); }
  else if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "v" && check()) event.preventDefault();
  else if (event.key === "Enter" && document.activeElement?.dataset?.href) location.assign(document.activeElement.dataset.href);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr.row");
  if (row?.dataset.href && !event.target.closest("a, button, input") && !String(getSelection())) location.assign(row.dataset.href);
  if (!event.target.closest(".find")) document.getElementById("suggest")?.replaceChildren();
});

function unsent(form) {
  return [...form.querySelectorAll("input, select")].filter((field) => field.name && field.value === "");
}
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  const empty = unsent(event.target);
  for (const field of empty) field.disabled = true;
  setTimeout(() => { for (const field of empty) field.disabled = false; });
});
document.addEventListener("htmx:configRequest", (event) => {
  const given = event.detail.parameters;
  for (const name of [...(given.keys?.() ?? Object.keys(given))]) if (given[name] === "") delete given[name];
});

// On a narrow screen filters and facets are folded away until they are asked for.
for (const [query, parts] of [["(max-width: 40rem)", ".fold"], ["(max-width: 60rem)", ".facets details"]]) {
  const narrow = matchMedia(query);
  const fold = () => { for (const part of document.querySelectorAll(parts)) part.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  if (narrow.matches) fold();
  if (parts !== ".fold") document.addEventListener("htmx:afterSwap", () => { if (narrow.matches) fold(); });
}

const hidden = new Set(JSON.parse(stored("onrecord-columns") || "[]"));
function showColumns() {
  for (const cell of document.querySelectorAll("[data-c]")) cell.hidden = hidden.has(cell.dataset.c);
  for (const box of document.querySelectorAll("[data-column]")) box.checked = !hidden.has(box.dataset.column);
}
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.column;
  if (!name) return;
  event.stopPropagation();
  if (event.target.checked) hidden.delete(name); else hidden.add(name);
  store("onrecord-columns", JSON.stringify([...hidden]));
  showColumns();
}, true);
document.addEventListener("htmx:afterSwap", showColumns);
showColumns();
