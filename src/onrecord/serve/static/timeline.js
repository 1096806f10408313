// Events in lanes along the days: a bar is as long as its day is uncertain. Thousands are drawn as one SVG.
import { asOf } from "/static/desk.js";
import { at, DAY, eventsOf, hideTip, json, kindOf, linesOf, showTip, toLines, whatOf } from "/static/drawn.js";
import { busiest, lanesOf, marks, stacked, weekends } from "/static/lanes.js";

const box = document.getElementById("timeline");
const by = document.getElementById("lanes");
const NS = "http://www.w3.org/2000/svg";
const HEAD = 40, FEW = 400; // up to FEW events a bar is high enough for its own words
const LEFT = box.clientWidth < 600 ? 96 : 168;
let events = [], first = 0, last = 0, scale = 0, gutter = null, head = null;

function make(name, given, inside) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(given)) node.setAttribute(key, value);
  if (inside !== undefined) node.textContent = inside;
  return node;
}
const x = (day) => LEFT + ((day - first) / DAY) * scale;

function bar({ event, start, end, after }, top, height) {
  const link = make("a", { href: asOf(`/events/${event.id}`), "aria-label": linesOf(event).join(", "), tabindex: -1 });
  const left = x(start) + 0.75, width = Math.max(3, x(end) - x(start) - 1.5), point = after ? Math.min(6, width / 2) : 0;
  const shape = `M${left} ${top}h${width - point}${point ? `l${point} ${height / 2}l${-point} ${height / 2}` : `v${height}`}h${point - width}z`;
  link.append(make("path", { d: shape, class: `e ${kindOf(event.verification)}` }));
  const named = `bar-name ${kindOf(event.verification)}`;
  const words = `${event.disputed ? "≠ " : ""}${event.place ? event.place.split("; ")[0] : event.actor?.split("; ")[0] ?? whatOf(event)}`;
  const room = Math.floor((width - 8) / 6);
  if (height > 12 && room > 1 && words) link.append(make("text", { x: left + 4, y: top + height - 4, class: named }, words.length > room ? (room > 4 ? `${words.slice(0, room - 1)}…` : words.slice(0, event.disputed ? 1 : 0)) : words));
  else if (event.disputed) link.append(make("text", { x: left + 1, y: top + height - 1, class: named }, "≠"));
  link.event = event;
  return link;
}

function axis(height, width) {
  const lines = make("g", {}), words = make("g", {});
  if (scale >= 6) for (const day of weekends(first, last)) lines.append(make("rect", { x: x(day), y: HEAD, width: Math.min(2 * scale, x(last + DAY) - x(day)), height: height - HEAD, class: "weekend" }));
  for (const { day, words: said, major } of marks(first, last, scale)) {
    lines.append(make("line", { x1: x(day), x2: x(day), y1: major ? 4 : 22, y2: height, class: "grid" }));
    words.append(make("text", { x: x(day) + 4, y: major ? 16 : 34, class: major ? "month" : "" }, said));
  }
  head = make("g", {});
  head.append(make("rect", { x: 0, y: 0, width, height: HEAD, class: "head" }), words, make("line", { x1: 0, x2: width, y1: HEAD, y2: HEAD, class: "grid" }));
  return lines;
}

function draw() {
  const width = x(last + DAY) + 2, high = events.length <= FEW ? 16 : 7, row = high + (high > 12 ? 3 : 1);
  const bars = make("g", {}), names = make("g", {});
  let y = HEAD + 6;
  for (const [name, many] of lanesOf(events, by.value)) {
    const placed = stacked(many, first, last);
    const rows = Math.max(1, ...placed.map((one) => one.row + 1));
    const room = LEFT < 120 ? 11 : 21;
    const label = make("text", { x: 8, y: y + 12, class: "lane" }, name.length > room ? `${name.slice(0, room - 1)}…` : name);
    label.append(make("title", {}, name));
    names.append(label, make("text", { x: LEFT - 8, y: y + 12, "text-anchor": "end" }, String(many.length)));
    for (const one of placed) bars.append(bar(one, y + one.row * row, high));
    y += Math.max(rows * row, 18) + 8;
    names.append(make("line", { x1: 0, x2: LEFT, y1: y - 5, y2: y - 5, class: "grid" }));
    bars.prepend(make("line", { x1: LEFT, x2: width, y1: y - 5, y2: y - 5, class: "grid" }));
  }
  const height = y + 2, svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Events" });
  gutter = make("g", {});
  gutter.append(make("rect", { x: 0, y: 0, width: LEFT, height, class: "gutter" }), names, make("line", { x1: LEFT, x2: LEFT, y1: 0, y2: height, class: "grid" }));
  svg.append(axis(height, width), bars, gutter, head);
  const had = box.querySelector("a:focus")?.event, links = [...svg.querySelectorAll("a")];
  const one = links.find((link) => link.event === had) ?? links[0];
  one?.setAttribute("tabindex", 0);
  box.replaceChildren(svg);
  if (had) one.focus({ preventScroll: true });
  stay();
}

