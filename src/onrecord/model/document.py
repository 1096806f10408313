"""A report made ready for reading: sections, sentences and the parse, as plain data."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.model.report import Issue, Report
from onrecord.model.span import Span


class SectionKind(StrEnum):
    """What a stretch of a report's text is."""

    HEADER = "header"
    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text. Headlines, headings and paragraphs are parsed; the rest is not."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the parse. `head`, `children`, `left`, `right` are indexes into the document's tokens.

    `left` and `right` bound the subtree, half-open; a root is its own head. Labels are those of
    Universal POS (`pos`), Penn Treebank (`tag`) and ClearNLP (`dep`), as spaCy's English models give them.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    left: int
    right: int
    children: tuple[int, ...]
    entity: str = ""

    @property
    def span(self) -> Span:
        """Its characters."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: characters `span`, tokens `first` to `last` (half-open), in section `section`."""

    index: int
    span: Span
    first: int
    last: int
    section: int
    root: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that the model marked: OntoNotes label, tokens `first` to `last` (half-open)."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its parse. `anchor` is the day from which dates are told, None where none is known."""

    report: Report
    anchor: date | None
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def text(self) -> str:
        """The report's text, in which all spans count."""
        return self.report.text

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` to before token `last`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def inside(self, span: Span) -> range:
        """Indexes of the tokens that overlap a span.

        Found by bisection, so it costs little.
        """
        first = bisect_right(self.tokens, span.start, key=lambda token: token.end)
        last = bisect_left(self.tokens, span.end, key=lambda token: token.start)
        return range(first, max(first, last))

    def head_of(self, span: Span) -> int | None:
        """Index of the token in the span that governs the others, None where no token is there."""
        inside = self.inside(span)
        return next((i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i), None)

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds a character, None between sentences."""
        at = bisect_right(self.sentences, position, key=lambda sentence: sentence.span.start) - 1
        return self.sentences[at] if at >= 0 and position < self.sentences[at].span.end else None

    def section_of(self, sentence: Sentence) -> Section:
        """The section that a sentence stands in."""
        return self.sections[sentence.section]

    def ancestors(self, index: int) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        token = self.tokens[index]
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def child(self, index: int, *deps: str) -> Token | None:
        """The first child with one of the dependency labels."""
        return next((self.tokens[i] for i in self.tokens[index].children if self.tokens[i].dep in deps), None)
