"""Questions that one page asks alone: days around a day, voices of an event, what became of a source's claims."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Select, cast, exists, func, select, union_all

from onrecord.model.mention import Actor
from onrecord.model.record import RATING, Event, Told, Transfer
from onrecord.revised import Revised
from onrecord.serve.desk import Desk
from onrecord.store import Store, browse, schema
from onrecord.store.browse import Looked
from onrecord.store.derived import event_columns
from onrecord.store.known import day_of, known, listed, parts
from onrecord.store.ledger import UNLISTED
from onrecord.store.query import EVENTS, TRANSFERS

__all__ = ["EVENTS", "TRANSFERS", "UNLISTED", "Event", "Transfer"]
REPORTED = timedelta(days=10)  # how long after its day a strike is counted in a report


def claims_of_day(day: date, as_of: date | datetime | None) -> Select[Any]:
    """Ids of the claims of a day's reports, by report and in its order."""
    rows = listed(as_of).c
    asked = select(rows.claim).where(rows.day == day).order_by(rows.report, rows.key)
    return asked.where(*known(rows.day, rows.known_at, as_of))


def events_of_day(day: date) -> Select[Any]:
    """Ids of the events that a report of this day tells."""
    return _told_on(schema.event_claim.c.event, schema.event_claim.c.claim, day)


def transfers_of_day(day: date) -> Select[Any]:
    """Ids of the transfers that a report of this day tells."""
    return _told_on(schema.transfer_claim.c.transfer, schema.transfer_claim.c.claim, day)


def _told_on(id_: Any, claim: Any, day: date) -> Select[Any]:
    rows = schema.ledger.c
    return (
        select(id_.label("id")).join(schema.ledger, rows.claim == claim).where(rows.day == day).distinct().order_by(id_)
    )


def how_many(as_of: date | datetime | None, before: Revised) -> Select[Any]:
    """How many of each there are, or had been published by then; judgements always apply."""
    tables = (schema.report, schema.ledger, schema.event, schema.transfer, schema.strike, schema.judgement)
    asked = {table: select(func.count()).select_from(table) for table in tables}
    if as_of is not None:
        report, claim, strike = schema.report.c, schema.claim.c, schema.strike_claim.c
        then = known(report.known_day, report.known_at, as_of)
        telling = select(strike.claim).join(schema.claim, claim.id == strike.claim)
        told = telling.join(schema.report, report.id == claim.report).where(strike.strike == schema.strike.c.id, *then)
        asked[schema.report] = asked[schema.report].where(*then)
        asked[schema.ledger] = _claims(as_of)
        asked[schema.strike] = asked[schema.strike].where(exists(told))
        for table in (schema.event, schema.transfer):
            asked[table] = asked[table].where(table.c.first_reported <= day_of(as_of))
        asked[schema.event] = asked[schema.event].where(schema.event.c.id.not_in(before.events))
    return select(*(count.scalar_subquery().label(table.name) for table, count in asked.items()))


def _claims(as_of: date | datetime | None) -> Select[Any]:
    each = (
        select(func.count().label("number")).where(*still, *known(rows.day, rows.known_at, as_of))
        for rows, still in parts(as_of)
    )
    return select(cast(func.sum(union_all(*each).subquery().c.number), Integer))  # PostgreSQL adds up to a Decimal


def days_around(day: date, look: Looked) -> Select[Any]:
    """The days with reports next before and after a day, as far as was known."""
    ends = []
    for far, past in ((func.max, True), (func.min, False)):
        each = []
        for rows, still in parts(look.as_of):
            beyond = rows.day < day if past else rows.day > day
            then = known(rows.day, rows.known_at, look.as_of)
            each.append(select(far(rows.day).label("day")).where(beyond, *still, *then))
        ends.append(select(far(union_all(*each).subquery().c.day)).scalar_subquery())
    return select(*ends)


def row_of(event: Event) -> str:
    """The row, as JSON, of an event that is described anew."""
    columns = event_columns(event)
    values = [columns[name] for name in browse.EVENT_COLUMNS]
    return json.dumps([v.isoformat() if isinstance(v, date) else v for v in values], ensure_ascii=False)


def is_public(actor: Actor) -> bool:
    """Whether an actor has a page: a name that no list knows may be a private person's."""
    return any(value is not None for value in (actor.id, actor.country, actor.sector))


def voices(told: Iterable[Told]) -> list[dict[str, Any]]:
    """Who tells an event: source, outlet, how often, first and last day, in the order of time."""
    found: dict[tuple[str | None, str | None], dict[str, Any]] = {}
    for one in sorted(told, key=lambda each: (each.report.day or date.max, each.report.id)):
        named = next((a.sources for a in one.attributions if a.sources), ())
        source = "; ".join(actor.value.name for actor in named) or None
        voice = found.setdefault(
            (source, one.report.outlet),
            {
                "source": source,
                "page": len(named) == 1 and is_public(named[0].value),
                "outlet": one.report.outlet,
                "claims": 0,
                "first": one.report.day,
                "last": None,
            },
        )
        voice["claims"] += 1
        voice["last"] = one.report.day
    return list(found.values())


def ratings(store: Store) -> Mapping[str, str]:
    """Source (its id or name) -> the Admiralty letter that a user gave it last."""
    return {one.left: one.value or "" for one in store.judgements() if one.field == RATING}


def borne_out(desk: Desk, source: str, as_of: date | datetime | None) -> dict[str, int]:
    """How the events that a source tells stood by then, and how many were disputed, by its newest claims."""
    store, rows, links, events = desk.store, listed(as_of).c, schema.event_claim.c, schema.event.c
    own = select(rows.claim).where(rows.source == source, *known(rows.day, rows.known_at, as_of))
    newest = own.order_by(rows.day.desc()).limit(browse.COUNTED).subquery()
    held = select(links.event).where(links.claim.in_(select(newest.c.claim))).distinct()
    asked = select(events.id, events.verification, events.last_reported, events.disputed).where(events.id.in_(held))
    counts: Counter[str] = Counter(disputed=0)
    grown, before = [], desk.before(as_of)
    said = set(store.ids(select(newest.c.claim))) if before.records else set()
    for event in before.of(Event):
        if not said.isdisjoint(event.claims):
            counts.update([event.verification.value, *(["disputed"] if event.disputes else [])])
    for row in store.rows(asked):
        if before.instead(row.id):
            continue
        if as_of is not None and (row.last_reported is None or row.last_reported >= day_of(as_of)):
            grown.append(row.id)
        else:
            counts.update([row.verification, *(["disputed"] if row.disputed else [])])
    for event in desk.as_known(store.records_of(Event, EVENTS, grown), as_of):
        counts.update([event.verification.value, *(["disputed"] if event.disputes else [])])
    return dict(counts)
