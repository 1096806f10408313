"""A report's text in sections: header, headline, byline, headings and paragraphs."""

import re
from collections.abc import Iterator

from onrecord.model.document import Section, SectionKind
from onrecord.model.report import Report
from onrecord.model.span import Span

ENDS = "\n\u2028\u2029\x85"  # what ends a line: a newline, or a word processor's own signs for it
BLANK = re.compile(rf"[{ENDS}][^\S{ENDS}]*[{ENDS}]\s*")
LINE = re.compile(rf"[^{ENDS}]+")
BYLINE = re.compile(
    r"(?:By|Reporting by)\s+(?:[A-Z][\w.'’-]+|our|staff|(?:a |an )?[a-z]+\s+correspondent)(?:[\s,]+[\w.'’-]+){0,8}"
)
GLUED = re.compile(r"[A-Z](?=[A-Z][a-z]+\b|[A-Z]\s)")  # a byline's last letter on the first word: "RThe army"
LENGTH = re.compile(r"(?:\d{1,2}|one|two|three|five)[ -]min(?:ute)?s?(?: read)?", re.I)  # how long a page takes to read
HEADING_WORDS = 16
HEADLINE_WORDS = 28  # the first line of a report may run longer than a heading inside it
TERMINAL = ".!?:;,…\"”’'"
WRAPPED = 50  # a line shorter than this was not broken by the width of the page


def read_sections(report: Report) -> tuple[Section, ...]:
    """The sections in reading order. Between them stands nothing but blank space."""
    text, body = report.text, report.body
    sections = [Section(SectionKind.HEADER, Span(0, body))] if text[:body].strip() else []
    glued = GLUED.match(text, body) if body else None
    if glued and text[:body].strip():
        sections.append(Section(SectionKind.BYLINE, Span(*glued.span())))
        body = glued.end()
    return (*sections, *_kinds(text, list(_blocks(text, body))))


def _blocks(text: str, start: int) -> Iterator[Span]:
    """Stretches between blank lines, and inside these where a line's end is the end of a paragraph."""
    edges = [match.span() for match in BLANK.finditer(text, start)]
    for first, last in zip(
        [start, *(end for _, end in edges)], [*(begin for begin, _ in edges), len(text)], strict=True
    ):
        yield from _lines(text, first, last)


def _lines(text: str, first: int, last: int) -> Iterator[Span]:
    lines = [_trim(text, *match.span()) for match in LINE.finditer(text, first, last)]
    lines = [line for line in lines if line.start < line.end]
    block: Span | None = None
    for line in lines:
        if block is None:
            block = line
        elif _continues(text, block, line):
            block = Span(block.start, line.end)
        else:
            yield block
            block = line
    if block is not None:
        yield block


def _continues(text: str, block: Span, line: Span) -> bool:
    """Whether a line goes on with the paragraph above it: the page was too narrow, the sentence had not ended."""
    above = max(text.rfind(sign, block.start, block.end) for sign in ENDS) + 1 or block.start
    ended = text[block.end - 1] in '.!?"”:'
    return not ended and (block.end - above >= WRAPPED or text[line.start].islower())


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _kinds(text: str, blocks: list[Span]) -> Iterator[Section]:
    opened = False  # whether a paragraph has been seen
    for number, block in enumerate(blocks):
        quote = block.quote(text)
        if not opened and (BYLINE.fullmatch(quote) or LENGTH.fullmatch(quote)):
            yield Section(SectionKind.BYLINE, block)
        elif _is_heading(quote, HEADING_WORDS if opened or number else HEADLINE_WORDS) and number + 1 < len(blocks):
            yield Section(SectionKind.HEADING if opened else SectionKind.HEADLINE, block)
        else:
            opened = True
            yield Section(SectionKind.PARAGRAPH, block)


def _is_heading(quote: str, limit: int) -> bool:
    """One line, short, that ends as no sentence does."""
    return not any(sign in quote for sign in ENDS) and quote[-1] not in TERMINAL and len(quote.split()) <= limit
