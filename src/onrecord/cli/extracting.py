"""`extract` and `schema`: claims printed, nothing kept."""

import json
import os
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from onrecord.cli.gathering import gathered_from, read_all, refuse, why
from onrecord.cli.options import EngineName, LongReports, Model, Processes, Published, Reports
from onrecord.cli.program import OK, REFUSED
from onrecord.settings import load_settings


class ExtractForm(StrEnum):
    """Forms of `extract`."""

    JSONL = "jsonl"
    TEXT = "text"


def extract(
    reports: Reports,
    published: Published = None,
    form: Annotated[ExtractForm, typer.Option("--format", help="JSON lines, or text for people.")] = ExtractForm.JSONL,
    model: Model = None,
    long_reports: LongReports = None,
    processes: Processes = None,
    engine: EngineName = None,
) -> None:
    """Read reports and print their claims; nothing is kept."""
    settings = load_settings({"model": model, "long_reports": long_reports, "processes": processes, "engine": engine})
    wide = Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 120, highlight=False)
    refused = 0
    for done in read_all(gathered_from(reports, settings, published), settings):
        if done.extraction is None:
            refused += 1
            refuse(done.name, why(done), as_json=form is ExtractForm.JSONL)
        elif form is ExtractForm.JSONL:
            print(done.extraction.to_json())
        else:
            from onrecord.publish.terminal import shown

            wide.print(shown(done.extraction))
    raise typer.Exit(REFUSED if refused else OK)


def schema() -> None:
    """Print the JSON Schema of what `extract` prints."""
    from onrecord.model import contract
    from onrecord.model.extraction import Extraction

    print(json.dumps(contract.schema(Extraction), indent=2))
