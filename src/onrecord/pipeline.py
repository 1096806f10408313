"""THE FLOW, on one screen: extract(report) and update(store, extractions)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.claim import identified, make_claims
from onrecord.errors import StoreError
from onrecord.find import find_mentions
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.extraction import Extraction, Versions, joined
from onrecord.model.finding import FINDINGS, VERIFICATION, Finding
from onrecord.model.record import ISSUE, RATING, Change, Judgement, Records
from onrecord.model.report import Report
from onrecord.read import read_parts
from onrecord.read.parse import PINNED, Parser
from onrecord.rebuilding import rebuild_touched
from onrecord.reconcile import as_known, correct, history, prepared
from onrecord.revised import revised
from onrecord.store import EVERYTHING, Filter
from onrecord.vocab import Vocab, load_vocab
from onrecord.vocab.gazetteer import default_path

if TYPE_CHECKING:
    from onrecord.store import Kept, Store

VERSION = "0.1.0"
CODEBOOK = "1"
WINDOW = 2_000  # claims reconciled in one transaction


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading needs, loaded once: language model, vocabulary with its gazetteer, and their versions."""

    parser: Parser
    vocab: Vocab
    versions: Versions


def load_reader(*, model: str = PINNED, gazetteer: Path | None = None) -> Reader:
    """A reader. The gazetteer file is built at its path where it is not there yet, which takes half a minute."""
    parser, vocab = Parser(model), load_vocab(gazetteer or default_path())
    versions = Versions(VERSION, parser.model, parser.sha256, CODEBOOK, vocab.version, vocab.gazetteer.version)
    return Reader(parser, vocab, versions)


def extract(report: Report, reader: Reader) -> Extraction:
    """One report, start to end. No store, no network, no clock: same input, same output."""
    drafts = joined(tuple(_extract(part, reader) for part in read_parts(report, reader.parser)))
    return replace(drafts, claims=identified(drafts.claims, drafts.report, reader.versions))


def _extract(document: Document, reader: Reader) -> Extraction:
    mentions, untold = find_mentions(document, reader.vocab)
    attributions, claims, issues = make_claims(document, mentions, reader.vocab)
    return Extraction(reader.versions, document, mentions, attributions, claims, (*document.issues, *untold, *issues))


def extract_text(text: str, *, published: date | datetime | None = None, outlet: str | None = None) -> Extraction:
    """A text, read with the default reader. `published` is the day from which its dates are told."""
    return extract(make_report(text, published=published, outlet=outlet), default_reader())


@cache
def default_reader() -> Reader:
    """The reader that `extract_text` uses, loaded at its first call."""
    return load_reader()


def update(store: "Store", extractions: Iterable[Extraction]) -> tuple["Kept", ...]:
    """Keep what was extracted, then rebuild only the windows that it touches."""
    kept = tuple(store.keep(extraction) for extraction in extractions)
    rebuild(store)
    return kept


def rebuild(store: "Store") -> None:
    """All that is derived from claims that were added, closed or judged since the last time, and what these touch.

    A run that was cut short is caught up with here: the store knows which claims are still to be reconciled.
    """
    while store.unreconciled(limit=1):
        with store.alone():  # two that rebuild at once would each miss what the other has just joined
            rebuild_touched(store, frozenset(store.unreconciled(limit=WINDOW)))


def judge(store: "Store", judgement: Judgement) -> Judgement:
    """Keeps a judgement of a person and rebuilds what it bears on.

    Raises StoreError where a claim is not on record, or a correction is not of the codebook's form.
    """
    if judgement.field == VERIFICATION and judgement.value not in FINDINGS:
        raise StoreError(f"{judgement.value!r}: no finding; there are: {', '.join(Finding)}")
    if judgement.field and judgement.field not in (ISSUE, RATING, VERIFICATION):
        for told in store.told(store.judged((judgement.left,)) or (judgement.left,)):
            correct(told.claim, judgement.field, judgement.value)
    held = store.judge(judgement)
    rebuild(store)
    return held


def withdraw(store: "Store", judgement: Judgement, *, at: datetime) -> bool:
    """Withdraws a judgement, which stays on record, and rebuilds what it bore on. False where it does not stand."""
    done = store.withdraw(judgement, at=at)
    rebuild(store)
    return done


def forget(store: "Store", report: str) -> None:
    """Forgets a report (its id): text, quotes, claims and search rows go, what they bore on is rebuilt, a hash stays.

    Raises StoreError where there is no such report. Cut short, the same call goes on.
    """
    store.begin_to_forget(report)
    rebuild(store)
    store.finish_forgetting(report)


def records(store: "Store", asked: Filter = EVERYTHING) -> Records:
    """What is on record for a question. With `as_of`: today's records, told by the claims published by then alone.

    What a revision, which was not there yet, has superseded since is told too.
    """
    if asked.as_of is None:
        return store.records(asked)
    judgements, before = store.judgements(), revised(store, asked.as_of)
    return store.records(asked, lambda found, known: as_known(found, known, judgements), before)


def changes(store: "Store", event: str) -> tuple[Change, ...]:
    """What each day's reports changed in an event, by its id or that of any claim in it; () where there is none."""
    found = store.events(Filter(ids=(event,)))
    told = prepared(store.linked(store.told(found[0].claims)), store.judgements()) if found else []
    return history([one for one in told if one.claim.id in found[0].claims]) if found else ()
