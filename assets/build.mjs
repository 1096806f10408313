// Puts what the desk's pages load beside them: htmx, MapLibre GL and a base map. `node build.mjs FOLDER`.
// The base map is Natural Earth's countries (public domain) at 1:50 million, as npm's `world-atlas` packs them.
// Nothing of it says whose a disputed area is: land is one colour, and serve/data/disputed.json is drawn over it.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import topojson from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = process.argv[2];
const copied = [
  ["htmx.org/dist/htmx.min.js", "htmx.js"],
  ["htmx.org/LICENSE", "htmx.LICENSE"],
  ["maplibre-gl/dist/maplibre-gl.mjs", "maplibre-gl.mjs"],
  ["maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl-worker.mjs"],
  ["maplibre-gl/dist/maplibre-gl.css", "maplibre-gl.css"],
  ["maplibre-gl/LICENSE.txt", "maplibre-gl.LICENSE"],
  ["world-atlas/LICENSE", "world-atlas.LICENSE"],
];
const DIGITS = 2; // of a degree: about a kilometre, finer than lines at 1:50 million are

function rounded(part) {
  return typeof part === "number" ? Number(part.toFixed(DIGITS)) : part.map(rounded);
}

function feature(geometry, properties) {
  return { type: "Feature", properties, geometry: { ...geometry, coordinates: rounded(geometry.coordinates) } };
}

// Where a country's name is written: the point of its largest part that lies farthest from any edge and in no disputed
// area. A country that lies mostly in one has no name of its own here; the area has.
const RENAMED = { Macedonia: "North Macedonia", "S. Sudan": "South Sudan", "Dem. Rep. Congo": "DR Congo", "Central African Rep.": "Central African Republic", "Bosnia and Herz.": "Bosnia and Herzegovina" };
const GRID = 40; // points looked at along each side

function inside([x, y], ring) {
  let within = false;
  for (let n = 0; n + 1 < ring.length; n += 1) {
    const [[x1, y1], [x2, y2]] = [ring[n], ring[n + 1]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  }
  return within;
}

function area(ring) {
  let sum = 0;
  for (let n = 0; n + 1 < ring.length; n += 1) sum += ring[n][0] * ring[n + 1][1] - ring[n + 1][0] * ring[n][1];
  return Math.abs(sum / 2) * Math.cos((ring[0][1] * Math.PI) / 180);
}

// A ring over the 180th meridian, in degrees that go on past it.
function whole(ring) {
  const xs = ring.map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs) < 300 ? ring : ring.map(([x, y]) => [x < 0 ? x + 360 : x, y]);
}

function label(country, disputed) {
  const parts = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
  const [ring] = parts.map((part) => whole(part[0])).sort((a, b) => area(b) - area(a));
  const flat = Math.cos((ring[0][1] * Math.PI) / 180), edges = disputed.flat();
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)], [west, south] = [Math.min(...xs), Math.min(...ys)];
  const steps = [...Array(GRID).keys()].map((n) => (n + 0.5) / GRID);
  const all = steps.flatMap((h) => steps.map((v) => [west + h * (Math.max(...xs) - west), south + v * (Math.max(...ys) - south)])).filter((point) => inside(point, ring));
  const free = all.filter((point) => !disputed.some((one) => inside(point, one)));
  if (!free.length || free.length < all.length / 2) return [];
  const far = ([x, y]) => Math.min(...[...ring, ...edges].map(([a, b]) => Math.hypot((x - a) * flat, y - b)));
  const best = free.map((point) => [far(point), point]).sort((a, b) => b[0] - a[0])[0][1];
  const name = country.properties.name;
  return [{ type: "Feature", properties: { kind: "label", label: RENAMED[name] ?? name, size: Number(area(ring).toFixed(1)) }, geometry: { type: "Point", coordinates: rounded(best) } }];
}

mkdirSync(out, { recursive: true });
for (const [from, to] of copied) copyFileSync(join(modules, from), join(out, to));

const world = JSON.parse(readFileSync(join(modules, "world-atlas", "countries-50m.json"), "utf8"));
const countries = topojson.feature(world, world.objects.countries).features;
const borders = topojson.mesh(world, world.objects.countries, (left, right) => left !== right);
const disputed = JSON.parse(readFileSync(join(here, "..", "src", "onrecord", "serve", "data", "disputed.json"), "utf8")).features.map((one) => one.geometry.coordinates[0]);
const base = {
  type: "FeatureCollection",
  source: "Natural Earth 1:50m countries, by npm world-atlas " + JSON.parse(readFileSync(join(modules, "world-atlas", "package.json"))).version,
  licence: "Public domain (Natural Earth); ISC (world-atlas)",
  features: [
    ...countries.map((country) => feature(country.geometry, { kind: "land", name: country.properties.name })),
    feature(borders, { kind: "border" }),
    ...countries.flatMap((country) => label(country, disputed)),
  ],
};
writeFileSync(join(out, "world.json"), JSON.stringify(base));
