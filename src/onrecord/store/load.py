"""Rows -> claims with their reports and attributions, equal to what was kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select, tuple_

from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import (
    Aspect,
    Claim,
    Effect,
    Item,
    Modality,
    Plover,
    Polarity,
    Role,
    Scope,
    Stage,
    Status,
    Type,
    Verification,
)
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, Thing, TimePrecision, When
from onrecord.model.record import Told
from onrecord.model.report import Issue, Report
from onrecord.model.span import Basis, Certainty, Sourced, Span
from onrecord.store import schema

T = TypeVar("T")
BATCH = 400  # keys in one query; SQLite's older limit of variables is 999, and some keys are pairs
Words = dict[tuple[str, int], Any]
BASIS = {member.value: member for member in Basis}
CERTAINTY: dict[str | None, Certainty | None] = {None: None, **{member.value: member for member in Certainty}}
BARE: dict[str, dict[str, Any]] = {
    name: {member.value: member for member in kind}
    for name, kind in (("polarity", Polarity), ("modality", Modality), ("certainty", Certainty))
}
TYPES = {member.value: member for member in Type}
ROLES = {member.value: member for member in Role}
SCOPES = {member.value: member for member in Scope}
EFFECTS = {member.value: member for member in Effect}
PRECISIONS = {member.value: member for member in TimePrecision}


def batches(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Keys, as many at a time as one query takes."""
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))


def load_told(connection: Connection, keys: Sequence[int]) -> list[Told]:
    """The claims of these keys, in the keys' order."""
    told: list[Told] = []
    shared = _Shared(connection)
    for some in batches(keys):
        told += _batch(connection, some, shared)
    return told


def load_report(connection: Connection, report_id: str) -> Report | None:
    """A report with the issues of its gathering, None where there is none of this id."""
    return _Shared(connection).reports([report_id]).get(report_id)


def _batch(connection: Connection, keys: Sequence[int], shared: "_Shared") -> list[Told]:
    rows = {row.key: row for row in connection.execute(_unquoted(schema.claim, schema.claim.c.key.in_(keys))).all()}
    ids = [row.id for row in rows.values()]
    words = _evidence(connection, ids, shared)
    items, checks, chains = (
        _grouped(connection, table, ids) for table in (schema.item, schema.verification, schema.claim_attribution)
    )
    reports = shared.reports({row.report for row in rows.values()})
    attributions = shared.attributions(
        {(link.reading, link.attribution) for chain in chains.values() for link in chain}
    )
    told = []
    for key in keys:
        row = rows[key]
        chain = tuple(link.attribution for link in chains[row.id])
        claim = _claim(row, words[row.id], items[row.id], checks[row.id], chain)
        told.append(Told(claim, reports[row.report], tuple(attributions[row.reading, id_] for id_ in chain)))
    return told


def _unquoted(table: Table, condition: ColumnElement[bool]) -> Select[Any]:
    """Rows without the words that they quote: a claim has them from its report's text."""
    return select(*(column for column in table.c if column.name != "quote")).where(condition)


