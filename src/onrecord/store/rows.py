"""What was read, as rows of the tables of `schema`."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from onrecord.errors import StoreError
from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim, Item, plain
from onrecord.model.extraction import Extraction, Versions
from onrecord.model.mention import Actor, Place, Quantity, When
from onrecord.model.report import Issue, Report, digest
from onrecord.model.span import Sourced, Span

Row = dict[str, Any]
Rows = defaultdict[str, list[Row]]
SEPARATOR = "; "
BARE = ("polarity", "modality", "certainty")  # plain values where no word marks them
TEXTS = ("terms", "package")
LISTS = ("actor", "recipient", "via")
ITEM = ("what", "side", "quantity", "effect")
PLAIN_NOUN: Row = {"actor": None, "place": None}


def reader_row(versions: Versions) -> Row:
    """A reader's versions; the id is their hash."""
    values = {name: getattr(versions, name) for name in versions.__slots__}
    return {"id": digest("\x1f".join(values.values()))[:16], **values}


def report_row(report: Report) -> Row:
    """A report's own fields."""
    names = (
        "id",
        "outlet",
        "headline",
        "byline",
        "dateline",
        "url",
        "language",
        "sha256",
        "raw_sha256",
        "body",
        "text",
    )
    known = report.published or report.retrieved
    return {
        **{name: getattr(report, name) for name in names},
        "published": report.published.isoformat() if report.published else None,
        "day": report.day,
        "retrieved": report.retrieved.isoformat() if report.retrieved else None,
        "known_day": known.date() if isinstance(known, datetime) else known,
        "known_at": moment(known) if known else None,
    }


def moment(known: date | datetime) -> datetime:
    """A moment in UTC, without its zone: a day from its end on, a time without a zone as UTC.

    >>> moment(date(2024, 1, 5))
    datetime.datetime(2024, 1, 5, 23, 59, 59)
    """
    if not isinstance(known, datetime):
        return datetime.combine(known, time(23, 59, 59))
    return known.astimezone(UTC).replace(tzinfo=None) if known.tzinfo else known


def issue_rows(report: Report, issues: tuple[Issue, ...], reading: int | None) -> list[Row]:
    """What could not be told; the issues of stage `gather` belong to the report, the others to its reading."""
    return [
        {
            "report": report.id,
            "reading": reading,
            "code": issue.code,
            "stage": issue.stage,
            "start": issue.span.start if issue.span else None,
            "end": issue.span.end if issue.span else None,
            "message": issue.message,
        }
        for issue in issues
    ]


