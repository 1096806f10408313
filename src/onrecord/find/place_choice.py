"""Which of the places of one name is meant: prior weight, what is said to hold it, and what else the report names.

Every name shares its vote among the places it may mean; the votes of all names make up the map of the report (states,
divisions, stretches of land), against which each name is weighed anew, some rounds over.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.find.place_names import Name
from onrecord.vocab.gazetteer import Entry, Feature

# bench place: set by coordinate search on LGL, gold spans, with the conflict tables of tests/find/test_place.py green
WEIGHT, MAIN = 0.8, 1.4
COUNTRY, ADM1, ADM2, NEAR = 2.2, 2.0, 2.0, 1.2
LEVEL, HELD = 4.0, 3.5
OURS = 0.6  # what our lists name is in the news
SMALL, ENOUGH, STRANGE = 5.0, 3.0, 0.02  # a town under 100,000; votes in all; the least share of a state
HOME = 0.5  # the least share of the votes of the state of which a report mostly speaks
TOWN = 1.5  # a bare name of a town and of its division is the town's more often
SHARP = 1.0  # how far the votes go to the best
ROUNDS = 3
FEWEST = 0.02  # a smaller part of a vote is not counted
MOST = 40  # candidates weighed for one name
BESIDE = 1.5  # degrees: so near, a wrong pick does little harm
CELL = 3.0  # degrees: two grids, half a cell apart
FEATURE = {Feature.COUNTRY: 0.7, Feature.ADM1: -0.1, Feature.ADM2: -0.4, Feature.AREA: 0.5, Feature.SITE: 0.2}
LEVELS = {
    "adm1": (Feature.ADM1, Feature.AREA),
    "adm2": (Feature.ADM2, Feature.AREA),
    "either": (Feature.ADM1, Feature.ADM2),
    "place": (Feature.PLACE,),
    "area": (Feature.AREA,),
    "country": (Feature.COUNTRY,),
    "site": (Feature.SITE,),
}
Holders = tuple[tuple[tuple[Entry, ...], float], ...]
Where = tuple[str, object]  # a state, a division or a cell of the map


@dataclass(frozen=True, slots=True)
class Choice:
    """The place meant, the runner-up, and by how much the first is ahead.

    `strange`: a small place in a state of which the report does not otherwise speak, though it speaks of others.
    """

    entry: Entry
    second: Entry | None
    lead: float
    strange: bool = False


@dataclass(slots=True)
class Group:
    """The equal names of a report: what they may mean, what speaks for each by itself, and how the vote is shared."""

    entries: tuple[Entry, ...]
    alone: list[float]
    where: list[tuple[Where, ...]]
    votes: float
    shares: list[float]


class Chart:
    """What the report speaks of: states, divisions and cells of the map, each with its votes."""

    def __init__(self, hints: Iterable[tuple[Entry, float]]) -> None:
        self.votes: dict[Where, float] = defaultdict(float)
        self.all = 0.0
        for entry, votes in hints:
            self.add(lies(entry), votes)

    def add(self, where: tuple[Where, ...], votes: float) -> None:
        """Takes votes for a place into account; a negative number takes them out again."""
        for key in where:
            self.votes[key] += votes
        self.all += votes

    def put(self, group: Group, sign: float) -> None:
        """Adds or takes out all votes of a group."""
        for where, share in zip(group.where, group.shares, strict=True):
            if share >= FEWEST:
                self.add(where, sign * share * group.votes)

    def support(self, where: tuple[Where, ...]) -> float:
        """How well a place fits in, in the units of `alone`."""
        votes, total, near = self.votes, 0.0, 0.0
        for key in where:
            much = votes.get(key, 0.0)
            if much <= 0.0:
                continue
            if key[0] == "country":
                total += COUNTRY * much / (self.all + 1.0)
            elif key[0] == "adm1":
                total += ADM1 * much / (much + 1.0)
            elif key[0] == "adm2":
                total += ADM2 * much / (much + 0.5)
            else:
                near = max(near, much)
        return total + NEAR * near / (near + 1.5)


def choose(names: list[Name], hints: Iterable[tuple[Entry, float]]) -> list[Choice]:
    """The place that each name means. A name means one place throughout, unless a noun or holder says otherwise.

    `hints` are places and states that the report speaks of without naming them as places (nationalities).
    """
    groups, chart = charted(names, hints, ROUNDS)
    chosen = {key: _judged(group, chart) for key, group in groups.items()}
    own = [_own(name, chosen[_group(name)], chart) for name in names]
    lost = {name.said for name, choice in zip(names, own, strict=True) if choice.strange}
    again = [name.said in lost and _small(choice.entry) for name, choice in zip(names, own, strict=True)]
    return [replace(c, strange=True) if strange else c for c, strange in zip(own, again, strict=True)]


def charted(
    names: list[Name], hints: Iterable[tuple[Entry, float]], rounds: int
) -> tuple[dict[tuple[str, str | None], Group], Chart]:
    """The names in groups of equals, and the map that their votes make after some rounds."""
    same: dict[tuple[str, str | None], list[Name]] = defaultdict(list)
    for name in names:
        same[_group(name)].append(name)
    groups = {key: _made(alike) for key, alike in same.items()}
    chart = Chart(hints)
    for group in groups.values():
        chart.put(group, 1.0)
    for _ in range(rounds):
        for group in groups.values():
            _weigh(group, chart)
    return groups, chart


def fits(name: Name, chart: Chart) -> float:
    """How well the best of a doubtful name's places fits in with what else the report names, 0 to about 5."""
    return max(chart.support(lies(entry)[1:]) for entry in name.entries[:MOST])


