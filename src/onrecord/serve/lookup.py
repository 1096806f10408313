"""Questions that one page asks alone: days around a day, voices of an event, words in all that is on record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select, text

from onrecord.model.mention import Actor
from onrecord.model.record import Event, Told, Transfer
from onrecord.store import Store, browse, schema
from onrecord.store.browse import Looked
from onrecord.store.judge import RATING
from onrecord.store.ledger import UNLISTED
from onrecord.store.query import EVENTS, TRANSFERS
from onrecord.store.rows import moment
from onrecord.store.search import begun

__all__ = ["EVENTS", "TRANSFERS", "UNLISTED", "Event", "Transfer"]
FOUND = 8  # of each kind in a search
REPORTED = timedelta(days=10)  # how long after its day a strike is counted in a report
LOOKED = 60  # claims whose events a search shows


def day_of(as_of: date | datetime) -> date:
    """The day of a day or moment."""
    return as_of.date() if isinstance(as_of, datetime) else as_of


def claims_of_day(day: date, as_of: date | datetime | None) -> Select[Any]:
    """Keys of the claims of a day's reports, by report and in its order."""
    rows = schema.ledger.c
    asked = select(rows.key).where(rows.day == day).order_by(rows.report, rows.key)
    if as_of is None:
        return asked
    return asked.where(rows.known_at <= moment(as_of) if isinstance(as_of, datetime) else rows.day <= as_of)


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


def days_around(day: date, look: Looked) -> Select[Any]:
    """The days with reports next before and after a day, as far as was known."""
    rows = schema.ledger.c
    known = [rows.day <= day_of(look.as_of)] if look.as_of else []
    before = select(func.max(rows.day)).where(rows.day < day, *known).scalar_subquery()
    return select(before, select(func.min(rows.day)).where(rows.day > day, *known).scalar_subquery())


def plain_row(row: Iterable[Any]) -> list[Any]:
    """A row as JSON data."""
    return [value.isoformat() if isinstance(value, date) else value for value in row]


def row_of(event: Event, row: Any) -> tuple[Any, ...]:
    """The row of an event that is described anew; what it does not change is taken from the old row."""
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
    return tuple(changed.get(name, value) for name, value in row._mapping.items())


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


def borne_out(store: Store, source: str) -> dict[str, int]:
    """How many of the events that a source tells stand how, and how many are disputed, by its newest claims."""
    rows, links, events = schema.ledger.c, schema.event_claim.c, schema.event.c
    newest = select(rows.claim).where(rows.source == source).order_by(rows.day.desc()).limit(browse.COUNTED).subquery()
    held = select(links.event).where(links.claim.in_(select(newest.c.claim))).distinct()
    counts: Counter[str] = Counter()
    asked = select(events.verification, func.count()).where(events.id.in_(held)).group_by(events.verification)
    counts.update({row[0]: row[1] for row in store.rows(asked)})
    contested = select(func.count(schema.dispute.c.event.distinct())).where(schema.dispute.c.event.in_(held))
    return {**counts, "disputed": store.rows(contested)[0][0]}


def found(store: Store, words: str) -> dict[str, Any]:
    """What the words find, a few of each kind, the newest first."""
    asked = begun(words, store.dialect)
    if not asked:
        return {"q": words, "reports": [], "claims": [], "events": [], "actors": [], "places": []}
    reports = store.rows(text(browse.REPORTS[store.dialect]), {"words": asked, "most": FOUND})
    keys = store.rows(text(browse.MATCH[store.dialect]), {"words": asked, "most": LOOKED})
    rows, links = schema.ledger.c, schema.event_claim.c
    by_key = select(rows.claim).where(rows.key.in_([row.key for row in keys])).order_by(rows.key.desc())
    claims = store.ids(by_key)
    events = store.ids(select(links.event).where(links.claim.in_(claims)).distinct().limit(FOUND))
    return {
        "q": words,
        "reports": [dict(row._mapping) for row in reports],
        "claims": list(store.told(claims[:FOUND])),
        "events": store.records_of(Event, EVENTS, events),
        "actors": list(store.ids(_actors(words))),
        "places": list(store.ids(browse.begins(schema.place.c.name, words, FOUND))),
    }


def _actors(words: str) -> Select[Any]:
    """Actors by the beginning of a word of their name. A name that no list knows may be a private person's."""
    rows = schema.actor.c
    known = or_(rows.id.is_not(None), rows.country.is_not(None), rows.sector.is_not(None))
    return browse.begins(rows.name, words, FOUND).where(known)
