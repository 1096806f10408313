"""Which claims bear on one another: so that a new report rebuilds no more than it touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model.claim import Type
from onrecord.model.record import Told
from onrecord.reconcile.cluster import components
from onrecord.reconcile.party import state
from onrecord.reconcile.retold import length, lent, retold, tells_event, tells_transfer
from onrecord.reconcile.same import WEEK
from onrecord.reconcile.transfer import families, takers

DAY = timedelta(days=1)
TRANSFERS = (Type.AID, Type.REQUEST)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where claims that may belong together with others are to be looked for.

    `days` are stretches of days on which they happened. `takers` are the states that get arms or aid; None is any.
    """

    days: tuple[tuple[date, date], ...]
    takers: frozenset[str] | None


def reach(told: Iterable[Told]) -> Reach:
    """Where to look for all that may share an event or a transfer with these claims."""
    ordered = lent(told)
    events = retold(one for one in ordered if tells_event(one))
    days = sorted({group.days for group in events if group.days and length(group.days) <= WEEK})
    transfers = retold(one for one in ordered if tells_transfer(one))
    getting = {state(actor) for group in transfers for actor in takers(group)}
    return Reach(_merged(days), None if None in getting else frozenset(filter(None, getting)))


def bearing(seeds: frozenset[str], told: Iterable[Told]) -> tuple[Told, ...]:
    """Of the claims, those that may share an event or a transfer with a seed (ids), directly or through others.

    The claims come back with what they borrow (`lent`): what lends it need not be among them.
    """
    ordered = lent(told)
    groups = [
        *components(retold(one for one in ordered if tells_event(one))),
        *families(retold(one for one in ordered if tells_transfer(one))),
    ]
    together = [[one for whole in group for one in whole.told] for group in groups]
    near = {one.claim.id for group in together if any(o.claim.id in seeds for o in group) for one in group}
    return tuple(one for one in ordered if one.claim.id in near or one.claim.id in seeds)


def _merged(days: Sequence[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Stretches that touch, as one.

    >>> _merged([(date(2024, 1, 1), date(2024, 1, 2)), (date(2024, 1, 3), date(2024, 1, 3))])
    ((datetime.date(2024, 1, 1), datetime.date(2024, 1, 3)),)
    """
    merged: list[tuple[date, date]] = []
    for first, last in days:
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)
