"""Which part of the record is asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, cast, exists, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from onrecord.model.record import Told
from onrecord.store.filter import Filter
from onrecord.store.load import BATCH
from onrecord.store.rows import moment
from onrecord.store.schema import (
    actor,
    attribution_evidence,
    claim,
    event,
    event_claim,
    evidence,
    place,
    reading,
    report,
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
        .join(reading, (reading.c.key == claim.c.reading) & reading.c.closed_by.is_(None))
        .join(report, report.c.id == claim.c.report)
        .where(*_overlap(claim.c, asked), *_typed(claim.c, asked), *_known(asked))
        .order_by(report.c.known_day.nulls_first(), claim.c.report, claim.c.number)
    )
    if asked.reported_first:
        query = query.where(report.c.day >= asked.reported_first)
    if asked.reported_last:
        query = query.where(report.c.day <= asked.reported_last)
    if asked.report:
        query = query.where(claim.c.report == asked.report)
    if asked.ids is not None:
        query = query.where(claim.c.id.in_(asked.ids))
    if asked.takers is not None:
        query = query.where(_sided(claim.c.id, asked.takers))
    return query.where(_placed(claim.c.id, asked)) if asked.country else query


def events_of(asked: Filter) -> Select[Any]:
    """Records of the events that are asked for, by day, place and id."""
    query = select(event.c.record).where(*_overlap(event.c, asked), *_typed(event.c, asked), *_reported(event.c, asked))
    query = query.where(*_holding(event_claim, event_claim.c.event == event.c.id, asked))
    return query.order_by(event.c.when_start.nulls_first(), _Bytes(event.c.place).nulls_first(), event.c.id)


def transfers_of(asked: Filter) -> Select[Any]:
    """Records of the transfers that are asked for, by day of the first report, supplier and id."""
    query = select(transfer.c.record).where(*_reported(transfer.c, asked))
    query = query.where(*_holding(transfer_claim, transfer_claim.c.transfer == transfer.c.id, asked))
    return query.order_by(
        transfer.c.first_reported.nulls_first(), _Bytes(transfer.c.supplier).nulls_first(), transfer.c.id
    )


def _overlap(columns: Any, asked: Filter) -> list[Condition]:
    """An open end of an interval reaches as far as is asked; no date at all never overlaps."""
    conditions: list[Condition] = []
    start, end = columns.when_start, columns.when_end
    if asked.first:
        conditions.append(or_(end >= asked.first, end.is_(None) & start.is_not(None)))
    if asked.last:
        conditions.append(or_(start <= asked.last, start.is_(None) & end.is_not(None)))
    return conditions


def _typed(columns: Any, asked: Filter) -> list[Condition]:
    return [columns.type.in_([type_.value for type_ in asked.types])] if asked.types is not None else []


def _reported(columns: Any, asked: Filter) -> list[Condition]:
    conditions: list[Condition] = []
    if asked.reported_first:
        conditions.append(columns.last_reported >= asked.reported_first)
    if asked.reported_last:
        conditions.append(columns.first_reported <= asked.reported_last)
    return conditions


def _known(asked: Filter) -> list[Condition]:
    if asked.as_of is None:
        return []
    if isinstance(asked.as_of, datetime):
        return [report.c.known_at <= moment(asked.as_of)]
    return [report.c.known_day <= asked.as_of]


def _placed(claim_id: Any, asked: Filter) -> Condition:
    found = select(evidence.c.claim).join(place, place.c.key == evidence.c.place)
    return exists(found.where(evidence.c.claim == claim_id, place.c.country == asked.country))


def _sided(claim_id: Any, countries: frozenset[str]) -> Condition:
    found = select(evidence.c.claim).join(actor, actor.c.key == evidence.c.actor)
    sides = evidence.c.field.in_(("actor", "recipient"))
    return exists(found.where(evidence.c.claim == claim_id, sides, actor.c.country.in_(sorted(countries))))


def _holding(links: Any, own: Condition, asked: Filter) -> list[Condition]:
    """That a claim of the event or transfer is among the ids, from the report, in the country, known as of the day."""
    conditions: list[Condition] = []
    if asked.ids is not None:
        conditions.append(exists(select(links.c.claim).where(own, links.c.claim.in_(asked.ids))))
    if asked.country:
        conditions.append(exists(select(links.c.claim).where(own, _placed(links.c.claim, asked))))
    if asked.report or asked.as_of:
        held = select(links.c.claim).join(claim, claim.c.id == links.c.claim)
        held = held.join(report, report.c.id == claim.c.report).where(own, *_known(asked))
        conditions.append(exists(held.where(report.c.id == asked.report) if asked.report else held))
    return conditions


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


def _words_there(columns: Any) -> ColumnElement[str]:
    return func.substr(report.c.text, columns.start + 1, columns.end - columns.start)


def _in_parts(connection: Connection, column: Any, ids: Sequence[str], *, only_open: bool = False) -> list[Any]:
    """(key, id) of the claims whose column holds one of the ids."""
    asked = select(claim.c.key, claim.c.id)
    if only_open:
        asked = asked.join(reading, (reading.c.key == claim.c.reading) & reading.c.closed_by.is_(None))
    found: list[Any] = []
    for first in range(0, len(ids), BATCH):
        found += [tuple(row) for row in connection.execute(asked.where(column.in_(ids[first : first + BATCH])))]
    return found
