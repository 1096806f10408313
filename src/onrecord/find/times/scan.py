"""Reads the times of a document: rules at each word, the longest first; neighbours merged; values in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from onrecord.find.times import rules_clock, rules_dates, rules_days, rules_lengths, rules_named, rules_relative
from onrecord.find.times.calendar import day_of, night_of, stamp_of
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Grammar, Joined, Part, any_of, compile_grammar
from onrecord.find.times.rules_dates import range_of
from onrecord.model.mention import TimePrecision, When
from onrecord.model.span import Span
from onrecord.vocab.time import TimeVocab

WORD = re.compile(r"\d[\d,]*|[^\W\d_]+")
JOIN = re.compile(r"\s*(?:,\s*|\s(?:on|of|at|in|to|around|about|the)\s+)*\s*(?:the\s+)?", re.IGNORECASE)
TO = re.compile(r"\s*(?:[-–—]|\s(?:to|until|till|through|and)\s(?:the\s+)?)\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TIMED = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}(T.+)")


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the text and the time that they tell; `parts` are the times that a range joins."""

    start: int
    end: int
    when: When
    parts: tuple[Part, ...] = ()


@cache
def grammar_of(vocab: TimeVocab) -> Grammar:
    """All rules with the vocabulary's words, compiled once."""
    rules = (
        *rules_dates.RULES,
        *rules_days.RULES,
        *rules_relative.RULES,
        *rules_clock.RULES,
        *rules_named.RULES,
        *rules_lengths.RULES,
    )
    return compile_grammar(rules, vocab)


@cache
def left_of(vocab: TimeVocab) -> re.Pattern[str]:
    """Words before a time that belong to it: 'the', 'early', 'about', 'the end of'."""
    words = any_of({*vocab.approximate, *vocab.shares, "the", "this", "its"} - {"some", "another", "its", "this"})
    return re.compile(rf"\b(?:(?:{words})[\s-]+)+$", re.IGNORECASE)


def read_times(context: Context, span: Span) -> Iterator[Found]:
    """The times of one stretch of the text, in reading order."""
    last: Found | None = None
    for found in _matches(context, span):
        merged = _merged(context, last, found) if last else None
        if merged:
            last = merged
        else:
            if last:
                yield last
            last = found
        context.note((last.parts[-1].when if last.parts else last.when), context.sentence)
    if last:
        yield last


def _matches(context: Context, span: Span) -> Iterator[Found]:
    grammar, text = grammar_of(context.vocab), context.document.text
    end = span.start
    for word in WORD.finditer(text, span.start, span.end):
        if word.start() < end:
            continue
        first = word[0]
        rules = grammar.by_word.get("#" if first[0].isdigit() else first.lower())
        if rules:
            found = _longest(context, rules, word.start(), span.end)
            if found:
                found = _widened(context, found, end)
                end = found.end
                yield found


def _longest(context: Context, rules, start: int, limit: int) -> Found | None:  # type: ignore[no-untyped-def]
    text = context.document.text
    matches = [
        (m.end(), -n, m, read) for n, (pattern, read) in enumerate(rules) if (m := pattern.match(text, start, limit))
    ]
    for end, _, match, read in sorted(matches, key=lambda found: found[:2], reverse=True):
        if end < limit and text[end].isalnum() and text[end - 1].isalnum():
            continue
        context.span, context.pending = Span(start, end), None
        reading = read(match, context)
        if context.pending:
            context.issues.append(context.pending)
        if isinstance(reading, Joined):
            return Found(start, end, reading.when, reading.parts)
        if reading is not None:
            return Found(start, end, reading)
    return None


def _widened(context: Context, found: Found, limit: int) -> Found:
    """The words before that belong to the time."""
    before = context.document.text[max(limit, found.start - 60) : found.start]
    match = left_of(context.vocab).search(before)
    return replace(found, start=found.start - len(before) + match.start()) if match else found


def _merged(context: Context, first: Found, second: Found) -> Found | None:
    """Two neighbours as one: a clock or part of a day with its day, or the two ends of a range."""
    between = context.document.text[first.end : second.start]
    if len(between) > 16 or first.parts or second.parts:
        return None
    if JOIN.fullmatch(between):
        when = _on_day(first, second, context)
        if when:
            return Found(first.start, second.end, when)
    return None


def _on_day(first: Found, second: Found, context: Context) -> When | None:
    """'10 p.m.' + 'Friday': the day of one with the hour or part of the other."""
    for timed, other in ((first, second), (second, first)):
        code, day = TIMED.fullmatch(timed.when.timex or ""), DAY.fullmatch(other.when.timex or "")
        if code and day and other.when.start:
            if code[1] == "TNI":
                return night_of(other.when.start)
            return When(other.when.start, other.when.start, TimePrecision.HOUR, f"{other.when.timex}{code[1]}")
    return None


__all__ = ["BETWEEN", "TO", "Found", "day_of", "range_of", "read_times", "stamp_of"]
