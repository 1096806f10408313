"""Events put together anew around claims that were added, closed or judged: as if all were, but only where it matters.

An account is placed anew where it is new, where its event changed, or where it may join an event that changed. All
others stay in the event in which the record has them, so that each account meets the events that it would meet if all
were built from nothing. What is placed anew may change events in turn; that goes on until no other account may join.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from onrecord.model.record import Bearing, Event, Judgement, Told, Unsure, Verdict, report_of
from onrecord.reconcile import (
    Account,
    Cell,
    Cluster,
    Judged,
    accounts,
    bearings,
    clustered,
    described,
    doubts,
    family,
    judged,
    kin,
    may_join,
    prepared,
    reach,
    within,
)

if TYPE_CHECKING:
    from onrecord.store import Store

Part = tuple[str, str]  # a report (id) and a family of types: what an account is made of


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Events that are new or changed, doubts, the claims that these events hold or held, and those placed anew."""

    events: tuple[Event, ...]
    unsure: tuple[Unsure, ...]
    changed: frozenset[str]
    placed: frozenset[str]


@dataclass
class _Around:
    """Accounts, loaded as they are needed: all of one family that a report tells, since they lend one another."""

    store: "Store"
    judgements: Sequence[Judgement]
    whole: set[str] = field(default_factory=set)  # reports of which all is loaded
    parts: set[Part] = field(default_factory=set)
    looked: set[Bearing] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    weeks: defaultdict[tuple[Cell, int], list[Account]] = field(default_factory=lambda: defaultdict(list))
    events: dict[str, frozenset[str]] = field(default_factory=dict)  # as the record has them: id -> claims
    homes: dict[str, str] = field(default_factory=dict)  # claim -> the event that the record has it in

    def load(self, reports: Iterable[str]) -> None:
        """All that these reports tell, too."""
        new = frozenset(reports) - self.whole
        self.whole |= new
        self._add(self.store.claims_of(new))

    def look(self, there: Iterable[Bearing]) -> list[Account]:
        """All accounts that may meet what is there."""
        asked = reach(there)
        new = {Bearing(*cell, *days) for cell, stretches in asked.items() for days in stretches} - self.looked
        self.looked |= new
        self._load_parts(frozenset((report, one.family) for one in new for report in self.store.reports_meeting(one)))
        weeks = {(cell, week) for cell, stretches in asked.items() for days in stretches for week in _weeks(*days)}
        near = {one.key: one for at in sorted(weeks) for one in self.weeks[at]}
        return within(asked, near.values())

    def holding(self, claims: Iterable[str]) -> list[Account]:
        """The accounts of these claims."""
        ids = frozenset(claims)
        missing = ids - {claim for one in self.accounts for claim in one.claims}
        self._load_parts(frozenset((report, family(type_)) for report, type_ in self.store.types_of(missing)))
        return [one for one in self.accounts if not ids.isdisjoint(one.claims)]

    def events_of(self, claims: Iterable[str]) -> frozenset[str]:
        """All claims of the events that the record has these in, and remembers them."""
        new = frozenset(claims) - self.homes.keys()
        found = self.store.events_holding(new) if new else {}
        self.events |= found
        self.homes |= {claim: event for event, own in found.items() for claim in own}
        return frozenset(claim for one in claims if one in self.homes for claim in self.events[self.homes[one]])

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
        for one in new:
            if (one.report, one.family) not in self.parts:
                self.accounts.append(one)
                for there in bearings(one):
                    for week in _weeks(there.first, there.last):
                        self.weeks[(there.family, there.country), week].append(one)


