"""What a person should look at: disputes, unsure merges, doubtful claims and issues that nobody has judged yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from itertools import chain
from typing import Any, Literal

from sqlalchemy import Select, func, or_, select, union_all

from onrecord.model.record import ISSUE, Event, Judgement, Told, anchor
from onrecord.serve.asked import AsOf
from onrecord.serve.desk import Desk
from onrecord.store import browse, schema
from onrecord.store.judge import split_anchor
from onrecord.store.known import known, parts
from onrecord.store.query import EVENTS

ACCEPTED, NOTE = "accepted", "note"
SHOWN = 40  # entries at once; a quarter of each kind where all kinds are shown
PORTION, PORTIONS = 20, 100  # rows looked through at a time, and how often, where most are judged already
AROUND = 80  # characters shown on either side of an issue's words
Accepted = Literal["dispute", "unsure", "doubt", "issue", "claim"]
Kind = Literal["all", "dispute", "unsure", "doubt", "issue"]


class Queue(AsOf):
    """Which part of the queue."""

    kind: Kind = "all"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look at. `left` and `others` are what is judged: anchors of its claims, or of an issue's words."""

    kind: Accepted
    about: str
    left: str
    others: tuple[str, ...] = ()
    event: str | None = None
    claims: tuple[Told, ...] = ()
    reasons: tuple[str, ...] = ()
    report: str | None = None
    words: tuple[str, str, str] | None = None  # of an issue, with what stands before and after them
    notes: tuple[str, ...] = ()


