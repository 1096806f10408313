"""A number in a sentence, read back, against the quantities of claims."""

import re
from collections.abc import Iterable

from onrecord.model.claim import Claim, Item
from onrecord.model.mention import Quantity

ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SCALE = {"million": 1e6, "billion": 1e9}
VAGUE = "another|dozens|scores|hundreds|thousands|several|few|many|none|nobody|no"
FIGURE = rf"(?:\d[\d,]*(?:\.\d+)?|{'|'.join(ONES)})(?: (?:million|billion))?"
NUMBER = rf"(?:(?:at least|at most|about|nearly) )?{FIGURE}(?: to {FIGURE})?|(?:{VAGUE})"
PARTS = re.compile(rf"(?:(?P<bound>at least|at most|about|nearly) )?(?P<one>{FIGURE})(?: to (?P<two>{FIGURE}))?")
# Which of (low, best, high) a word before the number bounds; the others are not there.
BOUNDS = {"at least": (True, False, False), "at most": (False, False, True)}


def matching_items(words: str, claims: Iterable[Claim]) -> list[Item]:
    """The items whose quantity the words give, neither finer nor coarser than the claim does."""
    items = [item for claim in claims for item in claim.items if item.quantity]
    return [item for item in items if item.quantity and _gives(words.lower(), item.quantity.value)]


def _gives(words: str, value: Quantity) -> bool:
    if re.fullmatch(VAGUE, words):
        return (value.word or "").lower() == words or (words in ("no", "none") and value.best == 0)
    found = PARTS.fullmatch(words)
    if found is None:
        return False
    one, other = _value(found["one"]), _value(found["two"]) if found["two"] else None
    if other and found["two"][-1] == "n" and found["one"][-1] != "n":  # '1.5 to 2 million': one scale for both
        one *= SCALE[found["two"].split(" ")[-1]]
    has = (value.low, value.best, value.high)
    if other is not None:
        return value.best is None and value.low == one and value.high == other
    if found["bound"] in BOUNDS:
        return has == tuple(one if given else None for given in BOUNDS[found["bound"]])
    if found["bound"]:
        exact = value.low == value.high == value.best
        return value.best == one and not exact and (found["bound"] == "nearly") == (value.high == value.best)
    return value.best == one and (value.low == value.high == one or one == 1)


def _value(words: str) -> float:
    figure, _, scale = words.partition(" ")
    value = float(ONES.index(figure)) if figure in ONES else float(figure.replace(",", ""))
    return round(value * SCALE[scale], 3) if scale else value
