// Events as shapes: a point where the words name a town or a site, else a circle as wide as their precision.
import { kindOf } from "/static/drawn.js";

// Kilometres around the coordinates within which it happened, as far as the words go.
const KM = { site: 0, place: 0, near: 15, adm2: 30, adm1: 100, area: 150, country: 300, international: 300 };
const EARTH = 6371, STEPS = 72;
const list = (features) => ({ type: "FeatureCollection", features });
const named = (event) => event.place?.split("; ")[0] ?? "";

// A circle on the globe as a ring of degrees.
export function ring(lon, lat, km) {
  const far = km / EARTH, up = (lat * Math.PI) / 180, all = [];
  for (let n = 0; n <= STEPS; n += 1) {
    const turn = (2 * Math.PI * n) / STEPS;
    const y = Math.asin(Math.sin(up) * Math.cos(far) + Math.cos(up) * Math.sin(far) * Math.cos(turn));
    const x = Math.atan2(Math.sin(turn) * Math.sin(far) * Math.cos(up), Math.cos(far) - Math.sin(up) * Math.sin(y));
    all.push([lon + (x * 180) / Math.PI, (y * 180) / Math.PI]);
  }
  return all;
}

// Events with one place known to be a point.
export function points(events) {
  return list(events.filter((event) => !KM[event.place_precision]).map((event) => ({
    type: "Feature", geometry: { type: "Point", coordinates: [event.lon, event.lat] }, properties: { ids: event.id, kind: kindOf(event.verification), title: named(event) },
  })));
}

// Wider places, each drawn once however many events it has.
export function areas(events) {
  const found = new Map();
  for (const event of events) {
    const km = KM[event.place_precision];
    if (!km) continue;
    const key = `${event.lon} ${event.lat} ${km}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(event);
  }
  return list([...found.values()].map((many) => {
    const [{ lon, lat, place_precision: precision }] = many, kinds = new Set(many.map((event) => kindOf(event.verification)));
    const title = `${named(many[0])}${many.length > 1 ? ` (${many.length})` : ""}`;
    return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring(lon, lat, KM[precision])] }, properties: { ids: many.map((event) => event.id).join(" "), kind: kinds.size === 1 ? [...kinds][0] : "said", title, km: KM[precision], centre: JSON.stringify([lon, lat]) } };
  }).sort((a, b) => b.properties.km - a.properties.km));
}

// What a map must show to hold all events, with some air.
export function bounds(events) {
  if (!events.length) return [[-30, -30], [90, 60]];
  const air = (event) => Math.max(0.6, (KM[event.place_precision] ?? 0) / 100);
  const edge = (pick, way, sign) => way(...events.map((event) => event[pick] + sign * air(event)));
  return [[edge("lon", Math.min, -1), Math.max(-80, edge("lat", Math.min, -1))], [edge("lon", Math.max, 1), Math.min(84, edge("lat", Math.max, 1))]];
}
