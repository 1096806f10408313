"""What was known before a revision: events, transfers, strikes and tallies as of a day with what was superseded since.

Today's records hold the claims of the report that took the place of another. As of a day before that, the superseded
report's claims are placed among all that was known by then, as if its revision were not there, and each record that
this touches is described anew. Only reports that were revised just after the day are looked at: mostly none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from onrecord.model.record import Bearing, Event, Judgement, Strike, Tally, Told, Transfer
from onrecord.reconcile import (
    Judged,
    accounts,
    bearings,
    clustered,
    described,
    judged,
    prepared,
    reach,
    reconciled_keys,
    within,
)

if TYPE_CHECKING:
    from onrecord.store import Store

Derived = Event | Transfer | Strike | Tally
D = TypeVar("D", Event, Transfer, Strike, Tally)


@dataclass(frozen=True, slots=True)
class Revised:
    """Records as they stood by then, and which of today's they stand in the place of."""

    records: tuple[Derived, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)  # claims (ids) that were known and that bear on them
    events: frozenset[str] = frozenset()  # ids of today's events
    keys: frozenset[str] = frozenset()  # of today's transfers, strikes and tallies

    def of(self, kind: type[D]) -> list[D]:
        """The records of a kind."""
        return [one for one in self.records if isinstance(one, kind)]

    def instead(self, id_: str) -> bool:
        """Whether one of today's records did not stand so."""
        return id_ in self.events or id_.split(".")[0] in self.keys

    def holding(self, kind: type[D], claims: Iterable[str]) -> D | None:
        """The record of a kind that holds one of these claims, the first that does."""
        ids = frozenset(claims)
        return next((one for one in self.of(kind) if not ids.isdisjoint(one.claims)), None)


UNREVISED = Revised()


def revised(store: "Store", as_of: date | datetime) -> Revised:
    """What reports told as of a day or moment that have been superseded since, with all that it bears on."""
    past, edited = store.superseded(as_of), store.edited_later(as_of)
    if not past and not edited:
        return UNREVISED
    known = _Known(store, as_of, past, store.judgements())
    now = store.successors(known.past) | edited
    events, ids = _events(known, now)
    keyed, keys = _keyed(known, now)
    return Revised((*events, *keyed), known.claims, ids, keys)


class _Known:
    """Claims that were known by then: those superseded since, and of open readings what is loaded as it is needed."""

    def __init__(
        self, store: "Store", as_of: date | datetime, past: tuple[Told, ...], judgements: Sequence[Judgement]
    ) -> None:
        self.store, self._as_of, self._judgements = store, as_of, judgements
        self.past = frozenset(one.report.id for one in past)
        self.told = prepared(past, judgements)
        self._loaded = set(self.past)

    @property
    def claims(self) -> dict[str, Told]:
        return {one.claim.id: one for one in self.told}

    def load(self, reports: Iterable[str]) -> None:
        """All that these reports told by then, too."""
        new = frozenset(reports) - self._loaded
        self._loaded |= new
        known = self.store.known_by(new, self._as_of)
        self.told = [*self.told, *prepared(self.store.claims_of(known), self._judgements)]

    def judged(self) -> Judged:
        """What persons judged of them."""
        return judged(self._judgements, self.told)


def _events(known: _Known, now: frozenset[str]) -> tuple[tuple[Event, ...], frozenset[str]]:
    """Events that stood otherwise than today's with what is known of them, and the ids of these.

    All that superseded claims may meet, and all that shares an event with it, is put together as if there were no more.
    """
    store = known.store
    own = frozenset(claim for one in accounts(known.told) for claim in one.claims)
    there = reach(bearing for one in accounts(known.told) for bearing in bearings(one))
    stretches = (Bearing(*cell, *days) for cell, some in there.items() for days in some)
    known.load(report for one in stretches for report in store.reports_meeting(one))
    near = {claim for one in within(there, accounts(known.told)) for claim in one.claims}
    today = store.events_holding(near | now)
    held = own | near | {claim for claims in today.values() for claim in claims}
    known.load(store.reports_of(held - own))
    said, told = known.judged(), known.claims
    beside = [one for one in accounts(known.told) if not held.isdisjoint(one.claims)]
    clusters = {cluster.claims(): cluster for cluster in clustered(beside, said.pairs)}
    still = {
        event: frozenset(claim for claim in claims if claim in told)
        for event, claims in today.items()
        if now.isdisjoint(claims - told.keys())  # else its own days do not say that it was told on later, by an edit
    }
    same = {event for event, claims in still.items() if claims in clusters}
    changed = [cluster for claims, cluster in clusters.items() if claims not in {still[event] for event in same}]
    return described(changed, said), frozenset(today.keys() - same)


def _keyed(known: _Known, now: frozenset[str]) -> tuple[list[Derived], frozenset[str]]:
    """Transfers, strikes and tallies of keys that superseded claims or their successors have, and these keys."""
    store = known.store
    mine = [one for one in known.told if one.report.id in known.past]
    keys = frozenset(key for key, _ in reconciled_keys(mine, judged((), mine))) | store.keys_holding(now)
    known.load(store.reports_of(store.members(keys)))
    return [record for key, record in reconciled_keys(known.told, known.judged()) if key in keys], keys
