"""Which part of the record is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Table, and_, cast, exists, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from onrecord.model.claim import Scope, Type
from onrecord.model.record import Told
from onrecord.store.filter import Filter
from onrecord.store.keys import among, batches
from onrecord.store.revision import superseded_later
from onrecord.store.rows import moment
from onrecord.store.schema import (
    actor,
    attribution_evidence,
    claim,
    event,
    event_claim,
    evidence,
    item,
    place,
    reading,
    report,
    strike,
    strike_claim,
    tally,
    tally_report,
    transfer,
    transfer_claim,
)

Condition = ColumnElement[bool]


class _Bytes(FunctionElement[str]):
    """Text in the order of its code points, whatever language a database is set up for."""

    type = String()
    inherit_cache = True


@compiles(_Bytes)
def _bytes(element: Any, compiler: Any, **more: Any) -> str:
    words: str = compiler.process(element.clauses, **more)
    return f'{words} COLLATE "C"' if compiler.dialect.name == "postgresql" else words


def claim_keys(asked: Filter) -> Select[Any]:
    """Keys of the open claims that are asked for, by day of publication, report and place in the report."""
    query = (
        select(claim.c.key)
        .join(reading, reading.c.key == claim.c.reading)
        .join(report, report.c.id == claim.c.report)
        .where(_open(asked))
        .where(*_happened(asked), *_typed(claim.c, asked), *_known(asked), *_published(asked))
        .order_by(report.c.known_day.nulls_first(), claim.c.report, claim.c.number)
    )
    if asked.report:
        query = query.where(claim.c.report == asked.report)
    if asked.ids is not None:
        query = query.where(claim.c.id.in_(asked.ids))
    if asked.takers is not None:
        query = query.where(_sided(claim.c.id, asked.takers))
    if asked.tolls is not None:
        toll = (item.c.claim == claim.c.id) & (item.c.scope == Scope.PERIOD.value)
        query = query.where(exists(select(item.c.claim).where(toll, item.c.effect.in_(sorted(asked.tolls)))))
    return query.where(_of_country(claim.c.id, asked)) if asked.country else query


def _open(asked: Filter) -> Condition:
    """That the claim's reading is current; as of a day, also where only a later revision of the report closed it."""
    now = reading.c.closed_by.is_(None)
    return now if asked.as_of is None else or_(now, superseded_later(asked.as_of))


