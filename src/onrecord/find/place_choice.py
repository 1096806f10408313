"""Which of the places of one name is meant: prior weight, what is said to hold it, and what else the report names."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.find.place_names import Name
from onrecord.vocab.gazetteer import Entry, Feature

# bench place, tuned on LGL and the conflict tables of tests/find/test_place.py together
WEIGHT, MAIN = 0.8, 0.7
COUNTRY, ADM1, NEAR = 2.2, 2.0, 1.2
LEVEL, HELD = 4.0, 3.5
ROUNDS = 3
BESIDE = 1.5  # degrees
CELL = 2.0  # degrees: places in one cell or the next are near each other
FEATURE = {Feature.COUNTRY: 0.5, Feature.ADM1: -0.1, Feature.ADM2: -0.4, Feature.AREA: 0.5, Feature.SITE: 0.2}
LEVELS = {
    "adm1": (Feature.ADM1, Feature.AREA),
    "adm2": (Feature.ADM2, Feature.AREA),
    "either": (Feature.ADM1, Feature.ADM2),
    "place": (Feature.PLACE,),
    "area": (Feature.AREA,),
    "country": (Feature.COUNTRY,),
    "site": (Feature.SITE,),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The place meant, the runner-up, and by how much the first is ahead."""

    entry: Entry
    second: Entry | None
    lead: float


class Context:
    """What the report speaks of: states, divisions and stretches of the map, each with how much."""

    def __init__(self) -> None:
        self.country: Counter[str] = Counter()
        self.adm1: Counter[int] = Counter()
        self.cells: Counter[tuple[int, int]] = Counter()

    def add(self, entry: Entry, much: float) -> None:
        """Takes a place into account; a negative amount takes it out again."""
        if entry.country:
            self.country[entry.country] += much  # type: ignore[assignment]
        if entry.adm1:
            self.adm1[entry.adm1] += much  # type: ignore[assignment]
        if (
            entry.lat is not None
            and entry.lon is not None
            and entry.feature not in (Feature.COUNTRY, Feature.CONTINENT)
        ):
            for cell in _around(entry.lat, entry.lon):
                self.cells[cell] += much  # type: ignore[assignment]

    def support(self, entry: Entry) -> float:
        """How well a place fits in, in the units of `score`."""
        everywhere = sum(self.country.values())
        share = self.country[entry.country] / (everywhere + 1.0) if entry.country else 0.0
        beside = self.adm1[entry.adm1] if entry.adm1 else 0.0
        near = 0.0
        if entry.lat is not None and entry.lon is not None and entry.feature != Feature.COUNTRY:
            near = self.cells[int(entry.lat // CELL), int(entry.lon // CELL)]
        return COUNTRY * share + ADM1 * beside / (beside + 1.0) + NEAR * near / (near + 1.5)


def choose(names: list[Name], hints: Iterable[tuple[Entry, float]]) -> list[Choice]:
    """The place that each name means. A name means one place throughout, unless a noun or holder says otherwise.

    `hints` are places and states that the report speaks of without naming them as places (nationalities).
    """
    hints = list(hints)
    groups: dict[tuple[str, str | None], list[Name]] = defaultdict(list)
    for name in names:
        groups[name.said.casefold(), name.level].append(name)
    chosen: dict[tuple[str, str | None], Choice] = {}
    context = Context()
    for entry, much in hints:
        context.add(entry, much)
    for same in groups.values():
        if _settled(same):
            context.add(same[0].entries[0], _much(same))
    for _ in range(ROUNDS):
        chosen = {group: _best(same, context, chosen.get(group)) for group, same in groups.items()}
        context = Context()
        for entry, much in hints:
            context.add(entry, much)
        for group, same in groups.items():
            context.add(chosen[group].entry, _much(same))
    return [_own(name, chosen[name.said.casefold(), name.level], context) for name in names]


def _settled(same: list[Name]) -> bool:
    """Whether there is little to choose: one state or one division holds all that the name may mean."""
    first = same[0].entries[0]
    return all(entry.country == first.country for entry in same[0].entries) or first.feature == Feature.CONTINENT


def _much(same: list[Name]) -> float:
    return float(min(len(same), 4) ** 0.5)


def _best(same: list[Name], context: Context, before: Choice | None) -> Choice:
    """The best of what a group of equal names may mean, its own earlier choice taken out of the context."""
    if before:
        context.add(before.entry, -_much(same))
    holders = [holder for name in same for holder in name.holders]
    ranked = sorted(
        ((score(entry, same[0].level, holders, context), entry) for entry in same[0].entries),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    if before:
        context.add(before.entry, _much(same))
    return _choice(ranked)


def _choice(ranked: list[tuple[float, Entry]]) -> Choice:
    second = next((r for r in ranked[1:] if not _alike(r[1], ranked[0][1])), None)
    return Choice(ranked[0][1], second[1] if second else None, ranked[0][0] - second[0] if second else 99.0)


def _own(name: Name, shared: Choice, context: Context) -> Choice:
    """A name that is said to be held elsewhere than its group means its own place: "Paris, Texas"."""
    if not name.holders or any(holds(holder, shared.entry) for holder, _ in name.holders):
        return shared
    ranked = sorted(
        ((score(entry, name.level, name.holders, context), entry) for entry in name.entries),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    return _choice(ranked)


def score(
    entry: Entry,
    level: str | None,
    holders: Iterable[tuple[tuple[Entry, ...], float]],
    context: Context,
) -> float:
    """How likely a place is meant, on the scale of `weight` (about the logarithm of its people)."""
    total = WEIGHT * entry.weight + MAIN * entry.main + FEATURE.get(Feature(entry.feature), 0.0)
    if level in LEVELS:
        total += LEVEL if entry.feature in LEVELS[level] else -LEVEL / 2
    total += max((HELD * firm for holder, firm in holders if holds(holder, entry)), default=0.0)
    return total + context.support(entry)


def holds(holder: tuple[Entry, ...], entry: Entry) -> bool:
    """Whether one of the holder's places is a state or division in which the entry lies."""
    for above in holder:
        if above.feature == Feature.COUNTRY and above.country == entry.country and entry.feature != Feature.COUNTRY:
            return True
        if above.id in (entry.adm1, entry.adm2) and above.id != entry.id:
            return True
        if above.feature == Feature.AREA and above.adm1 and above.adm1 == entry.adm1:
            return True
    return False


def _alike(one: Entry, other: Entry) -> bool:
    """Whether two places lie in each other or side by side: a wrong pick between them does little harm."""
    if one.country != other.country:
        return False
    if (one.adm1 is not None and one.adm1 == other.adm1) or None in (one.lat, other.lat):
        return True
    return abs((one.lat or 0.0) - (other.lat or 0.0)) + abs((one.lon or 0.0) - (other.lon or 0.0)) < BESIDE


def _around(lat: float, lon: float) -> list[tuple[int, int]]:
    row, column = int(lat // CELL), int(lon // CELL)
    return [(row + north, column + east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
