"""What is derived, rebuilt after claims were added, closed or judged: only what they touch, as if all were built anew.

Two ways of being touched. Events are put together anew where the claims bear on them (`regrouping`). Transfers, strikes
and tallies go by keys: those that held the claims, and those that the claims now have.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.model.claim import Type
from onrecord.model.record import Described, Judgement, Strike, Tally, Transfer, Verdict, report_of
from onrecord.reconcile import judged, prepared, reconciled_keys
from onrecord.regrouping import regrouped

if TYPE_CHECKING:
    from onrecord.store import Store


def rebuild_touched(store: "Store", claims: frozenset[str]) -> None:
    """Rebuilds what these claims (ids) touch, and strikes them off the list of those to be reconciled."""
    judgements = store.judgements()
    made = regrouped(store, claims, judgements)
    keys, keyed = _keyed(store, claims, judgements)
    all_of_them = Described(made.events, keyed.transfers, keyed.strikes, keyed.tallies, made.unsure)
    store.replace(made.changed, keys, all_of_them, placed=made.placed)


def _keyed(store: "Store", claims: frozenset[str], judgements: Sequence[Judgement]) -> tuple[frozenset[str], Described]:
    """The keys of the transfers, strikes and tallies that the claims touch, and these anew."""
    own = store.reports_of(claims) | _joined(store, judgements)
    keys, held = store.keys_holding(claims), frozenset[str]()
    while True:
        held |= store.members(keys)
        made = _by_key(store, own | store.reports_of(held), judgements)
        moved = claims | held - {claim for key, record in made if key in keys for claim in record.claims}
        more = {key for key, record in made if not moved.isdisjoint(record.claims)}
        if more <= keys:
            break
        keys |= more
    found = [record for key, record in made if key in keys]
    return keys, Described(
        transfers=tuple(record for record in found if isinstance(record, Transfer)),
        strikes=tuple(record for record in found if isinstance(record, Strike)),
        tallies=tuple(record for record in found if isinstance(record, Tally)),
    )


def _by_key(
    store: "Store", reports: frozenset[str], judgements: Sequence[Judgement]
) -> list[tuple[str, Transfer | Strike | Tally]]:
    told = prepared(store.claims_of(reports), judgements)
    return reconciled_keys(told, judged(judgements, told))


def _joined(store: "Store", judgements: Sequence[Judgement]) -> frozenset[str]:
    """Reports of claims that a person judged to be of one transfer: what is put to one of them has the key of both."""
    same = [(one.left, one.right) for one in judgements if one.verdict is Verdict.SAME]
    sides = {report_of(side) for pair in same for side in pair if side}
    told = store.claims_of(sides, frozenset({Type.AID, Type.REQUEST}))
    pairs = [pair for pair, verdict in judged(judgements, told).pairs.items() if verdict is Verdict.SAME]
    return frozenset(one.report.id for one in told if any(one.claim.id in pair for pair in pairs))
