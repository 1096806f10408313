"""Accounts put together into events, without chaining two days or two towns together.

Accounts with one stated day and town come first and found the events of that day. Nights, stretches of up to a week and
accounts whose day is only assumed come after and each joins the one event that it fits; those that fit none are put
together where their days are the same. So what happened on a day is decided by accounts of that day and the few around
it, and a new report never bears on more than that (`window`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.model.record import Unsure, Verdict
from onrecord.reconcile.account import DAY, Account, Days, Ground
from onrecord.reconcile.compare import APART, DOUBT, SAME, Comparison, compare

Judged = Mapping[frozenset[str], Verdict]  # pairs of claims (ids) on which a person has judged
Homes = Mapping[str, str]  # an account's first claim (id) -> the event (id) that it stays in
NOWHERE: Homes = {}
CLOSE = 0.5  # two events that an account fits equally well, within so much: it cannot be told which
NIGHT = 2  # days that the dates of a night cover


@dataclass
class Cluster:
    """Accounts of one event; the first founded it, and its days are the event's."""

    accounts: list[Account]
    doubts: list[Unsure] = field(default_factory=list)

    def claims(self) -> frozenset[str]:
        """The ids of its claims."""
        return frozenset(claim for account in self.accounts for claim in account.claims)


def clustered(accounts: Iterable[Account], judged: Judged, homes: Homes = NOWHERE) -> list[Cluster]:
    """All accounts as events, with the doubts that a person should look at.

    `homes` are accounts (by their first claim) whose event is known to stay: they go there, and raise no doubts.
    """
    tiers: defaultdict[int, list[Account]] = defaultdict(list)
    for one in accounts:
        tiers[_tier(one)].append(one)
    found: list[Cluster] = []
    known: dict[str, Cluster] = {}
    by_day: defaultdict[tuple[str, date], list[Cluster]] = defaultdict(list)
    for tier in sorted(tiers):
        for (name, span), cell in sorted(_cells(tiers[tier]).items(), key=lambda item: str(item[0])):
            earlier = list({id(cluster): cluster for day in _each(span) for cluster in by_day[name, day]}.values())
            founded = _cell(cell, earlier, judged, known, homes)
            found += founded
            for cluster in founded:
                for day in _each(span):
                    by_day[name, day].append(cluster)
    return _judged_same(found, judged)


def _tier(one: Account) -> int:
    """What is more exact comes first."""
    if one.span is None:
        return 4
    if one.dated is not Ground.STATED:
        return 3
    length = (one.span[1] - one.span[0]).days + 1
    return 0 if length == 1 else 1 if length <= NIGHT else 2


def _cells(accounts: Sequence[Account]) -> dict[tuple[str, Days | None], list[Account]]:
    cells: defaultdict[tuple[str, Days | None], list[Account]] = defaultdict(list)
    for one in accounts:
        cells[one.family, one.span].append(one)
    return cells


def _each(span: Days | None) -> Iterator[date]:
    if span is not None:
        day = span[0]
        while day <= span[1]:
            yield day
            day += DAY


def _cell(
    cell: Sequence[Account], earlier: Sequence[Cluster], judged: Judged, known: dict[str, Cluster], homes: Homes
) -> list[Cluster]:
    """Accounts of one family and the same days: each joins an event, or founds one. `known` are those of `homes`."""
    founded: list[Cluster] = []
    by_zone: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in earlier:
        for zone in {zone for one in cluster.accounts for zone in one.zones}:
            by_zone[zone].append(cluster)
    for one in sorted(cell, key=lambda one: (not one.fine, -one.placed, one.order)):
        stays = homes.get(one.key)
        if stays is not None:
            home = known.get(stays)
        else:
            near = {id(cluster): cluster for zone in sorted(one.zones) for cluster in by_zone[zone]}
            home = _home(one, list(near.values()), judged) if one.span else None
        if home is None:
            home = Cluster([])
            founded.append(home)
            if stays is not None:
                known[stays] = home
        home.accounts.append(one)
        for zone in one.zones:
            if not any(home is known for known in by_zone[zone]):
                by_zone[zone].append(home)
    return founded


def _home(one: Account, near: Sequence[Cluster], judged: Judged) -> Cluster | None:
    """The event that an account fits. None where it fits none, or two as well: that is a doubt, kept with both."""
    fits = [(fit.weight, -at, fit, cluster) for at, cluster in enumerate(near) if (fit := _fit(one, cluster, judged))]
    likely = sorted((found for found in fits if found[0] >= DOUBT), key=lambda found: found[:2], reverse=True)
    if likely and likely[0][0] >= SAME:
        best = likely[0]
        rivals = [found for found in likely[1:] if found[0] > best[0] - CLOSE and found[0] >= SAME]
        if not rivals:
            return best[3]
        likely = [best, *rivals]
    for _, _, fit, cluster in likely:
        cluster.doubts.append(Unsure(one.key, cluster.accounts[0].key, fit.reasons))
    return None


def _fit(one: Account, cluster: Cluster, judged: Judged) -> Comparison | None:
    """The best comparison with any member, None where a member is apart from it."""
    best: Comparison | None = None
    for other in cluster.accounts:
        found = compared(one, other, judged)
        if found.weight == APART:
            return None
        best = found if best is None or found.weight > best.weight else best
    return best


def may_join(one: Account, cluster: Cluster, judged: Judged) -> bool:
    """Whether an account might be of this event, or in doubt, for the sake of any account in it."""
    return any(compared(one, other, judged).weight >= DOUBT for other in cluster.accounts)


def compared(one: Account, other: Account, judged: Judged) -> Comparison:
    """What a person judged of any two claims of theirs goes before what the features say."""
    if judged:
        pairs = (frozenset((a.claim.id, b.claim.id)) for a in one.told for b in other.told)
        verdicts = {judged[pair] for pair in pairs if pair in judged}
        if verdicts & {Verdict.DIFFERENT, Verdict.UNSURE}:
            return Comparison(APART, ("a person judged so",))
        if verdicts:
            return Comparison(2 * SAME, ("a person judged so",))
    return compare(one, other)


def _judged_same(clusters: list[Cluster], judged: Judged) -> list[Cluster]:
    """Events that a person judged to be one, put together whatever their days and places."""
    pairs = [pair for pair, verdict in judged.items() if verdict is Verdict.SAME and len(pair) == 2]
    for pair in sorted(pairs, key=sorted):
        holding = [c for c in clusters if any(one.claim.id in pair for account in c.accounts for one in account.told)]
        if len(holding) > 1:
            first, *others = holding
            for other in others:
                first.accounts += other.accounts
                first.doubts += other.doubts
            clusters = [cluster for cluster in clusters if not any(cluster is other for other in others)]
    return clusters
