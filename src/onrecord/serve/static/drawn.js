// What the timeline and the map share: their events, how these are named, and the tip that says what one is.
export const DAY = 86400000;
export const at = (day) => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

const SIGNS = { confirmed: "✓", corroborated: "◆", claimed: "●", reported: "○", unverified: "?", denied: "✕" };
const PRECISIONS = { site: "exact site", place: "town or village", near: "near a town", adm2: "district", adm1: "region", area: "wider area", country: "country", international: "across borders" };

export async function json(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error?.message ?? `status ${answer.status}`);
  return data;
}

// Rows as objects.
export function eventsOf(data) {
  return data.rows.map((row) => Object.fromEntries(data.columns.map((name, n) => [name, row[n]])));
}

// How an event is drawn: vouched for by more than its source, doubted, or said.
export function kindOf(word) {
  if (/confirmed|corroborated/.test(word)) return "vouched";
  return /unverified|denied/.test(word) ? "doubted" : "said";
}

export const typed = (type) => type[0] + type.slice(1).toLowerCase();

// What an event is, as a brief names it: by its first mode, else by its type.
const nouns = JSON.parse(document.querySelector("[data-nouns]").dataset.nouns);
export const whatOf = (event) => nouns[event.mode?.split("; ")[0]] ?? nouns[event.type] ?? typed(event.type);

export function daysOf(event) {
  if (!event.when_end) return `from ${event.when_start}, open`;
  return event.when_end === event.when_start ? event.when_start : `${event.when_start} to ${event.when_end}`;
}

// What an event is, in lines: what and where, when, who, how it stands.
export function linesOf(event) {
  const who = [event.actor, event.recipient].filter(Boolean).join(" → ");
  const where = event.place ? `${event.place.split("; ")[0]}${event.place_precision ? ` (${PRECISIONS[event.place_precision] ?? event.place_precision})` : ""}` : "";
  return [
    where ? `${whatOf(event)} in ${where}` : whatOf(event),
    daysOf(event),
    who,
    `${SIGNS[event.verification] ?? "·"} ${event.verification}${event.disputed ? ", ≠ disputed" : ""}, ${event.independent_sources} independent source${event.independent_sources === 1 ? "" : "s"}`,
  ].filter(Boolean);
}

export function toLines(lines) {
  const all = document.createDocumentFragment();
  lines.forEach((line, n) => {
    const part = document.createElement(n ? "div" : "b");
    part.textContent = line;
    all.append(part);
  });
  return all;
}

const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

// Says something beside a place of the window, within the window.
export function showTip(content, x, y) {
  tip.replaceChildren(content);
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const set = (name, value) => tip.style.setProperty(name, `${value}px`);
  set("left", Math.max(4, Math.min(x + 12, innerWidth - width - 8)));
  set("top", y + 16 + height > innerHeight ? Math.max(4, y - height - 10) : y + 16);
}
export function hideTip() { tip.hidden = true; }
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
