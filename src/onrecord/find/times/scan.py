"""Reads the times of a document: rules at each word, the longest first; neighbours merged; values in reading order."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from onrecord.find.times import (
    rules_clock,
    rules_dates,
    rules_days,
    rules_lengths,
    rules_named,
    rules_relative,
    rules_seasons,
)
from onrecord.find.times.context import Context
from onrecord.find.times.grammar import Grammar, Joined, any_of, compile_grammar
from onrecord.find.times.join import Found, completed, merge
from onrecord.model.span import Span
from onrecord.vocab.time import TimeVocab

OWN_ARTICLE = re.compile(
    r"-(?:SP|SU|FA|WI|Q\d|H\d|W\d\d.*)$|T[A-Z]{2}$|^(?:BC)?\d{2,3}$"
)  # seasons, weeks, parts, decades
NEAR = {"about", "around", "roughly", "approximately", "nearly", "almost", "just", "circa", "ca.", "c."}
WORD = re.compile(r"\d[\d,]*|[^\W\d_]+")


@cache
def grammar_of(vocab: TimeVocab) -> Grammar:
    """All rules with the vocabulary's words, compiled once."""
    rules = (
        *rules_dates.RULES,
        *rules_seasons.RULES,
        *rules_days.RULES,
        *rules_relative.RULES,
        *rules_clock.RULES,
        *rules_named.RULES,
        *rules_lengths.RULES,
    )
    return compile_grammar(rules, vocab)


@cache
def left_of(vocab: TimeVocab, length: bool) -> re.Pattern[str]:
    """Words before a time that belong to it: 'the', 'early', 'the end of'; before a length 'over' and 'only' too."""
    softening = set(vocab.approximate) - {"some", "another"} if length else set(vocab.approximate) & NEAR
    words = any_of({*softening, *vocab.shares, "the"})
    return re.compile(rf"\b(?:(?:{words})[\s-]+)+$", re.IGNORECASE)


def read_times(context: Context, span: Span) -> Iterator[Found]:
    """The times of one stretch of the text, in reading order."""
    last: Found | None = None
    for found in _matches(context, span):
        if last:
            last = completed(context, last, found)
            merged = merge(context, last, found)
            if not merged:
                yield last
            found = merged or found
        last = found
        for part in last.parts or (last,):
            context.note(part.when, context.sentence)
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
    match = left_of(context.vocab, (found.when.timex or "").startswith("P")).search(before)
    if not match or (match[0].lower().strip() == "the" and not OWN_ARTICLE.search(found.when.timex or "")):
        return found  # in 'the October 7 attack' the article is the attack's
    return replace(found, start=found.start - len(before) + match.start())