def _weeks(first: date, last: date) -> range:
    """The weeks that a stretch of days touches, counted from the year one."""
    return range(first.toordinal() // 7, last.toordinal() // 7 + 1)


def regrouped(store: "Store", claims: frozenset[str], judgements: Sequence[Judgement]) -> Regrouped:
    """The events that these claims (ids) touch. What their reports reach is kept."""
    around = _Around(store, judgements)
    reports = store.reports_of(claims)
    around.load(reports)
    own = [one for one in around.accounts if one.report in reports]
    _keep_reach(store, reports, own)
    free, fresh = _keys(own), frozenset(claim for one in own for claim in one.claims)
    free |= _keys(around.holding(around.events_of(claims) | store.doubting(claims)))
    while True:
        replayed, said = _replayed(around, free)
        clusters = clustered(replayed, said.pairs, _homes(around, replayed, free))
        changed, gone = _changed(around, clusters, free, fresh)
        more = _keys(around.holding(gone | store.doubting(gone) | _partners(around, said, free)))
        more |= {key for cluster in changed for key in _who_may_join(around, cluster, said, free)}
        if more <= free:
            break
        free |= more
    held = frozenset(claim for cluster in changed for claim in cluster.claims())
    placed = frozenset(claim for one in around.accounts if one.key in free for claim in one.claims)
    return Regrouped(described(changed, said), doubts(clusters), held | gone | claims, placed)


def _keep_reach(store: "Store", reports: frozenset[str], own: Iterable[Account]) -> None:
    found: dict[str, list[Bearing]] = {report: [] for report in reports}
    for one in own:
        found[one.report] += bearings(one)
    store.put_reach(found)


def _keys(found: Iterable[Account]) -> set[str]:
    return {one.key for one in found}


def _replayed(around: _Around, free: set[str]) -> tuple[list[Account], Judged]:
    """The accounts that are placed anew, all that they may meet, and what shares an event with these.

    What was not reconciled yet, and what a person put into one event, is placed anew as well.
    """
    while True:
        anew = [one for one in around.accounts if one.key in free]
        near = [*anew, *around.look(bearing for one in anew for bearing in bearings(one))]
        mates = around.events_of({claim for one in near for claim in one.claims})
        found = {one.key: one for one in (*near, *around.holding(mates))}
        said = judged(around.judgements, around.told)
        same = {claim for pair, verdict in said.pairs.items() if verdict is Verdict.SAME for claim in pair}
        joined = {None, *(event for event, own in around.events.items() if not same.isdisjoint(own))}
        loose = {one.key for one in found.values() if _home(around, one) in joined}
        if loose <= free:
            return [found[key] for key in sorted(found)], said
        free |= loose


def _home(around: _Around, one: Account) -> str | None:
    """The event that the record has all claims of the account in."""
    homes = {around.homes.get(claim) for claim in one.claims}
    return homes.pop() if len(homes) == 1 else None


def _homes(around: _Around, found: Iterable[Account], free: set[str]) -> Mapping[str, str]:
    homes = {one.key: _home(around, one) for one in found if one.key not in free}
    return {key: home for key, home in homes.items() if home is not None}


def _changed(
    around: _Around, clusters: Sequence[Cluster], free: set[str], fresh: frozenset[str]
) -> tuple[list[Cluster], frozenset[str]]:
    """Events that the record does not have just so, and the claims of those that it had and that are no more.

    Claims of reports that are told anew may have other days, places or types than they had: theirs count as changed.
    """
    kept = set(around.events.values())
    anew = [one for one in clusters if any(account.key in free for account in one.accounts)]
    changed = [one for one in anew if one.claims() not in kept or not fresh.isdisjoint(one.claims())]
    found = {one.claims() for one in anew}
    placed = (claim for one in around.accounts if one.key in free for claim in one.claims)
    before = {around.homes[claim] for claim in placed if claim in around.homes}
    gone = [around.events[home] for home in before if around.events[home] not in found]
    return changed, frozenset(claim for own in gone for claim in own)


def _who_may_join(around: _Around, cluster: Cluster, said: Judged, free: set[str]) -> set[str]:
    """Accounts that are not placed anew yet, and that an event which is new or changed may concern."""
    founder = cluster.accounts[0]
    if founder.span is None:
        return set()
    zones = {bearing.country for one in cluster.accounts for bearing in bearings(one)}
    there = [Bearing(founder.family, zone, *founder.span) for zone in sorted(zones)]
    return {one.key for one in around.look(there) if one.key not in free and may_join(one, cluster, said.pairs)}


def _partners(around: _Around, said: Judged, free: set[str]) -> frozenset[str]:
    """Claims that a person judged to be of one event with a claim that is placed anew, with their events."""
    anew = {claim for one in around.accounts if one.key in free for claim in one.claims}
    reports, found = {one.report for one in around.accounts if one.key in free}, frozenset[str]()
    for one in around.judgements:
        sides = (one.left, one.right or "")
        if one.verdict is Verdict.SAME and one.right and not reports.isdisjoint(map(report_of, sides)):
            pair = around.store.judged(sides)
            found |= pair if pair & anew else frozenset()
    return found | around.events_of(found)
