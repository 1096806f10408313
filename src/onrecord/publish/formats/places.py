"""Maps and humanitarian tables: GeoJSON and HXL."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.model.claim import Effect
from onrecord.model.contract import encode
from onrecord.model.mention import Place, PlacePrecision
from onrecord.model.record import Event, Records, Told
from onrecord.publish.formats.deaths import deaths
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import named, outlets, pinned, quoted, with_claims, write_rows
from onrecord.vocab.formats import listed, states, table

DRAWN = (PlacePrecision.SITE, PlacePrecision.PLACE, PlacePrecision.NEAR, PlacePrecision.ADM2, PlacePrecision.ADM1,
         PlacePrecision.AREA)  # fmt: skip


def write_geojson(records: Records, out: Path, options: Options) -> int:
    """A FeatureCollection by RFC 7946, a feature an event, written as it comes."""
    count = 0
    with out.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for count, (event, told) in enumerate(with_claims(records), 1):
            file.write(("," if count > 1 else "") + "\n" + json.dumps(feature(event, told), ensure_ascii=False))
        file.write("\n]}\n")
    return count


def feature(event: Event, told: Sequence[Told]) -> dict[str, Any]:
    """An event as a feature. Its geometry is null where no place has a point, or only a state or the open sea does."""
    place = next((p for p in event.place if point(p)), None)
    shown = place or pinned(event.place)
    precision = shown.precision.value if shown and shown.precision else None
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": point(place) if place else None,
        "properties": {
            "type": event.type.value,
            "mode": list(event.mode),
            "actor": [actor.name for actor in event.actor],
            "recipient": [actor.name for actor in event.recipient],
            "when": encode(event.when),
            "place": shown.name if shown else None,
            "country": shown.country if shown else None,
            "precision": precision,
            "radius_m": table("radius").get(precision) if place else None,
            "draw_as": "area" if precision in ("adm2", "adm1", "area", "near") else "point" if place else None,
            "verification": event.verification.value,
            "independent_sources": event.independent_sources,
            "disputes": [dispute.about for dispute in event.disputes],
            "quote": told[0].quote if told else None,
            "outlets": outlets(told),
        },
    }


def point(place: Place) -> dict[str, Any] | None:
    """A GeoJSON point, longitude first; None for a state or the open sea, which are never a pin."""
    if place.lat is None or place.lon is None or place.precision not in DRAWN:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def write_hxl(records: Records, out: Path, options: Options) -> int:
    """A comma-separated file whose second line holds HXL's tags."""
    heads, tags = zip(*listed("hxl"), strict=True)
    return write_rows(out, heads, hxl(records), after=[tags])


def hxl(records: Records) -> Iterator[Sequence[Any]]:
    """Rows of events."""
    for event, told in with_claims(records):
        when, place = event.when, pinned(event.place)
        state = states().get(place.country or "") if place else None
        killed, hurt = deaths(told), deaths(told, (Effect.INJURED,))
        drawn = place if place and point(place) else None
        yield (
            when.start if when else None, when.end if when else None, when.start.year if when and when.start else None,
            named(event.actor), named(event.recipient), outlets(told), quoted(told), place.name if place else None,
            place.adm1 if place else None, drawn.lat if drawn else None, drawn.lon if drawn else None,
            state.name if state else None, place.country if place else None, state.acled_region if state else None,
            event.type.value, killed.best if killed else None, hurt.best if hurt else None,
        )  # fmt: skip


GEOJSON = Format(
    "geojson",
    "events on a map",
    "RFC 7946",
    ".geojson",
    write_geojson,
    (
        ("geometry", "the point of the finest place; null where only a state, the open sea or nothing is named"),
        ("precision, radius_m, draw_as", "what the point stands for, and the least radius to draw it with"),
        ("properties", "type, mode, parties, day, verification, disputes, quote, outlets"),
    ),
    ("outlines of areas: an area is a point with a radius, never a pin", "further places of one event"),
)
HXL = Format(
    "hxl",
    "a table for humanitarian data",
    "HXL 1.1, tags as HDX maps UCDP",
    ".csv",
    write_hxl,
    (
        ("second line", "HXL's tags"),
        ("#affected+killed, +injured", "the number that claims agree on, else the lowest"),
    ),
    ("disputes, standing, figures by speaker",),
)
