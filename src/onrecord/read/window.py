"""A long report in parts, so that no text is too long to be parsed. All spans count in the whole text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.model.document import Section
from onrecord.model.span import Span

LONG = 200_000  # characters in one part: about 35,000 words, whose parse takes some 100 MB
PIECE = 20_000  # characters parsed at once; the parser's memory grows with it (spaCy: 1 GB for 100,000)
END = re.compile(r"[.!?][\"”’')\]]*\s|\n|\s")


def windows(text: str, sections: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    """The sections in parts of no more than `LONG` characters, each section in pieces that can be parsed."""
    part: list[Section] = []
    size = 0
    for section in sections:
        for piece in _pieces(text, section):
            if part and size + len(piece.span) > LONG:
                yield tuple(part)
                part, size = [], 0
            part.append(piece)
            size += len(piece.span)
    yield tuple(part)


def _pieces(text: str, section: Section) -> Iterator[Section]:
    """A section, cut after the last sentence, line or word that ends within `PIECE`, else anywhere."""
    start, end = section.span.start, section.span.end
    while end - start > PIECE:
        cut = _last_end(text, start, start + PIECE)
        yield replace(section, span=Span(start, cut))
        start = cut
    yield replace(section, span=Span(start, end))


def _last_end(text: str, start: int, end: int) -> int:
    for near in (max(end - 2_000, start + 1), start + 1):  # an end is nearly always near; a wall of text has none
        ends = [match.end() for match in END.finditer(text, near, end)]
        if ends:
            stops = [at for at in ends if not text[at - 2].isalnum()]
            return (stops or ends)[-1]
    return end
