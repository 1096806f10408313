"""Which accounts bear on one another: so that a new report rebuilds no more than it touches.

What an account joins is decided by accounts of its family, in its countries, whose days overlap its own; what those
join, again by such. `STEPS` is how often that goes on: once for each tier of `cluster` that looks at another's days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.reconcile.account import DAY, Account, Days

STEPS = 3  # nights, stretches up to a week, assumed days


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, and countries, in which accounts of one family are to be looked for."""

    days: tuple[Days, ...]
    zones: frozenset[str]


Reach = Mapping[str, Stretch]


def reach(accounts: Iterable[Account]) -> Reach:
    """The days and countries of these accounts, by family. One without a day or a country joins no other."""
    days: defaultdict[str, set[Days]] = defaultdict(set)
    zones: defaultdict[str, set[str]] = defaultdict(set)
    for one in accounts:
        if one.span and one.zones:
            days[one.family].add(one.span)
            zones[one.family] |= one.zones
    return {name: Stretch(merged(days[name]), frozenset(zones[name])) for name in sorted(days)}


def within(there: Reach, accounts: Iterable[Account]) -> list[Account]:
    """Accounts that may bear on what is in reach."""
    return [one for one in accounts if one.family in there and _near(one, there[one.family])]


def wider(there: Reach, accounts: Iterable[Account]) -> Reach:
    """The reach with that of the accounts in it."""
    more = reach(within(there, accounts))
    return {
        name: Stretch(
            merged((*stretch.days, *(more[name].days if name in more else ()))),
            stretch.zones | (more[name].zones if name in more else frozenset()),
        )
        for name, stretch in there.items()
    }


def _near(one: Account, stretch: Stretch) -> bool:
    span = one.span
    return (
        span is not None
        and not stretch.zones.isdisjoint(one.zones)
        and any(first <= span[1] and span[0] <= last for first, last in stretch.days)
    )


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
