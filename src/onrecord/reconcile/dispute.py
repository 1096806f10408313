"""What claims of one event cannot all be right about: each kind of dispute is a function that gives its claims."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import isinf
from typing import TypeVar

from onrecord.model.claim import Aspect, Item, Polarity, Role, Scope, Status, plain
from onrecord.model.mention import Place
from onrecord.model.record import Dispute, Figure, Told
from onrecord.reconcile.account import COARSE, names, overlap, target
from onrecord.reconcile.compare import distance
from onrecord.reconcile.figure import above, figures_of, latest
from onrecord.reconcile.party import party, voice
from onrecord.vocab.reconcile import load_telling

Claims = tuple[str, ...]
T = TypeVar("T")


def disputes_of(told: Sequence[Told]) -> tuple[Dispute, ...]:
    """All disputes, in the order of the codebook. One voice that says another thing later revises its own word."""
    return tuple(Dispute(about, ids) for about, find in KINDS.items() for ids in find(told))


def negated(told: Told) -> bool:
    """Whether a claim says that it was not so."""
    return plain(told.claim.polarity) == Polarity.NEGATED.value


def occurrence(told: Sequence[Told]) -> Iterable[Claims]:
    """Whether it happened: a claim denies it, or the words say that it is disputed."""
    checks = {one.claim.id: {(c.value.status, c.value.of) for c in one.claim.verification} for one in told}
    doubted = {(Status.DISPUTED, Aspect.OCCURRENCE), (Status.DISPUTED, None)}
    denied = [one for one in told if negated(one)]
    if (denied and len(denied) < len(told)) or any(found & doubted for found in checks.values()):
        yield tuple(one.claim.id for one in told)


def author(told: Sequence[Told]) -> Iterable[Claims]:
    """Who did it: two voices name parties that have none in common."""
    blamed = [(one, {party(actor.value) for actor in one.claim.actor}) for one in told if not negated(one)]
    yield from _apart([(one, named) for one, named in blamed if named], lambda ours, theirs: ours.isdisjoint(theirs))


def figure(told: Sequence[Told]) -> Iterable[Claims]:
    """How many: the last numbers of two voices, of one effect on one kind of people or things, have none in common."""
    voices = {one.claim.id: voice(one) for one in told}
    by_kind: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in figures_of(told):
        by_kind[one.kind, _class(one.of)].append(one)
    for same in by_kind.values():
        pairs = [pair for pair in combinations(latest(same, voices), 2) if above(*pair) or above(pair[1], pair[0])]
        if pairs:
            yield tuple(dict.fromkeys(one.claim for pair in pairs for one in pair))


def victims(told: Sequence[Told]) -> Iterable[Claims]:
    """Who the victims were: one voice says fighters, another civilians; or one that no civilian was hurt."""
    said = [(one, kinds) for one in told if not negated(one) and (kinds := _victims(one))]
    yield from _apart(said, _other_victims)


def targets(told: Sequence[Told]) -> Iterable[Claims]:
    """What was hit: one voice names a military thing, another a civilian one."""
    said = [(one, kinds) for one in told if not negated(one) and (kinds := _targets(one))]
    yield from _apart(said, lambda ours, theirs: ours.isdisjoint(theirs))


def places(told: Sequence[Told]) -> Iterable[Claims]:
    """Where: two voices name two towns or sites."""
    fine = [(one, tuple(p.value for p in one.claim.place if p.value.precision not in COARSE)) for one in told]

    def other(ours: tuple[Place, ...], theirs: tuple[Place, ...]) -> bool:
        far = [distance(a, b) for a in ours for b in theirs]
        apart = not names(ours) & names(theirs)
        return apart and all(kilometres > 1 or isinf(kilometres) for kilometres in far)

    yield from _apart([(one, named) for one, named in fine if named], other)


def times(told: Sequence[Told]) -> Iterable[Claims]:
    """When: two voices give days that have none in common."""
    dated = [(one, (w.start, w.end)) for one in told if one.claim.when for w in (one.claim.when.value,)]
    whole = [(one, (start, end)) for one, (start, end) in dated if start and end]
    yield from _apart(whole, lambda ours, theirs: not overlap(ours, theirs))


def _apart(said: Sequence[tuple[Told, T]], other: Callable[[T, T], bool]) -> Iterable[Claims]:
    """The claims of two voices that say things which do not go together."""
    pairs = [
        (left, right)
        for (left, ours), (right, theirs) in combinations(said, 2)
        if voice(left) != voice(right) and other(ours, theirs)
    ]
    if pairs:
        yield tuple(dict.fromkeys(one.claim.id for pair in pairs for one in pair))


def _harmed(told: Told) -> list[Item]:
    return [item for item in told.claim.items if item.role is Role.CASUALTY and item.scope is not Scope.PERIOD]


def _victims(told: Told) -> frozenset[str]:
    """`fighters`, `civilians`, `people`; `no civilians` where the number is nought."""
    found = set()
    for item in _harmed(told):
        thing = item.what.value if item.what else None
        kind = _class((thing.description or thing.category or "people") if thing else "people")
        if kind == "people" and "civilian" in _targets(told):
            kind = "civilians"  # people in a market, a school, a hospital
        none = item.quantity is not None and item.quantity.value.best == 0
        found.add(f"no {kind}" if none else kind)
    return frozenset(found)


def _class(words: str) -> str:
    telling = load_telling()
    named = {word.removesuffix("s") for word in words.casefold().split()} | set(words.casefold().split())
    return "fighters" if named & telling.fighters else "civilians" if named & telling.civilians else "people"


def _other_victims(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    for left, right in ((ours, theirs), (theirs, ours)):
        if "no civilians" in left and right & {"civilians", "people"} and "fighters" not in right:
            return True
        if "fighters" in left and "civilians" not in left and "civilians" in right and "fighters" not in right:
            return True
    return False


def _targets(told: Told) -> frozenset[str]:
    telling, found = load_telling(), set()
    for item in told.claim.items:
        thing = item.what.value if item.what else None
        if item.role is Role.TARGET and thing and target(item):
            words = set((thing.description or "").casefold().split())
            found |= {"military"} if words & telling.military_targets else set()
            found |= {"civilian"} if words & telling.civilian_targets else set()
    return frozenset(found)


KINDS: dict[str, Callable[[Sequence[Told]], Iterable[Claims]]] = {
    "occurrence": occurrence,
    "author": author,
    "figure": figure,
    "victims": victims,
    "target": targets,
    "place": places,
    "time": times,
}
