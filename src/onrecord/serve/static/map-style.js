// How the map is drawn: a base of one colour, disputed areas hatched above it, and events as exactly as their words place them.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const tint = (vouched, doubted, said) => ["match", ["get", "kind"], "vouched", vouched, "doubted", doubted, said];
// A kilometre at zoom 0 on the equator, in pixels; it doubles with each step of the zoom.
const PIXELS = 0.0128, TINY = 8;
// What is drawn only where a circle would be too small to see: fully at a zoom where it is, not at all from there on.
const whileTiny = (shown) => ["step", ["zoom"], shown, ...[...Array(14).keys()].flatMap((zoom) => [zoom, ["case", ["<", ["*", ["get", "km"], PIXELS * 2 ** zoom], TINY], shown, 0]])];
const NAMES = ["interpolate", ["linear"], ["zoom"], 1, 10, 5, 13];
const BIG_ENOUGH = [">=", ["get", "size"], ["step", ["zoom"], 20, 2, 5, 3, 1, 4, 0.2, 5.5, 0]]; // countries that are named
// The middle of each circle, where its name stands.
export const centres = (areas) => ({ ...areas, features: areas.features.map((one) => ({ ...one, geometry: { type: "Point", coordinates: JSON.parse(one.properties.centre) } })) });
export const HATCH = "hatch";

// The layers, lowest first. Land has one colour: the base says nothing of whose an area is.
export function style({ world, disputed, points, areas, chosen }) {
  const land = colour("--land"), line = colour("--frontier"), good = colour("--good"), bad = colour("--bad"), link = colour("--link"), paper = colour("--paper"), ink = colour("--ink"), soft = colour("--soft"), sea = colour("--sea");
  const halo = { "text-halo-color": paper, "text-halo-width": 1.4 };
  const alone = ["!", ["has", "point_count"]];
  return {
    version: 8,
    sources: {
      world: { type: "geojson", data: world, attribution: "Natural Earth" },
      disputed: { type: "geojson", data: disputed, attribution: "disputed areas: onrecord, coarse" },
      areas: { type: "geojson", data: areas },
      centres: { type: "geojson", data: centres(areas) },
      events: { type: "geojson", data: points, cluster: true, clusterRadius: 30, clusterMaxZoom: 9 },
      chosen: { type: "geojson", data: chosen },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      { id: "land", type: "fill", source: "world", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": land } },
      { id: "border", type: "line", source: "world", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": line, "line-width": 0.8 } },
      { id: "disputed", type: "fill", source: "disputed", paint: { "fill-color": land } },
      { id: "disputed-hatch", type: "fill", source: "disputed", paint: { "fill-pattern": HATCH, "fill-opacity": 0.7 } },
      { id: "disputed-edge", type: "line", source: "disputed", paint: { "line-color": line, "line-width": 1.2, "line-dasharray": [3, 2] } },
      { id: "countries", type: "symbol", source: "world", filter: ["all", ["==", ["get", "kind"], "label"], BIG_ENOUGH], layout: { "text-field": ["get", "label"], "text-size": NAMES, "symbol-sort-key": ["-", 0, ["get", "size"]], "text-max-width": 7, "text-padding": 6 }, paint: { "text-color": soft, "text-halo-color": land, "text-halo-width": 1 } },
      { id: "disputed-names", type: "symbol", source: "disputed", minzoom: 3.5, layout: { "text-field": ["concat", ["get", "name"], "\n(disputed)"], "text-size": 11, "text-max-width": 8 }, paint: { "text-color": soft, ...halo } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": tint(good, bad, link), "fill-opacity": 0.13 } },
      { id: "areas-edge", type: "line", source: "areas", paint: { "line-color": tint(good, bad, link), "line-width": 1.5, "line-dasharray": [3, 2] } },
      { id: "areas-tiny", type: "circle", source: "centres", paint: { "circle-radius": 7, "circle-color": tint(good, bad, link), "circle-opacity": whileTiny(0.2), "circle-stroke-color": tint(good, bad, link), "circle-stroke-width": 1.5, "circle-stroke-opacity": whileTiny(1) } },
      { id: "areas-names", type: "symbol", source: "centres", layout: { "text-field": ["get", "title"], "text-size": 11, "text-max-width": 9, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 0.8 }, paint: { "text-color": tint(good, bad, link), ...halo } },
      { id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 13, "circle-color": "transparent", "circle-opacity": 0, "circle-stroke-color": ink, "circle-stroke-width": 3 } },
      { id: "clusters", type: "circle", source: "events", filter: ["has", "point_count"], paint: { "circle-color": paper, "circle-stroke-color": ink, "circle-stroke-width": 1.5, "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 10, 100, 18, 1000, 28] } },
      { id: "numbers", type: "symbol", source: "events", filter: ["has", "point_count"], layout: { "text-field": ["get", "point_count_abbreviated"], "text-size": 11, "text-allow-overlap": true }, paint: { "text-color": ink } },
      { id: "points", type: "circle", source: "events", filter: alone, paint: { "circle-radius": 6, "circle-color": tint(good, paper, paper), "circle-stroke-width": 2.5, "circle-stroke-color": tint(good, bad, link) } },
      { id: "doubts", type: "symbol", source: "events", filter: ["all", alone, ["==", ["get", "kind"], "doubted"]], layout: { "text-field": "?", "text-size": 11, "text-allow-overlap": true }, paint: { "text-color": bad } },
      { id: "names", type: "symbol", source: "events", filter: alone, layout: { "text-field": ["get", "title"], "text-size": 12, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.8, "text-justify": "auto", "text-max-width": 10 }, paint: { "text-color": ink, ...halo } },
    ],
  };
}

// The pattern of a disputed area: grey lines.
export function hatch() {
  const size = 8, drawn = new Uint8Array(size * size * 4), grey = colour("--soft").match(/[0-9a-f]{2}/gi).map((two) => parseInt(two, 16));
  for (let x = 0; x < size; x += 1) for (let y = 0; y < size; y += 1) if ((x + y) % size < 1) drawn.set([...grey, 220], (y * size + x) * 4);
  return { width: size, height: size, data: drawn };
}
