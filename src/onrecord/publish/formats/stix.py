"""STIX 2.1: reports, their claims as notes, events as incidents, actors and places, and opinions of persons."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from onrecord.model.mention import Actor, Place
from onrecord.model.record import Event, Records, Standing, Told
from onrecord.model.report import Report
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import named, with_claims
from onrecord.vocab.formats import states

NAMESPACE = UUID("6f1d1c3e-5a0a-5a63-9a0e-0b8f4f1c7a11")
BEGUN = datetime(2000, 1, 1)  # what has no day of its own: an identity is nobody's news
CONFIDENCE = {Standing.CONFIRMED: 90, Standing.CORROBORATED: 70}


def write_stix(records: Records, out: Path, options: Options) -> int:
    """A bundle, written as it comes; each object once."""
    seen: set[str] = set()
    with out.open("w", encoding="utf-8") as file:
        file.write(f'{{"type": "bundle", "id": "bundle--{uuid5(NAMESPACE, options.title)}", "objects": [')
        for one in stix(records):
            if one["id"] not in seen:
                file.write(("," if seen else "") + "\n" + json.dumps(one, ensure_ascii=False, sort_keys=True))
                seen.add(one["id"])
        file.write("\n]}\n")
    return len(seen)


def stix(records: Records) -> Iterator[dict[str, Any]]:
    """STIX objects. Ids follow from the record: the same record gives the same bundle."""
    yield _author()
    for event, told in with_claims(records):
        actors = [_identity(actor) for actor in (*event.actor, *event.recipient)]
        places = [found for place in event.place if (found := _location(place))]
        yield from (*actors, *places)
        incident = _incident(event, told)
        yield incident
        for one in told:
            yield _note(one, incident["id"])
        for report in {one.report.id: one.report for one in told}.values():
            if report.day is not None:
                yield _report(report, incident["id"])


def _id(kind: str, words: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE, f'{kind}:{words}')}"


def _object(kind: str, words: str, at: date | datetime | None, **more: Any) -> dict[str, Any]:
    moment = stamp(at)
    kept = {key: value for key, value in more.items() if value not in (None, [], "")}
    head = {"type": kind, "spec_version": "2.1", "id": _id(kind, words), "created": moment, "modified": moment}
    return {**head, **({} if words == "onrecord" else {"created_by_ref": _id("identity", "onrecord")}), **kept}


def stamp(at: date | datetime | None) -> str:
    """A moment as STIX writes it; a day is its beginning.

    >>> stamp(date(2025, 3, 8))
    '2025-03-08T00:00:00.000Z'
    """
    moment = at if isinstance(at, datetime) else datetime.combine(at, time()) if at else BEGUN
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _author() -> dict[str, Any]:
    return _object("identity", "onrecord", None, name="onrecord", identity_class="system")


def _identity(actor: Actor) -> dict[str, Any]:
    kind = "organization" if actor.sector or actor.country in states() else "group"
    return _object("identity", actor.id or actor.name, None, name=actor.name, identity_class=kind)


def _location(place: Place) -> dict[str, Any] | None:
    state = states().get(place.country or "")
    point = {"latitude": place.lat, "longitude": place.lon} if place.lat is not None and place.lon is not None else {}
    if not point and state is None:
        return None
    precision = place.precision.value if place.precision else None
    words = f"{place.geonameid or place.name}:{place.country}:{precision}"
    more = {"administrative_area": place.adm1, "country": _alpha2(place.country), **point}
    named_ = f"precision: {precision}" if precision else None
    return _object("location", words, None, name=place.name, description=named_, **more)


def _alpha2(country: str | None) -> str | None:
    """STIX asks for ISO 3166-1 alpha-2 or -3 codes."""
    return country if country in states() else None


def _incident(event: Event, told: tuple[Told, ...]) -> dict[str, Any]:
    day = event.first_reported
    name = " ".join(part for part in (event.type.value, "/".join(event.mode), _at(event)) if part)
    said = "; ".join(f"{f.source.name if f.source else 'the report'}: {f.low}-{f.high} {f.of} {f.kind}"
                     for f in event.figures)  # fmt: skip
    refs = [{"source_name": one.report.outlet or "report", **_url(one.report)} for one in told]
    unique = list({json.dumps(ref, sort_keys=True): ref for ref in refs}.values())
    return _object(
        "incident", event.id, day, name=name, description=said or (told[0].quote if told else None),
        confidence=CONFIDENCE.get(event.verification), labels=[event.verification.value], external_references=unique,
    )  # fmt: skip


def _at(event: Event) -> str:
    when = f"{event.when.start}" if event.when and event.when.start else ""
    return ", ".join(part for part in (event.place[0].name if event.place else "", when) if part)


def _url(report: Report) -> dict[str, str]:
    if report.url and report.url.startswith(("http://", "https://")):
        return {"url": report.url}
    return {"description": report.headline or report.id}


def _note(told: Told, incident: str) -> dict[str, Any]:
    speakers = named(s.value for a in told.attributions[:1] for s in a.sources)
    return _object("note", told.claim.id, told.report.day, abstract=f"said by {speakers}" if speakers else None,
                   content=told.quote, authors=[speakers] if speakers else None, object_refs=[incident])  # fmt: skip


def _report(report: Report, incident: str) -> dict[str, Any]:
    named_ = report.headline or f"{report.outlet or 'report'} {report.day or ''}".strip()
    return _object(
        "report", f"{report.id}:{incident}", report.day, name=named_, published=stamp(report.day),
        object_refs=[incident], external_references=[{"source_name": report.outlet or "report", **_url(report)}],
    )  # fmt: skip


STIX = Format(
    "stix",
    "a bundle for threat intelligence platforms",
    "STIX 2.1 (OASIS)",
    ".json",
    write_stix,
    (
        ("incident", "an event; confidence 90 confirmed, 70 corroborated, else none"),
        ("note", "a claim: its sentence, and who says so in abstract and authors"),
        ("report", "a report of that event"),
        ("identity, location", "actors; places, with their precision in the description"),
        ("id", "UUIDv5 of the record's own ids; created and modified are days of report, 2000-01-01 where "
         "there is none, since STIX asks for one"),
    ),
    ("disputes as such: figures stand side by side in the description", "spans", "transfers",
     "reports without a day, since STIX asks for one"),
)  # fmt: skip
