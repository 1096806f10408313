"""`read`: reports kept with what they say."""

from collections import Counter

import typer

from onrecord.cli.gathering import gathered_from, kept, parts_of, progress, read_all, unforgotten
from onrecord.cli.messages import counted, err
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
        for each in progress(done):
            outcome, code = kept(each, store)
            counts[outcome] += 1
            if code:
                reasons[outcome, code] += 1
        rebuild(store)
        _table(counts, reasons)
        _summary(settings["db"], counts, store.counts())
    raise typer.Exit(REFUSED if counts["refused"] else OK)


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
