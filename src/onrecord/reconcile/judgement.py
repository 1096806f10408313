"""What persons judged, laid over what reports say: pairs of claims, corrected fields, sources without weight.

A judgement holds on to words (`model.record.anchor`), so it bears on whichever claim a newer reader takes from them. Of
two judgements on one thing the later one counts.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.errors import StoreError
from onrecord.model.claim import Claim, Effect, Polarity, Stage, Type
from onrecord.model.finding import VERIFICATION
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, TimePrecision, When
from onrecord.model.record import ISSUE, RATING, Judgement, Told, Verdict
from onrecord.model.span import Basis, Sourced, Span

WEIGHTLESS = frozenset({"E"})  # Admiralty: "unreliable". F, "cannot be judged", is how every source begins


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of claims (ids) with the verdict on them, and sources (parties) whose word corroborates nothing."""

    pairs: Mapping[frozenset[str], Verdict]
    unreliable: frozenset[str]


NOTHING = Judged({}, frozenset())


def judged(judgements: Sequence[Judgement], told: Iterable[Told]) -> Judged:
    """What the judgements say of these claims."""
    if not judgements:
        return NOTHING
    at = _Places(told)
    pairs: dict[frozenset[str], Verdict] = {}
    ratings: dict[str, str | None] = {}
    for one in judgements:
        if one.field == RATING:
            ratings[one.left] = one.value
        elif one.verdict and one.right:
            both = ((left, right) for left in at.claims(one.left) for right in at.claims(one.right))
            pairs |= {frozenset((left.claim.id, right.claim.id)): one.verdict for left, right in both}
    return Judged(pairs, frozenset(name for name, letter in ratings.items() if letter in WEIGHTLESS))


def corrected(judgements: Sequence[Judgement], told: Iterable[Told]) -> list[Told]:
    """Claims with the fields that persons corrected. The reports' own values stay on record; only this copy differs."""
    listed = list(told)
    fields = [one for one in judgements if one.field and one.field not in (ISSUE, RATING, VERIFICATION)]
    if not fields:
        return listed
    at, changed = _Places(listed), {one.claim.id: one.claim for one in listed}
    for one in fields:
        for each in at.claims(one.left):
            claim = changed[each.claim.id]
            changed[claim.id] = correct(claim, one.field or "", one.value)
    return [replace(one, claim=changed[one.claim.id]) for one in listed]


def correct(claim: Claim, field: str, value: str | None) -> Claim:
    """The claim with one field as a person has it; `value` is JSON in the codebook's form, None for "does not say".

    Raises StoreError for a field that cannot be corrected or a value that is not of its form.
    """
    given = None if value is None else json.loads(value)
    if field in {effect.value for effect in Effect}:
        return _counted(claim, field, given)
    if field not in MAKERS:
        known = ", ".join(sorted({*MAKERS, *(effect.value for effect in Effect)}))
        raise StoreError(f"{field!r}: no field that can be corrected; there are: {known}")
    try:
        return replace(claim, **{field: MAKERS[field](claim, given)})
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"{field}: {value} is not of the codebook's form ({error})") from error


def _counted(claim: Claim, effect: str, given: Any) -> Claim:
    number = given if isinstance(given, dict) else {"low": given, "best": given, "high": given}
    quantity = None if given is None else Quantity(number["low"], number["best"], number["high"])
    items = []
    for item in claim.items:
        if item.effect and item.effect.value.value == effect:
            span = item.quantity.span if item.quantity else item.effect.span
            item = replace(item, quantity=Sourced(quantity, span, Basis.CONTEXT) if quantity else None)
        items.append(item)
    return replace(claim, items=tuple(items))


def _one(make: Callable[[Any], Any]) -> Callable[[Claim, Any], Any]:
    return lambda claim, given: None if given is None else Sourced(make(given), claim.type.span, Basis.CONTEXT)


def _several(make: Callable[[Any], Any]) -> Callable[[Claim, Any], Any]:
    def made(claim: Claim, given: Any) -> Any:
        return tuple(Sourced(make(each), claim.type.span, Basis.CONTEXT) for each in given or ())

    return made


def _actor(given: Any) -> Actor:
    return Actor(given.get("id"), given["name"], given.get("country"), given.get("sector"))


def _place(given: Any) -> Place:
    names = ("country", "adm1", "lat", "lon", "geonameid")
    precision = PlacePrecision(given["precision"]) if given.get("precision") else None
    return Place(given["name"], **{name: given.get(name) for name in names}, precision=precision)


def _when(given: Any) -> When:
    start, end = (date.fromisoformat(given[name]) if given[name] else None for name in ("start", "end"))
    return When(start, end, TimePrecision(given["precision"]) if given.get("precision") else None)


MAKERS: dict[str, Callable[[Claim, Any], Any]] = {
    "type": lambda claim, given: Sourced(Type(given) if given else None, claim.type.span, Basis.CONTEXT),
    "mode": _several(str),
    "actor": _several(_actor),
    "recipient": _several(_actor),
    "place": _several(_place),
    "when": _one(_when),
    "stage": _one(Stage),
    "polarity": lambda claim, given: Sourced(Polarity(given), claim.type.span, Basis.CONTEXT),
}


class _Places:
    """Claims by report, for the anchors that fall on their trigger words."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._by_report: dict[str, list[Told]] = {}
        for one in told:
            self._by_report.setdefault(one.report.id, []).append(one)

    def claims(self, anchor: str) -> list[Told]:
        report, _, span = anchor.rpartition(":")
        start, _, end = span.partition("-")
        if report not in self._by_report or not (start.isdigit() and end.isdigit()):
            return []
        place = Span(int(start), int(end))
        return [one for one in self._by_report[report] if one.claim.type.span.overlaps(place)]
