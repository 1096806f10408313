"""`read`: reports kept with what they say."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from onrecord.cli.gathering import UNREAD, gathered_from, parts_of, progress, read_all, refuse, unforgotten, why
from onrecord.cli.messages import counted, err, log
from onrecord.cli.options import Database, EngineName, LongReports, Model, Processes, Published, Reports, make_folder
from onrecord.cli.program import OK, REFUSED
from onrecord.settings import load_settings

Reasons = Counter[tuple[str, str]]  # reports by outcome and code
OUTCOMES = {
    "read": "read",
    "reread": "read again by a newer reader",
    "known": "already known",
    "unread": "kept unread",
    "refused": "refused",
}
CODES = {
    "missing": "no such file, or no report in it",
    "unreadable": "may not be opened",
    "empty": "no words in it",
    "binary": "no text",
    "damaged": "breaks the rules of its format",
    "unsafe": "unsafe archive or address",
    "fetch": "no page at the address",
    "forgotten": "was forgotten on purpose",
    "too_long": "too long",
    "language": "in a language that is not read",
    "report": "no report in it that can be told",
}

if TYPE_CHECKING:
    from onrecord.engines import Done
    from onrecord.model.extraction import Extraction
    from onrecord.store import Store


def read(
    reports: Reports,
    db: Database = None,
    published: Published = None,
    model: Model = None,
    long_reports: LongReports = None,
    processes: Processes = None,
    engine: EngineName = None,
) -> None:
    """Read reports, keep what they say, and join the claims of one event. Reading them again changes nothing."""
    from onrecord.engines import reader
    from onrecord.pipeline import rebuild
    from onrecord.store import Store

    reading = {"model": model, "long_reports": long_reports, "processes": processes, "engine": engine}
    settings = load_settings({"db": db, **reading})
    counts: Counter[str] = Counter()
    reasons: Reasons = Counter()
    make_folder(settings["db"])
    with Store.open(settings["db"]) as store:
        versions = reader(parts_of(settings)).versions
        gathered = unforgotten(gathered_from(reports, settings, published), store)
        done = read_all(gathered, settings, wanted=lambda report: not store.knows(report.id, versions))
        for extraction in _extracted(progress(done), store, counts, reasons):
            counts[store.keep(extraction).outcome.value] += 1
        rebuild(store)
        _table(counts, reasons)
        _summary(settings["db"], counts, store.counts())
    raise typer.Exit(REFUSED if counts["refused"] else OK)


def _extracted(
    done: Iterator["Done"], store: "Store", counts: Counter[str], reasons: Reasons
) -> Iterator["Extraction"]:
    """The extractions; a report that is not to be read is kept as it is, a refused one is said and counted."""
    for each in done:
        if each.extraction is not None:
            yield each.extraction
        elif each.error is not None or each.report is None:
            counts["refused"] += 1
            reasons["refused", why(each)[0]] += 1
            refuse(each.name, why(each), as_json=False)
        elif any(issue.code in UNREAD for issue in each.report.issues):
            outcome, (code, message) = store.keep_unread(each.report).outcome.value, why(each)
            counts[outcome] += 1
            reasons[outcome, code] += 1
            log("warning", message, code=code)
        else:
            counts["known"] += 1


def _table(counts: Counter[str], reasons: Reasons) -> None:
    """What became of the reports: one line an outcome and reason; each that was refused was named when it was."""
    for outcome in OUTCOMES:
        told = {code: number for (of, code), number in sorted(reasons.items()) if of == outcome}
        rest = counts[outcome] - sum(told.values())
        for number, code in [(rest, ""), *((number, code) for code, number in told.items())]:
            if number:
                err.print(f"  {OUTCOMES[outcome]:<28}{number:>9,}  {CODES.get(code, code)}".rstrip(), markup=False)


def _summary(db: str, counts: Counter[str], totals: dict[str, int]) -> None:
    said = [f"{counts[name]} {told}" for name, told in OUTCOMES.items() if counts[name]]
    err.print(", ".join(said) or "nothing to read")
    err.print(f"{db} holds {counted(totals)}")
