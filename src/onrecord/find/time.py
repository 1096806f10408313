"""How a date is read: words by rules, values by the calendar, told from the report's day and the day last spoken of.

The rules are in `find/times/`, the words in `vocab/data/times.yaml`, `holidays.yaml` and `conflicts.yaml`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from onrecord.find.times.calendar import valid
from onrecord.find.times.context import Context, is_narrative
from onrecord.find.times.join import Found
from onrecord.find.times.scan import read_times
from onrecord.model.document import Document, SectionKind
from onrecord.model.mention import Kind, Mention, When
from onrecord.model.report import Issue
from onrecord.model.span import Basis, Span
from onrecord.vocab import Vocab

LOOK = 24  # characters before a time in which a word may bound it
SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?<!not )(?:until|till|by|no later than)\s+(?:the\s+)?$", re.IGNORECASE)
OWNING = ("'s", "’s")
UNREAD = (SectionKind.HEADER, SectionKind.BYLINE)


def find_times(
    document: Document, vocab: Vocab, found: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Every time that the words name, in reading order, and what could not be told."""
    context = make_context(document, vocab)
    mentions = [_mention(document, time, basis) for time, basis in _read(context)]
    return tuple(mentions), tuple(context.issues)


def read_document_times(document: Document, vocab: Vocab) -> list[Found]:
    """The times of a document before they become mentions: a range still has its two ends."""
    return [time for time, _ in _read(make_context(document, vocab))]


def _read(context: Context) -> Iterator[tuple[Found, Basis]]:
    for section in context.document.sections:
        if section.kind not in UNREAD:
            basis = Basis.DATELINE if section.kind is SectionKind.DATELINE else Basis.STATED
            for time in read_times(context, section.span):
                yield time, basis


def make_context(document: Document, vocab: Vocab) -> Context:
    """The context in which a document's first time is read."""
    published = document.report.published
    hour = published.hour if isinstance(published, datetime) else None
    day = document.anchor
    anchor = valid(day.year, day.month, day.day) if day else None
    return Context(document, vocab.time, anchor, hour, is_narrative(document.text, anchor))


def bounded(when: When, before: str, after: str = "") -> When:
    """A time with an open end where the words before it leave one open: 'since May', 'until the end of the year'.

    >>> from onrecord.find.times.calendar import month_of
    >>> bounded(month_of(2024, 5), "has besieged the city since ").end is None
    True
    """
    if when.start is None or when.end is None:
        return when
    if after in OWNING and not SINCE.search(before):
        return when  # 'hit by Tuesday's shelling'
    if SINCE.search(before):
        return replace(when, end=None)
    return replace(when, start=None) if UNTIL.search(before) else when


def _mention(document: Document, time: Found, basis: Basis) -> Mention:
    span = Span(time.start, time.end)
    head = document.head_of(span)
    if head is None:  # a date line is not parsed: the first word after it stands for it
        head = min(document.inside(Span(span.start, len(document.text))), default=0)
    before, after = document.text[max(0, span.start - LOOK) : span.start], document.text[span.end : span.end + 2]
    value = bounded(time.when, before, after) if time.when.timex else None
    return Mention(Kind.TIME, span, value, head, basis)
