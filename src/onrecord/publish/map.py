"""A map of a brief's events as one SVG picture: no script, no network, nothing drawn finer than the words allow.

A site or a place is a point, 'near' a dashed ring, a division or area a tinted disc whose size stands for how coarse it
is; what is known by its country alone, or lies in open sea or air, is not drawn and is named under the map instead.
Without a base map the graticule and the labels are the map.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians
from typing import Any

from onrecord.model.mention import PlacePrecision
from onrecord.publish.document import Mark

WIDTH, TALLEST, LEAST = 760, 430, 300  # pixels
KM = 111.2  # of a degree of latitude
POINTS = (PlacePrecision.SITE, PlacePrecision.PLACE)
RADII = {PlacePrecision.NEAR: 12, PlacePrecision.ADM2: 30, PlacePrecision.ADM1: 75, PlacePrecision.AREA: 120}  # km
FILLS = {"confirmed": "#1f3a5f", "corroborated": "#1f3a5f", "denied": "#ffffff"}
STROKE, SOFT, LAND, SEA, RULE = "#1f3a5f", "#8a8f98", "#f3f0e8", "#e4ebf1", "#cfd6dd"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Outlines in degrees (lon, lat): land, borders, and disputed areas with their name and standing."""

    land: tuple[tuple[Point, ...], ...] = ()
    borders: tuple[tuple[Point, ...], ...] = ()
    disputed: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    credit: str = ""


def base_map(world: dict[str, Any] | None, disputed: dict[str, Any] | None) -> BaseMap:
    """A base map from GeoJSON: `world` with features of kind land and border, `disputed` areas that lie over it.

    Features of other kinds, the desk's names of countries, are not drawn.
    """
    drawn: dict[str, list[tuple[Point, ...]]] = {"land": [], "border": []}
    for feature in (world or {}).get("features", ()):
        if feature["properties"].get("kind") in drawn:
            drawn[feature["properties"]["kind"]].extend(_lines(feature["geometry"]["coordinates"]))
    areas = [
        (f"{each['properties']['name']}: {each['properties']['status']}", line)
        for each in (disputed or {}).get("features", ())
        for line in _lines(each["geometry"]["coordinates"])
    ]
    return BaseMap(tuple(drawn["land"]), tuple(drawn["border"]), tuple(areas), str((world or {}).get("source", "")))


def _lines(part: Any) -> Iterator[tuple[Point, ...]]:
    """The rings or lines of a geometry, however deep they lie."""
    if part and isinstance(part[0][0], int | float):
        yield tuple((float(lon), float(lat)) for lon, lat, *_ in part)
    else:
        for each in part:
            yield from _lines(each)


@dataclass(frozen=True, slots=True)
class _View:
    """A window of the world and how it is put on paper: degrees, with longitudes drawn in at its middle latitude."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Pixels a degree of latitude."""
        return WIDTH / ((self.east - self.west) * self._squeeze)

    @property
    def _squeeze(self) -> float:
        return max(cos(radians((self.north + self.south) / 2)), 0.2)

    @property
    def height(self) -> float:
        """Pixels."""
        return (self.north - self.south) * self.scale

    def at(self, lon: float, lat: float) -> Point:
        """Pixels from the left and the top."""
        return round((lon - self.west) * self._squeeze * self.scale, 1), round((self.north - lat) * self.scale, 1)

    def sees(self, line: Sequence[Point]) -> bool:
        """Whether a line's box reaches into the window."""
        lons, lats = [lon for lon, _ in line], [lat for _, lat in line]
        wide = min(lons) < self.east and max(lons) > self.west
        return wide and min(lats) < self.north and max(lats) > self.south


def drawn_places(marks: Iterable[Mark]) -> list[Mark]:
    """The events that a map may show: a place with coordinates, finer than a country."""
    allowed = {*POINTS, *RADII}
    return [m for m in marks if m.place and m.place.lat is not None and m.place.precision in allowed]


def left_out(marks: Iterable[Mark]) -> list[str]:
    """Names of places that are too coarse to be drawn, each once."""
    marks = list(marks)
    shown = {id(mark) for mark in drawn_places(marks)}
    return list(dict.fromkeys(mark.place.name for mark in marks if mark.place and id(mark) not in shown))


def svg_map(marks: Iterable[Mark], base: BaseMap | None = None) -> str:
    """The map as SVG; "" where no event has a place that may be drawn."""
    shown = drawn_places(marks)
    if not shown:
        return ""
    view, base = _view(shown), base or BaseMap()
    parts = [*_ground(view, base), *_graticule(view), *_marks(shown, view)]
    height = round(view.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="Map of the events" font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{height}" fill="{SEA if base.land else "#fbfaf7"}"/>{"".join(parts)}</svg>'
    )


def _view(shown: list[Mark]) -> _View:
    """A window around all points with a margin, neither too flat nor too tall."""
    places = [mark.place for mark in shown if mark.place]
    lons = [place.lon or 0.0 for place in places]
    lats = [place.lat or 0.0 for place in places]
    wide, tall = max(max(lons) - min(lons), 4.0) * 1.3, max(max(lats) - min(lats), 2.0) * 1.35
    lon, lat = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    squeeze = max(cos(radians(lat)), 0.2)
    tall = min(max(tall, wide * squeeze * LEAST / WIDTH), 170.0)
    wide = max(wide, tall * WIDTH / TALLEST / squeeze)
    return _View(lon - wide / 2, lat - tall / 2, lon + wide / 2, lat + tall / 2)


