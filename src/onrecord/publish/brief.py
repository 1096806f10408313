"""The brief of a day: what was reported, by whom, each sentence checked against the claims that carry it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from onrecord.model.claim import Effect, Role, Scope, Status
from onrecord.model.record import Event, Records, Standing, Told
from onrecord.model.report import Issue
from onrecord.model.span import Span
from onrecord.publish import tables
from onrecord.publish.check import faults
from onrecord.publish.document import Brief, Mark, Paragraph, Part, Question, Section, Sentence, Table
from onrecord.publish.notes import Notes
from onrecord.publish.sentence import Statement, statements
from onrecord.publish.speaker import party
from onrecord.publish.topic import TAKEAWAYS, TITLES, headings, label, topic

ORDER = {
    **{Standing.CONFIRMED: 0, Standing.CORROBORATED: 1, Standing.REPORTED: 2, Standing.CLAIMED: 2},
    **{Standing.UNVERIFIED: 3, Standing.DENIED: 4},
}
MOST_TAKEAWAYS, MOST_SIDES = 8, 3
NOWHERE = "Place not stated"
HARMED = (Effect.KILLED, Effect.DIED, Effect.INJURED)
UNVERIFIED = "This could not be verified independently."


@dataclass(slots=True)
class _Draft:
    """What sections are made from: the day's claims, groups that tell one event, notes and refused sentences."""

    question: Question
    today: dict[str, Told]
    groups: list[list[Told]] = field(default_factory=list)
    held: dict[str, Event] = field(default_factory=dict)  # the event that holds a claim
    notes: Notes = field(default_factory=Notes)
    refused: list[Issue] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    def checked(self, text: str, told: Iterable[Told]) -> Sentence | None:
        """The sentence with its notes; None, and an issue, where its claims do not carry it."""
        group = tuple(told)
        wrong = faults(text, group, self.question.day)
        if wrong:
            where = group[0].claim.sentence if group else None
            self.refused.append(Issue("unsupported-sentence", "publish", where, f"{'; '.join(wrong)}: {text}"))
            return None
        return Sentence(text, self.notes.cite(group), tuple(dict.fromkeys(each.claim.id for each in group)))


def make_brief(question: Question, records: Records) -> Brief:
    """The brief of what was published on the question's days. Pure: the same record gives the same brief."""
    wanted = {each.claim.id: each for each in records.claims() if _asked(each, question)}
    events = sorted((e for e in records.events() if any(c in wanted for c in e.claims)), key=_rank)
    draft = _Draft(question, wanted)
    draft.groups = _groups(wanted, events, [t.claims for t in sorted(records.transfers(), key=lambda t: t.id)])
    draft.held = {claim: event for event in events for claim in event.claims}
    if question.topics:
        draft.groups = [group for group in draft.groups if topic(group) in question.topics]
        wanted = draft.today = {each.claim.id: each for group in draft.groups for each in group}
    sections = [*_takeaways(draft), *_sections(draft, events, records)]
    days = [each.report.day for each in wanted.values() if each.report.day]
    return Brief(
        day=question.day,
        since=question.first,
        as_of=question.as_of or question.day,
        cut_off=max(days, default=None),
        reports=len({each.report.id for each in wanted.values()}),
        outlets=len({each.report.outlet or each.report.id for each in wanted.values()}),
        sources=len({party(each) for each in wanted.values()}),
        sections=tuple(sections),
        notes=tuple(draft.notes.made()),
        marks=_marks(draft),
        refused=tuple(dict.fromkeys(draft.refused)),
    )


def _asked(told: Told, question: Question) -> bool:
    """Whether a claim was published on the days asked for, and concerns the countries."""
    day = told.report.day
    if day is None or not question.first <= day <= question.day or told.claim.type.value is None:
        return False
    sides = {side.value.country for side in (*told.claim.actor, *told.claim.recipient)}
    return not question.countries or bool(question.countries & (sides | {p.value.country for p in told.claim.place}))


def _groups(today: dict[str, Told], events: list[Event], transfers: list[tuple[str, ...]]) -> list[list[Told]]:
    """The day's claims by what they describe: events, transfers, then claims on their own; each claim once."""
    seen: set[str] = set()
    groups: list[list[Told]] = []
    for ids in (*(e.claims for e in events), *transfers, *((c,) for c in today)):
        group = [today[claim] for claim in ids if claim in today and claim not in seen]
        seen.update(each.claim.id for each in group)
        if group:
            groups.append(sorted(group, key=_fullness))
    return groups


def _rank(event: Event) -> tuple[object, ...]:
    """Best vouched for first, then most casualties, then most told, then in the order of day and id."""
    toll = max((figure.best or figure.low or 0 for figure in event.figures if figure.kind in tables.PEOPLE), default=0)
    start = event.when.start if event.when and event.when.start else date.max
    return (ORDER[event.verification], -toll, -event.reports, start, event.id)


def _fullness(told: Told) -> tuple[object, ...]:
    """Claims that say most come first."""
    claim = told.claim
    said = len(claim.items) + len(claim.place) + len(claim.actor) + len(claim.recipient) + (claim.when is not None)
    return (-said, told.report.id, claim.type.span)