class Writer:
    """Gathers one extraction's rows, table by table. `actors` and `places` are by key: values that many share."""

    def __init__(self, extraction: Extraction, reading: int) -> None:
        self.report, self.reading = extraction.report, reading
        self.rows: Rows = defaultdict(list)
        self.actors: dict[str, Row] = {}
        self.places: dict[str, Row] = {}
        for number, attribution in enumerate(extraction.attributions):
            self._attribution(number, attribution)
        for number, claim in enumerate(extraction.claims):
            self._claim(number, claim)

    def _attribution(self, number: int, attribution: Attribution) -> None:
        names = SEPARATOR.join(dict.fromkeys(source.value.name for source in attribution.sources))
        self.rows["attribution"].append(
            {
                "reading": self.reading,
                "id": attribution.id,
                "number": number,
                "sources": names or None,
                "cue": attribution.cue.value if attribution.cue else None,
                "style": attribution.style.value,
                "within": attribution.within,
            }
        )
        for field, index, row in self._attribution_evidence(attribution):
            key = {"reading": self.reading, "attribution": attribution.id, "field": field, "number": index}
            self.rows["attribution_evidence"].append({**key, **row})

    def _attribution_evidence(self, attribution: Attribution) -> Iterator[tuple[str, int, Row]]:
        for number, source in enumerate(attribution.sources):
            yield "source", number, {**self._words(source), "value": None, "actor": self._actor(source.value)}
        for number, span in enumerate(attribution.content):
            yield "content", number, {**self._words(Sourced(None, span)), "value": None, "actor": None}
        for field in ("cue", "channel", "evidence"):
            words: Sourced[str] | None = getattr(attribution, field)
            if words is not None:
                yield field, 0, {**self._words(words), "value": words.value, "actor": None}

    def _claim(self, number: int, claim: Claim) -> None:
        self.rows["claim"].append(
            {
                "id": claim.id,
                "report": self.report.id,
                "reading": self.reading,
                "number": number,
                "type": claim.type.value.value if claim.type.value else None,
                "mode": SEPARATOR.join(mode.value for mode in claim.mode) or None,
                **when_columns(claim.when.value if claim.when else None),
                **{name: plain(getattr(claim, name)) for name in BARE},
                "stage": claim.stage.value.value if claim.stage else None,
                **{name: field.value if (field := getattr(claim, name)) else None for name in TEXTS},
                "plover_type": claim.plover.type if claim.plover else None,
                "plover_mode": claim.plover.mode if claim.plover else None,
                "coref": claim.coref,
                "sentence_start": claim.sentence.start,
                "sentence_end": claim.sentence.end,
                "quote": self._quote(claim.sentence),
            }
        )
        for index, id_ in enumerate(claim.attribution):
            link = {"claim": claim.id, "number": index, "reading": self.reading, "attribution": id_}
            self.rows["claim_attribution"].append(link)
        for index, found in enumerate(claim.verification):
            said = found.value
            status = {"status": said.status.value, "by": said.by, "of": said.of.value if said.of else None}
            self.rows["verification"].append({"claim": claim.id, "number": index, **status})
        for index, item in enumerate(claim.items):
            self.rows["item"].append({"claim": claim.id, "number": index, **_item(item)})
        for field, index, row in self._evidence(claim):
            self.rows["evidence"].append({"claim": claim.id, "field": field, "number": index, **row})

    def _evidence(self, claim: Claim) -> Iterator[tuple[str, int, Row]]:
        for field in ("type", "when", "stage", *TEXTS, *BARE):
            value = getattr(claim, field)
            if isinstance(value, Sourced):
                yield field, 0, {**self._words(value), **PLAIN_NOUN}
        for field in ("mode", "verification"):
            for number, value in enumerate(getattr(claim, field)):
                yield field, number, {**self._words(value), **PLAIN_NOUN}
        for field in LISTS:
            for number, actor in enumerate(getattr(claim, field)):
                yield field, number, {**self._words(actor), "actor": self._actor(actor.value), "place": None}
        places = [("place", number, place) for number, place in enumerate(claim.place)]
        for field, number, place in [*places, *([("origin", 0, claim.origin)] if claim.origin else [])]:
            yield field, number, {**self._words(place), "actor": None, "place": self._place(place.value)}
        for number, item in enumerate(claim.items):
            for name in ITEM:
                value = getattr(item, name)
                if value is not None:
                    actor = self._actor(value.value) if name == "side" else None
                    yield f"item.{name}", number, {**self._words(value), "actor": actor, "place": None}

    def _words(self, field: Sourced[Any]) -> Row:
        return {
            "start": field.span.start,
            "end": field.span.end,
            "quote": self._quote(field.span),
            "basis": field.basis.value,
            "certainty": field.certainty.value if field.certainty else None,
        }

    def _quote(self, span: Span) -> str:
        quote = span.quote(self.report.text)
        if not quote or len(quote) != len(span):
            raise StoreError(f"{self.report.id}: {span} holds no words of the text; this is a fault of the reader")
        return quote

    def _actor(self, actor: Actor) -> str:
        values = (actor.id, actor.name, actor.country, actor.sector)
        key = value_key(values)
        self.actors[key] = {"key": key, **dict(zip(("id", "name", "country", "sector"), values, strict=True))}
        return key

    def _place(self, place: Place) -> str:
        values = {name: getattr(place, name) for name in place.__slots__}
        values["precision"] = place.precision.value if place.precision else None
        key = value_key(tuple(values.values()))
        self.places[key] = {"key": key, **values}
        return key


def value_key(values: tuple[object, ...]) -> str:
    """A key for a value that many claims share: the same value has the same key in every database."""
    return digest(repr(values))[:16]


def when_columns(when: When | None) -> Row:
    """The columns of a date; a claim has one where `evidence` has its words."""
    return {
        "when_start": when.start if when else None,
        "when_end": when.end if when else None,
        "when_precision": when.precision.value if when and when.precision else None,
        "when_timex": when.timex if when else None,
    }


def _item(item: Item) -> Row:
    thing = item.what.value if item.what else None
    return {
        "role": item.role.value,
        "effect": item.effect.value.value if item.effect else None,
        **quantity_columns(item.quantity.value if item.quantity else None),
        "designation": thing.designation if thing else None,
        "description": thing.description if thing else None,
        "category": thing.category if thing else None,
        "scope": item.scope.value,
        "part_of": item.part_of,
    }


def quantity_columns(quantity: Quantity | None) -> Row:
    """The columns of a number."""
    names = ("low", "best", "high")
    return {
        **{name: number(getattr(quantity, name)) if quantity else None for name in names},
        "unit": quantity.unit if quantity else None,
        "word": quantity.word if quantity else None,
    }


def number(value: int | float | None) -> float | None:
    """A number as databases keep it, in double precision.

    Raises StoreError for one that is beyond it.
    """
    try:
        return None if value is None else float(value)
    except OverflowError as error:
        raise StoreError(
            f"a number of {len(str(value))} digits cannot be kept; it counts nothing in a report"
        ) from error
