"""`db ...`: a record upgraded, checked, copied, counted, tidied."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.messages import counted, err
from onrecord.cli.options import Database, make_folder
from onrecord.cli.program import OK, REFUSED
from onrecord.settings import load_settings

database = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after a record.")
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, a SQLite file.")]


class StatsForm(StrEnum):
    """Forms of `db stats`."""

    TEXT = "text"
    JSON = "json"


@database.command()
def upgrade(db: Database = None) -> None:
    """Bring a record to the schema of this onrecord. Opening it does so too; a newer record is refused."""
    from onrecord.store import Store
    from onrecord.store.connect import revision
    from onrecord.store.schema import HEAD

    where = load_settings({"db": db})["db"]
    before = revision(where)
    Store.open(where, create=False).close()
    print(f"{where}: schema {HEAD}" + ("" if before == HEAD else f", brought from {before}"))


@database.command()
def check(db: Database = None) -> None:
    """Verify every kept span against its quote, every reference, and the file itself. Status 1 where one is wrong."""
    from onrecord.store import Store
    from onrecord.store.upkeep import check as check_record

    where = load_settings({"db": db})["db"]
    with Store.open(where, create=False) as store:
        findings = check_record(store)
        held = counted(store.counts())
    for finding in findings:
        print(finding)
    err.print(f"{where}: {counted({'finding': len(findings)})}" if findings else f"{where}: sound ({held})")
    raise typer.Exit(REFUSED if findings else OK)


@database.command()
def backup(file: BackupFile, db: Database = None) -> None:
    """Copy a record, as it stands at one moment, into a new SQLite file. Others may go on reading and writing."""
    from onrecord.store import Store
    from onrecord.store.backup import backup as copy_out

    where = load_settings({"db": db})["db"]
    make_folder(str(file))
    with Store.open(where, create=False) as store:
        copy_out(store, file)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


@database.command()
def restore(file: BackupFile, db: Database = None) -> None:
    """Fill a new record, in SQLite or PostgreSQL, from a backup; or move a record from one to the other."""
    from onrecord.store import Store
    from onrecord.store.backup import restore as copy_in

    where = load_settings({"db": db})["db"]
    make_folder(where)
    with Store.open(where) as store:
        copy_in(file, store)
        print(f"{where}: {counted(store.counts())}")


@database.command()
def stats(
    db: Database = None,
    form: Annotated[StatsForm, typer.Option("--format", help="Lines for people, or JSON.")] = StatsForm.TEXT,
) -> None:
    """Say how much a record holds, which days, and how much room it takes."""
    from onrecord.store import Store
    from onrecord.store.upkeep import stats as count

    with Store.open(load_settings({"db": db})["db"], create=False) as store:
        found = count(store)
    if form is StatsForm.JSON:
        print(json.dumps(found))
        return
    for name, value in _lines(found):
        print(f"{name:<26}{value}")


@database.command()
def vacuum(db: Database = None) -> None:
    """Give back the room of what was removed. Nobody else can write meanwhile."""
    from onrecord.store import Store
    from onrecord.store.upkeep import vacuum as tidy

    where = load_settings({"db": db})["db"]
    with Store.open(where, create=False) as store:
        before, after = tidy(store)
    print(f"{where}: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now")


def _lines(found: dict[str, Any]) -> list[tuple[str, str]]:
    shown = [(name, str(found[name])) for name in ("database", "schema")]
    shown.append(("size", f"{found['bytes'] / 1e6:.1f} MB"))
    shown.append(("days", f"{found['first_day'] or 'none'} to {found['last_day'] or 'none'}"))
    shown += [(f"read by {name}", f"{number:,}") for name, number in found["open_readings"].items()]
    return shown + [(name, f"{number:,}") for name, number in found["rows"].items()]
