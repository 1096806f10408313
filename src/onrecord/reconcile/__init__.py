"""Claims -> what they together describe, without ever losing who said what.

`account` takes together what one report tells of one thing; `compare` says how far two accounts are of one happening;
`cluster` puts them together; `event` describes what came out, with `figure`, `dispute` and `syndication`. `transfer`,
`strike` and `tally` go by keys. `judgement` lays over it what persons judged. Claims in any order give the same record.
"""

from collections.abc import Iterable, Sequence

from onrecord.model.record import Described, Event, Judgement, Strike, Tally, Told, Transfer, Unsure
from onrecord.reconcile.account import Account, accounts, family, kin
from onrecord.reconcile.cluster import Cluster, clustered, may_join
from onrecord.reconcile.event import describe_event
from onrecord.reconcile.history import history
from onrecord.reconcile.judgement import Judged, correct, corrected, judged
from onrecord.reconcile.known import as_known
from onrecord.reconcile.retold import in_order, lent
from onrecord.reconcile.strike import describe_strikes, ledger
from onrecord.reconcile.tally import describe_tally, tolls
from onrecord.reconcile.transfer import describe_transfer, transfer_parts
from onrecord.reconcile.window import Cell, bearings, reach, within

__all__ = [
    "Account",
    "Cell",
    "Cluster",
    "Judged",
    "accounts",
    "as_known",
    "bearings",
    "clustered",
    "correct",
    "described",
    "doubts",
    "family",
    "history",
    "judged",
    "kin",
    "may_join",
    "prepared",
    "reach",
    "reconcile",
    "reconciled_keys",
    "within",
]


def reconcile(told: Iterable[Told], judgements: Sequence[Judgement] = ()) -> Described:
    """All that claims describe. A pure function of the set of claims and the judgements that stand."""
    ready = prepared(told, judgements)
    said = judged(judgements, ready)
    clusters = clustered(accounts(ready), said.pairs)
    keyed = reconciled_keys(ready, said)
    return Described(
        described(clusters, said),
        tuple(transfer for _, transfer in keyed if isinstance(transfer, Transfer)),
        tuple(strike for _, strike in keyed if isinstance(strike, Strike)),
        tuple(tally for _, tally in keyed if isinstance(tally, Tally)),
        doubts(clusters),
    )


def prepared(told: Iterable[Told], judgements: Sequence[Judgement]) -> list[Told]:
    """Claims in order, as persons corrected them, each with what it borrows from the claim that it retells."""
    return lent(corrected(judgements, told))


def described(clusters: Iterable[Cluster], said: Judged) -> tuple[Event, ...]:
    """The events of these clusters, by the id of their earliest claim."""
    events = (
        describe_event(tuple(in_order(one for account in cluster.accounts for one in account.told)), said.unreliable)
        for cluster in clusters
    )
    return tuple(sorted(events, key=lambda event: event.id))


def doubts(clusters: Iterable[Cluster]) -> tuple[Unsure, ...]:
    """Pairs of claims that a person should look at."""
    unsure = {(doubt.left, doubt.right): doubt for cluster in clusters for doubt in cluster.doubts}
    return tuple(unsure[pair] for pair in sorted(unsure))


def reconciled_keys(told: Sequence[Told], said: Judged) -> list[tuple[str, Transfer | Strike | Tally]]:
    """Transfers, strikes and tallies, each with the key of what it is put together by: hashes of their fields."""
    made: list[tuple[str, Transfer | Strike | Tally]] = []
    made += [(key, describe_transfer(key, parts)) for key, parts in transfer_parts(told, said.pairs).items()]
    made += [
        (key, strike) for key, counts in ledger(accounts(told)).items() for strike in describe_strikes(key, counts)
    ]
    made += [(key, describe_tally(key, counts)) for key, counts in tolls(told).items()]
    return sorted(made, key=lambda keyed: (type(keyed[1]).__name__, keyed[1].id))
