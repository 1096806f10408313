"""The record as plain tables: claims, events, figures, transfers, steps, strikes, tallies, evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.model.claim import plain
from onrecord.model.mention import Place, When
from onrecord.model.record import Records, Told
from onrecord.model.span import Sourced
from onrecord.publish.formats.rows import named, outlets, pinned, with_claims

Row = tuple[Any, ...]
WHEN = (("start", "date"), ("end", "date"), ("date_precision", "text"))
PLACE = (
    ("place", "text"), ("country", "text"), ("adm1", "text"), ("latitude", "number"), ("longitude", "number"),
    ("geonameid", "integer"), ("place_precision", "text"),
)  # fmt: skip
NUMBERS = (("low", "number"), ("best", "number"), ("high", "number"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their kind (text, integer, number, date, flag), and its rows in the record's order."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[Records], Iterator[Row]]

    @property
    def heads(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(name for name, _ in self.columns)


def _when(when: When | None) -> Row:
    return (when.start, when.end, when.precision.value if when.precision else None) if when else (None, None, None)


def _place(place: Place | None) -> Row:
    if place is None:
        return (None,) * len(PLACE)
    precision = place.precision.value if place.precision else None
    return (place.name, place.country, place.adm1, place.lat, place.lon, place.geonameid, precision)


def _sources(told: Told) -> str | None:
    return named(source.value for a in told.attributions[:1] for source in a.sources)


def _claims(records: Records) -> Iterator[Row]:
    for one in records.claims():
        claim, report = one.claim, one.report
        checks = "; ".join(dict.fromkeys(check.value.status.value for check in claim.verification)) or None
        yield (
            claim.id, report.id, report.outlet, report.day, report.url,
            claim.type.value.value if claim.type.value else None,
            "; ".join(mode.value for mode in claim.mode) or None,
            claim.plover.type if claim.plover else None, claim.plover.mode if claim.plover else None,
            named(actor.value for actor in claim.actor), named(actor.value for actor in claim.recipient),
            *_when(claim.when.value if claim.when else None), *_place(pinned(p.value for p in claim.place)),
            _sources(one), plain(claim.polarity), plain(claim.modality), plain(claim.certainty), checks,
            claim.stage.value.value if claim.stage else None, one.quote,
        )  # fmt: skip


def _events(records: Records) -> Iterator[Row]:
    for event, told in with_claims(records):
        yield (
            event.id, event.type.value, "; ".join(event.mode) or None, named(event.actor), named(event.recipient),
            *_when(event.when), *_place(pinned(event.place)), event.verification.value, event.independent_sources,
            event.outlets, event.reports, event.first_reported, event.last_reported,
            "; ".join(dict.fromkeys(dispute.about for dispute in event.disputes)) or None,
            outlets(told), told[0].quote if told else None, " ".join(event.claims),
        )  # fmt: skip


def _figures(records: Records) -> Iterator[Row]:
    for event in records.events():
        for figure in event.figures:
            side, source = (figure.side.name if figure.side else None), (figure.source.name if figure.source else None)
            yield (event.id, figure.kind, figure.of, side, source, figure.low, figure.best, figure.high,
                   figure.reported, figure.claim)  # fmt: skip


def _transfers(records: Records) -> Iterator[Row]:
    for one in records.transfers():
        what = one.what
        numbers = (q.best if q else None for q in (one.announced, one.ordered, one.delivered, one.value))
        yield (
            one.id, one.supplier.name if one.supplier else None, one.recipient.name if one.recipient else None,
            what.designation if what else None, what.description if what else None, what.category if what else None,
            *numbers, one.value.unit if one.value else None, one.alleged,
            one.stages[-1].stage if one.stages else None, " ".join(one.claims),
        )  # fmt: skip


def _steps(records: Records) -> Iterator[Row]:
    for one in records.transfers():
        for step in one.stages:
            yield (one.id, step.stage, step.reported, *_when(step.when), step.source.name if step.source else None,
                   step.claim)  # fmt: skip


def _strikes(records: Records) -> Iterator[Row]:
    for one in records.strikes():
        counts = (q.best if q else None for q in (one.launched, one.intercepted, one.jammed, one.hit, one.fallen))
        side, source = (one.side.name if one.side else None), (one.source.name if one.source else None)
        yield (one.id, one.day, side, one.weapon, source, *counts, one.sums, " ".join(one.claims))


def _tallies(records: Records) -> Iterator[Row]:
    for one in records.tallies():
        head = (
            one.id, one.kind, one.of, one.side.name if one.side else None, one.place.name if one.place else None,
            one.since, one.source.name if one.source else None,
        )  # fmt: skip
        for report in one.reports:
            yield (*head, report.reported, report.low, report.best, report.high, report.claim)


def _evidence(records: Records) -> Iterator[Row]:
    for one in records.claims():
        for field, number, value in _fields(one):
            yield (one.claim.id, field, number, value.span.start, value.span.end, value.span.quote(one.report.text),
                   value.basis.value)  # fmt: skip


def _fields(told: Told) -> Iterator[tuple[str, int, Sourced[Any]]]:
    """Every value of a claim that has words, with its field and its number there."""
    claim = told.claim
    for name in ("type", "when", "origin", "stage", "terms", "package", "polarity", "modality", "certainty"):
        value = getattr(claim, name)
        if isinstance(value, Sourced):
            yield name, 0, value
    for name in ("mode", "actor", "recipient", "via", "place", "verification"):
        for number, value in enumerate(getattr(claim, name)):
            yield name, number, value
    for number, item in enumerate(claim.items):
        for name in ("what", "side", "quantity", "effect"):
            value = getattr(item, name)
            if value is not None:
                yield f"item.{name}", number, value


def _text(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "text") for name in names)


TABLES = (
    Table(
        "claims",
        (*_text("id", "report", "outlet"), ("reported", "date"), *_text("url", "type", "mode", "plover_type"),
         *_text("plover_mode", "actor", "recipient"), *WHEN, *PLACE, *_text("source", "polarity", "modality"),
         *_text("certainty", "verification", "stage", "quote")),
        _claims,
    ),
    Table(
        "events",
        (*_text("id", "type", "mode", "actor", "recipient"), *WHEN, *PLACE, ("verification", "text"),
         ("independent_sources", "integer"), ("outlets", "integer"), ("reports", "integer"),
         ("first_reported", "date"), ("last_reported", "date"), *_text("disputes", "outlet_names", "quote", "claims")),
        _events,
    ),
    Table("figures", (*_text("event", "kind", "of", "side", "source"), *NUMBERS, ("reported", "date"),
                      ("claim", "text")), _figures),
    Table(
        "transfers",
        (*_text("id", "supplier", "recipient", "designation", "description", "category"), ("announced", "number"),
         ("ordered", "number"), ("delivered", "number"), ("value", "number"), ("currency", "text"),
         ("alleged", "flag"), *_text("stage", "claims")),
        _transfers,
    ),
    Table("steps", (*_text("transfer", "stage"), ("reported", "date"), *WHEN, *_text("source", "claim")), _steps),
    Table(
        "strikes",
        (("id", "text"), ("day", "date"), *_text("side", "weapon", "source"), ("launched", "number"),
         ("intercepted", "number"), ("jammed", "number"), ("hit", "number"), ("fallen", "number"), ("sums", "flag"),
         ("claims", "text")),
        _strikes,
    ),
    Table("tallies", (*_text("id", "kind", "of", "side", "place"), ("since", "date"), ("source", "text"),
                      ("reported", "date"), *NUMBERS, ("claim", "text")), _tallies),
    Table(
        "evidence",
        (*_text("claim", "field"), ("number", "integer"), ("start", "integer"), ("end", "integer"),
         *_text("quote", "basis")),
        _evidence,
    ),
)  # fmt: skip
