"""Patterns for times, written with the names of word classes: "{month} {day}, {year}".

`{name}` stands for any word of a class and keeps it under that name; `{name_2}` is the same class kept as `name_2`.
A space stands for any white space, `~` for white space or a hyphen. Which words a pattern can begin with is told by
the rule, so that only a few are tried at each word of a text.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model.mention import When
from onrecord.vocab.time import TimeVocab

if TYPE_CHECKING:
    from onrecord.find.times.context import Context

MACRO = re.compile(r"\{(?P<name>[a-z]+?)(?P<number>_\d)?\}")
HOUR = r"(?:[01]?\d|2[0-4])"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the times that a range joins: characters `start` to `end` of the text, and its value."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class Joined:
    """A range: what it says as one stretch, and the times it is made of."""

    when: When
    parts: tuple[Part, ...]


Reading = When | Joined | None
Read = Callable[[re.Match[str], "Context"], Reading]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the classes of words that it begins with, and what its words mean."""

    pattern: str
    first: tuple[str, ...]
    read: Read


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Rules by the word that they can begin with; `#` is any word that begins with a digit."""

    vocab: TimeVocab
    classes: Mapping[str, str]
    by_word: Mapping[str, tuple[tuple[re.Pattern[str], Read], ...]]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, white space in them as it comes.

    >>> any_of(["a", "a few"])
    'a\\\\s+few|a'
    """
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def cased(words: Iterable[str]) -> str:
    """Any of the words as written or in capitals, but not in small letters."""
    return f"(?-i:{any_of({form for word in words for form in (word, word.upper())})})"


def full_or_short(words: Mapping[str, int]) -> list[str]:
    """Names of months or weekdays, the short ones also with a point: 'Jan', 'Jan.'; 'May' is short for nothing."""
    numbers = list(words.values())
    short = {word for word in words if numbers.index(words[word]) < list(words).index(word)}
    return [*words, *(f"{word}." for word in short)]


def word_classes(vocab: TimeVocab) -> dict[str, str]:
    """Class name -> its pattern."""
    tens = any_of(word for word, number in vocab.numbers.items() if 20 <= number < 100)
    ones = any_of(word for word, number in vocab.numbers.items() if number < 20)
    ordinals = any_of(vocab.ordinals)
    words = rf"(?:(?:{tens})(?:[\s-](?:{ones}))?|(?:{ones})(?:\s+(?:hundred|thousand))?|hundred|thousand)"
    holidays = {name for holiday in vocab.holidays for name in holiday.names}
    bound = any_of(vocab.approximate)
    starts = {start for conflict in vocab.conflicts for start in conflict.starts}
    return {
        "month": rf"(?:{cased(full_or_short(vocab.months))})(?![^\W\d_])",
        "weekday": rf"(?:{cased(full_or_short(vocab.weekdays))})(?!\w)",
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w]|[.:]\d|,\d(?!\d{3}\b)|\s*(?:%|percent))",
        "year": r"(?:1[0-9]|20)\d\d(?![\w]|[.,:]\d)",
        "bc": r"(?:BCE?\b|B\.\s?C\b\.?(?:\s?E\b\.?)?)",
        "ad": r"(?:AD\b|A\.D\b\.?|CE\b|C\.E\b\.?)",
        "number": rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}\s+[1-3]/[2-4]|\d{{1,5}}(?:\.\d+)?(?!\d|:\d)|{words})",
        "ordinal": rf"(?:\d{{1,5}}(?:st|nd|rd|th)|(?:(?:{tens})[\s-])?(?:{ordinals})|final|last|opening)",
        "unit": r"(?:second|minute|hour|hr|day|night|weekend|week|fortnight|month|quarter|year|decade|centur(?:y|ie))",
        "part": rf"(?:{any_of(vocab.parts)})",
        "season": rf"(?:{any_of(vocab.seasons)})",
        "share": rf"(?:{any_of(vocab.shares)}|{any_of(vocab.approximate[:4])}|as\s+early\s+as|as\s+late\s+as)",
        "holiday": cased(holidays).replace("'", "['’]"),
        "vague": rf"(?:{any_of(vocab.vague)})",
        "amount": rf"(?:{any_of(vocab.amounts)})",
        "about": rf"(?:{bound})",
        "zone": cased(vocab.zones) + r"\b",
        "named": rf"(?:{any_of(vocab.hours)})",
        "reference": rf"(?:{any_of(vocab.references)})",
        "often": rf"(?:{any_of(vocab.sets)})",
        "time": rf"{HOUR}(?:[:.][0-5]\d)?\s?(?:[ap]m\b|[ap]\.\s?m\b\.?)|{HOUR}:[0-5]\d(?::[0-5]\d)?(?!\d)",
        "war": rf"(?:(?:{any_of(vocab.war_words)})\s+)*(?:{any_of(vocab.wars)})".replace("'", "['’]"),
        "called": rf"(?:{any_of(starts)})".replace("'", "['’]"),
    }


def first_words(vocab: TimeVocab) -> dict[str, set[str]]:
    """Class name -> the words, in lower case, that an expression of it can begin with."""
    classes: dict[str, Iterable[str]] = {
        "month": vocab.months,
        "weekday": vocab.weekdays,
        "number": ["#", *vocab.numbers],
        "ordinal": ["#", *vocab.ordinals, "final", "last", "opening", *vocab.numbers],
        "part": vocab.parts,
        "season": vocab.seasons,
        "share": [*vocab.shares, "as", *vocab.approximate[:4]],
        "holiday": [name for holiday in vocab.holidays for name in holiday.names],
        "vague": vocab.vague,
        "amount": vocab.amounts,
        "about": vocab.approximate,
        "named": vocab.hours,
        "reference": vocab.references,
        "often": vocab.sets,
        "units": [f"{word}s" for word in vocab.units],
        "unit": vocab.units,
        "called": [start for conflict in vocab.conflicts for start in conflict.starts],
    }
    return {name: {re.split(r"[\s'’.-]", word)[0].lower() for word in words} for name, words in classes.items()}


def expand(pattern: str, classes: Mapping[str, str]) -> str:
    """The regular expression of a pattern.

    >>> expand("{day}{month}", {"day": "[0-9]", "month": "May"})
    '(?P<day>[0-9])(?P<month>May)'
    """
    spaced = re.sub(r"~", r"[\\s\\-‐‑–]+", pattern.replace(" ", r"\s+"))
    return MACRO.sub(lambda m: f"(?P<{m['name']}{m['number'] or ''}>{classes[m['name']]})", spaced)


def compile_grammar(rules: Iterable[Rule], vocab: TimeVocab) -> Grammar:
    """The rules, compiled, by the words that they can begin with."""
    classes, firsts = word_classes(vocab), first_words(vocab)
    by_word: dict[str, list[tuple[re.Pattern[str], Read]]] = {}
    for rule in rules:
        compiled = re.compile(expand(rule.pattern, classes), re.IGNORECASE)
        words = set().union(*(firsts.get(name, {name}) for name in rule.first))
        for word in words:
            by_word.setdefault(word, []).append((compiled, rule.read))
    return Grammar(vocab, classes, {word: tuple(found) for word, found in by_word.items()})
