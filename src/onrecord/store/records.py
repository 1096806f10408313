"""What is on record for one question, handed out a few hundred records at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from onrecord.model.record import Event, Judgement, Strike, Tally, Told, Transfer
from onrecord.model.report import Report
from onrecord.store import query
from onrecord.store.filter import Filter
from onrecord.store.fitting import ORDER, fits
from onrecord.store.keys import batches

if TYPE_CHECKING:
    from onrecord.store.store import Store

R = TypeVar("R", Event, Transfer, Strike, Tally)
# Records as only these claims, some of theirs, tell them; one of which they tell nothing is left out.
Restrict = Callable[[Sequence[Any], tuple[Told, ...]], Iterable[Any]]


class Before(Protocol):
    """Records that stand in the place of some of today's (`revised.Revised`), and the claims that they hold."""

    @property
    def told(self) -> Mapping[str, Told]:
        """Claims by their ids."""

    def of(self, kind: type[Any]) -> Sequence[Any]:
        """The records of a kind."""

    def instead(self, id_: str) -> bool:
        """Whether one of today's records did not stand so."""


class StoredRecords:
    """`model.record.Records` over a store. Where the question has an `as_of`, `restrict` describes records anew, and
    those that stood before a revision take the place of today's.
    """

    def __init__(
        self, store: "Store", asked: Filter, restrict: Restrict | None = None, before: Before | None = None
    ) -> None:
        self._store, self._asked, self._restrict, self._before = store, asked, restrict, before

    def reports(self) -> Iterator[Report]:
        """Reports that tell any of it, by day of publication."""
        for id_ in self._store.ids(query.report_ids(self._asked)):
            report = self._store.report(id_)
            if report is not None:
                yield report

    def claims(self) -> Iterator[Told]:
        """Claims, by report and in its order."""
        keys = self._store.ids(query.claim_keys(self._asked))
        for some in batches(keys):
            yield from self._store.told_of(some)

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        """Claims by their ids, in the order of the ids; unknown ids are left out."""
        return self._store.told(claims)

    def events(self) -> Iterator[Event]:
        """Events, by their day."""
        return self._each(Event, query.EVENTS)

    def transfers(self) -> Iterator[Transfer]:
        """Transfers, by the day of their first report."""
        return self._each(Transfer, query.TRANSFERS)

    def strikes(self) -> Iterator[Strike]:
        """The strike ledger, by day."""
        return self._each(Strike, query.STRIKES)

    def tallies(self) -> Iterator[Tally]:
        """Running tolls."""
        return self._each(Tally, query.TALLIES)

    def judgements(self) -> Iterator[Judgement]:
        """Judgements of persons that stand."""
        return iter(self._store.judgements())

    def _each(self, kind: type[R], kept: query.Kept) -> Iterator[R]:
        before = self._before
        if before is None:
            return self._now(kind, kept)
        order = ORDER[kind]
        stood = [one for one in before.of(kind) if fits(one, before.told, self._asked)]
        return merge(self._now(kind, kept), sorted(stood, key=order), key=order)

    def _now(self, kind: type[R], kept: query.Kept) -> Iterator[R]:
        ids = self._store.ids(kept.ids(self._asked))
        if self._before:
            ids = [id_ for id_ in ids if not self._before.instead(id_)]
        for some in batches(ids):
            batch = self._store.records_of(kind, kept, some)
            yield from batch if self._restrict is None else self._restricted(batch)

    def _restricted(self, batch: Sequence[R]) -> Iterable[R]:
        ids = list(dict.fromkeys(id_ for record in batch for id_ in record.claims))
        known: list[Told] = []
        for some in batches(ids):
            known += self._store.claims(Filter(ids=tuple(some), as_of=self._asked.as_of))
        linked = self._store.linked(tuple(known))
        return self._restrict(batch, linked) if self._restrict else batch
