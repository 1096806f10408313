"""Records as they stood when only some of their claims had been published. What persons judged applies always."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.model.record import Event, Judgement, Strike, Tally, Told, Transfer
from onrecord.reconcile.event import describe_event
from onrecord.reconcile.judgement import Judged, corrected, judged
from onrecord.reconcile.retold import lent
from onrecord.reconcile.strike import line_of
from onrecord.reconcile.transfer import describe_transfer, transfer_parts

Claims = Mapping[str, Told]


def as_known(found: Sequence[Any], known: Sequence[Told], judgements: Sequence[Judgement] = ()) -> Iterator[Any]:
    """Events, transfers, strikes or tallies as only the claims that are known tell them; unknown ones are left out."""
    ready = lent(corrected(judgements, known))
    said, told = judged(judgements, ready), {one.claim.id: one for one in ready}
    for record in found:
        restricted = RESTRICT[type(record)](record, told, said)
        if restricted is not None:
            yield restricted


def _of(ids: Iterable[str], told: Claims) -> tuple[Told, ...]:
    return tuple(told[id_] for id_ in ids if id_ in told)


def _event(event: Event, told: Claims, said: Judged) -> Event | None:
    own = _of(event.claims, told)
    return describe_event(own, said.unreliable) if own else None


def _transfer(transfer: Transfer, told: Claims, said: Judged) -> Transfer | None:
    parts = transfer_parts(_of(transfer.claims, told), said.pairs)
    own = parts.get(transfer.id) or [part for some in parts.values() for part in some]
    return describe_transfer(transfer.id, own) if own else None


def _strike(strike: Strike, told: Claims, _said: Judged) -> Strike | None:
    return line_of(strike, _of(strike.claims, told))


def _tally(tally: Tally, told: Claims, _said: Judged) -> Tally | None:
    own = tuple(report for report in tally.reports if report.claim in told)
    return replace(tally, reports=own) if own else None


RESTRICT: dict[type, Callable[[Any, Claims, Judged], Any]] = {
    Event: _event,
    Transfer: _transfer,
    Strike: _strike,
    Tally: _tally,
}
