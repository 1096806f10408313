"""Values of the record as English phrases: actors, things with their numbers, people harmed; `setting` has the rest."""

import re
from functools import lru_cache

from onrecord.model.claim import Effect, Item
from onrecord.model.mention import Actor, Quantity
from onrecord.model.span import Sourced, Span

# Names of these kinds take an article; names of people and most states do not.
WITH_ARTICLE = re.compile(
    r"\b(?:army|forces?|government|ministry|command|union|nations|front|movement|group|organi[sz]ation|council|states|kingdom"
    r"|emirates|netherlands|philippines|department|houthis|rebels|agency|navy|military|staff|cross|guard|commission|house"
    r"|republic|bank|defences?|delegation)$",
    re.I,
)
VAGUE = frozenset(
    (
        "a",
        "an",
        "another",
        "one",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "several",
        "few",
        "many",
        "none",
        "nobody",
    )
)
CURRENCIES = frozenset({"USD", "EUR", "GBP"})
PARTICIPLES = {
    Effect.KILLED: "killed",
    Effect.DIED: "died",
    Effect.INJURED: "injured",
    Effect.MISSING: "reported missing",
    Effect.CAPTURED: "captured",
    Effect.ABDUCTED: "abducted",
    Effect.ARRESTED: "arrested",
    Effect.DISPLACED: "displaced",
    Effect.RELEASED: "released",
}


HARMED = PARTICIPLES.keys() - {Effect.ABDUCTED, Effect.RELEASED}  # the two have verbs of their own


def listed(parts: list[str]) -> str:
    """Parts with commas and a last 'and'.

    >>> listed(["tanks", "shells", "drones"])
    'tanks, shells and drones'
    """
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def actor(value: Actor) -> str:
    """An actor's name, with its article inside a sentence.

    >>> actor(Actor("USA", "United States", "USA", "GOV")), actor(Actor("DEU", "Germany", "DEU", "GOV"))
    ('the United States', 'Germany')
    """
    return named(value.name)


@lru_cache(maxsize=4096)
def named(name: str) -> str:
    """An actor by its name, with its article inside a sentence."""
    first = name.split(" ")[0]
    if first.lower() in {"the", "a", "an", "two", "three", "several"} or "'s " in name or "’s " in name:
        return name[0].lower() + name[1:] if first in {"The", "A", "An"} else name
    if name.split(" ")[-1] in ONE_PERSON:
        return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
    return f"the {name}" if WITH_ARTICLE.search(name) else name


ONE_PERSON = {
    "commander",
    "official",
    "officer",
    "soldier",
    "fighter",
    "leader",
    "spokesman",
    "spokeswoman",
    "journalist",
    "person",
}


def actors(values: tuple[Sourced[Actor], ...]) -> str:
    """Actors in one list, each named once."""
    return listed(list(dict.fromkeys(actor(sourced.value) for sourced in values)))


MILLION = 1_000_000
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(value: int | float) -> str:
    """A number: in words up to nine, then with its thousands parted; no digits that are not there.

    >>> number(9), number(48000), number(1.5), number(12_000_000)
    ('nine', '48,000', '1.5', '12 million')
    """
    if value >= MILLION and value % (MILLION / 10) == 0:
        return f"{value / MILLION:,g} million"
    if 0 < value < len(WORDS) and float(value).is_integer():
        return WORDS[int(value)]
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


SCALES = ((10**9, "billion"), (10**6, "million"))
MONEY = {"USD": "US dollars", "EUR": "euros", "GBP": "pounds"}


def money(value: Quantity) -> str:
    """A sum of money with its currency.

    >>> money(Quantity(220e6, 220e6, 220e6, "EUR")), money(Quantity(1.5e9, None, None, "USD"))
    ('220 million euros', 'at least 1.5 billion US dollars')
    """
    amounts = [value.low, value.best, value.high]
    for size, word in SCALES:
        if all(each is None or each >= size for each in amounts):
            low, best, high = (None if each is None else each / size for each in amounts)
            return f"{quantity(Quantity(low, best, high))} {word} {MONEY[value.unit or '']}"
    return f"{quantity(Quantity(value.low, value.best, value.high))} {MONEY[value.unit or '']}"


def quantity(value: Quantity) -> str:
    """A quantity with its bounds: the record's numbers, never finer than the words.

    >>> quantity(Quantity(67, None, None)), quantity(Quantity(10, None, 15)), quantity(Quantity(None, 40, None))
    ('at least 67', '10 to 15', 'about 40')
    >>> quantity(Quantity(24, None, None, word="dozens")), quantity(Quantity(None, 1, None, word="a"))
    ('dozens', 'a')
    """
    low, best, high = value.low, value.best, value.high
    word = (value.word or "").lower()
    if word in VAGUE:
        return word
    if best is not None:
        if low == high == best:
            return "no" if best == 0 else number(best)
        return f"nearly {number(best)}" if high == best else f"about {number(best)}"
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if high is not None else ""


