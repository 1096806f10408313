"""The record, behind one class: each method is one transaction."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Executable, Select, delete, func, select
from sqlalchemy.exc import DatabaseError

from onrecord.errors import ForgottenReport, StoreError
from onrecord.model.claim import Type
from onrecord.model.extraction import Extraction, Versions
from onrecord.model.record import Bearing, Described, Event, Judgement, Strike, Tally, Told, Transfer, Unsure
from onrecord.model.report import Issue, Report
from onrecord.store import derived, forget, judge, known, query, reach, revision, schema, search, write
from onrecord.store.connect import WRITES, connect, in_words, lock, said
from onrecord.store.filter import EVERYTHING, Filter
from onrecord.store.keys import among, batches, found
from onrecord.store.load import issue_of, load_report, load_told
from onrecord.store.pack import unpack
from onrecord.store.records import Before, Restrict, StoredRecords
from onrecord.store.rows import reader_row
from onrecord.store.watch import Watch

R = TypeVar("R")


class Outcome(StrEnum):
    """What became of a report."""

    READ = "read"
    REREAD = "reread"  # by another reader: its claims are added, the older reader's closed
    KNOWN = "known"  # nothing changed
    UNREAD = "unread"  # kept, with an Issue that says why it was not read


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a report, and which claims were added and which closed (ids)."""

    outcome: Outcome
    report: str
    claims: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


