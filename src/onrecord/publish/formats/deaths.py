"""How many died in an event, as its claims say, for formats that want one number. Never a sum over speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from onrecord.model.claim import Effect, Item, Polarity, Role, Scope, plain
from onrecord.model.mention import Actor, Quantity
from onrecord.model.record import Event, Told
from onrecord.vocab.formats import listed, table

DEADLY = (Effect.KILLED, Effect.DIED)


@dataclass(frozen=True, slots=True)
class Deaths:
    """Whole numbers. `best` is the number on which all claims agree, else the lowest: no number of ours."""

    low: int
    best: int
    high: int


def counted(told: Told, effects: Sequence[Effect] = DEADLY) -> tuple[tuple[Item, Quantity], ...]:
    """The casualties that a claim affirms of its own event, those left out that are part of others."""
    if plain(told.claim.polarity) == Polarity.NEGATED.value:
        return ()
    return tuple(
        (item, item.quantity.value)
        for item in told.claim.items
        if item.role is Role.CASUALTY and item.effect and item.effect.value in effects and item.quantity
        and item.scope is not Scope.PERIOD and item.part_of is None
    )  # fmt: skip


def least(quantity: Quantity) -> int:
    """The lowest whole number that words allow: 'dozens' is 24, ACLED's own reading is `acled_count`."""
    return floor(next((n for n in (quantity.low, quantity.best, quantity.high) if n is not None), 0))


def most(quantity: Quantity) -> int:
    """The highest number that words give; where they set no upper end, the lowest."""
    return floor(next((n for n in (quantity.high, quantity.best, quantity.low) if n is not None), 0))


def acled_count(quantity: Quantity) -> int:
    """A number as ACLED reads words: dozens 12, hundreds 100, several and many 3."""
    word = (quantity.word or "").lower().removeprefix("several ")
    return int(table("acled_counts").get(word, least(quantity)))


def deaths(told: Iterable[Told], effects: Sequence[Effect] = DEADLY) -> Deaths | None:
    """The dead over all claims of an event: the lowest, the agreed and the highest count of one claim; None if none."""
    counts = [found for one in told if (found := counted(one, effects))]
    if not counts:
        return None
    lows = [sum(least(number) for _, number in items) for items in counts]
    highs = [sum(most(number) for _, number in items) for items in counts]
    return Deaths(min(lows), lows[0] if len(set(lows)) == 1 else min(lows), max(highs))


def acled_deaths(told: Iterable[Told], rule: str) -> int:
    """ACLED's fatalities: the lowest report, 0 where no number is given; or by `rule` "best" the agreed one."""
    reports = tuple(told)
    if rule == "best":
        found = deaths(reports)
        return found.best if found else 0
    sums = [sum(acled_count(number) for _, number in items) for one in reports if (items := counted(one))]
    return min(sums, default=0)


def by_side(event: Event, told: Sequence[Told], best: int) -> dict[str, int]:
    """The best count split by whose people died: a, b, civilians, unknown. Of the claim that gives the best number."""
    for one in told:
        items = counted(one)
        if items and sum(least(number) for _, number in items) == best:
            split = dict.fromkeys(("a", "b", "civilians", "unknown"), 0)
            for item, number in items:
                split[_whose(event, item)] += least(number)
            return split
    return {"a": 0, "b": 0, "civilians": 0, "unknown": best}


def _whose(event: Event, item: Item) -> str:
    what = item.what.value if item.what else None
    noun = ((what.description or "") if what else "").lower()
    if noun in listed("civilians"):
        return "civilians"
    side = item.side.value if item.side else None
    if noun in listed("fighters") and side is not None:
        if _among(side, event.actor):
            return "a"
        if _among(side, event.recipient):
            return "b"
    return "unknown"


def _among(side: Actor, actors: Iterable[Actor]) -> bool:
    return any((side.id or side.name) == (actor.id or actor.name) for actor in actors)


def hurt_civilians(told: Iterable[Told]) -> bool:
    """Whether claims name civilians among those harmed or aimed at."""
    for one in told:
        for item in one.claim.items:
            noun = (item.what.value.description or "").lower() if item.what else ""
            if item.role in (Role.CASUALTY, Role.TARGET) and noun in listed("civilians"):
                return True
    return False
