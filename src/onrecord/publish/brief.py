"""The brief of a day: what was reported, by whom, each sentence with the claims that carry it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.model.claim import Role, Status, Type, plain
from onrecord.model.record import Event, Told, Transfer
from onrecord.model.span import Span
from onrecord.publish.sentence import quoted, sentence, source_key, speaker

SECTIONS: tuple[tuple[str, frozenset[Type]], ...] = (
    ("Fighting and strikes", frozenset({Type.ASSAULT, Type.INTERCEPT, Type.CONTROL, Type.BLAST, Type.ALERT})),
    ("Arms and aid", frozenset({Type.AID})),
    ("Releases, truces and withdrawals", frozenset({Type.RETREAT, Type.AGREE, Type.CONCEDE})),
    ("People", frozenset({Type.SITUATION})),
    (
        "Diplomacy and sanctions",
        frozenset(
            {*(Type.CONSULT, Type.SUPPORT, Type.ACCUSE, Type.REJECT, Type.THREATEN)}
            | {Type.SANCTION, Type.COOPERATE, Type.REQUEST}
        ),
    ),
    ("Forces and order", frozenset({Type.MOBILIZE, Type.COERCE, Type.PROTEST})),
)


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


def make_brief(day: date, told: Iterable[Told], events: Iterable[Event], transfers: Iterable[Transfer] = ()) -> Brief:
    """The brief of what was published on a day. Pure: the same record gives the same brief."""
    today = {each.claim.id: each for each in told if each.report.day == day and each.claim.type.value}
    notes = _Notes(day)
    groups = _groups(today, sorted(events, key=_rank), sorted(transfers, key=lambda transfer: transfer.id))
    drafts = _once([_draft(group, day) for group in groups])
    sections = []
    for title, _ in SECTIONS:
        about = [(group, draft) for group, draft in zip(groups, drafts, strict=True) if _section(group[0]) == title]
        paragraphs = [_paragraph(group, draft, notes) for group, draft in about if draft]
        if paragraphs:
            sections.append(Section(title, tuple(paragraphs)))
    return Brief(
        day=day,
        reports=len({each.report.id for each in today.values()}),
        outlets=len({each.report.outlet or each.report.id for each in today.values()}),
        sources=len({source_key(each) for each in today.values()}),
        sections=tuple(sections),
        notes=tuple(notes.made()),
    )


def _groups(today: dict[str, Told], events: list[Event], transfers: list[Transfer]) -> list[list[Told]]:
    """The day's claims by what they describe: events, transfers, then claims on their own; each claim once."""
    seen: set[str] = set()
    groups: list[list[Told]] = []
    for ids in (*(e.claims for e in events), *(t.claims for t in transfers), *((c,) for c in today)):
        group = [today[claim] for claim in ids if claim in today and claim not in seen]
        seen.update(each.claim.id for each in group)
        if group:
            groups.append(sorted(group, key=_fullness))
    return groups


def _rank(event: Event) -> tuple[object, ...]:
    """Most casualties first, then most told, then in the order of day and id."""
    toll = max((figure.best or figure.low or 0 for figure in event.figures), default=0)
    start = event.when.start if event.when and event.when.start else date.max
    return (-toll, -event.reports, start, event.id)


def _section(told: Told) -> str:
    """Under which heading a claim stands; a request with goods belongs to arms and aid."""
    kind = told.claim.type.value
    if kind is Type.REQUEST and any(item.role is Role.GOODS for item in told.claim.items):
        kind = Type.AID
    return next(title for title, types in SECTIONS if kind in types)


def _draft(claims: list[Told], day: date) -> dict[str, list[Told]]:
    """One sentence for each thing that a source says of its own -> the claims that say it."""
    groups: dict[object, list[Told]] = defaultdict(list)
    for each in claims:
        modes = frozenset(mode.value for mode in each.claim.mode)
        groups[(source_key(each), each.claim.type.value, modes, plain(each.claim.polarity))].append(each)
    sentences: dict[str, list[Told]] = {}
    for group in groups.values():
        sentences.setdefault(sentence(group[0], day), []).extend(group)
    return sentences


def _once(drafts: list[dict[str, list[Told]]]) -> list[dict[str, list[Told]]]:
    """Each sentence where it stands first, with the claims of its later copies: a copy only adds its note."""
    first: dict[str, list[Told]] = {}
    kept: list[dict[str, list[Told]]] = []
    for draft in drafts:
        kept.append({})
        for text, group in draft.items():
            if text in first:
                first[text].extend(group)
            else:
                first[text] = kept[-1][text] = list(group)
    return kept


def _paragraph(claims: list[Told], draft: dict[str, list[Told]], notes: "_Notes") -> tuple[Sentence, ...]:
    made = tuple(Sentence(text, notes.cite(group)) for text, group in draft.items())
    return (*made, *_doubts(claims, notes))


def _doubts(claims: list[Told], notes: "_Notes") -> tuple[Sentence, ...]:
    """The line that overrides all: the report itself says that nobody could check. A quotation speaks for itself."""
    unverified = [
        each
        for each in claims
        if any(said.value.status is Status.UNVERIFIED for said in each.claim.verification)
        and sentence(each, notes.day) != quoted(each)
    ]
    return (Sentence("This could not be verified independently.", notes.cite(unverified)),) if unverified else ()


def _fullness(told: Told) -> tuple[object, ...]:
    """Claims that say most come first."""
    claim = told.claim
    said = len(claim.items) + len(claim.place) + len(claim.actor) + len(claim.recipient) + (claim.when is not None)
    return (-said, told.report.id, claim.type.span)


class _Notes:
    """Numbers the reports' sentences in the order in which they are first cited."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._cited: dict[tuple[str, Span], list[Told]] = {}

    def cite(self, group: list[Told]) -> tuple[int, ...]:
        """The numbers of the sentences that tell these claims."""
        numbers = set()
        for each in group:
            key = (each.report.id, each.claim.sentence)
            self._cited.setdefault(key, []).append(each)
            numbers.add(list(self._cited).index(key) + 1)
        return tuple(sorted(numbers))

    def made(self) -> Iterator[Note]:
        """The notes in the order of their numbers."""
        for number, group in enumerate(self._cited.values(), 1):
            first, report = group[0], group[0].report
            names = dict.fromkeys(speaker(a, first) for each in group for a in each.attributions[:1] if a.sources)
            ids = tuple(dict.fromkeys(each.claim.id for each in group))
            quote = " ".join(first.quote.split())
            yield Note(number, report.outlet, report.day, "; ".join(names) or None, quote, report.url, ids)
