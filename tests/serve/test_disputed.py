"""Disputed areas are drawn over the base map, which has one colour for all land."""

import json
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.serve.draw import VENDOR

OVERLAY = json.loads(files("onrecord.serve").joinpath("data", "disputed.json").read_text(encoding="utf-8"))
MAP = files("onrecord.serve").joinpath("static", "map-style.js").read_text(encoding="utf-8")


def inside(lon: float, lat: float, ring: list[list[float]]) -> bool:
    within = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            within = not within
    return within


def areas(lon: float, lat: float) -> list[str]:
    shapes = OVERLAY["features"]
    return [f["properties"]["name"] for f in shapes if inside(lon, lat, f["geometry"]["coordinates"][0])]


@pytest.mark.parametrize(
    ("town", "lon", "lat", "area"),
    [
        ("Simferopol", 34.1, 44.95, "Crimea"),
        ("Sevastopol", 33.52, 44.6, "Crimea"),
        ("Kerch", 36.47, 45.36, "Crimea"),
        ("Majdal Shams", 35.77, 33.27, "Golan"),
        ("Laayoune", -13.2, 27.15, "Western Sahara"),
        ("Srinagar", 74.8, 34.1, "Kashmir"),
        ("Muzaffarabad", 73.47, 34.37, "Kashmir"),
        ("Pristina", 21.17, 42.66, "Kosovo"),
        ("Sukhumi", 41.0, 43.0, "Abkhazia"),
        ("Tskhinvali", 43.97, 42.23, "South Ossetia"),
        ("Tiraspol", 29.6, 46.84, "Transnistria"),
        ("Ramallah", 35.2, 31.9, "West Bank"),
        ("Gaza", 34.45, 31.5, "Gaza"),
        ("Hargeisa", 44.07, 9.56, "Somaliland"),
    ],
)
def test_a_town_of_a_disputed_area_lies_in_the_overlay(town: str, lon: float, lat: float, area: str) -> None:
    assert any(area in name for name in areas(lon, lat)), town


@pytest.mark.parametrize(("lon", "lat"), [(37.6, 55.75), (30.5, 50.45), (38.98, 45.04), (34.78, 32.08), (36.3, 33.5)])
def test_what_nobody_disputes_is_outside(lon: float, lat: float) -> None:
    assert areas(lon, lat) == []


def test_each_area_says_who_disputes_it_and_names_its_source() -> None:
    for feature in OVERLAY["features"]:
        assert len(feature["properties"]["source"]) > 20
        assert feature["properties"]["status"]
        ring = feature["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1]
    assert OVERLAY["licence"]


def test_simferopol_is_never_drawn_as_undisputed_russia() -> None:
    """The base gives Crimea to Russia: land has one colour, and the overlay lies above the base."""
    layers = [line for line in MAP.splitlines() if line.strip().startswith("{ id:")]
    names = [line.split('"')[1] for line in layers]
    assert names.index("disputed") > names.index("border") > names.index("land")
    land = layers[names.index("land")]
    assert '"fill-color": land' in land, "one colour for all land"
    if VENDOR.joinpath("world.json").is_file():
        world = json.loads(VENDOR.joinpath("world.json").read_text(encoding="utf-8"))
        shapes = [f for f in world["features"] if f["properties"].get("name") == "Russia"]
        rings = [polygon[0] for f in shapes for polygon in f["geometry"]["coordinates"]]
        assert any(inside(34.1, 44.95, ring) for ring in rings), "the base has changed: look at the overlay again"
    assert any("Crimea" in name for name in areas(34.1, 44.95))


def test_no_country_has_its_name_in_a_disputed_area() -> None:
    if not VENDOR.joinpath("world.json").is_file():
        pytest.skip("the browser parts are not here; make assets fetches them")
    built, made_by = Path(str(VENDOR.joinpath("world.json"))), Path(__file__).parents[2] / "assets" / "build.mjs"
    if built.stat().st_mtime < made_by.stat().st_mtime:
        pytest.skip("the base map is older than what builds it; make assets makes it anew")
    world = json.loads(built.read_text(encoding="utf-8"))
    named = {
        f["properties"]["label"]: f["geometry"]["coordinates"] for f in world["features"] if "label" in f["properties"]
    }
    assert {"Ukraine", "Sudan", "Russia", "Lebanon"} <= named.keys()
    assert not {"Taiwan", "Kosovo", "Palestine", "W. Sahara", "Somaliland"} & named.keys(), (
        "their areas name themselves"
    )
    assert [name for name, (lon, lat) in named.items() if areas(lon, lat)] == []