// Names of lanes and days stay in sight, however far one has scrolled.
function stay() {
  gutter?.setAttribute("transform", `translate(${box.scrollLeft} 0)`);
  head?.setAttribute("transform", `translate(0 ${box.scrollTop})`);
}

function zoom(wanted, from = LEFT + (box.clientWidth - LEFT) / 2) {
  const day = first + ((box.scrollLeft + from - LEFT) / scale) * DAY;
  const whole = (box.clientWidth - LEFT - 6) / ((last - first) / DAY + 1);
  scale = Math.max(Math.min(whole, 4), Math.min(240, wanted));
  draw();
  box.scrollLeft = x(day) - from;
  stay();
}

function fit(begin, end) {
  scale = (box.clientWidth - LEFT - 6) / ((end - begin) / DAY + 1);
  zoom(scale, LEFT);
  box.scrollLeft = x(begin) - LEFT;
  stay();
}

// By keys: arrows go from event to event as they are drawn, Enter opens, plus and minus zoom, 0 shows all days.
function go(link, key) {
  const all = [...box.querySelectorAll("a")], here = link.getBBox();
  const ahead = { ArrowRight: (b) => b.x > here.x || (b.x === here.x && b.y > here.y), ArrowLeft: (b) => b.x < here.x || (b.x === here.x && b.y < here.y), ArrowDown: (b) => b.y > here.y, ArrowUp: (b) => b.y < here.y }[key];
  const far = (b) => (key === "ArrowDown" || key === "ArrowUp" ? Math.abs(b.y - here.y) * 1e4 + Math.abs(b.x - here.x) : Math.abs(b.x - here.x) * 1e4 + Math.abs(b.y - here.y));
  const next = all.filter((one) => one !== link).map((one) => [one, one.getBBox()]).filter(([, b]) => ahead(b)).sort((a, b) => far(a[1]) - far(b[1]))[0]?.[0];
  if (!next) return;
  link.setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

box.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const link = event.target.closest?.("a");
  if (event.key === "+" || event.key === "=") zoom(scale * 1.5);
  else if (event.key === "-") zoom(scale / 1.5);
  else if (event.key === "0") fit(first, last);
  else if (link && event.key.startsWith("Arrow")) go(link, event.key);
  else return;
  event.preventDefault();
});
box.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(scale * (event.deltaY < 0 ? 1.2 : 1 / 1.2), Math.max(LEFT, event.clientX - box.getBoundingClientRect().left));
}, { passive: false });
box.addEventListener("scroll", () => { stay(); hideTip(); });
for (const [kind, place] of [["pointermove", (event) => [event.clientX, event.clientY]], ["focusin", (event) => { const at = event.target.getBoundingClientRect(); return [Math.max(at.left, box.getBoundingClientRect().left + LEFT), at.bottom - 12]; }]]) {
  box.addEventListener(kind, (event) => {
    const told = event.target.closest?.("a")?.event;
    if (told) showTip(toLines(linesOf(told)), ...place(event)); else hideTip();
  });
}
for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, hideTip);

by.addEventListener("change", () => { history.replaceState(null, "", `#lanes=${by.value}`); draw(); });
document.getElementById("in").addEventListener("click", () => zoom(scale * 1.5));
document.getElementById("out").addEventListener("click", () => zoom(scale / 1.5));
document.getElementById("fit").addEventListener("click", () => fit(first, last));

async function load() {
  const data = await json(box.dataset.source);
  const wanted = new URLSearchParams(location.hash.slice(1)).get("lanes");
  if ([...by.options].some((option) => option.value === wanted)) by.value = wanted;
  events = eventsOf(data);
  first = at(data.first); last = at(data.last);
  if (!events.length) { box.firstElementChild.textContent = "No event falls into these days. Widen them, or take a filter away."; return; }
  fit(...busiest(events, first, last));
  addEventListener("beforeprint", () => { box.scrollTop = 0; fit(first, last); });
  addEventListener("resize", () => { if (box.clientWidth) zoom(scale); });
}
load().catch((error) => { box.firstElementChild.textContent = `The timeline could not be drawn: ${error.message}`; });
