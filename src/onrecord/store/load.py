"""Rows -> claims with their reports and attributions, equal to what was kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select

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
from onrecord.store.keys import among, batches, found

Words = dict[tuple[str, int], Any]  # (field, number) -> start, end, basis, certainty, actor or place
BASIS = {member.value: member for member in Basis}
CERTAINTY: dict[str | None, Certainty | None] = {None: None, **{member.value: member for member in Certainty}}
BARE: dict[str, dict[str, Any]] = {
    name: {member.value: member for member in kind}
    for name, kind in (("polarity", Polarity), ("modality", Modality), ("certainty", Certainty))
}
TYPES = {member.value: member for member in Type}
ROLES = {member.value: member for member in Role}
SCOPES = {member.value: member for member in Scope}
EFFECTS: dict[str | None, Effect | None] = {None: None, **{member.value: member for member in Effect}}
STAGES: dict[str | None, Stage | None] = {None: None, **{member.value: member for member in Stage}}
NUMBER = attrgetter("number")
STYLES = {member.value: member for member in Style}
PRECISIONS: dict[str | None, TimePrecision | None] = {None: None, **{each.value: each for each in TimePrecision}}


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


def _unquoted(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Rows without the words that they quote: a claim has them from its report's text."""
    return select(*(column for column in table.c if column.name != "quote")).where(*conditions)


def _of_claims(table: Table) -> Select[Any]:
    return select(table).where(among(table.c.claim)).order_by(table.c.claim, table.c.number)


proof, chain = schema.attribution_evidence.c, schema.claim_attribution.c
# The attributions of claims, each once; looked up one by one, for a claim may have one of a report's hundred.
LINKED = select(chain.reading, chain.attribution).where(among(chain.claim)).distinct().subquery("linked")
CLAIMS = _unquoted(schema.claim, among(schema.claim.c.key))
EVIDENCE = _unquoted(schema.evidence, among(schema.evidence.c.claim))
ITEMS, CHECKS, CHAINS = (_of_claims(table) for table in (schema.item, schema.verification, schema.claim_attribution))
SOURCES = select(schema.attribution).join(
    LINKED, (schema.attribution.c.reading == LINKED.c.reading) & (schema.attribution.c.id == LINKED.c.attribution)
)
PROOF = _unquoted(schema.attribution_evidence).join(
    LINKED, (proof.reading == LINKED.c.reading) & (proof.attribution == LINKED.c.attribution)
)
REPORTS = select(schema.report).where(among(schema.report.c.id))
GATHERED = (
    select(schema.issue)
    .where(among(schema.issue.c.report), schema.issue.c.stage == "gather")
    .order_by(schema.issue.c.key)
)
ACTORS, PLACES = (select(table).where(among(table.c.key)) for table in (schema.actor, schema.place))


def _batch(connection: Connection, keys: Sequence[int], shared: "_Shared") -> list[Told]:
    rows = {row.key: row for row in found(connection, CLAIMS, keys)}
    ids = [row.id for row in rows.values()]
    words = _evidence(connection, ids, shared)
    items, checks, chains = (_grouped(connection, asked, ids) for asked in (ITEMS, CHECKS, CHAINS))
    reports, attributions = shared.reports({row.report for row in rows.values()}), shared.attributions(ids)
    told = []
    for key in keys:
        row = rows[key]
        chain = tuple([link.attribution for link in chains[row.id]])
        claim = _claim(row, words[row.id], items[row.id], checks[row.id], chain)
        told.append(Told(claim, reports[row.report], tuple([attributions[row.reading, id_] for id_ in chain])))
    return told


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
            issues: dict[str, list[Issue]] = defaultdict(list)
            for row in found(self._connection, GATHERED, new):
                issues[row.report].append(issue_of(row))
            for row in found(self._connection, REPORTS, new):
                self._reports[row.id] = _report(row, tuple(issues[row.id]))
        return self._reports

    def attributions(self, claims: Sequence[str]) -> dict[tuple[int, str], Attribution]:
        """Those of these claims' chains, by reading and id."""
        words = defaultdict[tuple[int, str], list[Any]](list)
        for row in found(self._connection, PROOF, claims):
            words[row.reading, row.attribution].append(row)
        actors = self.actors({row.actor for rows in words.values() for row in rows if row.actor})
        for row in found(self._connection, SOURCES, claims):
            key = (row.reading, row.id)
            if key not in self._attributions:
                self._attributions[key] = _attribution(row, words[key], actors)
        return self._attributions

    def actors(self, keys: Iterable[str]) -> dict[str, Actor]:
        for row in self._missing(ACTORS, keys, self._actors):
            self._actors[row.key] = Actor(row.id, row.name, row.country, row.sector)
        return self._actors

    def places(self, keys: Iterable[str]) -> dict[str, Place]:
        for row in self._missing(PLACES, keys, self._places):
            precision = PlacePrecision(row.precision) if row.precision else None
            self._places[row.key] = Place(row.name, row.country, row.adm1, row.lat, row.lon, row.geonameid, precision)
        return self._places

    def _missing(self, asked: Select[Any], keys: Iterable[str], known: dict[str, Any]) -> Sequence[Any]:
        new = [key for key in keys if key not in known]
        return found(self._connection, asked, new) if new else ()


