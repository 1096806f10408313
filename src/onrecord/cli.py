"""One command a verb; the only place that prints."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from onrecord.errors import OnrecordError, SettingError
from onrecord.settings import Settings, load_settings

if TYPE_CHECKING:
    from onrecord.pipeline import Reader

OK, REFUSED, USAGE = 0, 1, 2
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads dated news reports on armed conflict and keeps them on the record. No telemetry; works offline.",
)
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, highlight=False)


class ExtractForm(StrEnum):
    """Forms of `extract`."""

    JSONL = "jsonl"
    TEXT = "text"


class BriefForm(StrEnum):
    """Forms of `brief`."""

    MD = "md"
    HTML = "html"
    JSON = "json"


Reports = Annotated[list[Path], typer.Argument(metavar="REPORT...", help="Files, folders or '-' for standard input.")]
Published = Annotated[str | None, typer.Option(metavar="DAY", help="Day of publication, YYYY-MM-DD; wins over the text's.")]
Database = Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database (default: onrecord.db).")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy English pipeline instead of the pinned one.")]
LongReports = Annotated[str | None, typer.Option(help="Over-long reports: 'keep' unread (default) or read in 'chunks'.")]
Processes = Annotated[int | None, typer.Option(help="How many processes read.")]


def main() -> None:
    """The program: runs a command, and says in one line what went wrong."""
    try:
        app()
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
    form: Annotated[ExtractForm, typer.Option("--format", help="One JSON line a report, or text for people.")] = ExtractForm.JSONL,
    model: Model = None,
    long_reports: LongReports = None,
) -> None:
    """Read reports and print their claims; nothing is kept."""
    from onrecord.publish.terminal import shown

    settings = load_settings({"model": model, "long_reports": long_reports})
    refused = 0
    wide = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    for outcome in _outcomes(reports, settings, _day(published)):
        if outcome.extraction is None:
            refused += 1
            _refuse(outcome, as_json=form is ExtractForm.JSONL)
        elif form is ExtractForm.JSONL:
            print(outcome.extraction.to_json())
        else:
            wide.print(shown(outcome.extraction))
    raise typer.Exit(REFUSED if refused else OK)


@app.command()
def schema() -> None:
    """Print the JSON Schema of what `extract` prints."""
    from onrecord.model import contract
    from onrecord.model.extraction import Extraction

    print(json.dumps(contract.schema(Extraction), indent=2))