def _takeaways(draft: _Draft) -> list[Section]:
    """The first events of the topics in turn, in sentences that stand alone; the other side's in the same breath."""
    queues: dict[str, list[list[Told]]] = {key: [] for key in TITLES}
    for group in draft.groups:
        if _takes_place(group):
            queues[topic(group)].append(group)
    rounds = [
        group
        for n in range(3)
        for group in sorted((group for queue in queues.values() for group in queue[n : n + 1]), key=_harm, reverse=True)
    ]
    paragraphs: list[Paragraph] = []
    for group in rounds:
        if len(paragraphs) == MOST_TAKEAWAYS:
            break
        said = [each for each in statements(group, draft.question.day) if each.words is None]
        chosen = _side_by_side(said)
        made = [draft.checked(each.drawn(trailing=n == 0), each.told) for n, each in enumerate(chosen)]
        kept = tuple(each for each in made if each)
        if kept and not draft.said & {sentence.text for sentence in kept}:
            draft.said.update(sentence.text for sentence in kept)
            paragraphs.append((*kept, *_doubts(draft, chosen)))
    draft.said.clear()
    return [Section("takeaways", TAKEAWAYS, (Part(None, tuple(paragraphs)),))] if paragraphs else []


def _takes_place(group: list[Told]) -> bool:
    """Whether a takeaway may tell an event: of fighting, where a day, a place or a number of people harmed is known."""
    if topic(group) not in ("fighting", "strikes"):
        return True
    dated = any(each.claim.when and (each.claim.when.value.start or each.claim.when.value.end) for each in group)
    harmed = any(item.role is Role.CASUALTY and item.quantity for each in group for item in each.claim.items)
    return dated or harmed or any(each.claim.place for each in group)


def _harm(group: list[Told]) -> float:
    """The most people killed or injured that one of an event's claims counts, running tolls left out."""
    counts = [
        item.quantity.value
        for each in group
        for item in each.claim.items
        if item.quantity and item.effect and item.effect.value in HARMED and item.scope is Scope.EVENT
    ]
    return max((value.best or value.low or 0 for value in counts), default=0)


def _side_by_side(said: list[Statement]) -> list[Statement]:
    """The first statement, another source's number of the same harm, and the first denial."""
    told = [each for each in said if each.lead.verb != "denied"]
    first, others = told[:1], told[1:]
    apart = [each for each in others if each.clauses[0].bare and each.lead != first[0].lead]
    return [*first, *apart[:1], *(each for each in said if each.lead.verb == "denied")][:MOST_SIDES]


def _sections(draft: _Draft, events: list[Event], records: Records) -> list[Section]:
    """The sections in their order; each event in one of them."""
    question = draft.question
    found: dict[str, list[list[Told]]] = {key: [] for key in TITLES}
    for group in draft.groups:
        found[topic(group)].append(group)
    sections = []
    for key, title in TITLES.items():
        areas = headings(found[key]) if key in ("fighting", "strikes") else {None: found[key]}
        parts = [Part(name, _paragraphs(draft, groups)) for name, groups in areas.items()]
        table = _table(key, draft, events, records) if not question.topics or key in question.topics else None
        parts = [part for part in parts if part.paragraphs]
        if len(parts) > 1:
            parts = [part if part.title else Part(NOWHERE, part.paragraphs) for part in parts]
        if parts or table:
            sections.append(Section(key, title, tuple(parts), table))
    return sections


def _table(key: str, draft: _Draft, events: list[Event], records: Records) -> Table | None:
    question = draft.question
    if key == "fighting":
        return tables.quiet_table(records, draft.today, question.first, draft.notes)
    if key == "strikes":
        return tables.strike_table(records.strikes(), records, question.first, question.day, draft.notes)
    if key == "casualties":
        return tables.casualty_table(events, draft.today, draft.notes)
    if key == "conflicting":
        return tables.conflict_table(events, draft.today, records, draft.notes)
    return tables.change_table(events, question.first, records, draft.notes) if key == "corrections" else None


def _paragraphs(draft: _Draft, groups: list[list[Told]]) -> tuple[Paragraph, ...]:
    """One paragraph an event; what was said once is not said again, and every third sentence ends with its source."""
    made: list[Paragraph] = []
    said = [statements(group, draft.question.day) for group in groups]
    told = {_at(each) for group in said for statement in group if statement.words is None for each in statement.told}
    for group in said:
        once: dict[str, Statement] = {}
        for each in group:
            if each.words is None or not {*map(_at, each.told)} <= told:
                once.setdefault(each.drawn(), each)
        new = [(each, text) for text, each in once.items() if text not in draft.said]
        draft.said.update(text for _, text in new)
        if new and len(made) % 3 == 1:
            new[0] = (new[0][0], new[0][0].drawn(trailing=True))
        kept = tuple(sentence for each, text in new if (sentence := draft.checked(text, each.told)))
        if kept:
            made.append((*kept, *_doubts(draft, [each for each, _ in new])))
    return tuple(made)


def _at(told: Told) -> tuple[str, Span]:
    """The sentence that a claim stands in: one that is told in our words is not quoted beside them."""
    return told.report.id, told.claim.sentence


def _doubts(draft: _Draft, said: list[Statement]) -> Paragraph:
    """The line that overrides all: the report itself says that nobody could check. A quotation speaks for itself."""
    told = [each for statement in said if statement.words is None for each in statement.told]
    unverified = [
        each for each in told if any(said.value.status is Status.UNVERIFIED for said in each.claim.verification)
    ]
    line = draft.checked(UNVERIFIED, unverified) if unverified else None
    return (line,) if line else ()


def _marks(draft: _Draft) -> tuple[Mark, ...]:
    """What map and timeline show: each event of the brief that has a place or a day."""
    marks = []
    for group in draft.groups:
        notes = draft.notes.known(group)
        first = group[0]
        place = next((p.value for each in group for p in each.claim.place if p.value.lat is not None), None)
        when = next((each.claim.when.value for each in group if each.claim.when), None)
        if notes and (place or when):
            event = draft.held.get(first.claim.id)
            id_, standing = (event.id, event.verification.value) if event else ("", "")
            start, end = (when.start, when.end) if when else (None, None)
            marks.append(Mark(id_, label(first), standing, place, start, end, notes))
    return tuple(marks)
