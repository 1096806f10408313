"""How a date is read: words by rules, values by the calendar, told from the report's day and the day last spoken of.

The rules are in `find/times/`, the words in `vocab/data/times.yaml`, `holidays.yaml` and `conflicts.yaml`.
"""

from collections.abc import Iterator
from datetime import datetime

from onrecord.find.times.context import Context, is_narrative
from onrecord.find.times.join import Found
from onrecord.find.times.scan import read_times
from onrecord.model.document import Document, SectionKind
from onrecord.model.mention import Kind, Mention
from onrecord.model.report import Issue
from onrecord.model.span import Basis, Span
from onrecord.vocab import Vocab

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
    narrative = is_narrative(document.text, document.anchor)
    return Context(document, vocab.time, document.anchor, hour, narrative)


def _mention(document: Document, time: Found, basis: Basis) -> Mention:
    span = Span(time.start, time.end)
    head = document.head_of(span)
    if head is None:  # a date line is not parsed: the first word after it stands for it
        head = min(document.inside(Span(span.start, len(document.text))), default=0)
    value = time.when if time.when.timex else None
    return Mention(Kind.TIME, span, value, head, basis)
