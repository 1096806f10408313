"""What words find in all that is on record: reports, claims, events, actors and places, as it was known by a day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import Select, exists, or_, select, text

from onrecord.model.record import Event
from onrecord.serve.asked import AsOf, Words, looked
from onrecord.serve.desk import Desk
from onrecord.store import browse, schema
from onrecord.store.browse import Looked
from onrecord.store.known import Condition, known, parts
from onrecord.store.known import listed as ledger_of
from onrecord.store.query import EVENTS
from onrecord.store.search import begun

FOUND = 8  # of each kind
LOOKED = 60  # claims whose events are shown


class Sought(AsOf):
    """Words, and as of when."""

    q: Annotated[Words, Field(description="Words; the last may be cut short.")] = ""


def found(desk: Desk, asked: Sought) -> dict[str, Any]:
    """What the words find, a few of each kind, the newest first."""
    store, look = desk.store, looked(asked)
    begins = begun(asked.q, store.dialect)
    if not begins:
        return {"q": asked.q, "reports": [], "claims": [], "events": [], "actors": [], "places": []}
    keys = _claims(desk, look, begins)
    links, rows = schema.event_claim.c, ledger_of(asked.as_of).c
    claims = store.ids(select(rows.claim).where(rows.key.in_(keys)))
    held = select(links.event).where(links.claim.in_(claims)).distinct()
    newest = select(schema.event.c.id).where(schema.event.c.id.in_(held)).order_by(schema.event.c.last_reported.desc())
    events = store.records_of(Event, EVENTS, store.ids(newest.limit(FOUND)))
    return {
        "q": asked.q,
        "reports": [dict(row._mapping) for row in _reports(desk, look, begins)],
        "claims": store.told_of(keys[:FOUND]),
        "events": [*_before(desk, asked.as_of, claims), *desk.as_known(events, asked.as_of)][:FOUND],
        "actors": _actors(desk, look),
        "places": list(store.ids(_places(look))),
    }


def _before(desk: Desk, as_of: date | datetime | None, claims: Sequence[str]) -> list[Any]:
    """Events that hold the claims and that stood before a revision."""
    ids = frozenset(claims)
    return [event for event in desk.before(as_of).of(Event) if not ids.isdisjoint(event.claims)]


def _claims(desk: Desk, look: Looked, words: str) -> Sequence[int]:
    """Keys of the newest claims with the words."""
    store, rows = desk.store, schema.ledger.c
    if look.as_of is None:
        keys = store.rows(text(browse.MATCH[store.dialect]), {"words": words, "most": LOOKED})
        open_ = select(rows.key).where(rows.key.in_([row.key for row in keys]))
        return store.ids(open_.order_by(rows.key.desc()))
    told = browse.claims(look, store.dialect)
    asked = browse.after(told, look, None, key=told.selected_columns["key"], limit=LOOKED)
    return [row.key for row in store.rows(asked, browse.parameters(look, store.dialect))]


def _reports(desk: Desk, look: Looked, words: str) -> Sequence[Any]:
    store, report = desk.store, schema.report.c
    newest = text(browse.REPORTS[store.dialect])
    if look.as_of is None:
        return store.rows(newest, {"words": words, "most": FOUND})
    matched = newest.columns(report.id, report.headline, report.outlet, report.day).subquery()
    then = known(report.known_day, report.known_at, look.as_of)
    asked = select(matched).join(schema.report, report.id == matched.c.id).where(*then).order_by(report.key.desc())
    return store.rows(asked.limit(FOUND), {"words": words, "most": browse.MATCHES})


def _actors(desk: Desk, look: Looked) -> list[dict[str, Any]]:
    """Actors by the beginning of a word of their name, and whether they say anything: a source has a page.

    A name that no list knows may be a private person's, and is left out.
    """
    rows = schema.actor.c
    listed = or_(rows.id.is_not(None), rows.country.is_not(None), rows.sector.is_not(None))
    says = or_(
        *(
            exists(
                select(told.key).where(told.source == rows.name, *still, *known(told.day, told.known_at, look.as_of))
            )
            for told, still in parts(look.as_of)
        )
    )
    asked = browse.begins(rows.name, look.words, FOUND).where(listed)
    if look.as_of:
        asked = asked.where(or_(says, _named(schema.evidence.c.actor == rows.key, look)))
    names = desk.store.ids(asked)
    speakers = set(desk.store.ids(select(rows.name).where(rows.name.in_(names), listed, says).distinct()))
    return [{"name": name, "says": name in speakers} for name in names]


def _places(look: Looked) -> Select[Any]:
    """Places by the beginning of a word of their name."""
    rows = schema.place.c
    names = browse.begins(rows.name, look.words, FOUND)
    return names.where(_named(schema.evidence.c.place == rows.key, look)) if look.as_of else names


def _named(own: Condition, look: Looked) -> Condition:
    """That a report which was known by then names it."""
    report, claim, evidence = schema.report.c, schema.claim.c, schema.evidence.c
    held = select(evidence.claim).join(schema.claim, claim.id == evidence.claim)
    told = held.join(schema.report, report.id == claim.report)
    return exists(told.where(own, *known(report.known_day, report.known_at, look.as_of)))