def thing(item: Item, text: str) -> str:
    """A thing with its number, in the report's own words for it where the report states it."""
    count = quantity(item.quantity.value) if item.quantity else ""
    words = item.what.span.quote(text).strip() if item.what else ""
    words = " ".join(words.split())
    if words[:2].lower() == "a " or words[:4].lower() == "the ":
        words = words.split(" ", 1)[1]
    if not words or words.lower() == count:
        return count
    if item.what and item.what.value.designation is None and opens(text, item.what.span):
        words = words[0].lower() + words[1:]
    if item.quantity is None and item.what:
        article = "an " if words[0].lower() in "aeiou" else "a "
        counted = words.split(" ")[-1].lower() in COUNTED and words.lower() == words
        return f"{article if counted else indefinite(text, item.what.span)}{words}"
    if item.quantity and item.quantity.value.unit in CURRENCIES and count:
        return money(item.quantity.value)
    if (
        item.what
        and item.quantity
        and (item.quantity.value.unit or "").isupper()
        and item.quantity.span == item.what.span
    ):
        return words  # another currency: "C$80 million" is the thing and its number
    if count in ("one", "a", "an"):
        if words.endswith("s") and not words.endswith("ss"):
            return words
        person = item.what is not None and item.what.value.category == "people"
        return f"{'one' if person else 'an' if words[0].lower() in 'aeiou' else 'a'} {words}"
    return f"{count}{' of' if words and count in COLLECTIVE else ''} {words}".strip()


COLLECTIVE = frozenset({"dozens", "scores", "hundreds", "thousands"})


# Nouns that have an article in the singular.
COUNTED = {
    *("missile", "drone", "rocket", "tank", "vehicle", "helicopter", "bomb", "shell", "gun", "ship", "boat", "bullet"),
    *("peacekeeper", "soldier", "civilian", "house", "bridge", "truck", "car", "bus", "mortar", "jet", "warship"),
}


OPENING = frozenset(" \n\"'“‘")


def opens(text: str, span: Span) -> bool:
    """Whether the words open a sentence, so that their capital letter says nothing.

    >>> opens("It needs much. Artillery shells are scarce.", Span(15, 31))
    True
    """
    before = span.start
    while before and text[before - 1] in OPENING:
        before -= 1
    ended = not before or text[before - 1] in ".!?:" or text[span.start - 1] == "\n"
    return ended and text[span.start + 1 : span.start + 2].islower()


ARTICLE = re.compile(r"\b(an?) $", re.I)


def indefinite(text: str, span: Span) -> str:
    """The indefinite article that stands right before the words in the report, else nothing.

    >>> indefinite("It sent a new package.", Span(10, 21))
    'a '
    """
    found = ARTICLE.search(text[max(span.start - 4, 0) : span.start])
    return f"{found[1].lower()} " if found else ""


def casualties(items: tuple[Item, ...], text: str, *, running: bool = False) -> str:
    """The people harmed: 'at least 67 people were killed and 19 injured'. Parts of a number are left out.

    `running`: a toll since some day, 'have been killed'; in reported speech 'had been'.
    """
    said: list[str] = []
    told: set[Effect] = set()  # each effect once: further numbers of it are in the table
    for item in items:
        effect = item.effect.value if item.effect else None
        if item.role.value != "casualty" or effect not in HARMED or item.quantity is None or item.part_of is not None:
            continue
        if item.quantity.value.best == 0 or effect in told:
            continue
        told.add(effect)
        people = thing(item, text) if not said else quantity(item.quantity.value)
        bare = not said and people == quantity(item.quantity.value)
        words = f"{people}{' of' if people in COLLECTIVE else ''} people" if bare else people
        words += f" of {whose(item.side.value)}" if bare and item.side and whose(item.side.value) else ""
        if bare and people in ("a", "an", "one", "another"):
            words = "one person"
        died = effect is Effect.DIED
        auxiliary = (
            ("had " if died else "had been ") if running else "" if died else f"{number_of(item.quantity.value)} "
        )
        said.append(f"{words} {'' if said else auxiliary}{PARTICIPLES[effect]}")
    return listed(said)


def whose(side: Actor | None) -> str:
    """The force or state whose people were harmed, as a phrase; nothing for persons and bodies that do not fight.

    >>> whose(Actor("SDN-MIL", "Sudanese army", "SDN", "MIL")), whose(Actor("halim-omar", "Omar Halim", "SDN", "GOV"))
    ('the Sudanese army', '')
    """
    fights = side is not None and side.sector in FIGHTING and (side.id or "").split("-")[0].isupper()
    return actor(side) if side is not None and fights else ""


FIGHTING = (None, "GOV", "MIL", "REB", "COP", "SPY", "UAF")


def be_to(subject: str) -> str:
    """'is to' or 'are to' for what is to come."""
    return "are to" if be(subject) == "were" else "is to"


def number_of(value: Quantity) -> str:
    """'was' for one of them, 'were' for more.

    >>> number_of(Quantity(1, 1, 1)), number_of(Quantity(None, 1, None, word="a")), number_of(Quantity(2, None, None))
    ('was', 'was', 'were')
    """
    return "was" if value.best == 1 and value.high in (1, None) else "were"


def be(words: str) -> str:
    """'was' or 'were' for a thing with its number.

    >>> be("a drone"), be("58 drones"), be("tanks and shells"), be("ammunition")
    ('was', 'were', 'were', 'was')
    """
    one = words.split(" ")[0].lower() in {"a", "an", "1", "one"}
    many = " and " in words or (words.endswith("s") and not words.endswith("ss"))
    return "were" if (many or words[:1].isdigit()) and not one else "was"
