// Events where the words place them, as exactly as they do: a point, a circle, a wide circle. No tile of any network.
import { Map as Globe, NavigationControl, setWorkerUrl } from "/static/vendor/maplibre-gl.mjs";
import { asOf } from "/static/desk.js";

setWorkerUrl("/static/vendor/maplibre-gl-worker.mjs");
const box = document.getElementById("map");
const DAY = 86400000;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const at = (day) => Date.parse(`${day}T00:00:00Z`);
const KM = { site: 0, place: 0, near: 15, adm2: 30, adm1: 100, area: 150, country: 300, international: 300 };
const json = async (path) => {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error?.message ?? `status ${answer.status}`);
  return data;
};

function standing(word) {
  if (/confirmed|corroborated/.test(word)) return "vouched";
  return /unverified|denied/.test(word) ? "doubted" : "said";
}

function points(data, day) {
  const features = [];
  for (const row of data.rows) {
    const event = Object.fromEntries(data.columns.map((name, n) => [name, row[n]]));
    if (day && (at(event.when_start) > day || at(event.when_end || event.when_start) < day)) continue;
    features.push({
      type: "Feature", geometry: { type: "Point", coordinates: [event.lon, event.lat] },
      properties: { id: event.id, kind: standing(event.verification), km: KM[event.place_precision] ?? 0, said: `${event.type} in ${event.place}, ${event.when_start} (${event.place_precision ?? "precision not known"}): ${event.verification}${event.disputed ? ", disputed" : ""}` },
    });
  }
  return { type: "FeatureCollection", features };
}

// A pixel a kilometre spans at zoom 0 on the equator doubles with each step of the zoom.
const wide = ["interpolate", ["exponential", 2], ["zoom"], 0, ["*", ["get", "km"], 0.0128], 10, ["*", ["get", "km"], 13.1]];
const tint = (vouched, doubted, said) => ["match", ["get", "kind"], "vouched", vouched, "doubted", doubted, said];

