"""Claims -> events and transfers: what claims together describe, without ever losing who said what.

`retold` joins the claims of one report that retell one thing; `same` says when two of these are one event; `cluster`
puts them together; `event` and `transfer` describe what came out. Claims in any order give the same record.
"""

from collections.abc import Iterable

from onrecord.model.record import Described, Told
from onrecord.reconcile.cluster import clustered
from onrecord.reconcile.event import describe_event
from onrecord.reconcile.known import RESTRICT
from onrecord.reconcile.retold import lent, retold, tells_event, tells_transfer
from onrecord.reconcile.transfer import describe_transfer, grouped
from onrecord.reconcile.window import TRANSFERS, Reach, bearing, reach

__all__ = ["RESTRICT", "TRANSFERS", "Reach", "bearing", "describe_event", "lent", "reach", "reconcile"]


def reconcile(told: Iterable[Told]) -> Described:
    """Events and transfers, each by the id of its earliest claim. A pure function of the set of claims."""
    ordered = lent(told)
    events = (describe_event(cluster) for cluster in clustered(retold(one for one in ordered if tells_event(one))))
    transfers = (describe_transfer(parts) for parts in grouped(retold(one for one in ordered if tells_transfer(one))))
    return Described(
        events=tuple(sorted(events, key=lambda event: event.id)),
        transfers=tuple(sorted(transfers, key=lambda t: t.id)),
    )