def _group(name: Name) -> tuple[str, str | None]:
    return name.said.casefold(), "holds" if name.holding and name.level is None else name.level


def _made(names: list[Name]) -> Group:
    entries = names[0].entries[:MOST]
    holders = tuple(holder for name in names for holder in name.holders)
    alone = [_alone(entry, names[0].level, holders) for entry in entries]
    if names[0].level is None and not any(name.holding for name in names):
        towns = [entry for entry in entries if entry.feature == Feature.PLACE]
        alone = [
            score - TOWN * any(_after(entry, town) for town in towns)
            for score, entry in zip(alone, entries, strict=True)
        ]
    return Group(entries, alone, [lies(entry) for entry in entries], min(len(names), 4) ** 0.5, _shares(alone))


def _after(division: Entry, town: Entry) -> bool:
    """Whether a division is called after its main town."""
    if division.feature not in (Feature.ADM1, Feature.ADM2) or division.weight - town.weight > TOWN:
        return False
    return division.id in (town.adm1, town.adm2) or _alike(division, town)


def _alone(entry: Entry, level: str | None, holders: Holders) -> float:
    """What speaks for a place but for the rest of the report: its people, its own name, a noun, what holds it."""
    total = WEIGHT * entry.weight + MAIN * bool(entry.main) + FEATURE.get(Feature(entry.feature), 0.0)
    total += OURS * (entry.main == 2)
    if level in LEVELS:
        total += LEVEL if entry.feature in LEVELS[level] else -LEVEL / 2
    return total + max((HELD * firm for holder, firm in holders if holds(holder, entry)), default=0.0)


