"""The program: its own options, and how it ends."""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from onrecord.cli.messages import Log, log
from onrecord.errors import OnrecordError, SettingError
from onrecord.settings import load_settings

OK, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads dated news reports on armed conflict and keeps them on the record. No telemetry; works offline.",
)


def main() -> None:
    """The program: runs a command, and says in one line what went wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal's own encoding
    try:
        app(prog_name="onrecord")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            log(
                "error",
                "interrupted; what was kept before stays kept, run the same command to go on",
                code="interrupted",
            )
        raise
    except OnrecordError as error:
        log("error", str(error), code=error.code)
        sys.exit(USAGE if isinstance(error, SettingError) else REFUSED)


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
