"""Judgements kept: added, withdrawn, never changed. They hold on to words of reports, so that they outlive a reader."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from onrecord.errors import StoreError
from onrecord.model.finding import VERIFICATION
from onrecord.model.record import ISSUE, RATING, Judgement, Verdict
from onrecord.store import schema
from onrecord.store.rows import moment

REASONS = "\n"


def write_judgement(connection: Connection, judgement: Judgement) -> Judgement:
    """Keeps a judgement, with claims' ids turned into anchors.

    Raises StoreError where a claim or an issue is not on record.
    """
    held = judgement
    if judgement.field == ISSUE:
        _issue_at(connection, judgement.left)
    elif judgement.field != RATING:
        right = _anchored(connection, judgement.right) if judgement.right else None
        held = replace(judgement, left=_anchored(connection, judgement.left), right=right)
    connection.execute(insert(schema.judgement), _row(held))
    return held


def withdraw(connection: Connection, judgement: Judgement, at: datetime) -> bool:
    """Marks a judgement as withdrawn. False where it does not stand."""
    table = schema.judgement
    same = [table.c[name].is_not_distinct_from(value) for name, value in _row(judgement).items() if name != "withdrawn"]
    done = connection.execute(update(table).where(*same, table.c.withdrawn.is_(None)).values(withdrawn=moment(at)))
    return done.rowcount > 0


def standing(connection: Connection, *, all_of_them: bool = False) -> Iterator[Judgement]:
    """Judgements in the order in which they were made; those withdrawn only where all are wanted."""
    table = schema.judgement
    asked = select(table).order_by(table.c.key)
    for row in connection.execute(asked if all_of_them else asked.where(table.c.withdrawn.is_(None))):
        yield Judgement(
            left=row.left,
            right=row.right,
            field=row.field,
            value=row.value,
            verdict=Verdict(row.verdict) if row.verdict else None,
            reasons=tuple(row.reasons.split(REASONS)) if row.reasons else (),
            by=row.by,
            at=row.at.replace(tzinfo=UTC),
            withdrawn=row.withdrawn.replace(tzinfo=UTC) if row.withdrawn else None,
        )


def touched(connection: Connection, judgement: Judgement) -> list[str]:
    """Ids of the open claims that a judgement bears on; an issue and a finding change no record."""
    if judgement.field in (ISSUE, VERIFICATION):
        return []
    if judgement.field == RATING:
        return _said_by(connection, judgement.left)
    sides = [side for side in (judgement.left, judgement.right) if side]
    return [id_ for side in sides for id_ in claims_at(connection, side)]


def claims_at(connection: Connection, anchor: str) -> list[str]:
    """Ids of the open claims whose trigger words overlap the anchor's."""
    parts = split_anchor(anchor)
    if parts is None:
        return []
    report, start, end = parts
    claim, evidence, reading = schema.claim.c, schema.evidence.c, schema.reading.c
    trigger = (evidence.claim == claim.id) & (evidence.field == "type")
    asked = (
        select(claim.id)
        .join(schema.evidence, trigger)
        .join(schema.reading, (reading.key == claim.reading) & reading.closed_by.is_(None))
        .where(claim.report == report, evidence.start < end, evidence.end > start)
    )
    return list(connection.scalars(asked.order_by(claim.number)))


def split_anchor(anchor: str) -> tuple[str, int, int] | None:
    """Report, start and end of an anchor, None where it is none.

    >>> split_anchor("9f3c:12-18"), split_anchor("9f3c")
    (('9f3c', 12, 18), None)
    """
    report, _, span = anchor.rpartition(":")
    start, _, end = span.partition("-")
    return (report, int(start), int(end)) if report and start.isdigit() and end.isdigit() else None


def _anchored(connection: Connection, side: str) -> str:
    """The anchor of a claim that is given by id; an anchor stays what it is."""
    claim, evidence = schema.claim.c, schema.evidence.c
    trigger = (evidence.claim == claim.id) & (evidence.field == "type")
    asked = select(claim.report, evidence.start, evidence.end).join(schema.evidence, trigger).where(claim.id == side)
    row = connection.execute(asked).first()
    if row is not None:
        return f"{row.report}:{row.start}-{row.end}"
    if split_anchor(side) is None or not claims_at(connection, side):
        raise StoreError(f"{side}: no claim on record; give a claim's id, as 'onrecord claims' prints it")
    return side


def _issue_at(connection: Connection, place: str) -> None:
    """Raises StoreError where no issue stands there. One without words stands at `REPORT:0-0`."""
    report, start, end = split_anchor(place) or (place, 0, 0)
    rows = schema.issue.c
    here = (func.coalesce(rows.start, 0) == start) & (func.coalesce(rows.end, 0) == end)
    if connection.scalar(select(rows.key).where(rows.report == report, here).limit(1)) is None:
        raise StoreError(f"{place}: no issue on record; the review lists them")


def _said_by(connection: Connection, source: str) -> list[str]:
    proof, link, actor = schema.attribution_evidence.c, schema.claim_attribution.c, schema.actor.c
    own: ColumnElement[bool] = (link.reading == proof.reading) & (link.attribution == proof.attribution)
    asked = (
        select(link.claim)
        .join(schema.attribution_evidence, own)
        .join(schema.actor, actor.key == proof.actor)
        .where(proof.field == "source", or_(actor.id == source, actor.name == source))
    )
    return list(connection.scalars(asked.distinct()))


def _row(judgement: Judgement) -> dict[str, Any]:
    return {
        **{name: getattr(judgement, name) for name in ("left", "right", "field", "value", "by")},
        "verdict": judgement.verdict.value if judgement.verdict else None,
        "reasons": REASONS.join(judgement.reasons),
        "at": moment(judgement.at),
        "withdrawn": moment(judgement.withdrawn) if judgement.withdrawn else None,
    }
