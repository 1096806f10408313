"""Reports under one address: each supersedes the one before. What the older says is no longer current, and stays kept.

A reading of the superseded report is closed by the reading of its revision, the same mark by which a newer reader
closes an older one's. What was known on a day before the revision can still be asked for (`superseded_later`). An edit
that keeps its day of publication was there from when it was fetched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, func, select, update

from onrecord.store import ledger, schema
from onrecord.store.keys import batches
from onrecord.store.known import day_of
from onrecord.store.rows import moment


@dataclass(frozen=True, slots=True)
class _Report:
    """A report at an address: its newest reader's reading, and from when it can have been known, by its own words."""

    id: str
    key: int
    reading: int | None
    retrieved: datetime | None
    known: date | datetime | None
    held: tuple[date | None, datetime | None]  # from when it was known, as the record has it


def settle(connection: Connection, report: str) -> tuple[str, ...]:
    """Closes and opens readings of the reports at this one's address, in their order. Ids of the claims this touches.

    The order is that of publication, then of retrieval: a revision may be read before what it revises.
    """
    table = schema.report
    address = connection.scalar(select(table.c.url).where(table.c.id == report))
    if not address or not urlsplit(address).path.strip("/"):  # the front page of an outlet is no report's address
        return ()
    found = [one for one in _at(connection, address) if one.reading is not None]
    known = list(_known(found))
    touched: list[str] = []
    for number, one in enumerate(found):
        later = [since for since in known[number + 1 :] if since[0] and since[1]]
        closer = found[number + 1].reading if number + 1 < len(found) else None
        _set_known(connection, one, known[number])
        touched += _set(connection, one.reading or 0, closer)
        connection.execute(delete(schema.superseded).where(schema.superseded.c.report == one.id))
        if later:
            ledger.add_superseded(connection, one.reading or 0, *min(later, key=lambda since: since[1] or datetime.max))
    return tuple(touched)


def _at(connection: Connection, address: str) -> list[_Report]:
    """The reports at an address, in their order."""
    rows, reading = schema.report.c, schema.reading.c
    newest = select(func.max(reading.key)).where(reading.report == rows.id).scalar_subquery()
    columns = (
        rows.id,
        rows.key,
        newest.label("reading"),
        rows.retrieved,
        rows.published,
        rows.known_day,
        rows.known_at,
    )
    found = []
    for row in connection.execute(select(*columns).where(rows.url == address)):
        retrieved = _read(row.retrieved)
        known = _read(row.published) or retrieved
        held = (row.known_day, row.known_at)
        found.append(_Report(row.id, row.key, row.reading, _moment(retrieved), known, held))
    least = datetime.min
    return sorted(found, key=lambda one: (_moment(one.known) or least, one.retrieved or least, one.key))


def _read(words: str | None) -> date | datetime | None:
    if words is None:
        return None
    return date.fromisoformat(words) if len(words) == len("2024-03-02") else datetime.fromisoformat(words)


def _moment(known: date | datetime | None) -> datetime | None:
    return moment(known) if known else None


def _known(found: Sequence[_Report]) -> Iterator[tuple[date | None, datetime | None]]:
    """From which day and moment each can have been known."""
    before: datetime | None = None
    for one in found:
        at = _moment(one.known)
        day = one.known.date() if isinstance(one.known, datetime) else one.known
        if before is not None and (at is None or at <= before) and one.retrieved and one.retrieved > before:
            day, at = one.retrieved.date(), one.retrieved
        yield day, at
        before = at or before


def _set_known(connection: Connection, one: _Report, known: tuple[date | None, datetime | None]) -> None:
    if one.held == known:
        return
    day, at = known
    table, rows = schema.report, schema.ledger
    connection.execute(update(table).where(table.c.key == one.key).values(known_day=day, known_at=at))
    listed = update(rows).where(rows.c.report == one.id)
    connection.execute(listed.values(day=day or date.min, known_at=at))


def _set(connection: Connection, key: int, closer: int | None) -> list[str]:
    table, rows = schema.reading, schema.ledger
    before = connection.scalar(select(table.c.closed_by).where(table.c.key == key))
    if before != closer:
        connection.execute(update(table).where(table.c.key == key).values(closed_by=closer))
    if (before is None) == (closer is None):
        return []
    connection.execute(delete(rows).where(rows.c.reading == key))
    if closer is None:
        ledger.add_ledger(connection, key, key)
    return list(connection.scalars(select(schema.claim.c.id).where(schema.claim.c.reading == key)))


def successors(connection: Connection, reports: Sequence[str]) -> frozenset[str]:
    """Ids of the open claims of the reports at the addresses of these."""
    table, claim, reading = schema.report.c, schema.claim.c, schema.reading.c
    found = set[str]()
    for some in batches(reports):
        addresses = select(table.url).where(table.id.in_(some), table.url.is_not(None))
        here = select(table.id).where(table.url.in_(addresses))
        told = select(claim.id).join(schema.reading, (reading.key == claim.reading) & reading.closed_by.is_(None))
        found |= set(connection.scalars(told.where(claim.report.in_(here))))
    return frozenset(found)


def edited_later(connection: Connection, as_of: date | datetime) -> frozenset[str]:
    """Ids of the open claims of edits that had been published by then, as their day says, but were not there yet."""
    table, claim, reading = schema.report.c, schema.claim.c, schema.reading.c
    later = table.known_at > moment(as_of) if isinstance(as_of, datetime) else table.known_day > as_of
    edits = select(table.id).where(schema.EDITED, table.day <= day_of(as_of), later)
    told = select(claim.id).join(schema.reading, (reading.key == claim.reading) & reading.closed_by.is_(None))
    return frozenset(connection.scalars(told.where(claim.report.in_(edits))))


def superseded_later(as_of: date | datetime) -> Any:
    """That a claim's reading was closed by a revision which was not there yet: the claim was current then."""
    past = schema.superseded.c
    still = past.until_at > moment(as_of) if isinstance(as_of, datetime) else past.until_day > as_of
    return schema.claim.c.key.in_(select(past.key).where(still))