def lies(entry: Entry) -> tuple[Where, ...]:
    """Where a place lies: its state, its divisions, and two cells of the map."""
    where: list[Where] = []
    if entry.country:
        where.append(("country", entry.country))
    if entry.adm1:
        where.append(("adm1", entry.adm1))
    if entry.adm2:
        where.append(("adm2", entry.adm2))
    if entry.lat is not None and entry.lon is not None and entry.feature not in (Feature.COUNTRY, Feature.CONTINENT):
        where.append(("near", (entry.lat // CELL, entry.lon // CELL)))
        where.append(("near", ((entry.lat + CELL / 2) // CELL + 0.5, (entry.lon + CELL / 2) // CELL + 0.5)))
    return tuple(where)


def _shares(scores: list[float]) -> list[float]:
    """The vote shared out: softmax of the scores."""
    top = max(scores)
    parts = [math.exp(SHARP * (score - top)) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def _weigh(group: Group, chart: Chart) -> None:
    """Shares a group's vote anew by what the others say."""
    if len(group.entries) == 1:
        return
    chart.put(group, -1.0)
    group.shares = _shares(_supported(group, chart))
    chart.put(group, 1.0)


def _judged(group: Group, chart: Chart) -> Choice:
    chart.put(group, -1.0)
    choice = _best(group, _supported(group, chart))
    home = _at_home(group, chart) if _foreign(choice.entry, chart) else []
    if home:  # "the Beni region" in a report of Congo is not Bolivia's
        scores = _supported(group, chart)
        places = [n for n, entry in enumerate(group.entries) if entry in home]
        choice = _best(replace(group, entries=tuple(home)), [scores[n] for n in places])
    strange = _strange(choice.entry, chart)
    chart.put(group, 1.0)
    return replace(choice, strange=strange) if strange else choice


def _foreign(entry: Entry, chart: Chart) -> bool:
    """Whether a division lies in a state of which a report that names enough places does not speak."""
    within = entry.feature in (Feature.ADM1, Feature.ADM2) and entry.main != 2
    return within and chart.all >= ENOUGH and chart.votes.get(("country", entry.country), 0.0) < STRANGE * chart.all


def _at_home(group: Group, chart: Chart) -> list[Entry]:
    """The places of a name that lie in the state of which the report mostly speaks."""
    most = HOME * chart.all
    return [e for e in group.entries if e.country and chart.votes.get(("country", e.country), 0.0) >= most]


def _strange(entry: Entry, chart: Chart) -> bool:
    if entry.feature != Feature.PLACE or entry.weight >= SMALL or entry.main == 2 or chart.all < ENOUGH:
        return False
    return chart.votes.get(("country", entry.country), 0.0) < STRANGE * chart.all


def _supported(group: Group, chart: Chart) -> list[float]:
    return [alone + chart.support(where) for alone, where in zip(group.alone, group.where, strict=True)]


def _best(group: Group, scores: list[float]) -> Choice:
    ranked = sorted(zip(scores, group.entries, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    first = ranked[0]
    second = next((pair for pair in ranked[1:] if not _alike(pair[1], first[1])), None)
    return Choice(first[1], second[1] if second else None, first[0] - second[0] if second else 99.0)


def _own(name: Name, shared: Choice, chart: Chart) -> Choice:
    """A name that is said to be held elsewhere than its equals means its own place: "Paris, Texas"."""
    firm = [holder for holder, firmness in name.holders if firmness >= 0.7]
    if not firm or any(holds(holder, shared.entry) for holder in firm):
        return shared
    group = _made([name])
    choice = _best(group, _supported(group, chart))
    lost = not any(holds(holder, entry) for holder in firm for entry in name.entries) and _small(choice.entry)
    return replace(choice, strange=True) if lost and _wide(firm) else choice


def _wide(holders: list[tuple[Entry, ...]]) -> bool:
    """Whether what holds a name is a state or a division, so that a place elsewhere cannot be meant."""
    return all(holder[0].feature in (Feature.COUNTRY, Feature.ADM1) for holder in holders)


def _small(entry: Entry) -> bool:
    return entry.feature in (Feature.PLACE, Feature.ADM2) and entry.weight < SMALL and entry.main != 2


def holds(holder: tuple[Entry, ...], entry: Entry) -> bool:
    """Whether one of the holder's places is a state or division in which the entry lies."""
    for above in holder:
        if above.feature == Feature.COUNTRY and above.country == entry.country and entry.feature != Feature.COUNTRY:
            return True
        if above.id in (entry.adm1, entry.adm2) and above.id != entry.id:
            return True
        if above.feature == Feature.AREA and above.adm1 and above.adm1 == entry.adm1 and above.id != entry.id:
            return True
    return False


def _alike(one: Entry, other: Entry) -> bool:
    """Whether two places lie in each other or side by side: a wrong pick between them does little harm."""
    if one.country != other.country:
        return False
    if (one.adm1 is not None and one.adm1 == other.adm1) or None in (one.lat, other.lat):
        return True
    return abs((one.lat or 0.0) - (other.lat or 0.0)) + abs((one.lon or 0.0) - (other.lon or 0.0)) < BESIDE
