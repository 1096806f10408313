// Events where the words place them, as exactly as they do: a point, or a circle within which it was. No tile of any network.
import { Map as Globe, NavigationControl, Popup, setWorkerUrl } from "/static/vendor/maplibre-gl.mjs";
import { asOf } from "/static/desk.js";
import { eventsOf, hideTip, json, linesOf, showTip, toLines } from "/static/drawn.js";
import { slide } from "/static/days.js";
import { centres, hatch, HATCH, style } from "/static/map-style.js";
import { areas, bounds, points } from "/static/places.js";

setWorkerUrl("/static/vendor/maplibre-gl-worker.mjs");
const box = document.getElementById("map");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const NOTHING = { type: "FeatureCollection", features: [] };
const PICKED = ["points", "clusters", "areas", "areas-tiny"];
const MOST = 20; // events that a note lists

let byId = new Map(), popup = null;
const told = (feature) => feature.properties.ids.split(" ").map((id) => byId.get(id)).filter(Boolean);

// The events at a place as links.
function asList(events) {
  const list = Object.assign(document.createElement("ul"), { className: "lines" });
  for (const event of events.slice(0, MOST)) {
    const [title, ...rest] = linesOf(event), line = document.createElement("li"), link = document.createElement("a");
    link.href = asOf(`/events/${event.id}`);
    link.textContent = title;
    line.append(link, toLines(["", ...rest]));
    list.append(line);
  }
  if (events.length > MOST) list.append(Object.assign(document.createElement("li"), { textContent: `and ${events.length - MOST} more: zoom in` }));
  return list;
}

function note(map, place, content) {
  popup?.remove();
  hideTip();
  popup = new Popup({ maxWidth: "22rem", focusAfterOpen: true, closeOnMove: false }).setLngLat(place).setDOMContent(content).addTo(map);
}

async function at(map, feature) {
  if (!feature.properties.cluster) return told(feature);
  const leaves = await map.getSource("events").getClusterLeaves(feature.properties.cluster_id, MOST + 1, 0);
  return leaves.flatMap(told);
}

async function click(map, event) {
  const found = map.queryRenderedFeatures(event.point, { layers: PICKED });
  const first = found.find((one) => !one.layer.id.startsWith("areas"));
  if (first?.properties.cluster) {
    const zoom = await map.getSource("events").getClusterExpansionZoom(first.properties.cluster_id);
    if (zoom <= map.getMaxZoom() - 2) { map.easeTo({ center: first.geometry.coordinates, zoom: zoom + 0.3, animate: !still.matches }); return; }
  }
  if (found.length) {
    const all = await Promise.all((first ? [first] : found).map((one) => at(map, one)));
    note(map, event.lngLat, asList([...new Set(all.flat())]));
    return;
  }
  const [area] = map.queryRenderedFeatures(event.point, { layers: ["disputed"] });
  if (area) note(map, event.lngLat, toLines([area.properties.name, area.properties.status, area.properties.source]));
}

function hover(map, event) {
  const [found] = map.queryRenderedFeatures(event.point, { layers: [...PICKED, "disputed"] });
  map.getCanvas().style.cursor = found ? "pointer" : "";
  if (!found) { hideTip(); return; }
  const own = found.properties, events = found.layer.id === "disputed" || own.cluster ? [] : told(found);
  const lines = own.cluster ? [`${own.point_count} events here`, "click to come nearer"] : events.length > 1 ? [`${events.length} events, somewhere within`, own.title.replace(/ \(\d+\)$/, "")] : events.length ? linesOf(events[0]) : [`${own.name}: disputed`, own.status, own.source];
  showTip(toLines(lines), event.originalEvent.clientX, event.originalEvent.clientY);
}

// A row of the list below that is pointed at, or has the focus, is ringed on the map.
function ringed(map) {
  for (const kind of ["focusin", "mouseover"]) {
    document.querySelector("main .sheet")?.addEventListener(kind, (event) => {
      const one = byId.get(event.target.closest("tr.row")?.dataset.event);
      map.getSource("chosen")?.setData(one ? { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [one.lon, one.lat] } } : NOTHING);
    });
  }
}

// Whether the map is drawn in dark colours: on paper they are turned.
const dark = () => parseInt(getComputedStyle(document.documentElement).getPropertyValue("--paper").trim().slice(1, 3), 16) < 128;

async function load() {
  const [world, disputed, data] = await Promise.all([json("/static/vendor/world.json"), json("/disputed.json"), json(box.dataset.source)]);
  const events = eventsOf(data);
  byId = new Map(events.map((event) => [event.id, event]));
  const shown = { world, disputed, points: points(events), areas: areas(events), chosen: NOTHING };
  box.replaceChildren();
  const map = new Globe({ container: box, style: style(shown), bounds: bounds(events), fitBoundsOptions: { padding: 24, maxZoom: 7 }, maxZoom: 12, attributionControl: { compact: true }, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false, canvasContextAttributes: { preserveDrawingBuffer: true } });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.setMissingStyleImageResolver(async (id) => { if (id === HATCH && !map.hasImage(id)) map.addImage(id, hatch()); });
  map.once("idle", () => { box.dataset.drawn = String(events.length); });
  map.on("click", (event) => click(map, event));
  map.on("mousemove", (event) => hover(map, event));
  for (const kind of ["mouseout", "movestart"]) map.on(kind, hideTip);
  document.addEventListener("onrecord:theme", () => { map.setStyle(style(shown), { diff: false }); box.toggleAttribute("data-dark", dark()); });
  box.toggleAttribute("data-dark", dark());
  document.getElementById("whole").addEventListener("click", () => map.fitBounds(bounds(events), { padding: 24, maxZoom: 7, animate: !still.matches }));
  slide(data, events, (some) => {
    Object.assign(shown, { points: points(some), areas: areas(some) });
    map.getSource("events")?.setData(shown.points);
    map.getSource("areas")?.setData(shown.areas);
    map.getSource("centres")?.setData(centres(shown.areas));
    popup?.remove();
  });
  ringed(map);
  for (const { properties: { name, status, source } } of disputed.features) document.getElementById("areas").append(Object.assign(document.createElement("li"), { textContent: `${name}: ${status} (${source})` }));
}
load().catch((error) => { box.textContent = `The map could not be drawn: ${error.message}. The list below has the same events.`; });
