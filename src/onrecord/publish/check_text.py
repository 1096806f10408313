"""A sentence in parts: what the claims' fields name, dates, numbers, and the words that are left."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.model.claim import Claim
from onrecord.model.mention import TimePrecision, When
from onrecord.model.record import Told
from onrecord.publish.check_number import NUMBER
from onrecord.publish.wording import load_wording

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH = f"(?:{'|'.join(MONTHS)})"
DAY = rf"(?:\d{{1,2}} {MONTH}(?: \d{{4}})?)"
DATE = (
    rf"in the night to {DAY}|between {DAY} and {DAY}|(?:on|since|by) {DAY}|{DAY}"
    rf"|(?:in|since|by) {MONTH}(?: \d{{4}})?|in \d{{4}}"
)
KINDS = {"date": "date", "number": "number"}  # all else is a word
WORD = re.compile(r"\w")
ARTICLE = re.compile(r"^(?:an?|the) ")


class Token(NamedTuple):
    """A piece of a sentence: `kind` name, date, number or word; `roles` of a name are the fields that have it."""

    text: str
    kind: str
    roles: frozenset[str] = frozenset()


class Names:
    """What the fields of claims name, in lower case, with the fields; by their first letter, the longest first."""

    def __init__(self, told: tuple[Told, ...]) -> None:
        fields: dict[str, set[str]] = defaultdict(set)
        for each in told:
            for words, role in _named(each):
                for said in _forms(words):
                    fields[said].add(role)
        self.roles = {name: frozenset(roles) for name, roles in fields.items()}
        self.by_letter: dict[str, list[str]] = defaultdict(list)
        for name in sorted(fields, key=len, reverse=True):
            self.by_letter[name[0]].append(name)


@lru_cache(maxsize=4096)
def _forms(words: str) -> frozenset[str]:
    """How a name may stand in a sentence: with its article and without."""
    plain = " ".join(words.split()).lower()
    return frozenset({plain, ARTICLE.sub("", plain)} - {""})


def tokens(text: str, names: Names) -> list[Token]:
    """The sentence's pieces in order; a name is the longest that a claim's field has at that point."""
    lower, by_letter, pieces = _lower(text), names.by_letter, _pieces()
    found, at = list[Token](), 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        match = pieces.match(text, at)
        kind = match.lastgroup if match else None
        begun = by_letter.get(lower[at]) if kind != "date" else None
        name_ = _name_at(lower, at, begun) if begun else None
        if name_ is not None:
            found.append(Token(text[at : at + len(name_)], "name", names.roles[name_]))
            at += len(name_)
        elif match is None:
            at += 1
        else:
            found.append(Token(match[0] if kind == "date" else match[0].lower(), KINDS.get(kind or "", "word")))
            at = match.end()
    return found


def _lower(text: str) -> str:
    """In lower case, each character at its place: one whose small form is two characters stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _name_at(lower: str, at: int, longest: list[str]) -> str | None:
    """The name that stands at this place of a text and ends where a word ends."""
    for name in longest:
        if lower.startswith(name, at) and not WORD.match(lower, at + len(name)):
            return name
    return None


@cache
def _pieces() -> re.Pattern[str]:
    """A date, number, phrase or word, at a place before which no word is cut. Compiled once: it is long."""
    wording = load_wording()
    known = {*wording.words, *(word for words in wording.standing.values() for word in words)}
    phrases = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True) if " " in word) or "(?!)"
    words = rf"(?P<date>{DATE})|(?P<phrase>{phrases})|(?P<number>{NUMBER})|(?P<word>\w+(?:['’-]\w+)*)"
    return re.compile(rf"(?:{words})(?!\w)|(?P<odd>\w+)", re.I)


def _named(told: Told) -> Iterable[tuple[str, str]]:
    claim, text = told.claim, told.report.text
    for role, actors in (("actor", claim.actor), ("recipient", claim.recipient), ("via", claim.via)):
        yield from ((actor.value.name, role) for actor in actors)
    for place in claim.place:
        yield place.value.name, "place"
        if place.value.adm1:
            yield place.value.adm1, "place"
    for item in claim.items:
        if item.what:
            yield item.what.span.quote(text), item.role.value
        if item.side:
            yield item.side.value.name, "side"


def dates_carried(found: list[Token], claims: list[Claim], reference: date) -> Iterable[str]:
    """A fault for each date that no claim has, or has less exactly."""
    whens = [claim.when.value for claim in claims if claim.when]
    for token in found:
        if token.kind == "date" and not any(_gives(token.text, when, reference) for when in whens):
            yield f"the day '{token.text}' is in none of its claims"


def _gives(words: str, when: When, reference: date) -> bool:
    said = re.findall(DAY, words, re.I)
    last = _day(said[-1], reference) if said else None  # 'between 30 and 31 December 2023': one year for both
    days = [_day(each, last or reference) for each in said]
    start, end, word = when.start, when.end, words.split(" ")[0].lower()
    if not days:
        return _coarse(words, when, reference)
    if "night" in words:
        return when.precision is TimePrecision.NIGHT and days == [end]
    if len(days) == 2:
        return days == [start, end]
    if word == "since":
        return days == [start] and start != end
    if word == "by":
        return start is None and days == [end]
    return days == [start] and start == end


def _coarse(words: str, when: When, reference: date) -> bool:
    """'in March', 'since March 2024', 'in 2023'."""
    year = re.search(r"\d{4}", words)
    month = re.search(MONTH, words, re.I)
    known = when.end if words.lower().startswith("by ") else when.start
    if known is None or int(year[0] if year else reference.year) != known.year:
        return False
    if month is None:
        return when.precision is TimePrecision.YEAR
    return when.precision is TimePrecision.MONTH and MONTHS.index(month[0].capitalize()) + 1 == known.month


def _day(words: str, reference: date) -> date | None:
    day, month, *year = words.split(" ")
    try:
        return date(int(year[0]) if year else reference.year, MONTHS.index(month.capitalize()) + 1, int(day))
    except ValueError:
        return None
