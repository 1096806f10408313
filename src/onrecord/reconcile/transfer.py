"""Claims of arms and aid -> transfers: who gives what to whom, with each step that was reported."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model.claim import Item, Role, Stage, Type
from onrecord.model.mention import Actor, Quantity, Thing
from onrecord.model.record import Step, Told, Transfer
from onrecord.reconcile.event import negated
from onrecord.reconcile.party import party, source
from onrecord.reconcile.retold import Retold, in_order, retold
from onrecord.reconcile.together import Together

REQUESTED = "requested"
# Which rung gives which of a transfer's numbers. A later report's number takes the place of an earlier one's.
RUNGS = {
    "announced": (Stage.ANNOUNCED, Stage.APPROVED, Stage.ALLOCATED),
    "ordered": (Stage.ORDERED,),
    "delivered": (Stage.DELIVERED, Stage.IN_USE),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of goods in a retelling, None where the words name none."""

    whole: Retold
    item: Item | None

    @property
    def what(self) -> Thing | None:
        """The goods."""
        return self.item.what.value if self.item and self.item.what else None


def grouped(groups: Iterable[Retold]) -> Iterator[list[Part]]:
    """Parts of one transfer each: one supplier, one recipient, one kind of goods.

    Where the words leave the recipient or the goods open, a retelling stays by itself. Two sums of money are two
    transfers.
    """
    found: defaultdict[tuple[object, ...], list[Part]] = defaultdict(list)
    for whole in groups:
        for part in _parts(whole):
            found[_key(part)].append(part)
    yield from found.values()


def families(groups: Sequence[Retold]) -> list[list[Retold]]:
    """Retellings that share a transfer, directly or through others: what is in one does not bear on another."""
    together = Together(len(groups))
    owner: dict[tuple[object, ...], int] = {}
    for at, whole in enumerate(groups):
        for part in _parts(whole):
            together.join(owner.setdefault(_key(part), at), at)
    return together.groups(groups)


def describe_transfer(parts: Sequence[Part]) -> Transfer:
    """The transfer that its parts describe."""
    first = parts[0]
    told = in_order({one.claim.id: one for part in parts for one in part.whole.told}.values())
    supplier, recipient = _end(parts, "actor"), _end(parts, "recipient")
    money = first.what is not None and first.what.category == "money"
    return Transfer(
        id=_id(first),
        supplier=supplier,
        recipient=recipient,
        what=first.what,
        announced=None if money else _number(parts, RUNGS["announced"]),
        ordered=None if money else _number(parts, RUNGS["ordered"]),
        delivered=None if money else _number(parts, RUNGS["delivered"]),
        value=_number(parts, None) if money else None,
        stages=tuple(_step(one, stage) for one in told if (stage := _stage(one)) and not negated(one)),
        alleged=_alleged(told, supplier, recipient),
        claims=tuple(one.claim.id for one in told),
    )


def restricted(transfer: Transfer, told: Sequence[Told]) -> Transfer:
    """A transfer as these claims, some of its own, tell it."""
    parts = [part for whole in retold(in_order(told)) for part in _parts(whole)]
    own = [part for part in parts if part.what == transfer.what] or parts
    return replace(describe_transfer(own), id=transfer.id)


def _parts(whole: Retold) -> list[Part]:
    kinds: dict[Thing | None, Item] = {}
    for one in whole.told:
        for item in one.claim.items:
            if item.role is Role.GOODS:
                kinds.setdefault(item.what.value if item.what else None, item)
    return [Part(whole, item) for item in kinds.values()] or [Part(whole, None)]


def _key(part: Part) -> tuple[object, ...]:
    suppliers, recipients = givers(part.whole), takers(part.whole)
    if not recipients or part.what is None:
        return part.whole.told[0].claim.id, part.what
    named = part.what.designation or part.what.description or part.what.category or ""
    return (
        tuple(sorted(map(party, suppliers))),
        tuple(sorted(map(party, recipients))),
        part.what.category,
        named.casefold(),
        part.item.quantity.value if part.what.category == "money" and part.item and part.item.quantity else None,
    )


def givers(whole: Retold) -> tuple[Actor, ...]:
    """Who gives: of aid the actor, of a request the one that is asked."""
    return whole.recipients if whole.type is Type.REQUEST else whole.actors


def takers(whole: Retold) -> tuple[Actor, ...]:
    """Who gets it: of aid the recipient, of a request the one that asks."""
    return whole.actors if whole.type is Type.REQUEST else whole.recipients


def _end(parts: Sequence[Part], end: str) -> Actor | None:
    ends = (givers(part.whole) if end == "actor" else takers(part.whole) for part in parts)
    return next((actors[0] for actors in ends if actors), None)


def _id(first: Part) -> str:
    """The earliest claim's id; goods that it names beside others have their number behind the id."""
    id_ = first.whole.told[0].claim.id
    number = [part.what for part in _parts(first.whole)].index(first.what)
    return f"{id_}.{number}" if number else id_


def _stage(told: Told) -> str | None:
    if told.claim.type.value is Type.REQUEST:
        return REQUESTED
    return told.claim.stage.value.value if told.claim.stage else None


def _step(told: Told, stage: str) -> Step:
    when = told.claim.when.value if told.claim.when else None
    return Step(stage, told.report.day, when, source(told), told.claim.id)


def _number(parts: Sequence[Part], rungs: tuple[Stage, ...] | None) -> Quantity | None:
    """The number that was last reported on these rungs (None: on any)."""
    found: list[tuple[tuple[date, str], Quantity]] = []
    for part in parts:
        for one in part.whole.told:
            stage = one.claim.stage.value if one.claim.stage else None
            if (rungs is None or stage in rungs) and not negated(one):
                found += [((one.report.day or date.min, one.claim.id), n) for n in _counts(one, part.what)]
    return max(found, key=lambda dated: dated[0])[1] if found else None


def _counts(told: Told, what: Thing | None) -> Iterator[Quantity]:
    for item in told.claim.items:
        if item.role is Role.GOODS and item.quantity and (item.what.value if item.what else None) == what:
            yield item.quantity.value


def _alleged(told: Sequence[Told], supplier: Actor | None, recipient: Actor | None) -> bool:
    """Whether others alone say so (a source that is neither side), or a side denies it."""
    sides = {party(actor) for actor in (supplier, recipient) if actor}
    sources = [source(one) for one in told]
    return any(map(negated, told)) or all(actor is not None and party(actor) not in sides for actor in sources)