class _Shared:
    """What many claims share, loaded once: reports, attributions, actors, places."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reports: dict[str, Report] = {}
        self._attributions: dict[tuple[int, str], Attribution] = {}
        self._actors: dict[str, Actor] = {}
        self._places: dict[str, Place] = {}

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        new = [id_ for id_ in ids if id_ not in self._reports]
        if new:
            table = schema.issue
            issues: dict[str, list[Issue]] = defaultdict(list)
            query = select(table).where(table.c.report.in_(new), table.c.stage == "gather").order_by(table.c.key)
            for row in self._connection.execute(query).all():
                issues[row.report].append(issue_of(row))
            for row in self._connection.execute(select(schema.report).where(schema.report.c.id.in_(new))).all():
                self._reports[row.id] = _report(row, tuple(issues[row.id]))
        return self._reports

    def attributions(self, keys: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Attribution]:
        """By reading and id."""
        new = sorted(key for key in keys if key not in self._attributions)
        table, proof = schema.attribution, schema.attribution_evidence
        for some in batches(new):
            of_part = sorted({reading for reading, _ in some})  # SQLite finds no index for pairs alone
            own = proof.c.reading.in_(of_part) & tuple_(proof.c.reading, proof.c.attribution).in_(some)
            found = self._connection.execute(_unquoted(proof, own).order_by(proof.c.number)).all()
            self.actors({row.actor for row in found if row.actor})
            words = defaultdict[tuple[int, str], list[Any]](list)
            for row in found:
                words[row.reading, row.attribution].append(row)
            same = tuple_(table.c.reading, table.c.id).in_(some)
            for row in self._connection.execute(select(table).where(table.c.reading.in_(of_part), same)).all():
                key = (row.reading, row.id)
                self._attributions[key] = _attribution(row, words[key], self._actors)
        return self._attributions

    def actors(self, keys: Iterable[str]) -> dict[str, Actor]:
        for row in self._missing(schema.actor, keys, self._actors):
            self._actors[row.key] = Actor(row.id, row.name, row.country, row.sector)
        return self._actors

    def places(self, keys: Iterable[str]) -> dict[str, Place]:
        for row in self._missing(schema.place, keys, self._places):
            precision = PlacePrecision(row.precision) if row.precision else None
            self._places[row.key] = Place(row.name, row.country, row.adm1, row.lat, row.lon, row.geonameid, precision)
        return self._places

    def _missing(self, table: Table, keys: Iterable[str], known: dict[str, Any]) -> list[Row[Any]]:
        new = [key for key in keys if key not in known]
        found: list[Row[Any]] = []
        for some in batches(new):
            found += self._connection.execute(select(table).where(table.c.key.in_(some))).all()
        return found


def _grouped(connection: Connection, table: Table, ids: list[str]) -> defaultdict[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    query = select(table).where(table.c.claim.in_(ids)).order_by(table.c.claim, table.c.number)
    for row in connection.execute(query).all():
        groups[row.claim].append(row)
    return groups


def _evidence(connection: Connection, ids: list[str], shared: _Shared) -> defaultdict[str, Words]:
    """For each claim, (field, number) -> the Sourced value, with an actor or a place as value where it is one."""
    table = schema.evidence
    rows = connection.execute(_unquoted(table, table.c.claim.in_(ids))).all()
    actors = shared.actors({row.actor for row in rows if row.actor})
    places = shared.places({row.place for row in rows if row.place})
    words: defaultdict[str, Words] = defaultdict(dict)
    for claim, field, number, start, end, basis, certainty, actor, place in rows:
        value = actors[actor] if actor else places[place] if place else None
        words[claim][field, number] = Sourced(value, Span(start, end), BASIS[basis], CERTAINTY[certainty])
    return words


def _claim(row: Any, words: Words, items: list[Any], checks: list[Any], chain: tuple[str, ...]) -> Claim:
    def one(field: str, value: Any) -> Any:
        found = words.get((field, 0))
        return found and found.with_value(value)

    return Claim(
        id=row.id,
        type=one("type", TYPES[row.type] if row.type else None),
        sentence=Span(row.sentence_start, row.sentence_end),
        mode=tuple(words["mode", n].with_value(mode) for n, mode in enumerate((row.mode or "").split("; ")) if mode),
        plover=Plover(row.plover_type, row.plover_mode) if row.plover_type else None,
        actor=_all(words, "actor"),
        recipient=_all(words, "recipient"),
        via=_all(words, "via"),
        when=one("when", when_of(row)),
        place=_all(words, "place"),
        origin=words.get(("origin", 0)),
        items=tuple(_item(item, words) for item in items),
        attribution=chain,
        polarity=_bare("polarity", row.polarity, words),
        modality=_bare("modality", row.modality, words),
        certainty=_bare("certainty", row.certainty, words),
        verification=tuple(words["verification", check.number].with_value(_check(check)) for check in checks),
        stage=one("stage", Stage(row.stage) if row.stage else None),
        terms=one("terms", row.terms),
        package=one("package", row.package),
        coref=row.coref,
    )


def _all(words: Words, field: str) -> tuple[Any, ...]:
    found: list[Any] = []
    while (field, len(found)) in words:
        found.append(words[field, len(found)])
    return tuple(found)


def _bare(field: str, value: str, words: Words) -> Any:
    found, member = words.get((field, 0)), BARE[field][value]
    return found.with_value(member) if found else member


def _check(row: Any) -> Verification:
    return Verification(Status(row.status), row.by, Aspect(row.of) if row.of else None)


def _item(row: Any, words: Words) -> Item:
    def one(field: str, value: Any) -> Any:
        found = words.get((f"item.{field}", row.number))
        return found and found.with_value(value)

    return Item(
        role=ROLES[row.role],
        what=one("what", Thing(row.designation, row.description, row.category)),
        side=words.get(("item.side", row.number)),
        quantity=one("quantity", quantity_of(row)),
        scope=SCOPES[row.scope],
        part_of=row.part_of,
        effect=one("effect", EFFECTS[row.effect] if row.effect else None),
    )


def when_of(row: Any) -> When:
    """The date in the columns of `when_columns`."""
    precision = PRECISIONS[row.when_precision] if row.when_precision else None
    return When(row.when_start, row.when_end, precision, row.when_timex)


def quantity_of(row: Any) -> Quantity:
    """The number in the columns of `quantity_columns`."""
    return Quantity(_whole(row.low), _whole(row.best), _whole(row.high), row.unit, row.word)


def _whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and value.is_integer() else value


def _attribution(row: Any, words: list[Any], actors: dict[str, Actor]) -> Attribution:
    found: dict[str, list[Sourced[Any]]] = defaultdict(list)
    for word in words:
        value = actors[word.actor] if word.actor else word.value
        sourced = Sourced(value, Span(word.start, word.end), BASIS[word.basis], CERTAINTY[word.certainty])
        found[word.field].append(sourced)
    cue, channel, evidence = (next(iter(found[name]), None) for name in ("cue", "channel", "evidence"))
    content = tuple(part.span for part in found["content"])
    return Attribution(row.id, tuple(found["source"]), cue, content, Style(row.style), row.within, channel, evidence)


def _report(row: Any, issues: tuple[Issue, ...]) -> Report:
    return Report(
        id=row.id,
        text=row.text,
        outlet=row.outlet,
        headline=row.headline,
        byline=row.byline,
        dateline=row.dateline,
        published=_published(row.published),
        url=row.url,
        retrieved=datetime.fromisoformat(row.retrieved) if row.retrieved else None,
        language=row.language,
        sha256=row.sha256,
        raw_sha256=row.raw_sha256,
        body=row.body,
        issues=issues,
    )


def _published(words: str | None) -> date | datetime | None:
    if words is None:
        return None
    return datetime.fromisoformat(words) if "T" in words else date.fromisoformat(words)


def issue_of(row: Any) -> Issue:
    """An issue from its row."""
    span = None if row.start is None else Span(row.start, row.end)
    return Issue(row.code, row.stage, span, row.message)
