"""The brief of a day: what was reported, by whom, each sentence with the claims that carry it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.model.claim import Status, Type, plain
from onrecord.model.record import Event, Told
from onrecord.publish.sentence import sentence, source_key

SECTIONS: tuple[tuple[str, frozenset[Type]], ...] = (
    ("Fighting and strikes", frozenset({Type.ASSAULT, Type.INTERCEPT, Type.CONTROL, Type.BLAST, Type.ALERT})),
    ("Arms and aid", frozenset({Type.AID, Type.REQUEST})),
    ("Releases, truces and withdrawals", frozenset({Type.RETREAT, Type.AGREE, Type.CONCEDE})),
    ("People", frozenset({Type.SITUATION})),
    (
        "Diplomacy and sanctions",
        frozenset({Type.CONSULT, Type.SUPPORT, Type.ACCUSE, Type.REJECT, Type.THREATEN, Type.SANCTION, Type.COOPERATE}),
    ),
    ("Forces and order", frozenset({Type.MOBILIZE, Type.COERCE, Type.PROTEST})),
)


@dataclass(frozen=True, slots=True)
class Note:
    """One claim that a sentence cites: who published it, when, who says so, and the words."""

    number: int
    outlet: str | None
    day: date | None
    source: str | None
    quote: str
    url: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the numbers of the notes that carry it."""

    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and paragraphs: one an event, each of one or more sentences."""

    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All of a day's brief, before it is drawn in any format."""

    day: date
    reports: int
    outlets: int
    sources: int
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


def make_brief(day: date, told: Iterable[Told], events: Iterable[Event]) -> Brief:
    """The brief of what was published on a day. Pure: the same record gives the same brief."""
    today = {each.claim.id: each for each in told if each.report.day == day}
    notes = _Notes(day)
    sections = []
    ranked = sorted(events, key=_rank)
    for title, types in SECTIONS:
        about = [event for event in ranked if event.type in types]
        paragraphs = [_paragraph([today[c] for c in event.claims if c in today], notes) for event in about]
        kept = tuple(paragraph for paragraph in paragraphs if paragraph)
        if kept:
            sections.append(Section(title, kept))
    return Brief(
        day=day,
        reports=len({each.report.id for each in today.values()}),
        outlets=len({each.report.outlet for each in today.values()}),
        sources=len({source_key(each) for each in today.values()}),
        sections=tuple(sections),
        notes=tuple(notes.made),
    )


def _rank(event: Event) -> tuple[object, ...]:
    """Most casualties first, then most told, then in the order of day and id."""
    toll = max((figure.best or figure.low or 0 for figure in event.figures), default=0)
    start = event.when.start if event.when and event.when.start else date.max
    return (-toll, -event.reports, start, event.id)


def _paragraph(claims: list[Told], notes: "_Notes") -> tuple[Sentence, ...]:
    """One sentence for each source that says something of its own; copies and echoes only add their note."""
    groups: dict[object, list[Told]] = defaultdict(list)
    for each in sorted(claims, key=_fullness):
        groups[(source_key(each), plain(each.claim.polarity))].append(each)
    sentences: dict[str, list[Told]] = {}
    for group in groups.values():
        text = sentence(group[0], notes.day)
        if text:
            sentences.setdefault(text, []).extend(group)
    made = [Sentence(text, notes.cite(group)) for text, group in sentences.items()]
    return (*made, *(_doubts(claims, notes) if made else ()))


def _doubts(claims: list[Told], notes: "_Notes") -> tuple[Sentence, ...]:
    """The line that overrides all: the report itself says that nobody could check."""
    unverified = [each for each in claims if any(v.value.status is Status.UNVERIFIED for v in each.claim.verification)]
    return (Sentence("This could not be verified independently.", notes.cite(unverified)),) if unverified else ()


def _fullness(told: Told) -> tuple[object, ...]:
    """Claims that say most come first."""
    claim = told.claim
    said = len(claim.items) + len(claim.place) + len(claim.actor) + len(claim.recipient) + (claim.when is not None)
    return (-said, told.report.id, claim.type.span)


class _Notes:
    """Numbers claims in the order in which they are first cited."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.made: list[Note] = []
        self._numbers: dict[str, int] = {}

    def cite(self, group: list[Told]) -> tuple[int, ...]:
        return tuple(sorted({self._number(each) for each in group}))

    def _number(self, told: Told) -> int:
        number = self._numbers.setdefault(told.claim.id, len(self._numbers) + 1)
        if number > len(self.made):
            source = told.attributions[0].sources if told.attributions else ()
            words = ", ".join(each.span.quote(told.report.text) for each in source) or None
            report = told.report
            quote = " ".join(told.quote.split())
            self.made.append(Note(number, report.outlet, report.day, words, quote, report.url, told.claim.id))
        return number
