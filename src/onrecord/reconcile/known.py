"""Records as they stood when only some of their claims had been published."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from onrecord.model.record import Event, Strike, Tally, Told, Transfer
from onrecord.reconcile.event import describe_event
from onrecord.reconcile.transfer import describe_transfer, transfer_parts

Claims = Mapping[str, Told]


def known_event(event: Event, told: Claims) -> Event | None:
    """The event as the claims that are known tell it, None where none is."""
    own = tuple(told[id_] for id_ in event.claims if id_ in told)
    return describe_event(own) if own else None


def known_transfer(transfer: Transfer, told: Claims) -> Transfer | None:
    """The transfer as the claims that are known tell it."""
    parts = transfer_parts(told[id_] for id_ in transfer.claims if id_ in told)
    own = parts.get(transfer.id) or [part for some in parts.values() for part in some]
    return replace(describe_transfer(own), id=transfer.id) if own else None


def known_strike(strike: Strike, told: Claims) -> Strike | None:
    """A line of the ledger is known with its first claim. A number that a later report added is not taken out yet."""
    own = tuple(id_ for id_ in strike.claims if id_ in told)
    return replace(strike, claims=own) if own else None


def known_tally(tally: Tally, told: Claims) -> Tally | None:
    """The toll up to the last report that is known."""
    own = tuple(report for report in tally.reports if report.claim in told)
    return replace(tally, reports=own) if own else None


RESTRICT: dict[type, Callable[[Any, Claims], Any]] = {
    Event: known_event,
    Transfer: known_transfer,
    Strike: known_strike,
    Tally: known_tally,
}
