// Events in lanes along the days: a bar is as long as the day is uncertain. Thousands are drawn as one SVG.
import { asOf } from "/static/desk.js";

const box = document.getElementById("timeline");
const NS = "http://www.w3.org/2000/svg";
const DAY = 86400000, LEFT = 150, TOP = 26, ROW = 9, HEIGHT = 7, ROWS = 14;
let events = [], first = 0, last = 0, scale = 0;

function make(name, given, inside) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(given)) node.setAttribute(key, value);
  if (inside !== undefined) node.textContent = inside;
  return node;
}
const at = (day) => Date.parse(`${day}T00:00:00Z`);

function laneOf(event, by) {
  if (by === "country") return event.country || "no country";
  if (by === "actor") return (event.actor || "author not named").split("; ")[0];
  return event.type;
}

function lanes(by) {
  const found = new Map();
  for (const event of events) {
    const name = laneOf(event, by);
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(event);
  }
  const all = [...found].sort((a, b) => b[1].length - a[1].length);
  if (all.length <= 16) return all;
  return [...all.slice(0, 15), ["others", all.slice(15).flatMap(([, many]) => many)]];
}

function stacked(many) {
  const ends = [];
  return many.map((event) => {
    const start = Math.max(at(event.when_start), first);
    const end = (event.when_end ? Math.min(at(event.when_end), last) : last) + DAY;  // one without an end goes on
    let row = ends.findIndex((taken) => taken <= start);
    if (row < 0) row = ends.length < ROWS ? ends.length : ends.length - 1;
    ends[row] = Math.max(ends[row] || 0, end);
    return { event, start, end, row };
  });
}

function draw() {
  const width = LEFT + ((last - first) / DAY + 1) * scale;
  const svg = make("svg", { width, role: "group" });
  let y = TOP;
  const step = Math.max(1, Math.ceil(74 / scale));
  const bars = make("g", {});
  for (const [name, many] of lanes(document.getElementById("lanes").value)) {
    const placed = stacked(many.sort((a, b) => at(a.when_start) - at(b.when_start)));
    const rows = Math.max(1, ...placed.map((one) => one.row + 1));
    bars.append(make("text", { x: 6, y: y + 10, class: "lane" }, `${name.slice(0, 20)} ${many.length}`));
    for (const { event, start, end, row } of placed) {
      if (end < first || start > last + DAY) continue;
      const kind = /confirmed|corroborated/.test(event.verification) ? "vouched" : /unverified|denied/.test(event.verification) ? "doubted" : "";
      const said = `${event.type}${event.place ? ` in ${event.place}` : ""}, ${event.when_start}${event.when_end !== event.when_start ? ` to ${event.when_end || "open"}` : ""}: ${event.verification}${event.disputed ? ", disputed" : ""}`;
      const link = make("a", { href: asOf(`/events/${event.id}`), "aria-label": said, tabindex: -1 });
      const x = LEFT + ((start - first) / DAY) * scale, top = y + row * ROW;
      link.append(make("rect", { x: x + 0.5, y: top, width: Math.max(2, ((end - start) / DAY) * scale - 1), height: HEIGHT, rx: 1, class: `e ${kind}${event.when_end ? "" : " open"}` }), make("title", {}, said));
      if (event.disputed) link.append(make("text", { x: x + 2, y: top + HEIGHT, }, "≠"));
      bars.append(link);
    }
    y += Math.max(rows * ROW, 14) + 8;
    bars.append(make("line", { x1: 0, x2: width, y1: y - 4, y2: y - 4, class: "grid" }));
  }
  for (let day = first, n = 0; day <= last; day += DAY, n += 1) {
    if (n % step) continue;
    const x = LEFT + ((day - first) / DAY) * scale;
    svg.append(make("line", { x1: x, x2: x, y1: 18, y2: y, class: "grid" }), make("text", { x: x + 3, y: 13 }, new Date(day).toISOString().slice(0, 10)));
  }
  svg.append(bars);
  svg.setAttribute("height", y + 4);
  box.replaceChildren(svg);
}

function zoom(by) { scale = Math.max(1, Math.min(200, scale * by)); draw(); }

async function load() {
  const answer = await fetch(box.dataset.source, { headers: { Accept: "application/json" } });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error.message);
  events = data.rows.map((row) => Object.fromEntries(data.columns.map((name, n) => [name, row[n]])));
  first = at(data.first); last = at(data.last);
  scale = Math.max(4, (box.clientWidth - LEFT - 4) / ((last - first) / DAY + 1));
  if (events.length) draw(); else box.firstElementChild.textContent = "No event falls into these days.";
}
document.getElementById("lanes").addEventListener("change", draw);
document.getElementById("in").addEventListener("click", () => zoom(1.5));
document.getElementById("out").addEventListener("click", () => zoom(1 / 1.5));
load().catch((error) => { box.firstElementChild.textContent = `The timeline could not be drawn: ${error.message}`; });
