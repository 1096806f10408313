"""`export`: the record in the formats of the field. `formats`: which there are."""

import sys
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from onrecord.cli.messages import err
from onrecord.cli.options import Database, question_of, reason
from onrecord.errors import OutputError, SettingError
from onrecord.settings import load_settings


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="A format's name; `onrecord formats` lists them.")],
    db: Database = None,
    out: Annotated[Path | None, typer.Option(help="A file, or a folder for csv and parquet.")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day of the happening.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day of the happening.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code of the place.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="A type of the codebook, such as ASSAULT.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DAY", help="What had been reported by then.")] = None,
    fatalities: Annotated[str, typer.Option(help="ACLED's fatalities: 'lowest' report or 'best'.")] = "lowest",
) -> None:
    """Write the record, or a part of it, in another format."""
    from onrecord.pipeline import records
    from onrecord.publish.formats import FORMATS, Options
    from onrecord.store import Store

    if form not in FORMATS:
        raise SettingError(f"{form!r} is no format; there are {', '.join(FORMATS)}")
    if fatalities not in ("lowest", "best"):
        raise SettingError(f"--fatalities {fatalities!r}: say 'lowest' or 'best'")
    settings, asked = load_settings({"db": db}), question_of(as_of, since, until, country, kind)
    chosen = FORMATS[form]
    with Store.open(settings["db"], create=False) as store, TemporaryDirectory() as folder:
        target = out or Path(folder) / f"out{chosen.suffix}"
        if out is None and not chosen.suffix:
            raise SettingError(f"{form} is a folder of files: say where with --out FOLDER")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            count = chosen.write(records(store, asked), target, Options(fatalities=fatalities))
        except OSError as error:
            raise OutputError(
                f"{target}: cannot be written ({reason(error)}); name another place with --out"
            ) from error
        if out is None:
            with target.open("rb") as file:
                copyfileobj(file, sys.stdout.buffer)
    err.print(f"{form}: {count:,} rows{f' in {out}' if out else ''}")


def formats() -> None:
    """List the formats of `export`."""
    from onrecord.publish.formats import FORMATS

    for one in FORMATS.values():
        print(f"{one.name:<12}{one.about} ({one.follows})")
