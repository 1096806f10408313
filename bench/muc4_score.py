"""The MUC-4 scorer, by `muc4/doc/scoring-guidelines.v7`, with the judge's discretion turned into fixed rules.

String fills (3.1.1): full where the words agree but for articles, quantifiers and other modifiers before the head;
partial where one holds the other or both share their head. Set fills with a cross-reference (3.1.2): full, partial
where only the reference is wrong. Templates are mapped best first, and only where the incident types agree at least in
part and so does one of the perpetrator, physical or human target slots (3.2.1). Unmapped ones count in full.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from bench.muc4_read import MONTHS, Fill, Template

STRINGS = frozenset({6, 9, 10, 12, 18, 19})
NUMBERS = frozenset({14, 17, 21, 24})
ALIGNED = (9, 10, 12, 13, 18, 19, 20)
SLOTS = tuple(range(2, 25))
LOOSE = frozenset(("THE", "A", "AN", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "SOME", "SEVERAL", "OTHER"))
LOOSE |= {"MANY", "ALLEGED", "PRESUMED"}
MONTH = "|".join(MONTHS)
DAY = re.compile(rf"(\d{{1,2}}) ({MONTH})\w* (\d{{2}})")
SUPERSET = {
    "GUN": {"MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"},
    "EXPLOSIVE": {"BOMB", "VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE", "MOLOTOV COCKTAIL"},
    "BOMB": {"VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB"},
    "PROJECTILE": {"MISSILE", "ROCKET"},
}
LESSER = {
    ("SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
    ("POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE"),
    ("DESTROYED", "SOME DAMAGE"),
    ("GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"),
    ("ACTIVE MILITARY", "FORMER ACTIVE MILITARY"),
    ("POLITICAL FIGURE", "GOVERNMENT OFFICIAL"),
    ("NO INJURY", "NO INJURY OR DEATH"),
    ("NO DEATH", "NO INJURY OR DEATH"),
}

Tally = dict[int, Counter[str]]


def words(value: str) -> tuple[str, ...]:
    """The words of a string fill that matter."""
    kept = tuple(word for word in re.findall(r"[A-Z0-9']+", value.upper()) if word not in LOOSE and not word.isdigit())
    return kept or tuple(re.findall(r"[A-Z0-9']+", value.upper()))


def strings(key: Iterable[str], response: str) -> float:
    """1 full, 0.5 partial, 0 none."""
    said, best = words(response), 0.0
    for option in map(words, key):
        if said == option or (option and said[-len(option) :] == option):
            return 1.0
        if set(option) <= set(said) or set(said) <= set(option) or (option and said and option[-1] == said[-1]):
            best = 0.5
    return best if said else 0.0


def match(slot: int, key: Fill, response: Fill) -> float:
    """How right one filler is."""
    value = response.values[0]
    if slot == 2:
        return max((dates(option, value) for option in key.values), default=0.0)
    if slot == 3:
        return max((places(option, value) for option in key.values), default=0.0)
    if slot in STRINGS:
        right = strings(key.values, value)
    elif slot in NUMBERS:
        right = numbers(key.values, value)
    else:
        right = sets(slot, key.values, value)
    tagged = not key.tags or any(strings(key.tags, tag) for tag in response.tags)
    return right if tagged else min(right, 0.5)


def sets(slot: int, key: Iterable[str], value: str) -> float:
    """Set fills, with the partial credits of 3.2."""
    options = set(key)
    if value in options:
        return 1.0
    if slot == 4 and value == "ATTACK":
        return 0.5
    lesser = any((value, option) in LESSER for option in options)
    return 0.5 if lesser or (slot == 7 and SUPERSET.get(value, set()) & options) else 0.0


def numbers(key: Iterable[str], value: str) -> float:
    """Numbers, partial where the key is a range from or about the number (3.2.14)."""
    plain = {option.replace(" ", "") for option in key}
    if value in plain:
        return 1.0
    return 0.5 if any(value in re.split(r"[-~]", option) for option in plain) else 0.0


def dates(key: str, value: str) -> float:
    """Dates, with the partial credits of 3.2.2; `- D` is on or before D."""
    if key.replace(" ", "") == value.replace(" ", ""):
        return 1.0
    wanted, said = _days(key), _days(value)
    if not wanted or not said:
        return 0.0
    if value.startswith("-"):
        return 0.5 if said[-1] == wanted[-1] else 0.0
    if len(wanted) == 2:
        return 0.5 if wanted[0] <= said[0] <= wanted[1] else 0.0
    return 0.5 if key.startswith("-") and said[0] <= wanted[0] and (wanted[0] - said[0]).days < 60 else 0.0


def _days(value: str) -> list[date]:
    return [date(1900 + int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in DAY.findall(value)]


def places(key: str, value: str) -> float:
    """Locations: full where country and the most specific place agree, partial where one of them does."""
    wanted, said = _path(key), _path(value)
    if wanted == said or (wanted[0] == said[0] and wanted[-1] == said[-1]):
        return 1.0
    if len(wanted) > 1 and wanted[-1] == said[-1]:
        return 0.5
    return 0.5 if wanted[0] == said[0] else 0.0


def _path(value: str) -> list[str]:
    return [re.sub(r"\s*\([^)]*\)", "", part).strip() for part in value.split(":")]


def compare(slot: int, key: list[Fill], response: list[Fill]) -> Counter[str]:
    """Counts of one slot: cor, par, inc, mis, spu."""
    pairs = sorted(
        ((match(slot, k, r), i, j) for i, k in enumerate(key) for j, r in enumerate(response)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    count: Counter[str] = Counter()
    left, over = dict(enumerate(key)), dict(enumerate(response))
    for right, i, j in pairs:
        if right and i in left and j in over:
            count["cor" if right == 1 else "par"] += 1
            del left[i], over[j]
    needed = sum(not one.optional for one in left.values())
    wrong = min(needed, len(over))
    count.update(inc=wrong, mis=needed - wrong, spu=len(over) - wrong)
    return count


def mappable(key: Template, response: Template) -> bool:
    """The content-based conditions of 3.2.1."""
    if not any(match(4, k, r) for k in key.slots.get(4, []) for r in response.slots.get(4, [])):
        return False
    return any(
        match(slot, k, r) for slot in ALIGNED for k in key.slots.get(slot, []) for r in response.slots.get(slot, [])
    )


def worth(key: Template, response: Template) -> float:
    """What mapping one template to the other scores."""
    counts = [compare(slot, key.slots.get(slot, []), response.slots.get(slot, [])) for slot in SLOTS]
    return sum(count["cor"] + count["par"] / 2 for count in counts)


def score(keys: list[Template], responses: list[Template], tally: Tally) -> list[tuple[int | None, int | None]]:
    """Adds one message to the tally; returns which template was mapped to which."""
    ranked = sorted(
        (
            (-worth(key, response), i, j)
            for i, key in enumerate(keys)
            for j, response in enumerate(responses)
            if mappable(key, response)
        )
    )
    lonely, spare, mapped = set(range(len(keys))), set(range(len(responses))), []
    for _, i, j in ranked:
        if i in lonely and j in spare:
            lonely.discard(i)
            spare.discard(j)
            mapped.append((i, j))
    pairs: list[tuple[int | None, int | None]] = [*mapped]
    pairs += [(i, None) for i in sorted(lonely) if not keys[i].optional]
    pairs += [(None, j) for j in sorted(spare)]
    for key, response in pairs:
        for slot in SLOTS:
            wanted = keys[key].slots.get(slot, []) if key is not None else []
            said = responses[response].slots.get(slot, []) if response is not None else []
            tally.setdefault(slot, Counter()).update(compare(slot, wanted, said))
    return pairs


def measures(count: Counter[str]) -> dict[str, float]:
    """Recall, precision and F (beta 1) in percent, by the guidelines' half credit for partial fills."""
    right = count["cor"] + count["par"] / 2
    possible = count["cor"] + count["par"] + count["inc"] + count["mis"]
    actual = count["cor"] + count["par"] + count["inc"] + count["spu"]
    recall, precision = right / max(1, possible), right / max(1, actual)
    f1 = 2 * recall * precision / max(1e-9, recall + precision)
    return {"recall": round(100 * recall, 1), "precision": round(100 * precision, 1), "f1": round(100 * f1, 1)}
