"""What is derived, rebuilt after claims were added, closed or judged: only what they touch, as if all were built anew.

Two ways of being touched. An event's accounts are looked for in the days and countries around (`reconcile.window`), by
what each report reached when it was last reconciled (`Store.reports_meeting`). Transfers, strikes and tallies go by
keys: those that held the claims, and those that the claims now have.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.model.claim import Type
from onrecord.model.record import Bearing, Described, Judgement, Strike, Tally, Told, Transfer, Verdict, report_of
from onrecord.reconcile import (
    STEPS,
    Account,
    Reach,
    accounts,
    bearings,
    clustered,
    described,
    doubts,
    joined,
    judged,
    kin,
    prepared,
    reach,
    reconciled_keys,
    wider,
    within,
)

if TYPE_CHECKING:
    from onrecord.store import Store

Part = tuple[str, str]  # a report (id) and a family of types: what an account is made of


@dataclass
class _Around:
    """Accounts, loaded as they come into reach: all of one family that a report tells, since they lend one another."""

    store: "Store"
    judgements: Sequence[Judgement]
    whole: set[str] = field(default_factory=set)  # reports of which all is loaded
    parts: set[Part] = field(default_factory=set)
    looked: set[Bearing] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)

    def load(self, reports: Iterable[str]) -> None:
        """All that these reports tell, too."""
        new = frozenset(reports) - self.whole
        self.whole |= new
        self._add(self.store.claims_of(new))

    def _load_parts(self, parts: frozenset[Part]) -> None:
        retyped = {report_of(one.left) for one in self.judgements if one.field == "type"}
        self.load(report for report, _ in parts if report in retyped)  # the database finds claims by their own type
        found: defaultdict[str, set[str]] = defaultdict(set)
        for report, name in parts - self.parts:
            if report not in self.whole:
                found[name].add(report)
        for name, reports in found.items():
            self._add(self.store.claims_of(reports, kin(name)), name)
            self.parts |= {(report, name) for report in reports}

    def _add(self, told: Sequence[Told], name: str | None = None) -> None:
        ready = prepared(told, self.judgements)
        self.told += ready
        new = (one for one in accounts(ready) if name in (None, one.family))
        self.accounts += (one for one in new if (one.report, one.family) not in self.parts)

    def look(self, there: Reach) -> None:
        """All that may be in reach, too."""
        asked = {Bearing(*cell, *days) for cell, stretches in there.items() for days in stretches} - self.looked
        self.looked |= asked
        met = {(report, one.family) for one in asked for report in self.store.reports_meeting(one)}
        self._load_parts(frozenset(met))

    def holding(self, claims: frozenset[str]) -> list[Account]:
        """The accounts that hold any of these claims."""
        return [one for one in self.accounts if not claims.isdisjoint(told.claim.id for told in one.told)]


def rebuild_touched(store: "Store", claims: frozenset[str]) -> None:
    """Rebuilds what these claims (ids) touch, and strikes them off the list of those to be reconciled."""
    judgements = store.judgements()
    made, members = _events(store, claims, judgements)
    keys, keyed = _keyed(store, claims, judgements)
    all_of_them = Described(made.events, keyed.transfers, keyed.strikes, keyed.tallies, made.unsure)
    store.replace(claims | members, keys, all_of_them)


def _events(
    store: "Store", claims: frozenset[str], judgements: Sequence[Judgement]
) -> tuple[Described, frozenset[str]]:
    """The events that the claims touch, anew, and the ids of all claims in them."""
    around = _Around(store, judgements)
    start = _told_anew(around, store.reports_of(claims))
    seeds = claims | store.companions(claims)
    while True:
        changed = _affected(around, start, seeds)
        found = judged(judgements, around.told)
        clusters = clustered(around.accounts, found.pairs)
        touched = [one for one in clusters if not changed.isdisjoint(one.claims())]
        members = frozenset(claim for one in touched for claim in one.claims())
        # What shared an event with them, or was judged to: it may be far away.
        missed = store.current(store.companions(claims | members)) | _partners(store, changed, judgements)
        if missed <= members | seeds:
            break
        seeds |= missed
    unsure = tuple(doubt for doubt in doubts(clusters) if {doubt.left, doubt.right} & (claims | members))
    return Described(events=described(touched, found), unsure=unsure), members


def _told_anew(around: _Around, reports: frozenset[str]) -> Reach:
    """What reports reached before and what they reach now, which is kept."""
    before = reach(around.store.reach_of(reports))
    around.load(reports)
    now: dict[str, list[Bearing]] = {report: [] for report in reports}
    for one in around.accounts:
        if one.report in reports:
            now[one.report] += bearings(one)
    around.store.put_reach(now)
    return joined(before, reach(bearing for found in now.values() for bearing in found))


def _affected(around: _Around, start: Reach, seeds: frozenset[str]) -> frozenset[str]:
    """Claims of the accounts whose event may be another now; all that bears on these in turn is loaded."""
    around.load(around.store.reports_of(seeds))
    beside = around.holding(seeds)
    there = _widened(around, joined(start, reach(bearing for one in beside for bearing in bearings(one))), STEPS)
    around.look(there)
    affected = [*within(there, around.accounts), *beside]
    around.look(_widened(around, there, STEPS + 1))
    return frozenset(one.claim.id for account in affected for one in account.told)


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
    found, reports = frozenset[str](), store.reports_of(changed)
    for one in judgements:
        if one.verdict is Verdict.SAME and one.right and not reports.isdisjoint(map(report_of, (one.left, one.right))):
            pair = store.judged((one.left, one.right))
            found |= pair if pair & changed else frozenset()
    return found


def _keyed(store: "Store", claims: frozenset[str], judgements: Sequence[Judgement]) -> tuple[frozenset[str], Described]:
    """The keys of the transfers, strikes and tallies that the claims touch, and these anew."""
    own = store.reports_of(claims) | _joined(store, judgements)
    now = _by_key(store, own, judgements)
    keys = store.keys_holding(claims) | {key for key, record in now if not claims.isdisjoint(record.claims)}
    beside = store.reports_of(store.members(keys)) - own
    made = _by_key(store, own | beside, judgements) if beside else now
    found = [record for key, record in made if key in keys]
    return keys, Described(
        transfers=tuple(record for record in found if isinstance(record, Transfer)),
        strikes=tuple(record for record in found if isinstance(record, Strike)),
        tallies=tuple(record for record in found if isinstance(record, Tally)),
    )


def _by_key(
    store: "Store", reports: frozenset[str], judgements: Sequence[Judgement]
) -> list[tuple[str, Transfer | Strike | Tally]]:
    told = prepared(store.claims_of(reports), judgements)
    return reconciled_keys(told, judged(judgements, told))


def _joined(store: "Store", judgements: Sequence[Judgement]) -> frozenset[str]:
    """Reports of claims that a person judged to be of one transfer: what is put to one of them has the key of both."""
    same = [(one.left, one.right) for one in judgements if one.verdict is Verdict.SAME]
    sides = {report_of(side) for pair in same for side in pair if side}
    told = store.claims_of(sides, frozenset({Type.AID, Type.REQUEST}))
    pairs = [pair for pair, verdict in judged(judgements, told).pairs.items() if verdict is Verdict.SAME]
    return frozenset(one.report.id for one in told if any(one.claim.id in pair for pair in pairs))
