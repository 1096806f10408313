"""Retellings put together into events, without chaining two days or two towns together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from onrecord.model.record import Told
from onrecord.reconcile.retold import Retold, in_order, length
from onrecord.reconcile.same import WEEK, same
from onrecord.reconcile.together import Together

DAY = timedelta(days=1)


def clustered(groups: Sequence[Retold]) -> Iterator[tuple[Told, ...]]:
    """The claims of one event each. A retelling joins the first cluster with all of whose members it agrees."""
    for component in components(groups):
        clusters: list[list[Retold]] = []
        for one in component:
            home = next((cluster for cluster in clusters if all(same(one, other) for other in cluster)), None)
            if home is None:
                clusters.append([one])
            else:
                home.append(one)
        yield from (tuple(in_order(told for one in cluster for told in one.told)) for cluster in clusters)


def components(groups: Sequence[Retold]) -> list[list[Retold]]:
    """Retellings that `same` links, directly or through others: what is in one does not bear on another."""
    together = Together(len(groups))
    for left, right in _pairs(groups):
        if together.root(left) != together.root(right) and same(groups[left], groups[right]):
            together.join(left, right)
    return together.groups(groups)


def _pairs(groups: Sequence[Retold]) -> Iterator[tuple[int, int]]:
    """Pairs of one type with a day in common; of two such days the first alone."""
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for block in _blocks(group):
            for other in blocks[block]:
                yield other, at
            blocks[block].append(at)


def _blocks(group: Retold) -> Iterable[tuple[object, ...]]:
    if group.days is None or not timedelta() < length(group.days) <= WEEK:
        return
    day = group.days[0]
    while day <= group.days[1]:
        yield group.type, day
        day += DAY
