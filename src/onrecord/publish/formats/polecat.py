"""POLECAT's 40 columns: PLOVER events, tab-separated."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.model.mention import Actor
from onrecord.model.record import Event, Records, Told
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import LIST, named, outlets, pinned, with_claims, write_rows
from onrecord.vocab.formats import columns, states, table

BODIES = ("IGO", "NGO", "IMG", "MNC")


def write_polecat(records: Records, out: Path, options: Options) -> int:
    """A tab-separated file with POLECAT's head."""
    return write_rows(out, columns("polecat"), polecat(records), delimiter="\t")


def polecat(records: Records) -> Iterator[Sequence[Any]]:
    """POLECAT's rows: dated events to which PLOVER gives a type."""
    for event, told in with_claims(records):
        coded = next((one for one in told if one.claim.plover), None)
        if coded is not None and coded.claim.plover and event.when and event.when.start:
            yield _row(event, told, (coded.claim.plover.type, coded.claim.plover.mode))


def _row(event: Event, told: Sequence[Told], code: tuple[str, str | None]) -> Sequence[Any]:
    place = pinned(event.place)
    state = states().get(place.country or "") if place else None
    precision = place.precision.value if place and place.precision else ""
    town = place.name if place and precision in ("site", "place", "near") else None
    return (
        event.id, event.when.start if event.when else None, code[0], code[1], None, table("quad").get(code[0]), None,
        *_party(event.actor, [a.span.quote(one.report.text) for one in told for a in one.claim.actor]),
        *_party(event.recipient, [a.span.quote(one.report.text) for one in told for a in one.claim.recipient]),
        place.name if place else None, town, place.name if place and precision == "adm2" else None,
        place.adm1 if place else None, state.name if state else None, place.lat if place else None,
        place.lon if place else None, place.geonameid if place else None, _raw(told), precision or None, outlets(told),
        event.first_reported, None, None, None, told[0].report.language if told else None, "onrecord",
    )  # fmt: skip


def _party(actors: Sequence[Actor], raw: Sequence[str]) -> Sequence[Any]:
    """Name, country, COW number, sectors, title, raw name and Wikipedia id of one side."""
    lands = dict.fromkeys(a.country for a in actors if a.country)
    numbers = [state.cow for land in lands if (state := states().get(land)) and state.cow]
    sectors = list(dict.fromkeys(a.sector for a in actors if a.sector))
    return (
        named(actors), LIST.join(lands) or None, LIST.join(str(cow) for cow in numbers) or None,
        sectors[0] if sectors else None, LIST.join(sectors) or None, None,
        LIST.join(dict.fromkeys(" ".join(words.split()) for words in raw)) or None, None,
    )  # fmt: skip


def _raw(told: Sequence[Told]) -> str | None:
    return next((p.span.quote(one.report.text) for one in told for p in one.claim.place), None)


POLECAT = Format(
    "polecat",
    "POLECAT's event table (PLOVER)",
    "the POLECAT release of 2023, 40 columns, tab-separated",
    ".tsv",
    write_polecat,
    (
        ("Event Type, Event Mode", "PLOVER's code of the first claim that has one"),
        ("Quad Code", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict"),
        ("Actor ..., Recipient ...", "names, ISO codes or IGO, NGO, IMG, MNC, COW numbers, sectors, the raw words"),
        ("Placename to Feature Type", "the finest place that has coordinates; Feature Type is our precision"),
        ("Source, Publication Date", "outlets; the day of the first report"),
    ),
    ("Intensity, Contexts, titles, Wikipedia ids, people and organisations of the story", "events without a day",
     "standing, disputes, figures"),
)  # fmt: skip
