"""A sentence in parts: what the claims' fields name, dates, numbers, and the words that are left."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

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
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence: `kind` name, date, number or word; `roles` of a name are the fields that have it."""

    text: str
    kind: str
    roles: frozenset[str] = frozenset()


def tokens(text: str, told: tuple[Told, ...]) -> list[Token]:
    """The sentence's pieces in order; a name is the longest that a claim's field has at that point."""
    names = _names(told)
    longest = sorted(names, key=len, reverse=True)
    pieces, found, at = _pieces(), list[Token](), 0
    while at < len(text):
        match = pieces.match(text, at)
        kind = match.lastgroup if match else None
        name = _name_at(text, at, longest) if kind != "date" else None
        if name is not None:
            found.append(Token(name, "name", frozenset(names[name.lower()])))
            at += len(name)
        elif match is None:
            at += 1
        else:
            found.append(_plain(match[0], kind))
            at = match.end()
    return found


def _name_at(text: str, at: int, longest: list[str]) -> str | None:
    """The words at this place that are a name, whatever their case, and end where a word ends."""
    for name in longest:
        words, after = text[at : at + len(name)], text[at + len(name) : at + len(name) + 1]
        if words.lower() == name and not WORD.match(after):
            return words
    return None


def _plain(words: str, kind: str | None) -> Token:
    if kind == "date":
        return Token(words, "date")
    number = kind == "rest" and re.fullmatch(NUMBER, words, re.I)
    return Token(words.lower(), "number" if number else "word")


@cache
def _pieces() -> re.Pattern[str]:
    """A date, else a number, phrase or word, at a place before which no word is cut; compiled once: it is long."""
    return re.compile(rf"(?:(?P<date>{DATE})|(?P<rest>{_rest()}))(?!\w)|(?P<odd>\w+)", re.I)


def _rest() -> str:
    wording = load_wording()
    known = {*wording.words, *(word for words in wording.standing.values() for word in words)}
    phrases = sorted((word for word in known if " " in word), key=len, reverse=True)
    return "|".join((*map(re.escape, phrases), NUMBER, r"\w+(?:['’-]\w+)*"))


def _names(told: tuple[Told, ...]) -> dict[str, set[str]]:
    """What the fields of the claims name, in lower case -> the fields."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in told:
        for words, role in _named(each):
            plain = " ".join(words.split()).lower()
            for said in {plain, re.sub(r"^(?:an?|the) ", "", plain)}:
                if said:
                    found[said].add(role)
    return found


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
