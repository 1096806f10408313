"""`extract` and `schema`: claims printed, nothing kept."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from onrecord.cli.gathering import gathered_from, read_all, refuse, why
from onrecord.cli.options import EngineName, LongReports, Model, Processes, Published, Reports
from onrecord.cli.program import OK, REFUSED
from onrecord.errors import SettingError
from onrecord.settings import load_settings

if TYPE_CHECKING:
    from onrecord.model.extraction import Extraction


class ExtractForm(StrEnum):
    """Forms of `extract`."""

    JSONL = "jsonl"
    TEXT = "text"
    PARQUET = "parquet"


Form = Annotated[ExtractForm, typer.Option("--format", help="JSON lines, text for people, or Parquet (with --out).")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where the Parquet data set goes.")]


def extract(
    reports: Reports,
    published: Published = None,
    form: Form = ExtractForm.JSONL,
    out: Out = None,
    model: Model = None,
    long_reports: LongReports = None,
    processes: Processes = None,
    engine: EngineName = None,
) -> None:
    """Read reports and print their claims, or write them as a Parquet data set; nothing is kept in a database."""
    settings = load_settings({"model": model, "long_reports": long_reports, "processes": processes, "engine": engine})
    done, refused = read_all(gathered_from(reports, settings, published), settings), 0
    with _taker(form, out) as take:
        for each in done:
            if each.extraction is None:
                refused += 1
                refuse(each.name, why(each), as_json=form is ExtractForm.JSONL)
            else:
                take(each.extraction)
    raise typer.Exit(REFUSED if refused else OK)


@contextmanager
def _taker(form: ExtractForm, out: Path | None) -> Iterator[Callable[["Extraction"], None]]:
    """What is done with each extraction. Raises SettingError where form and --out do not go together."""
    if (form is ExtractForm.PARQUET) != (out is not None):
        raise SettingError("--format parquet and --out FOLDER go together: a data set is a folder")
    if out is not None:
        from onrecord.store.dataset import DataSet

        with DataSet(out) as data:
            yield data.keep
    elif form is ExtractForm.TEXT:
        from onrecord.publish.terminal import shown

        wide = Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 120, highlight=False)
        yield lambda extraction: wide.print(shown(extraction))
    else:
        yield lambda extraction: print(extraction.to_json())


def schema() -> None:
    """Print the JSON Schema of what `extract` prints."""
    from onrecord.model import contract
    from onrecord.model.extraction import Extraction

    print(json.dumps(contract.schema(Extraction), indent=2))
