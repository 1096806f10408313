"""Which accounts bear on one another: so that a new report rebuilds no more than it touches.

What an account joins is decided by accounts of its family, in its countries, whose days overlap its own; what those
join, again by such. `STEPS` is how often that goes on: once for each tier of `cluster` that looks at another's days.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.model.record import Bearing
from onrecord.reconcile.account import DAY, Account, Days

STEPS = 3  # nights, stretches up to a week, assumed days
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


def joined(left: Reach, right: Reach) -> Reach:
    """What is in either."""
    cells = sorted(left.keys() | right.keys())
    return {cell: merged((*left.get(cell, ()), *right.get(cell, ()))) for cell in cells}


def within(there: Reach, accounts: Iterable[Account]) -> list[Account]:
    """Accounts that may bear on what is in reach."""
    return [one for one in accounts if any(_overlaps(bearing, there) for bearing in bearings(one))]


def wider(there: Reach, accounts: Iterable[Account]) -> Reach:
    """The reach with that of the accounts in it."""
    return joined(there, reach(bearing for one in within(there, accounts) for bearing in bearings(one)))


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
