// The slider of days under the map: one day, a week, or all up to a day; bars say how many events each day has.
import { at, DAY, dayOf } from "/static/drawn.js";

const slider = document.getElementById("slider"), said = document.getElementById("slid"), span = document.getElementById("span"), bars = document.getElementById("bars");
const NS = "http://www.w3.org/2000/svg";
const BACK = { day: 0, week: 6, upto: Infinity, all: Infinity };

const ends = (event) => (event.when_end ? at(event.when_end) : Infinity);

// Bars of how many events fall on each day, as high as the day with the most.
function drawBars(events, first, days) {
  const counts = Array.from({ length: days }, (_, n) => events.filter((event) => at(event.when_start) <= first + n * DAY && ends(event) >= first + n * DAY).length);
  const most = Math.max(1, ...counts);
  bars.setAttribute("viewBox", `0 0 ${days} 20`);
  bars.replaceChildren(...counts.map((count, n) => {
    const bar = document.createElementNS(NS, "rect"), height = count ? Math.max(2, (20 * count) / most) : 0;
    for (const [name, value] of Object.entries({ x: n + 0.1, width: 0.8, y: 20 - height, height })) bar.setAttribute(name, value);
    return bar;
  }));
}

// Calls `show` with the events of the days that are chosen, and says which these are.
export function slide(data, events, show) {
  const first = at(data.first), days = Math.round((at(data.last) - first) / DAY) + 1;
  slider.max = days - 1;
  drawBars(events, first, days);
  const choose = () => {
    const all = span.value === "all";
    const day = first + Number(slider.value) * DAY, from = Math.max(first, day - BACK[span.value] * DAY);
    const some = all ? events : events.filter((event) => at(event.when_start) <= day && ends(event) >= from);
    [...bars.children].forEach((bar, n) => bar.classList.toggle("in", all || (first + n * DAY <= day && first + n * DAY >= from)));
    const words = { all: "all days", day: dayOf(day), week: `${dayOf(from)} to ${dayOf(day)}`, upto: `up to ${dayOf(day)}` }[span.value];
    slider.setAttribute("aria-valuetext", words);
    said.textContent = `${words}: ${some.length} event${some.length === 1 ? "" : "s"}`;
    show(some);
  };
  const move = () => { if (span.value === "all") span.value = "day"; choose(); };
  const step = (by) => { slider.value = Number(slider.value) + by; move(); };
  slider.value = days - 1;
  slider.addEventListener("input", move);
  span.addEventListener("change", choose);
  document.getElementById("earlier").addEventListener("click", () => step(-1));
  document.getElementById("later").addEventListener("click", () => step(1));
  choose();
}
