"""Claims of arms and aid -> transfers: who gives what to whom, with each step that was reported."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model.claim import Item, Role, Stage, Type
from onrecord.model.mention import Actor, Quantity, Thing
from onrecord.model.record import Step, Told, Transfer, Verdict
from onrecord.model.report import digest
from onrecord.reconcile.dispute import negated
from onrecord.reconcile.party import party, source
from onrecord.reconcile.retold import Retold, in_order, retold, tells_transfer

Pairs = Mapping[frozenset[str], Verdict]  # pairs of claims (ids) on which a person has judged
NO_PAIRS: Pairs = {}
REQUESTED = "requested"
MONEY = "money"
GENERAL = frozenset(
    {"package", "aid", "help", "support", "assistance", "weapon", "weapons", "arms", "equipment", "goods"}
)
# Which rung gives which of a transfer's numbers. A later report's number takes the place of an earlier one's.
RUNGS = {
    "announced": (Stage.ANNOUNCED, Stage.APPROVED, Stage.ALLOCATED),
    "ordered": (Stage.ORDERED,),
    "delivered": (Stage.DELIVERED, Stage.IN_USE),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of goods in a retelling, None where the words name none; `package` is the id of that transfer."""

    whole: Retold
    item: Item | None
    what: Thing | None
    package: str | None = None

    @property
    def claims(self) -> frozenset[str]:
        """The ids of its claims."""
        return frozenset(one.claim.id for one in self.whole.told)

    @property
    def alleged(self) -> bool:
        """Whether others alone say so (named sources, none of which is a side), or a side denies it."""
        sides = {party(actor) for actor in (*givers(self.whole), *takers(self.whole))}
        sources = [source(one) for one in self.whole.told]
        denied = any(map(negated, self.whole.told))
        return denied or all(actor is not None and party(actor) not in sides for actor in sources)


def transfer_parts(told: Iterable[Told], pairs: Pairs = NO_PAIRS) -> dict[str, list[Part]]:
    """Parts by the id of their transfer: one supplier, one recipient, one kind of goods, acknowledged or alleged.

    Where the words leave the recipient or the goods open, a retelling stays by itself. Two sums of money are two
    transfers; what has only a general name (aid, weapons, a package) is linked within one month. What a person judged
    of two claims (`pairs`) goes before all that.
    """
    by_report: defaultdict[str, list[Part]] = defaultdict(list)
    for whole in retold(one for one in told if tells_transfer(one)):
        by_report[whole.told[0].report.id] += _parts(whole)
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for parts in by_report.values():
        for part in _named(parts):
            found[transfer_id(part)].append(part)
    return _as_judged(found, pairs) if pairs else found


def _as_judged(found: dict[str, list[Part]], pairs: Pairs) -> dict[str, list[Part]]:
    """Parts with those apart that a person judged to be of other transfers, and those of one together."""
    for pair in sorted((pair for pair, verdict in pairs.items() if verdict is Verdict.DIFFERENT), key=sorted):
        for id_ in sorted(found):
            later = [part for part in found[id_] if max(pair) in part.claims and pair <= _claims(found[id_])]
            if later and len(later) < len(found[id_]):
                found[id_] = [part for part in found[id_] if part not in later]
                found[digest(id_ + max(pair))[:16]] = later
    for pair in sorted((pair for pair, verdict in pairs.items() if verdict is Verdict.SAME), key=sorted):
        first, *others = sorted(id_ for id_ in found if pair & _claims(found[id_])) or [""]
        if len(others) == 1 and pair <= _claims(found[first] + found[others[0]]):  # of several kinds none is meant
            found[first] += found.pop(others[0])
    return found


def _claims(parts: Iterable[Part]) -> frozenset[str]:
    return frozenset(claim for part in parts for claim in part.claims)


def transfer_id(part: Part) -> str:
    """A hash of what makes it one transfer: the same whenever it is reported again."""
    return digest(repr(_key(part)))[:16]