class Store:
    """A record in a database. Use `with Store.open(...) as store:`."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine, self.name = engine, name
        self._watch = Watch(engine)
        self._open: Connection | None = None  # of the transaction that `alone` holds open

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """The record in a SQLite file, or at a URL such as postgresql://user@host/name; made where there is none.

        Raises StoreError where it cannot be opened, or is missing and `create` is False.
        """
        return cls(connect(where, create=create), str(where))

    @property
    def dialect(self) -> str:
        """Which database it is: sqlite or postgresql."""
        return self.engine.dialect.name

    def close(self) -> None:
        """Lets go of the database."""
        self._watch.close()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # What was read

    def knows(self, report: str, reader: Versions) -> bool:
        """Whether this reader has read the report (by its id) before, so that reading it again would change nothing."""
        with self._reading() as connection:
            return _reading_of(connection, report, reader) is not None

    def keep(self, extraction: Extraction) -> Kept:
        """Keeps a report with its claims. What a reader has read before is known, and changes nothing."""
        report = extraction.report
        with self.writing(report.id) as connection:
            if _reading_of(connection, report.id, extraction.reader) is not None:
                return Kept(Outcome.KNOWN, report.id)
            _refuse_forgotten(connection, report)
            write.write_report(connection, report)
            _, closed = write.write_reading(connection, extraction)
            added = tuple(claim.id for claim in extraction.claims)
            write.mark_unreconciled(connection, (*added, *closed, *revision.settle(connection, report.id)))
            reread = connection.scalar(select(func.count()).where(schema.reading.c.report == report.id)) or 0
        return Kept(Outcome.REREAD if reread > 1 else Outcome.READ, report.id, added, closed)

    def keep_unread(self, report: Report) -> Kept:
        """Keeps a report that was not read; its issues say why."""
        with self.writing(report.id) as connection:
            known = connection.scalar(select(schema.report.c.key).where(schema.report.c.id == report.id))
            if known is not None:
                return Kept(Outcome.KNOWN, report.id)
            _refuse_forgotten(connection, report)
            write.write_report(connection, report)
        return Kept(Outcome.UNREAD, report.id)

    def forgotten(self, report: Report) -> bool:
        """Whether this report, or one with the very same words of the same outlet, was forgotten."""
        with self._reading() as connection:
            return forget.forgotten(connection, report)

    def copies(self, report: str) -> tuple[str, ...]:
        """The ids of the other reports with the very same words as this one (its id)."""
        with self._reading() as connection:
            return forget.copies(connection, report)

    def begin_to_forget(self, report: str) -> None:
        """Withdraws a report's claims (its id); then rebuild, then `finish_forgetting`. See `pipeline.forget`."""
        with self.writing() as connection:
            forget.begin(connection, report)

    def finish_forgetting(self, report: str) -> None:
        """Removes all rows of a report of which nothing that is derived holds a claim any longer."""
        with self.writing() as connection:
            forget.remove(connection, report)

    # What is on record

    def report(self, id_: str) -> Report | None:
        """A report by its id, None where there is none."""
        with self._reading() as connection:
            return load_report(connection, id_)

    def claims(self, asked: Filter = EVERYTHING) -> tuple[Told, ...]:
        """The claims of open readings, each with its report and the attributions of its chain."""
        with self._reading() as connection:
            return tuple(load_told(connection, connection.scalars(query.claim_keys(asked)).all()))

    def told(self, ids: Iterable[str]) -> tuple[Told, ...]:
        """Claims by their ids, in the order of the ids, those of closed readings too. Unknown ids are left out."""
        with self._reading() as connection:
            return tuple(load_told(connection, _keys(connection, list(ids))))

    def events(self, asked: Filter = EVERYTHING) -> tuple[Event, ...]:
        """Events as they stand now; with `as_of`, those of which something had been reported by then."""
        return tuple(StoredRecords(self, asked).events())

    def transfers(self, asked: Filter = EVERYTHING) -> tuple[Transfer, ...]:
        """Transfers as they stand now; with `as_of`, those of which something had been reported by then."""
        return tuple(StoredRecords(self, asked).transfers())

    def strikes(self, asked: Filter = EVERYTHING) -> tuple[Strike, ...]:
        """The strike ledger as it stands now."""
        return tuple(StoredRecords(self, asked).strikes())

    def tallies(self, asked: Filter = EVERYTHING) -> tuple[Tally, ...]:
        """Running tolls as they stand now."""
        return tuple(StoredRecords(self, asked).tallies())

    def records(
        self, asked: Filter = EVERYTHING, restrict: Restrict | None = None, before: Before | None = None
    ) -> StoredRecords:
        """What is on record for a question, streamed. For an `as_of` use `pipeline.records`, which gives the rest."""
        if asked.as_of is not None and restrict is None:
            raise ValueError("what was known on a day is described anew; ask pipeline.records(store, asked)")
        return StoredRecords(self, asked, restrict, before)

    def unsure(self) -> tuple[Unsure, ...]:
        """Pairs of claims of which the rules cannot tell whether they are one event."""
        table = schema.unsure
        with self._reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.left, table.c.right))
            return tuple(Unsure(row.left, row.right, tuple(row.reasons.split("\n"))) for row in rows)

    def issues(self, report: str) -> tuple[Issue, ...]:
        """What could not be told of a report, by its gathering and its newest reading."""
        table = schema.issue
        current = select(schema.reading.c.key).where(schema.reading.c.closed_by.is_(None))
        asked = select(table).where(table.c.report == report, table.c.reading.is_(None) | table.c.reading.in_(current))
        with self._reading() as connection:
            return tuple(issue_of(row) for row in connection.execute(asked.order_by(table.c.key)))

    def search(self, words: str, *, limit: int = 50) -> search.Found:
        """Reports and claims that hold all the words, the best first; "words in quotation marks" stand together."""
        with self._reading() as connection:
            return search.find(connection, words, limit)

    def counts(self) -> dict[str, int]:
        """How many of each there are; claims are those of open readings."""
        tables = (schema.report, schema.event, schema.transfer, schema.strike, schema.tally, schema.issue)
        with self._reading() as connection:
            counts = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
            open_ = query.claim_keys(EVERYTHING).order_by(None).subquery()
            return {**counts, "claim": connection.scalar(select(func.count()).select_from(open_)) or 0}

    def wrong_quotes(self) -> tuple[str, ...]:
        """Where kept words are not those of the report at their place; () in a sound record. One line a finding."""
        with self._reading() as connection:
            return query.wrong_quotes(connection)

    # What persons judged

    def judge(self, judgement: Judgement) -> Judgement:
        """Keeps a judgement, anchored to the words of its claims; what it bears on is to be reconciled anew."""
        with self.writing() as connection:
            held = judge.write_judgement(connection, judgement)
            write.mark_unreconciled(connection, judge.touched(connection, held))
        return held

    def withdraw(self, judgement: Judgement, *, at: datetime) -> bool:
        """Withdraws a judgement, which stays on record. False where it does not stand."""
        with self.writing() as connection:
            write.mark_unreconciled(connection, judge.touched(connection, judgement))
            return judge.withdraw(connection, judgement, at)

    def judgements(self, *, withdrawn: bool = False) -> tuple[Judgement, ...]:
        """Judgements that stand, in the order in which they were made; with `withdrawn`, all that were ever made."""
        with self._reading() as connection:
            return tuple(judge.standing(connection, all_of_them=withdrawn))

    def judged(self, anchors: Iterable[str]) -> frozenset[str]:
        """Ids of the open claims whose trigger words the anchors overlap."""
        with self._reading() as connection:
            return frozenset(id_ for anchor in anchors for id_ in judge.claims_at(connection, anchor))

    # What is derived

    def unreconciled(self, *, limit: int | None = None) -> tuple[str, ...]:
        """Ids of claims that were added or closed since their events and transfers were last rebuilt, by their day."""
        pending, claim = schema.unreconciled.c.claim, schema.claim.c
        # An outer join, or SQLite goes through all claims and asks of each whether it is pending.
        listed = select(pending).outerjoin(schema.claim, claim.id == pending)
        asked = listed.order_by(claim.when_start.nulls_first(), pending)
        with self._reading() as connection:
            return tuple(connection.scalars(asked.limit(limit)))

    def linked(self, told: tuple[Told, ...]) -> tuple[Told, ...]:
        """The claims, and all that `coref` links with them, directly or through others."""
        known = {one.claim.id: one for one in told}
        with self._reading() as connection:
            new = list(known.values())
            while new:
                keys = query.linked_keys(connection, new, frozenset(known))
                new = load_told(connection, keys)
                known.update({one.claim.id: one for one in new})
        return tuple(known.values())

    def current(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of the claims (ids) whose reading is open."""
        with self._reading() as connection:
            return query.current(connection, sorted(ids))

    def events_holding(self, claims: Iterable[str]) -> dict[str, frozenset[str]]:
        """The events (ids) that hold one of these claims, with the ids of all their claims."""
        with self._reading() as connection:
            return derived.events_holding(connection, sorted(claims))

    def doubting(self, claims: Iterable[str]) -> frozenset[str]:
        """Claims of accounts that could not be placed for the sake of one of these (`Unsure.left`)."""
        with self._reading() as connection:
            return derived.doubting(connection, sorted(claims))

    def types_of(self, claims: Iterable[str]) -> frozenset[tuple[str, Type | None]]:
        """The reports (ids) of these claims, each with the type that it tells in one of them."""
        with self._reading() as connection:
            return query.types_of(connection, sorted(claims))

    def keys_holding(self, claims: Iterable[str]) -> frozenset[str]:
        """Keys of the transfers, strikes and tallies that hold one of these claims."""
        with self._reading() as connection:
            return derived.keys_holding(connection, sorted(claims))

    def members(self, keys: Iterable[str]) -> frozenset[str]:
        """Ids of the claims in what goes by these keys."""
        with self._reading() as connection:
            return derived.members(connection, sorted(keys))

    def reports_of(self, claims: Iterable[str]) -> frozenset[str]:
        """Ids of the reports of these claims (ids)."""
        with self._reading() as connection:
            return query.reports_of(connection, sorted(claims))

    def put_reach(self, found: Mapping[str, Iterable[Bearing]]) -> None:
        """What these reports (ids) reach now, in the place of what they reached before."""
        with self.writing() as connection:
            reach.put_reach(connection, found)

    def superseded(self, as_of: date | datetime) -> tuple[Told, ...]:
        """The claims that were known by then and whose report another one at its address has superseded since."""
        with self._reading() as connection:
            return tuple(load_told(connection, connection.scalars(known.superseded(as_of)).all()))

    def successors(self, reports: Iterable[str]) -> frozenset[str]:
        """Ids of the claims that stand now in the place of those of superseded reports (ids)."""
        with self._reading() as connection:
            return revision.successors(connection, sorted(reports))

    def edited_later(self, as_of: date | datetime) -> frozenset[str]:
        """Ids of the claims of edits that bear a day by then and were not there yet."""
        with self._reading() as connection:
            return revision.edited_later(connection, as_of)

    def known_by(self, reports: Iterable[str], as_of: date | datetime) -> frozenset[str]:
        """Those of the reports (ids) that were known by then."""
        with self._reading() as connection:
            return known.known_by(connection, sorted(reports), as_of)

    def reports_meeting(self, there: Bearing) -> frozenset[str]:
        """Ids of the reports that tell of this family of types and country in days that overlap these."""
        with self._reading() as connection:
            return reach.reports_meeting(connection, there)

    def claims_of(self, reports: Iterable[str], types: frozenset[Type] | None = None) -> tuple[Told, ...]:
        """The claims of open readings of these reports; of these types alone, with what they retell, where given."""
        with self._reading() as connection:
            found = load_told(connection, query.keys_of_reports(connection, sorted(reports), types))
            known, new = {one.claim.id for one in found}, found
            while types is not None and new:
                new = load_told(connection, query.retold_keys(connection, new, known))
                known |= {one.claim.id for one in new}
                found += new
        return tuple(found)

    def replace(
        self,
        claims: frozenset[str],
        keys: frozenset[str],
        described: Described,
        *,
        placed: frozenset[str] = frozenset(),
    ) -> None:
        """Puts what is described in the place of events that hold any of the claims and of what goes by the keys.

        Doubts about them, and about claims that are `placed` anew, are replaced too. The claims are reconciled then.
        """
        table, ordered = schema.unreconciled, sorted(claims)
        with self.writing() as connection:
            derived.replace_derived(connection, ordered, sorted(claims | placed), sorted(keys), described)
            for some in batches(ordered):
                connection.execute(delete(table).where(table.c.claim.in_(some)))

    def forget_derived(self) -> None:
        """Drops all that is derived; all open claims are to be reconciled anew."""
        with self.writing() as connection:
            for table in (*derived.RECORDS, schema.reach, schema.unsure, schema.unreconciled):
                connection.execute(delete(table))
            keys = connection.scalars(query.claim_keys(EVERYTHING)).all()
            for some in batches(keys):
                held = select(schema.claim.c.id).where(schema.claim.c.key.in_(some))
                write.mark_unreconciled(connection, connection.scalars(held).all())

    # For StoredRecords and the lists of the desk

    def state(self) -> Hashable:
        """Another value after each write, by whomever. Read it before the rows that are remembered under it."""
        with in_words(self.name, "read"):
            return self._watch.state()

    def ids(self, asked: Select[Any]) -> Sequence[Any]:
        """The one column of a query."""
        with self._reading() as connection:
            return connection.scalars(asked).all()

    def rows(self, asked: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """The rows of a query."""
        with self._reading() as connection:
            return connection.execute(asked, values or {}).all()

    def told_of(self, keys: Sequence[int]) -> list[Told]:
        """The claims of these keys, in their order."""
        with self._reading() as connection:
            return load_told(connection, keys)

    def records_of(self, kind: type[R], kept: query.Kept, ids: Sequence[str]) -> list[R]:
        """Derived records by their ids, in the order of the ids."""
        with self._reading() as connection:
            held = {row.id: row.record for row in found(connection, kept.records(), ids)}
        return [unpack(kind, held[id_]) for id_ in ids if id_ in held]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """All calls inside are one transaction, during which nobody else writes: for what is looked up, worked out and
        put back. Not for two threads at once.
        """
        with self.writing() as connection:
            self._open = connection
            try:
                yield
            finally:
                self._open = None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._open is not None:
            yield self._open
            return
        with in_words(self.name, "read"), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, report: str | None = None) -> Iterator[Connection]:
        """A transaction that writes: one report, with others that write other reports, or (None) alone."""
        if self._open is not None:
            yield self._open
            return
        try:
            with self.engine.execution_options(**{WRITES: True}).begin() as connection:
                lock(connection, report)
                yield connection
        except DatabaseError as error:
            told = f"{self.name}: cannot be written ({said(error)}). What was kept before is safe; run again to go on"
            raise StoreError(told) from error


def _refuse_forgotten(connection: Connection, report: Report) -> None:
    if forget.forgotten(connection, report):
        raise ForgottenReport(f"{report.id}: this report was forgotten on purpose; it is not taken in again")


def _reading_of(connection: Connection, report: str, reader: Versions) -> int | None:
    table = schema.reading
    mine = (table.c.report == report) & (table.c.reader == reader_row(reader)["id"])
    key: int | None = connection.scalar(select(table.c.key).where(mine))
    return key


KEYS = select(schema.claim.c.id, schema.claim.c.key).where(among(schema.claim.c.id))


def _keys(connection: Connection, ids: Sequence[str]) -> list[int]:
    keys = {row.id: row.key for row in found(connection, KEYS, ids)}
    return [keys[id_] for id_ in ids if id_ in keys]