class Judged:
    """What persons have said of claims and issues, by report."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._by_report: dict[str, list[tuple[int, int, Judgement]]] = {}
        for one in judgements:
            for place in (one.left, one.right, *others(one)):
                parts = split_anchor(place or "")
                if parts:
                    self._by_report.setdefault(parts[0], []).append((parts[1], parts[2], one))

    def of(self, place: str) -> list[Judgement]:
        """Judgements whose words overlap those of an anchor, in the order in which they were made."""
        report, start, end = split_anchor(place) or ("", 0, 0)
        return [one for first, last, one in self._by_report.get(report, ()) if first < end and last > start]

    def accepted(self, entry: Entry) -> bool:
        """Whether all of an entry was accepted as what it is; a claim that joins it later brings it back."""
        kinds = {entry.kind, f"{entry.kind}:{entry.about}"}
        return all(
            any(one.field is None and accepts(one) in kinds for one in self.of(place))
            for place in (entry.left, *entry.others)
        )

    def corrected(self, place: str) -> bool:
        """Whether a field of a claim was corrected."""
        return any(one.field and one.field != ISSUE for one in self.of(place))

    def decided(self, place: str, code: str) -> bool:
        """Whether an issue was accepted; its anchor may be that of a whole report, `REPORT:0-0`."""
        said = self._by_report.get(place.rpartition(":")[0], ())
        return any(one.left == place and one.field == ISSUE and one.value == code for _, _, one in said)

    def notes(self, entry: Entry) -> tuple[str, ...]:
        """What was noted of it, with who noted it."""
        said = [one for place in (entry.left, *entry.others) for one in self.of(place) if one.value == NOTE]
        return tuple(dict.fromkeys(f"{one.by}: {' '.join(one.reasons)}" for one in said))


def accepts(judgement: Judgement) -> str | None:
    """As what a claim was accepted: a kind of entry, of a dispute with that over which it is."""
    words = (judgement.value or "").split()
    return words[1] if words[:1] == [ACCEPTED] and len(words) > 1 else None


def others(judgement: Judgement) -> list[str]:
    """Anchors of the claims that were accepted together with the first.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2024, 3, 4, tzinfo=UTC)
    >>> others(Judgement("9f:1-4", None, None, "accepted dispute 7a:3-9", None, (), "ana", at))
    ['7a:3-9']
    """
    words = (judgement.value or "").split()
    return words[2:] if words[:1] == [ACCEPTED] and judgement.field is None else []


def name_of(judgement: Judgement) -> str:
    """A short name by which a page speaks of a judgement."""
    told = (judgement.left, judgement.right, judgement.field, judgement.value, judgement.by, judgement.at.isoformat())
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()


def queue(desk: Desk, asked: Queue) -> list[Entry]:
    """What awaits a person, as of a day, a few of each kind."""
    makers = {"dispute": _disputes, "unsure": _unsure, "doubt": _doubts, "issue": _issues}
    judged = Judged(desk.store.judgements())
    wanted = [make for kind, make in makers.items() if asked.kind in ("all", kind)]
    most = SHOWN if len(wanted) == 1 else SHOWN // len(wanted)
    return [entry for make in wanted for entry in _unjudged(make(desk, judged, asked.as_of), judged, most)]


def _unjudged(entries: Iterator[Entry], judged: Judged, most: int) -> Iterator[Entry]:
    for entry in entries:
        if most and not judged.accepted(entry):
            most -= 1
            notes = judged.notes(entry)
            yield entry if not notes else _noted(entry, notes)
        if not most:
            return


def _noted(entry: Entry, notes: tuple[str, ...]) -> Entry:
    return replace(entry, notes=notes)


def _portions(desk: Desk, asked: Select[Any]) -> Iterator[Sequence[Any]]:
    """Rows of a query, some at a time, no further than a page may cost."""
    for number in range(PORTIONS):
        rows = desk.store.rows(asked.limit(PORTION).offset(number * PORTION))
        yield rows
        if len(rows) < PORTION:
            return


def _disputes(desk: Desk, judged: Judged, as_of: date | datetime | None) -> Iterator[Entry]:
    events, rows = schema.event.c, schema.ledger.c
    if as_of:
        maybe = browse.events_as_known(browse.Looked(disputed=True, as_of=as_of))
        asked = maybe.order_by(rows.day.desc(), rows.key.desc())
    else:
        disputed = select(events.id).where(events.disputed)
        asked = disputed.order_by(events.last_reported.desc(), events.id.desc())
    before = desk.before(as_of)
    now = ([row.id for row in part if not before.instead(row.id)] for part in _portions(desk, asked))
    stood = (desk.as_known(desk.store.records_of(Event, EVENTS, ids), as_of) for ids in now)
    for found in chain([before.of(Event)], stood):
        ids = dict.fromkeys(claim for event in found for dispute in event.disputes for claim in dispute.claims)
        by_id = {one.claim.id: one for one in desk.told(tuple(ids), as_of)}
        for event in found:
            for dispute in event.disputes:
                told = tuple(by_id[claim] for claim in dispute.claims if claim in by_id)
                places = tuple(dict.fromkeys(anchor(one) for one in told))
                if places:
                    yield Entry("dispute", dispute.about, places[0], places[1:], event.id, told)


def _unsure(desk: Desk, judged: Judged, as_of: date | datetime | None) -> Iterator[Entry]:
    rows = schema.unsure.c
    for part in _portions(desk, select(rows.left, rows.right, rows.reasons).order_by(rows.left, rows.right)):
        known = {one.claim.id: one for one in desk.told([id_ for row in part for id_ in (row.left, row.right)], as_of)}
        for row in part:
            told = tuple(known[id_] for id_ in (row.left, row.right) if id_ in known)
            if len(told) == 2:
                left, right = (anchor(one) for one in told)
                reasons = tuple(row.reasons.splitlines())
                yield Entry("unsure", "one event or two", left, (right,), claims=told, reasons=reasons)


def _doubts(desk: Desk, judged: Judged, as_of: date | datetime | None) -> Iterator[Entry]:
    for certainty in ("unknown", "possible"):
        for part in _portions(desk, _newest(certainty, as_of)):
            for told in desk.store.told_of([row.key for row in part]):
                if not judged.corrected(anchor(told)):
                    yield Entry("doubt", f"certainty {certainty}", anchor(told), claims=(told,))


def _newest(certainty: str, as_of: date | datetime | None) -> Select[Any]:
    """Keys of the newest claims of a certainty, each table walked along its own index no further than a page looks."""
    each = [
        select(rows.key, rows.day)
        .where(rows.certainty == certainty, rows.type.is_not(None), *still, *known(rows.day, rows.known_at, as_of))
        .order_by(rows.day.desc(), rows.key.desc())
        .limit(PORTION * PORTIONS)
        .subquery()
        for rows, still in parts(as_of)
    ]
    found = union_all(*(select(part.c.key, part.c.day) for part in each)).subquery()
    return select(found.c.key).order_by(found.c.day.desc(), found.c.key.desc())


def _issues(desk: Desk, judged: Judged, as_of: date | datetime | None) -> Iterator[Entry]:
    rows, report, reading = schema.issue.c, schema.report.c, schema.reading.c
    first, last = func.coalesce(rows.start, 0), func.coalesce(rows.end, 0)
    begin = func.max(first - AROUND, 0) if desk.store.dialect == "sqlite" else func.greatest(first - AROUND, 0)
    asked = (
        select(
            *(rows.code, rows.start, rows.end, rows.message, rows.report),
            func.substr(report.text, begin + 1, first - begin).label("before"),
            func.substr(report.text, first + 1, last - first).label("words"),
            func.substr(report.text, last + 1, AROUND).label("after"),
        )
        .join(schema.report, report.id == rows.report)
        .outerjoin(schema.reading, reading.key == rows.reading)
        .where(or_(rows.reading.is_(None), reading.closed_by.is_(None)))
        .where(*known(report.known_day, report.known_at, as_of))
    )
    for part in _portions(desk, asked.order_by(rows.key.desc())):
        for row in part:
            place = f"{row.report}:{row.start or 0}-{row.end or 0}"
            if not judged.decided(place, row.code):
                words = (row.before, row.words, row.after) if row.end else None
                yield Entry("issue", row.code, place, report=row.report, words=words, reasons=(row.message,))