def _grouped(connection: Connection, asked: Select[Any], ids: list[str]) -> defaultdict[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in found(connection, asked, ids):
        groups[row.claim].append(row)
    return groups


def _evidence(connection: Connection, ids: list[str], shared: _Shared) -> defaultdict[str, Words]:
    """For each claim, (field, number) -> its words and, where it is one, the actor or place that they name."""
    rows = found(connection, EVIDENCE, ids)
    actors = shared.actors({row[-2] for row in rows} - {None})
    places = shared.places({row[-1] for row in rows} - {None})
    words: defaultdict[str, Words] = defaultdict(dict)
    for claim, field, number, start, end, basis, certainty, actor, place in rows:
        value = actors[actor] if actor else places[place] if place else None
        words[claim][field, number] = (start, end, basis, certainty, value)
    return words


def _sourced(words: tuple[Any, ...], value: Any) -> Sourced[Any]:
    start, end, basis, certainty, _ = words
    return Sourced(value, Span(start, end), BASIS[basis], CERTAINTY[certainty])


def _named(words: tuple[Any, ...]) -> Sourced[Any]:
    """The actor or place that the words name."""
    return _sourced(words, words[-1])


def _claim(row: Any, words: Words, items: list[Any], checks: list[Any], chain: tuple[str, ...]) -> Claim:
    """The columns in the order of the table: to ask a row for each by its name takes longer than to make the claim."""
    _, id_, _, _, _, type_, mode, start, end, precision, timex, *more = row
    polarity, modality, certainty, stage, terms, package, plover_type, plover_mode, coref, first, last = more

    def one(field: str, value: Any) -> Any:
        said = words.get((field, 0))
        return said and _sourced(said, value)

    return Claim(
        id=id_,
        type=one("type", TYPES[type_] if type_ else None),
        sentence=Span(first, last),
        mode=tuple(_sourced(words["mode", n], each) for n, each in enumerate(mode.split("; "))) if mode else (),
        plover=Plover(plover_type, plover_mode) if plover_type else None,
        actor=_all(words, "actor"),
        recipient=_all(words, "recipient"),
        via=_all(words, "via"),
        when=one("when", When(start, end, PRECISIONS[precision], timex)),
        place=_all(words, "place"),
        origin=_one(words, "origin", 0),
        items=tuple([_item(item, words) for item in items]),
        attribution=chain,
        polarity=_bare("polarity", polarity, words),
        modality=_bare("modality", modality, words),
        certainty=_bare("certainty", certainty, words),
        verification=tuple([_sourced(words["verification", check.number], _check(check)) for check in checks]),
        stage=one("stage", STAGES[stage]),
        terms=one("terms", terms),
        package=one("package", package),
        coref=coref,
    )


def _one(words: Words, field: str, number: int) -> Any:
    said = words.get((field, number))
    return said and _named(said)


def _all(words: Words, field: str) -> tuple[Any, ...]:
    named: list[Any] = []
    while said := words.get((field, len(named))):
        named.append(_named(said))
    return tuple(named)


def _bare(field: str, value: str, words: Words) -> Any:
    said, member = words.get((field, 0)), BARE[field][value]
    return _sourced(said, member) if said else member


def _check(row: Any) -> Verification:
    return Verification(Status(row.status), row.by, Aspect(row.of) if row.of else None)


def _item(row: Any, words: Words) -> Item:
    _, number, role, effect, low, best, high, unit, word, designation, description, category, scope, part_of = row
    what, quantity, harm = (words.get((field, number)) for field in ("item.what", "item.quantity", "item.effect"))
    return Item(
        ROLES[role],
        what and _sourced(what, Thing(designation, description, category)),
        _one(words, "item.side", number),
        quantity and _sourced(quantity, Quantity(_whole(low), _whole(best), _whole(high), unit, word)),
        SCOPES[scope],
        part_of,
        harm and _sourced(harm, EFFECTS[effect]),
    )


def _whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and value.is_integer() else value


def _attribution(row: Any, words: list[Any], actors: dict[str, Actor]) -> Attribution:
    said: dict[str, list[Any]] = {name: [] for name in ("source", "cue", "content", "channel", "evidence")}
    for word in sorted(words, key=NUMBER):
        span = Span(word.start, word.end)
        if word.field == "content":
            said["content"].append(span)
        else:
            value = actors[word.actor] if word.actor else word.value
            said[word.field].append(Sourced(value, span, BASIS[word.basis], CERTAINTY[word.certainty]))
    cue, channel, evidence = (said[name][0] if said[name] else None for name in ("cue", "channel", "evidence"))
    sources, content = tuple(said["source"]), tuple(said["content"])
    return Attribution(row.id, sources, cue, content, STYLES[row.style], row.within, channel, evidence)


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
