"""Reports under one address: each supersedes the one before. What the older says is no longer current, and stays kept.

A reading of the superseded report is closed by the reading of its revision, the same mark by which a newer reader
closes an older one's. What was known on a day before the revision can still be asked for (`superseded_later`).
"""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, String, and_, cast, delete, exists, func, or_, select, update

from onrecord.store import ledger, schema
from onrecord.store.rows import moment


def settle(connection: Connection, report: str) -> tuple[str, ...]:
    """Closes and opens readings of the reports at this one's address, in their order. Ids of the claims this touches.

    The order is that of publication, then of retrieval: a revision may be read before what it revises.
    """
    table = schema.report
    address = connection.scalar(select(table.c.url).where(table.c.id == report))
    if not address or not urlsplit(address).path.strip("/"):  # the front page of an outlet is no report's address
        return ()
    asked = select(table.c.id).where(table.c.url == address)
    order = (table.c.known_at.nulls_first(), table.c.retrieved.nulls_first(), table.c.key)
    ids = connection.scalars(asked.order_by(*order)).all()
    newest = [key for key in (_newest(connection, id_) for id_ in ids) if key is not None]
    return tuple(
        claim
        for key, closer in zip(newest, [*newest[1:], None], strict=True)
        for claim in _set(connection, key, closer)
    )


def _newest(connection: Connection, report: str) -> int | None:
    """The key of the newest reader's reading."""
    table = schema.reading.c
    found: int | None = connection.scalar(select(func.max(table.key)).where(table.report == report))
    return found


def _set(connection: Connection, key: int, closer: int | None) -> list[str]:
    table, rows = schema.reading, schema.ledger
    before = connection.scalar(select(table.c.closed_by).where(table.c.key == key))
    if before == closer:
        return []
    connection.execute(update(table).where(table.c.key == key).values(closed_by=closer))
    if (before is None) == (closer is None):
        return []
    connection.execute(delete(rows).where(rows.c.reading == key))
    if closer is None:
        ledger.add_ledger(connection, key, key)
    return list(connection.scalars(select(schema.claim.c.id).where(schema.claim.c.reading == key)))


def superseded_later(as_of: date | datetime) -> Any:
    """That a reading was closed by a revision which was not there yet: its claims were current then."""
    closer, later = schema.reading.alias(), schema.report.alias()
    older, reading = schema.report.c, schema.reading.c
    if isinstance(as_of, datetime):
        then = moment(as_of)
        published, same = later.c.known_at > then, later.c.known_at <= older.known_at
        fetched = func.substr(cast(later.c.retrieved, String), 1, 19) > then.isoformat()[:19]
    else:
        published, same = later.c.known_day > as_of, later.c.known_day <= older.known_day
        fetched = func.substr(cast(later.c.retrieved, String), 1, 10) > as_of.isoformat()
    # An edit that keeps its day of publication was there from the day on which it was fetched.
    not_yet = or_(published, and_(same, fetched))
    by_revision = and_(closer.c.key == reading.closed_by, closer.c.report != reading.report)
    return exists(select(closer.c.key).join(later, later.c.id == closer.c.report).where(by_revision, not_yet))
