"""Which accounts may meet: those of one family and one country whose days overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.model.record import Bearing
from onrecord.reconcile.account import DAY, Account, Days

Cell = tuple[str, str]  # a family and a country
Reach = Mapping[Cell, tuple[Days, ...]]  # the stretches of days in which accounts are to be looked for


def bearings(account: Account) -> Iterator[Bearing]:
    """Where an account may meet others. One without a day or a country joins no other."""
    if account.span:
        for country in sorted(account.zones):
            yield Bearing(account.family, country, *account.span)


def reach(found: Iterable[Bearing]) -> Reach:
    """Days by family and country, those that touch as one stretch."""
    cells: defaultdict[Cell, set[Days]] = defaultdict(set)
    for one in found:
        cells[one.family, one.country].add((one.first, one.last))
    return {cell: merged(cells[cell]) for cell in sorted(cells)}


def within(there: Reach, accounts: Iterable[Account]) -> list[Account]:
    """Accounts that may meet what is there."""
    return [one for one in accounts if any(_overlaps(bearing, there) for bearing in bearings(one))]


def _overlaps(one: Bearing, there: Reach) -> bool:
    stretches = there.get((one.family, one.country), ())
    return any(first <= one.last and one.first <= last for first, last in stretches)


def merged(days: Iterable[Days]) -> tuple[Days, ...]:
    """Stretches that touch, as one.

    >>> from datetime import date
    >>> first, second, third = (date(2024, 1, day) for day in (1, 2, 3))
    >>> merged([(third, third), (first, second)]) == ((first, third),)
    True
    """
    found: list[Days] = []
    for first, last in sorted(days):
        if found and first <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)