def _happened(asked: Filter) -> list[Condition]:
    """In the days asked for; with `undated` also what has no date and was published soon enough after."""
    dated = _overlap(claim.c.when_start, claim.c.when_end, asked)
    if not (asked.undated and asked.first and asked.last):
        return dated
    bare = claim.c.when_start.is_(None) & claim.c.when_end.is_(None)
    return [or_(and_(*dated), bare & report.c.day.between(asked.first, asked.last + asked.undated))]


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of derived records: its name, the table of its claims, by what it is ordered, its columns of days."""

    table: Table
    links: Table
    order: tuple[str, ...]
    days: tuple[str, str] | None = None  # first and last day of the happening
    reported: tuple[str, str] | None = None

    def ids(self, asked: Filter) -> Select[Any]:
        """Ids of those that are asked for, in order."""
        columns = self.table.c
        conditions = self._holding(asked)
        if self.days:
            conditions += _overlap(columns[self.days[0]], columns[self.days[1]], asked)
        if self.reported:
            conditions += _reported(columns[self.reported[0]], columns[self.reported[1]], asked)
        if asked.types is not None and "type" in columns:
            conditions += _typed(columns, asked)
        order = [_ordered(columns[name]).nulls_last() for name in self.order]
        return select(columns.id).where(*conditions).order_by(*order, columns.id)

    def records(self) -> Select[Any]:
        """Ids and records of the keys that it is asked for (`store.keys`)."""
        return select(self.table.c.id, self.table.c.record).where(among(self.table.c.id))

    def _holding(self, asked: Filter) -> list[Condition]:
        """That one of its claims is among the ids, from the report, in the country, known as of the day."""
        own, held = self.links.c[self.table.name] == self.table.c.id, self.links.c.claim
        conditions: list[Condition] = []
        if asked.ids is not None:
            conditions.append(exists(select(held).where(own, held.in_(asked.ids))))
        if asked.country:
            conditions.append(exists(select(held).where(own, _of_country(held, asked))))
        by_report = self.reported is None and (asked.reported_first or asked.reported_last)
        if asked.report or asked.as_of or by_report:
            told = select(held).join(claim, claim.c.id == held).join(report, report.c.id == claim.c.report)
            told = told.where(own, *_known(asked), *_published(asked))
            conditions.append(exists(told.where(report.c.id == asked.report) if asked.report else told))
        return conditions


EVENTS = Kept(
    event, event_claim, ("when_start", "place"), ("when_start", "when_end"), ("first_reported", "last_reported")
)
TRANSFERS = Kept(transfer, transfer_claim, ("first_reported", "supplier"), None, ("first_reported", "last_reported"))
STRIKES = Kept(strike, strike_claim, ("day", "side", "weapon", "source"), ("day", "day"))
TALLIES = Kept(tally, tally_report, ("country", "kind", "of", "source"))


def _ordered(column: Any) -> Any:
    """Words by their bytes, the same on every database."""
    return _Bytes(column) if isinstance(column.type, String) else column


def report_ids(asked: Filter) -> Select[Any]:
    """Ids of the reports that tell any of the claims that are asked for, by day of publication."""
    keys = claim_keys(asked).order_by(None)
    telling = select(claim.c.report).where(claim.c.key.in_(keys))
    return select(report.c.id).where(report.c.id.in_(telling)).order_by(report.c.known_day.nulls_first(), report.c.id)


def _overlap(start: Any, end: Any, asked: Filter) -> list[Condition]:
    """An open end of an interval reaches as far as is asked; no date at all never overlaps."""
    conditions: list[Condition] = []
    if asked.first:
        conditions.append(or_(end >= asked.first, end.is_(None) & start.is_not(None)))
    if asked.last:
        conditions.append(or_(start <= asked.last, start.is_(None) & end.is_not(None)))
    return conditions


def _typed(columns: Any, asked: Filter) -> list[Condition]:
    return [columns.type.in_([type_.value for type_ in asked.types])] if asked.types is not None else []


def _reported(first: Any, last: Any, asked: Filter) -> list[Condition]:
    conditions: list[Condition] = []
    if asked.reported_first:
        conditions.append(last >= asked.reported_first)
    if asked.reported_last:
        conditions.append(first <= asked.reported_last)
    return conditions


def _published(asked: Filter) -> list[Condition]:
    return _reported(report.c.day, report.c.day, asked)


def _known(asked: Filter) -> list[Condition]:
    if asked.as_of is None:
        return []
    if isinstance(asked.as_of, datetime):
        return [report.c.known_at <= moment(asked.as_of)]
    return [report.c.known_day <= asked.as_of]


def _of_country(claim_id: Any, asked: Filter) -> Condition:
    found = select(evidence.c.claim).join(place, place.c.key == evidence.c.place)
    return exists(found.where(evidence.c.claim == claim_id, place.c.country == asked.country))


def _sided(claim_id: Any, countries: frozenset[str]) -> Condition:
    found = select(evidence.c.claim).join(actor, actor.c.key == evidence.c.actor)
    sides = evidence.c.field.in_(("actor", "recipient"))
    return exists(found.where(evidence.c.claim == claim_id, sides, actor.c.country.in_(sorted(countries))))


def reports_of(connection: Connection, claims: Sequence[str]) -> frozenset[str]:
    """Ids of the reports of these claims."""
    found: set[str] = set()
    for some in batches(claims):
        part = select(claim.c.report).where(claim.c.id.in_(some))
        found |= set(connection.scalars(part.distinct()))
    return frozenset(found)


def types_of(connection: Connection, claims: Sequence[str]) -> frozenset[tuple[str, Type | None]]:
    """The reports of these claims, each with the types of these claims."""
    found: set[tuple[str, Type | None]] = set()
    for some in batches(claims):
        part = select(claim.c.report, claim.c.type).where(claim.c.id.in_(some)).distinct()
        found |= {(row.report, Type(row.type) if row.type else None) for row in connection.execute(part)}
    return frozenset(found)


def keys_of_reports(connection: Connection, reports: Sequence[str], types: frozenset[Type] | None = None) -> list[int]:
    """Keys of the open claims of these reports, report by report; of these types alone, where types are given.

    Types are looked at here: a database that is asked for them walks through all claims of a type.
    """
    found: list[int] = []
    open_ = (reading.c.key == claim.c.reading) & reading.c.closed_by.is_(None)
    for some in batches(reports):
        told = claim.c.report.in_(some)
        part = select(claim.c.key, claim.c.type).join(reading, open_).where(told)
        rows = connection.execute(part.order_by(claim.c.report, claim.c.number))
        found += [row.key for row in rows if types is None or row.type in types]
    return found


def retold_keys(connection: Connection, told: Sequence[Told], known: set[str]) -> list[int]:
    """Keys of the claims that these retell, the known ones left out."""
    above = {one.claim.coref for one in told if one.claim.coref and one.claim.coref not in known}
    return [key for key, _ in _in_parts(connection, claim.c.id, sorted(above))]


def linked_keys(connection: Connection, told: Sequence[Told], known: frozenset[str]) -> list[int]:
    """Keys of claims that point at one of these or that one of these points at, the known ones left out."""
    ids = [one.claim.id for one in told]
    above = [one.claim.coref for one in told if one.claim.coref and one.claim.coref not in known]
    found = [*_in_parts(connection, claim.c.coref, ids), *_in_parts(connection, claim.c.id, above)]
    return [key for key, id_ in dict.fromkeys(found) if id_ not in known]


def current(connection: Connection, ids: Sequence[str]) -> frozenset[str]:
    """Those of the claims whose reading is open."""
    return frozenset(id_ for _, id_ in _in_parts(connection, claim.c.id, ids, only_open=True))


def wrong_quotes(connection: Connection) -> tuple[str, ...]:
    """Words that stand elsewhere than they are said to, as `owner field: quote`."""
    of_claims = select(evidence.c.claim, evidence.c.field, evidence.c.quote).join(claim, claim.c.id == evidence.c.claim)
    proof = attribution_evidence.c
    name = cast(proof.reading, String) + " " + proof.attribution
    of_sources = select(name, proof.field, proof.quote).join(reading, reading.c.key == proof.reading)
    asked = (
        of_claims.join(report, report.c.id == claim.c.report).where(_words_there(evidence.c) != evidence.c.quote),
        of_sources.join(report, report.c.id == reading.c.report).where(_words_there(proof) != proof.quote),
    )
    return tuple(f"{owner} {field}: {quote}" for part in asked for owner, field, quote in connection.execute(part))


def wrong_sentences(connection: Connection) -> tuple[str, ...]:
    """Ids of claims whose sentence stands elsewhere than they say."""
    there = func.substr(report.c.text, claim.c.sentence_start + 1, claim.c.sentence_end - claim.c.sentence_start)
    asked = select(claim.c.id).join(report, report.c.id == claim.c.report).where(there != claim.c.quote)
    return tuple(connection.scalars(asked.order_by(claim.c.key)))


def _words_there(columns: Any) -> ColumnElement[str]:
    return func.substr(report.c.text, columns.start + 1, columns.end - columns.start)


def _in_parts(connection: Connection, column: Any, ids: Sequence[str], *, only_open: bool = False) -> list[Any]:
    """(key, id) of the claims whose column holds one of the ids."""
    asked = select(claim.c.key, claim.c.id)
    if only_open:
        asked = asked.join(reading, (reading.c.key == claim.c.reading) & reading.c.closed_by.is_(None))
    found: list[Any] = []
    for some in batches(ids):
        found += [tuple(row) for row in connection.execute(asked.where(column.in_(some)))]
    return found