def _path(line: Iterable[Point], view: _View, *, closed: bool) -> str:
    """A path's data; points nearer than a pixel to the one before are left out."""
    said: list[str] = []
    last = (-1e9, -1e9)
    for lon, lat in line:
        x, y = view.at(lon, lat)
        if abs(x - last[0]) + abs(y - last[1]) >= 1:
            said.append(f"{x:g} {y:g}")
            last = (x, y)
    return f"M{'L'.join(said)}{'Z' if closed else ''}" if len(said) > 1 else ""


def _ground(view: _View, base: BaseMap) -> Iterator[str]:
    land = "".join(_path(ring, view, closed=True) for ring in base.land if view.sees(ring))
    borders = "".join(_path(line, view, closed=False) for line in base.borders if view.sees(line))
    if land:
        yield f'<path d="{land}" fill="{LAND}" stroke="{SOFT}" stroke-width=".5"/>'
    if borders:
        yield f'<path d="{borders}" fill="none" stroke="{SOFT}" stroke-width=".7"/>'
    for name, ring in base.disputed:
        if view.sees(ring):
            yield (
                f'<path d="{_path(ring, view, closed=True)}" fill="#b08a3c" fill-opacity=".18" stroke="#b08a3c" '
                f'stroke-width="1" stroke-dasharray="3 3"><title>Disputed: {escape(name)}</title></path>'
            )


def _graticule(view: _View) -> Iterator[str]:
    """Lines of whole degrees, some six across, with their degrees at the edge."""
    step = next((s for s in (1, 2, 5, 10, 20, 30) if (view.east - view.west) / s <= 7), 45)
    height = round(view.height)
    for lon in range(int(view.west // step + 1) * step, int(view.east) + 1, step):
        x, _ = view.at(lon, 0)
        side = "E" if lon > 0 else "W" if lon < 0 else ""
        yield f'<path d="M{x:g} 0V{height}" stroke="{RULE}" stroke-width=".6"/>'
        yield f'<text x="{x + 3:g}" y="{height - 5}" fill="{SOFT}" font-size="10">{abs(lon)}°{side}</text>'
    for lat in range(int(view.south // step + 1) * step, int(view.north) + 1, step):
        _, y = view.at(0, lat)
        side = "N" if lat > 0 else "S" if lat < 0 else ""
        yield f'<path d="M0 {y:g}H{WIDTH}" stroke="{RULE}" stroke-width=".6"/>'
        yield f'<text x="4" y="{y - 3:g}" fill="{SOFT}" font-size="10">{abs(lat)}°{side}</text>'


def _marks(shown: list[Mark], view: _View) -> Iterator[str]:
    """Areas first, so that points lie on them; one mark a place, its events in the title; labels where they fit."""
    by_place: dict[tuple[object, ...], list[Mark]] = {}
    for mark in shown:
        if mark.place:
            by_place.setdefault((mark.place.name, mark.place.lat, mark.place.lon, mark.place.precision), []).append(
                mark
            )
    coarse_first = sorted(by_place.values(), key=lambda marks: -_radius(marks[0]))
    taken: list[tuple[float, float, float, float]] = []
    labels: list[str] = []
    for marks in coarse_first:
        place = marks[0].place
        if place is None or place.lat is None or place.lon is None:
            continue
        x, y = view.at(place.lon, place.lat)
        yield _shape(marks, x, y, view)
        label = _label(place.name, x, y, taken, view)
        labels += [label] if label else []
    yield from labels


def _radius(mark: Mark) -> int:
    precision = mark.place.precision if mark.place else None
    return RADII.get(precision, 0) if precision else 0


def _shape(marks: list[Mark], x: float, y: float, view: _View) -> str:
    said = escape("; ".join(dict.fromkeys(f"{mark.label} ({mark.standing or 'reported'})" for mark in marks)))
    fill, km = FILLS.get(marks[0].standing, "#7d96b5"), _radius(marks[0])
    if not km:
        size: float = min(4 + len(marks), 9)
        look = f'r="{size}" fill="{fill}" stroke="{STROKE}" stroke-width="1.3"'
    else:
        size = max(km / KM * view.scale, 9)
        near = marks[0].place is not None and marks[0].place.precision is PlacePrecision.NEAR
        tint = "none" if near else fill
        look = f'r="{size:.1f}" fill="{tint}" fill-opacity=".22" stroke="{STROKE}" stroke-dasharray="4 3"'
    return f'<circle cx="{x:g}" cy="{y:g}" {look}><title>{said}</title></circle>'


def _label(name: str, x: float, y: float, taken: list[tuple[float, float, float, float]], view: _View) -> str:
    """The place's name beside its mark, where no other label stands; "" where there is no room for it."""
    wide = 6.4 * len(name)
    for left, top in ((x + 9, y + 4), (x - 9 - wide, y + 4), (x - wide / 2, y - 10), (x - wide / 2, y + 20)):
        box = (left, top - 11, left + wide, top + 2)
        inside = box[0] > 0 and box[2] < WIDTH and box[1] > 0 and box[3] < view.height
        if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            halo = 'stroke="#ffffff" stroke-width="3" stroke-opacity=".8" paint-order="stroke"'
            return f'<text x="{left:.1f}" y="{top:.1f}" fill="#1b1b1d" {halo}>{escape(name)}</text>'
    return ""
