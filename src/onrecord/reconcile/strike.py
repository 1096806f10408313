"""The strike ledger: by day, side, weapon and speaker, how many were launched and what became of them.

A line is one speaker's arithmetic. Numbers are never added: another speaker, or another number of the same speaker, is
another line; outlets that quote one number share a line.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model.claim import Effect, Item, Role, Type
from onrecord.model.mention import Actor, Quantity
from onrecord.model.record import Strike, Told
from onrecord.model.report import digest
from onrecord.reconcile.account import Account
from onrecord.reconcile.dispute import negated
from onrecord.reconcile.party import party, source, voice

COUNTS = (Effect.LAUNCHED, Effect.INTERCEPTED, Effect.JAMMED, Effect.HIT, Effect.FALLEN)
OPENING = frozenset({Effect.LAUNCHED, Effect.INTERCEPTED, Effect.JAMMED})  # without one of these there is no ledger
PARTS = COUNTS[1:]
Key = tuple[date, str | None, str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the ledger, as one claim gives it."""

    key: Key
    effect: Effect
    number: Quantity
    side: Actor | None
    told: Told


def ledger(accounts: Iterable[Account]) -> dict[str, list[Count]]:
    """Counts by the id of their day, side, weapon and speaker."""
    lines: defaultdict[str, list[Count]] = defaultdict(list)
    for in_report in _by_report(accounts):
        counts = [count for one in in_report for count in _counts(one)]
        open_ = {count.key for count in counts if count.effect in OPENING}
        for count in _sided(counts):
            if count.key in open_ or (count.key[0], None, *count.key[2:]) in open_:
                lines[digest(repr(count.key))[:16]].append(count)
    return lines


def describe_strikes(id_: str, counts: Sequence[Count]) -> Iterator[Strike]:
    """The lines of one day, side, weapon and speaker: reports whose numbers go together share one."""
    lines: list[list[Count]] = []
    by_report: defaultdict[str, list[Count]] = defaultdict(list)
    for count in counts:
        by_report[count.told.report.id].append(count)
    for own in sorted(by_report.values(), key=_order):
        home = next((line for line in lines if _agree(line, own)), None)
        if home is None:
            lines.append(list(own))
        else:
            home += own
    for number, line in enumerate(lines):
        yield _strike(f"{id_}.{number}", line)


def line_of(strike: Strike, told: Sequence[Told]) -> Strike | None:
    """A line of the ledger as only some of its claims tell it; None where they give none of its numbers."""
    counts = [
        Count(key, effect, number, strike.side, one)
        for one in told
        for key, effect, number, side in _numbers(one, strike.day)
        if key[2] == strike.weapon and (side is None or strike.side is None or party(side) == party(strike.side))
    ]
    return replace(_strike(strike.id, counts), source=strike.source) if counts else None


def _by_report(accounts: Iterable[Account]) -> Iterable[list[Account]]:
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for one in accounts:
        if one.retold.type in (Type.ASSAULT, Type.INTERCEPT) and one.span:
            found[one.report].append(one)
    return found.values()


def _counts(account: Account) -> Iterator[Count]:
    day = account.span[1] if account.span else date.min
    for one in account.told:
        for key, effect, number, side in _numbers(one, day):
            yield Count(key, effect, number, side, one)


def _numbers(told: Told, day: date) -> Iterator[tuple[Key, Effect, Quantity, Actor | None]]:
    for item in told.claim.items if not negated(told) else ():
        weapon = _weapon(item)
        if weapon and item.effect and item.effect.value in COUNTS and item.quantity:
            side = _launched_by(told, item)
            key = (day, party(side) if side else None, weapon, voice(told))
            yield key, item.effect.value, item.quantity.value, side


def _weapon(item: Item) -> str | None:
    """What was fired, with its kind where that is told ("cruise missile"); all drones that attack are drones."""
    thing = item.what.value if item.what else None
    words = (thing.description or thing.designation) if thing else None
    if words is None or item.role not in (Role.WEAPON, Role.TARGET) or (thing and thing.category == "facility"):
        return None
    flies = {"drone", "missile", "rocket", "uav", "bomb", "shell", "aircraft"}
    last = words.casefold().split()[-1]
    if last not in flies or (item.role is Role.TARGET and item.effect and item.effect.value is Effect.HIT):
        return None
    return "drone" if last in ("drone", "uav") else words.casefold()


def _launched_by(told: Told, item: Item) -> Actor | None:
    """Who fired it: whoever made it ("a North Korean missile") only where nobody else is said to have."""
    ends = told.claim.recipient if told.claim.type.value is Type.INTERCEPT else told.claim.actor
    if ends:
        return ends[0].value
    return item.side.value if item.side else None


def _sided(counts: Sequence[Count]) -> Iterator[Count]:
    """Counts whose side the words leave open take that of the same day and weapon in the report, if there is one."""
    sides = {(c.key[0], c.key[2]): c for c in reversed(counts) if c.side}
    for count in counts:
        known = sides.get((count.key[0], count.key[2])) if count.side is None else None
        day, _, weapon, speaker = count.key
        yield replace(count, side=known.side, key=(day, known.key[1], weapon, speaker)) if known else count


def _order(counts: Sequence[Count]) -> tuple[object, ...]:
    first = counts[0].told
    return (first.report.day or date.max, first.report.id)


def _agree(line: Sequence[Count], own: Sequence[Count]) -> bool:
    known = _first(line)
    return all(known.get(effect, number) == number for effect, number in _first(own).items())


def _first(counts: Sequence[Count]) -> dict[Effect, Quantity]:
    found: dict[Effect, Quantity] = {}
    for count in sorted(counts, key=lambda count: count.told.claim.type.span):
        plain = replace(count.number, unit=None, word=None)
        found.setdefault(count.effect, plain)
    return found


def _strike(id_: str, line: Sequence[Count]) -> Strike:
    numbers, (day, _, weapon, _) = _first(line), line[0].key
    claims = dict.fromkeys(count.told.claim.id for count in sorted(line, key=lambda c: _order([c])))
    return Strike(
        id=id_,
        day=day,
        side=line[0].side,
        weapon=weapon,
        source=source(line[0].told),
        launched=numbers.get(Effect.LAUNCHED),
        intercepted=numbers.get(Effect.INTERCEPTED),
        jammed=numbers.get(Effect.JAMMED),
        hit=numbers.get(Effect.HIT),
        fallen=numbers.get(Effect.FALLEN),
        sums=fits(numbers),
        claims=tuple(claims),
    )


def fits(numbers: dict[Effect, Quantity]) -> bool | None:
    """Whether what became of them is no more than were launched; None where either is not told.

    >>> ten, nine = Quantity(10, 10, 10), Quantity(9, 9, 9)
    >>> fits({Effect.LAUNCHED: ten, Effect.INTERCEPTED: nine, Effect.JAMMED: nine}), fits({Effect.LAUNCHED: ten})
    (False, None)
    """
    launched = numbers.get(Effect.LAUNCHED)
    least = [next((n for n in (q.low, q.best) if n is not None), 0) for e, q in numbers.items() if e in PARTS]
    most = next((n for n in (launched.high, launched.best) if n is not None), None) if launched else None
    return None if most is None or not least else sum(least) <= most
