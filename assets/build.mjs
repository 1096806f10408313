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

mkdirSync(out, { recursive: true });
for (const [from, to] of copied) copyFileSync(join(modules, from), join(out, to));

const world = JSON.parse(readFileSync(join(modules, "world-atlas", "countries-50m.json"), "utf8"));
const countries = topojson.feature(world, world.objects.countries).features;
const borders = topojson.mesh(world, world.objects.countries, (left, right) => left !== right);
const base = {
  type: "FeatureCollection",
  source: "Natural Earth 1:50m countries, by npm world-atlas " + JSON.parse(readFileSync(join(modules, "world-atlas", "package.json"))).version,
  licence: "Public domain (Natural Earth); ISC (world-atlas)",
  features: [
    ...countries.map((country) => feature(country.geometry, { kind: "land", name: country.properties.name })),
    feature(borders, { kind: "border" }),
  ],
};
writeFileSync(join(out, "world.json"), JSON.stringify(base));