def describe_transfer(id_: str, parts: Sequence[Part]) -> Transfer:
    """The transfer that its parts describe."""
    ordered = sorted(parts, key=lambda part: in_order(part.whole.told)[0].report.day or date.max)
    first = ordered[0]
    told = in_order({one.claim.id: one for part in ordered for one in part.whole.told}.values())
    money = first.what is not None and first.what.category == MONEY
    return Transfer(
        id=id_,
        supplier=_end(ordered, givers),
        recipient=_end(ordered, takers),
        what=first.what,
        announced=None if money else _number(ordered, RUNGS["announced"]),
        ordered=None if money else _number(ordered, RUNGS["ordered"]),
        delivered=None if money else _number(ordered, RUNGS["delivered"]),
        value=_number(ordered, None) if money else None,
        stages=tuple(_step(one, stage) for one in told if (stage := _stage(one)) and not negated(one)),
        alleged=first.alleged,
        claims=tuple(one.claim.id for one in told),
        package=next((part.package for part in ordered if part.package), None),
    )


def _parts(whole: Retold) -> list[Part]:
    kinds: dict[Thing | None, Item] = {}
    for one in whole.told:
        for item in one.claim.items:
            if item.role is Role.GOODS:
                kinds.setdefault(item.what.value if item.what else None, item)
    return [Part(whole, item, what) for what, item in kinds.items()] or [Part(whole, None, None)]


def _named(parts: Sequence[Part]) -> list[Part]:
    """Parts of one report: "the howitzers" are the Caesars where it named no others; goods belong to its package."""
    named: defaultdict[tuple[object, ...], set[Thing]] = defaultdict(set)
    for part in parts:
        if part.what and part.what.designation:
            named[_ends(part), part.what.description].add(part.what)
    full = [_by_name(part, named) for part in parts]
    packages = {_ends(part): transfer_id(part) for part in reversed(full) if _is_package(part)}
    return [replace(part, package=packages.get(_ends(part))) if _in_package(part) else part for part in full]


def _by_name(part: Part, named: Mapping[tuple[object, ...], set[Thing]]) -> Part:
    if part.what is None or part.what.designation or part.what.description is None:
        return part
    called = named.get((_ends(part), part.what.description), set())
    return replace(part, what=next(iter(called))) if len(called) == 1 else part


def _is_package(part: Part) -> bool:
    return part.what is not None and part.what.category == MONEY and _in_package(part)


def _in_package(part: Part) -> bool:
    return any(one.claim.package for one in part.whole.told)


def _ends(part: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(map(party, givers(part.whole)))), tuple(sorted(map(party, takers(part.whole))))


def _key(part: Part) -> tuple[object, ...]:
    ends, first = _ends(part), part.whole.told[0]
    if not ends[1] or part.what is None:
        named = part.what and (part.what.designation, part.what.description)
        return (first.claim.id, named)
    words = (part.what.designation or part.what.description or part.what.category or "").casefold()
    money = part.item.quantity.value if part.what.category == MONEY and part.item and part.item.quantity else None
    month = (first.report.day.year, first.report.day.month) if first.report.day else None
    return (
        *ends,
        part.what.category,
        words,
        money and (money.low, money.best, money.high, money.unit),
        month if words.split()[-1:] and words.split()[-1] in GENERAL else None,
        part.alleged,
    )


def givers(whole: Retold) -> tuple[Actor, ...]:
    """Who gives: of aid the actor, of a request the one that is asked."""
    return whole.recipients if whole.type is Type.REQUEST else whole.actors


def takers(whole: Retold) -> tuple[Actor, ...]:
    """Who gets it: of aid the recipient, of a request the one that asks."""
    return whole.actors if whole.type is Type.REQUEST else whole.recipients


def _end(parts: Sequence[Part], end: Callable[[Retold], tuple[Actor, ...]]) -> Actor | None:
    return next((actors[0] for part in parts if (actors := end(part.whole))), None)


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
                found += [((one.report.day or date.min, one.claim.id), n) for n in _counts(one, part)]
    return max(found, key=lambda dated: dated[0])[1] if found else None


def _counts(told: Told, part: Part) -> Iterator[Quantity]:
    own = part.item.what.value if part.item and part.item.what else None
    for item in told.claim.items:
        if item.role is Role.GOODS and item.quantity and (item.what.value if item.what else None) == own:
            yield item.quantity.value
