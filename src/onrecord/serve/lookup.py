"""Questions that one page asks alone: days around a day, voices of an event, what became of a source's claims."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, func, select

from onrecord.model.mention import Actor
from onrecord.model.record import RATING, Event, Told, Transfer
from onrecord.serve.desk import Desk
from onrecord.store import Store, browse, schema
from onrecord.store.browse import Looked
from onrecord.store.ledger import UNLISTED
from onrecord.store.query import EVENTS, TRANSFERS

__all__ = ["EVENTS", "TRANSFERS", "UNLISTED", "Event", "Transfer"]
REPORTED = timedelta(days=10)  # how long after its day a strike is counted in a report


def day_of(as_of: date | datetime) -> date:
    """The day of a day or moment."""
    return as_of.date() if isinstance(as_of, datetime) else as_of


def claims_of_day(day: date, as_of: date | datetime | None) -> Select[Any]:
    """Ids of the claims of a day's reports, by report and in its order."""
    rows = schema.ledger.c
    asked = select(rows.claim).where(rows.day == day).order_by(rows.report, rows.key)
    return asked.where(*browse.known(rows.day, rows.known_at, as_of))


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


def how_many(as_of: date | datetime | None) -> Select[Any]:
    """How many of each there are, or had been published by then; judgements always apply."""
    tables = (schema.report, schema.ledger, schema.event, schema.transfer, schema.strike, schema.judgement)
    asked = {table: select(func.count()).select_from(table) for table in tables}
    if as_of is not None:
        report, ledger, claim, strike = schema.report.c, schema.ledger.c, schema.claim.c, schema.strike_claim.c
        known = browse.known(report.known_day, report.known_at, as_of)
        telling = select(strike.claim).join(schema.claim, claim.id == strike.claim)
        told = telling.join(schema.report, report.id == claim.report).where(strike.strike == schema.strike.c.id, *known)
        asked[schema.report] = asked[schema.report].where(*known)
        asked[schema.ledger] = asked[schema.ledger].where(*browse.known(ledger.day, ledger.known_at, as_of))
        asked[schema.strike] = asked[schema.strike].where(exists(told))
        for table in (schema.event, schema.transfer):
            asked[table] = asked[table].where(table.c.first_reported <= day_of(as_of))
    return select(*(count.scalar_subquery().label(table.name) for table, count in asked.items()))


def days_around(day: date, look: Looked) -> Select[Any]:
    """The days with reports next before and after a day, as far as was known."""
    rows = schema.ledger.c
    known = [rows.day <= day_of(look.as_of)] if look.as_of else []
    before = select(func.max(rows.day)).where(rows.day < day, *known).scalar_subquery()
    return select(before, select(func.min(rows.day)).where(rows.day > day, *known).scalar_subquery())


def row_of(event: Event, row: Mapping[str, Any]) -> str:
    """The row, as JSON, of an event that is described anew; what it does not change is taken from the old row."""
    when = event.when
    changed = {
        "id": event.id,
        "mode": "; ".join(event.mode) or None,
        "when_start": when.start if when else None,
        "when_end": when.end if when else None,
        "actor": "; ".join(actor.name for actor in event.actor) or None,
        "recipient": "; ".join(actor.name for actor in event.recipient) or None,
        "verification": event.verification.value,
        "independent_sources": event.independent_sources,
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
        "disputed": bool(event.disputes),
    }
    values = [changed.get(name, value) for name, value in row.items()]
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
    store, rows, links, events = desk.store, schema.ledger.c, schema.event_claim.c, schema.event.c
    own = select(rows.claim).where(rows.source == source, *browse.known(rows.day, rows.known_at, as_of))
    newest = own.order_by(rows.day.desc()).limit(browse.COUNTED).subquery()
    held = select(links.event).where(links.claim.in_(select(newest.c.claim))).distinct()
    asked = select(events.id, events.verification, events.last_reported, events.disputed).where(events.id.in_(held))
    counts: Counter[str] = Counter(disputed=0)
    grown = []
    for row in store.rows(asked):
        if as_of is not None and (row.last_reported is None or row.last_reported >= day_of(as_of)):
            grown.append(row.id)
        else:
            counts.update([row.verification, *(["disputed"] if row.disputed else [])])
    for event in desk.as_known(store.records_of(Event, EVENTS, grown), as_of):
        counts.update([event.verification.value, *(["disputed"] if event.disputes else [])])
    return dict(counts)