function style(world, disputed, events) {
  const land = colour("--land"), line = colour("--border"), good = colour("--good"), bad = colour("--bad"), link = colour("--link"), paper = colour("--paper"), ink = colour("--ink");
  return {
    version: 8,
    sources: {
      world: { type: "geojson", data: world, attribution: "Natural Earth" },
      disputed: { type: "geojson", data: disputed, attribution: "disputed areas: onrecord, coarse" },
      wide: { type: "geojson", data: { type: "FeatureCollection", features: events.features.filter((one) => one.properties.km > 0) } },
      events: { type: "geojson", data: events, cluster: true, clusterRadius: 28, clusterMaxZoom: 9 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
      { id: "land", type: "fill", source: "world", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": land } },
      { id: "border", type: "line", source: "world", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": line, "line-width": 0.8 } },
      { id: "disputed", type: "fill", source: "disputed", paint: { "fill-color": land } },
      { id: "disputed-edge", type: "line", source: "disputed", paint: { "line-color": line, "line-width": 1.2, "line-dasharray": [3, 2] } },
      { id: "wide", type: "circle", source: "wide", paint: { "circle-radius": wide, "circle-color": tint(good, bad, link), "circle-opacity": 0.12, "circle-stroke-color": tint(good, bad, link), "circle-stroke-width": 1, "circle-stroke-opacity": 0.6 } },
      { id: "clusters", type: "circle", source: "events", filter: ["has", "point_count"], paint: { "circle-color": paper, "circle-stroke-color": ink, "circle-stroke-width": 1.5, "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 9, 100, 18, 1000, 28] } },
      { id: "numbers", type: "symbol", source: "events", filter: ["has", "point_count"], layout: { "text-field": ["get", "point_count_abbreviated"], "text-size": 11, "text-allow-overlap": true }, paint: { "text-color": ink } },
      { id: "points", type: "circle", source: "events", filter: ["all", ["!", ["has", "point_count"]], ["==", ["get", "km"], 0]], paint: { "circle-radius": 5, "circle-color": tint(good, paper, paper), "circle-stroke-width": 2, "circle-stroke-color": tint(good, bad, link) } },
      { id: "doubts", type: "symbol", source: "events", filter: ["all", ["!", ["has", "point_count"]], ["==", ["get", "kind"], "doubted"]], layout: { "text-field": "?", "text-size": 10, "text-allow-overlap": true }, paint: { "text-color": bad } },
    ],
  };
}

function hatch() {
  const size = 8, drawn = new Uint8Array(size * size * 4), grey = colour("--soft").match(/[0-9a-f]{2}/gi).map((two) => parseInt(two, 16));
  for (let x = 0; x < size; x += 1) for (let y = 0; y < size; y += 1) if ((x + y) % size < 1) drawn.set([...grey, 220], (y * size + x) * 4);
  return { width: size, height: size, data: drawn };
}

function pick(features) {
  const list = document.createElement("ul");
  list.className = "lines";
  for (const one of features.slice(0, 20)) {
    const link = document.createElement("a");
    link.href = asOf(`/events/${one.properties.id}`);
    link.textContent = one.properties.said;
    list.append(Object.assign(document.createElement("li"), {}));
    list.lastChild.append(link);
  }
  document.getElementById("picked").replaceChildren(list);
}

function slide(map, data) {
  const slider = document.getElementById("slider"), said = document.getElementById("slid");
  const days = Math.round((at(data.last) - at(data.first)) / DAY) + 1;
  slider.max = days; slider.value = days;
  slider.addEventListener("input", () => {
    const day = Number(slider.value) < days ? at(data.first) + Number(slider.value) * DAY : null;
    said.textContent = day ? new Date(day).toISOString().slice(0, 10) : "all days";
    const now = points(data, day);
    map.getSource("events").setData(now);
    map.getSource("wide").setData({ type: "FeatureCollection", features: now.features.filter((one) => one.properties.km > 0) });
  });
}

function bounds(events) {
  const all = events.features.map((one) => one.geometry.coordinates);
  if (!all.length) return [[-30, -30], [90, 60]];
  const xs = all.map(([x]) => x), ys = all.map(([, y]) => y);
  return [[Math.min(...xs) - 1, Math.min(...ys) - 1], [Math.max(...xs) + 1, Math.max(...ys) + 1]];
}

async function load() {
  const [world, disputed, data] = await Promise.all([json("/static/vendor/world.json"), json("/disputed.json"), json(box.dataset.source)]);
  const events = points(data, null);
  box.replaceChildren();
  const map = new Globe({ container: box, style: style(world, disputed, events), bounds: bounds(events), fitBoundsOptions: { padding: 30, maxZoom: 7 }, maxZoom: 12, attributionControl: { compact: true }, renderWorldCopies: false, canvasContextAttributes: { preserveDrawingBuffer: true } });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.on("load", () => {
    map.addImage("hatch", hatch());
    map.addLayer({ id: "disputed-hatch", type: "fill", source: "disputed", paint: { "fill-pattern": "hatch", "fill-opacity": 0.7 } }, "disputed-edge");
  });
  map.once("idle", () => { box.dataset.drawn = String(events.features.length); });
  for (const layer of ["points", "wide"]) map.on("click", layer, (event) => pick(event.features));
  map.on("click", "disputed", (event) => {
    const area = event.features[0].properties;
    if (!map.queryRenderedFeatures(event.point, { layers: ["points", "clusters"] }).length) document.getElementById("picked").textContent = `${area.name}: ${area.status} (${area.source}).`;
  });
  map.on("click", "clusters", async (event) => {
    const source = map.getSource("events"), found = event.features[0];
    const zoom = await source.getClusterExpansionZoom(found.properties.cluster_id);
    pick(await source.getClusterLeaves(found.properties.cluster_id, 20, 0));
    map.easeTo({ center: found.geometry.coordinates, zoom });
  });
  for (const area of disputed.features) {
    const line = document.createElement("li");
    line.textContent = `${area.properties.name}: ${area.properties.status} (${area.properties.source})`;
    document.getElementById("areas").append(line);
  }
  slide(map, data);
}
load().catch((error) => { box.textContent = `The map could not be drawn: ${error.message}. The list below has the same events.`; });
