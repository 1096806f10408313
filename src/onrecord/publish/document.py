"""A brief before it is drawn: sections, sentences with their notes, a table, what a map and a timeline show."""

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.model.mention import Place
from onrecord.model.report import Issue


@dataclass(frozen=True, slots=True)
class Question:
    """Which brief is asked for: reports published from `since` (None: the day alone) to `day`, as known at `as_of`.

    `countries` (ISO 3166-1 alpha-3) are those of a place or a party; `topics` are keys of sections. Empty: all.
    """

    day: date
    since: date | None = None
    as_of: date | datetime | None = None
    countries: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    @property
    def first(self) -> date:
        """The first day whose reports are in the brief."""
        return self.since or self.day


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence of a report that carries claims: who published it, when, who says so, and the words."""

    number: int
    outlet: str | None
    day: date | None
    source: str | None
    quote: str
    url: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the numbers of the notes and the ids of the claims that carry it."""

    text: str
    notes: tuple[int, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells as they are shown ("" where nothing is said) and its notes."""

    cells: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


Paragraph = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs of one section under a heading of their own, None where it has none: one paragraph an event."""

    title: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its parts, and a table: before them, in `fighting` after them. `key` is its topic."""

    key: str
    title: str
    parts: tuple[Part, ...]
    table: Table | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of all parts."""
        return tuple(paragraph for part in self.parts for paragraph in part.paragraphs)


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on map and timeline: its id ("" for what no event holds), a label, its place and days, its notes."""

    event: str
    label: str
    standing: str
    place: Place | None
    start: date | None
    end: date | None
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All of a day's brief, before it is drawn in any format. `refused` lists sentences that the check turned down."""

    day: date
    since: date
    as_of: date | datetime
    cut_off: date | None
    reports: int
    outlets: int
    sources: int
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    marks: tuple[Mark, ...] = ()
    refused: tuple[Issue, ...] = ()
