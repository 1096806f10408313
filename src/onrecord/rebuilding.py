"""What is derived, rebuilt after claims were added, closed or judged: only what they touch, as if all were built anew.

Two ways of being touched. An event's accounts are looked for in the days and countries around (`reconcile.window`).
Transfers, strikes and tallies go by keys: those that held the claims, and those that the claims now have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model.claim import Type
from onrecord.model.record import Described, Judgement, Strike, Tally, Told, Transfer, Verdict
from onrecord.reconcile import (
    STEPS,
    Account,
    Reach,
    accounts,
    family,
    prepared,
    reach,
    reconciled_events,
    reconciled_keys,
    wider,
    within,
)

if TYPE_CHECKING:
    from onrecord.store import Store


@dataclass
class _Around:
    """Claims of whole reports, loaded as they come into reach; accounts are made of whole reports alone."""

    store: "Store"
    judgements: Sequence[Judgement]
    reports: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)

    def load(self, reports: Iterable[str]) -> None:
        """The claims of these reports too."""
        new = frozenset(reports) - self.reports
        if new:
            ready = prepared(self.store.claims_of(new), self.judgements)
            self.reports |= new
            self.told += ready
            self.accounts += accounts(ready)

    def look(self, there: Reach) -> None:
        """All that may be in reach, too."""
        for name, stretch in there.items():
            types = [type_ for type_ in Type if family(type_) == name]
            self.load(self.store.reports_around(types, stretch.days, stretch.zones))


def rebuild_touched(store: "Store", claims: frozenset[str]) -> None:
    """Rebuilds what these claims (ids) touch, and strikes them off the list of those to be reconciled."""
    judgements = store.judgements()
    described, members = _events(store, claims, judgements)
    keys, keyed = _keyed(store, claims, judgements)
    all_of_them = Described(described.events, keyed.transfers, keyed.strikes, keyed.tallies, described.unsure)
    store.replace(claims | members, keys, all_of_them)


def _events(
    store: "Store", claims: frozenset[str], judgements: Sequence[Judgement]
) -> tuple[Described, frozenset[str]]:
    """The events that the claims touch, anew, and the ids of all claims in them."""
    around = _Around(store, judgements)
    around.load(store.reports_of(_corrected_anchors(store, judgements)))
    seeds, changed = claims, frozenset[str]()
    while True:
        seeds |= store.companions(seeds)
        affected = _affected(around, seeds)
        changed = frozenset(one.claim.id for account in affected for one in account.told)
        partners = _partners(store, changed, judgements)
        if partners <= seeds:
            break
        seeds |= partners
    events, unsure = reconciled_events(around.accounts, around.told, judgements)
    kept = tuple(event for event in events if not changed.isdisjoint(event.claims))
    members = frozenset(claim for event in kept for claim in event.claims)
    doubts = tuple(doubt for doubt in unsure if {doubt.left, doubt.right} & (claims | members))
    return Described(events=kept, unsure=doubts), members


def _affected(around: _Around, seeds: frozenset[str]) -> list[Account]:
    """Accounts whose event the seeds may bear on; all that bears on these in turn is loaded."""
    closed = around.store.told(seeds - around.store.current(seeds))
    own = around.store.reports_of(seeds)
    around.load(own)
    beside = [account for account in around.accounts if account.report in own]
    there = reach([*beside, *accounts(prepared(closed, ()))])
    there = _widened(around, there, STEPS)
    around.look(there)
    affected = [*within(there, around.accounts), *beside]
    around.look(_widened(around, there, STEPS + 1))
    return affected


def _widened(around: _Around, there: Reach, steps: int) -> Reach:
    for _ in range(steps):
        around.look(there)
        further = wider(there, around.accounts)
        if further == there:
            break
        there = further
    return there


def _partners(store: "Store", changed: frozenset[str], judgements: Sequence[Judgement]) -> frozenset[str]:
    """Claims that a person judged to be of one event with a claim that changed."""
    found: frozenset[str] = frozenset()
    for one in judgements:
        if one.verdict is Verdict.SAME and one.right:
            pair = store.judged((one.left, one.right))
            found |= pair if pair & changed else frozenset()
    return found


def _corrected_anchors(store: "Store", judgements: Sequence[Judgement]) -> frozenset[str]:
    """Claims with a corrected field: their day or country may be another than the one that the database looks by."""
    return store.judged(one.left for one in judgements if one.field and not one.verdict)


def _keyed(store: "Store", claims: frozenset[str], judgements: Sequence[Judgement]) -> tuple[frozenset[str], Described]:
    """The keys of the transfers, strikes and tallies that the claims touch, and these anew."""
    own = store.reports_of(claims)
    now = reconciled_keys(prepared(store.claims_of(own), judgements))
    keys = store.keys_holding(claims) | {key for key, _ in now}
    beside = store.reports_of(store.members(keys)) - own
    made = reconciled_keys(prepared(store.claims_of(own | beside), judgements)) if beside else now
    found = [record for key, record in made if key in keys]
    return keys, Described(
        transfers=tuple(record for record in found if isinstance(record, Transfer)),
        strikes=tuple(record for record in found if isinstance(record, Strike)),
        tallies=tuple(record for record in found if isinstance(record, Tally)),
    )
