// Where the timeline draws what: lanes, rows within a lane, and the marks of the axis. No page is touched here.
import { at, DAY } from "/static/drawn.js";

const MOST_LANES = 16, MOST_ROWS = 40;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function laneOf(event, by) {
  if (by === "country") return event.country || "no country";
  if (by === "actor") return (event.actor || "nobody named").split("; ")[0];
  if (by === "standing") return event.verification;
  return event.type[0] + event.type.slice(1).toLowerCase();
}

// Lanes with the most events first; what is over goes into one lane of its own.
export function lanesOf(events, by) {
  const found = new Map();
  for (const event of events) {
    const name = laneOf(event, by);
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(event);
  }
  const all = [...found].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
  if (all.length <= MOST_LANES) return all;
  return [...all.slice(0, MOST_LANES - 1), ["all others", all.slice(MOST_LANES - 1).flatMap(([, many]) => many)]];
}

// Each event with its days within the span and the first row that is free; past MOST_ROWS bars share the last one.
export function stacked(many, first, last) {
  const ends = [];
  const order = [...many].sort((a, b) => at(a.when_start) - at(b.when_start) || (b.when_end ? 1 : 0) - (a.when_end ? 1 : 0));
  return order.map((event) => {
    const began = at(event.when_start), over = event.when_end ? at(event.when_end) : Infinity;
    const start = Math.max(began, first), end = Math.min(over, last) + DAY;
    let row = ends.findIndex((taken) => taken <= start);
    if (row < 0) row = Math.min(ends.length, MOST_ROWS - 1);
    ends[row] = Math.max(ends[row] || 0, end);
    return { event, start, end, row, before: began < first, after: over > last };
  });
}

// The days that most events begin and end on, with a day of air: where a timeline is looked at first.
export function busiest(events, first, last) {
  const starts = events.map((event) => at(event.when_start)).filter((day) => day >= first).sort((a, b) => a - b);
  if (!starts.length) return [first, last];
  const begin = starts[Math.floor(starts.length * 0.03)] - DAY;
  const ends = events.map((event) => at(event.when_end ?? event.when_start)).filter((day) => day <= last);
  return [Math.max(first, begin), Math.min(last, Math.max(...ends, starts.at(-1)) + DAY)];
}

// How many days lie between marks of the axis, so that their words have room; none where only months have it.
const stepOf = (scale) => [1, 2, 7].find((days) => days * scale >= 26);

// Marks of the axis: the day, the words, and whether a month or a year begins there.
export function marks(first, last, scale) {
  const all = [], step = stepOf(scale), roomy = scale * 28 >= 100;
  const every = [1, 3, 12].find((months) => months * 30 * scale >= 36) ?? 60; // months between those that are named
  for (let day = first; day <= last; day += DAY) {
    const date = new Date(day), number = date.getUTCDate(), month = date.getUTCMonth();
    const name = roomy || day === first ? `${MONTHS[month]} ${date.getUTCFullYear()}` : month ? MONTHS[month].slice(0, 3) : `${date.getUTCFullYear()}`;
    const begins = number === 1 && (date.getUTCFullYear() * 12 + month) % every === 0;
    if (begins || day === first) all.push({ day, words: name, major: true });
    if (step === 7 ? date.getUTCDay() === 1 : step && (number - 1) % step === 0 && number < 31) all.push({ day, words: `${number}`, major: false });
  }
  return crowded(all, scale);
}

// The first day's month goes unsaid where the next month begins too soon to leave it room.
function crowded(all, scale) {
  const [one, two] = all.filter((mark) => mark.major);
  return two && (two.day - one.day) / DAY * scale < 110 ? all.filter((mark) => mark !== one) : all;
}

export function weekends(first, last) {
  const all = [];
  for (let day = first; day <= last; day += DAY) if (new Date(day).getUTCDay() === 6) all.push(day);
  return all;
}
