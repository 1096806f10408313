"""`events`, `transfers`, `strikes`, `tallies`, `claims`, `history`: what is on record, as a table or as data."""

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import Database, question_of
from onrecord.errors import SettingError
from onrecord.settings import load_settings

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.model.record import Records


class Form(StrEnum):
    """Forms of records."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    JSONL = "jsonl"


NARROW = ("day", "reported", "id", "claim", "standing", "sources")  # columns of a table that are never folded
WIDE = {
    "figures": 4,
    "quote": 4,
    "says": 2,
    "actor": 2,
    "recipient": 2,
    "place": 2,
    "type": 2,
    "ladder": 2,
    "what": 2,
}  # shares of the room that is left
SHARE = 7  # letters that a share needs: with fewer, words are cut into syllables
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="D", help="What had been reported by this day, or hour (ISO 8601).")
]
From = Annotated[str | None, typer.Option("--from", metavar="D", help="First day of the happening.")]
To = Annotated[str | None, typer.Option("--to", metavar="D", help="Last day of the happening.")]
Country = Annotated[str | None, typer.Option(metavar="C", help="Country of a place, by its three letters (UKR).")]
TypeName = Annotated[str | None, typer.Option("--type", metavar="T", help="A type of the codebook (ASSAULT).")]
Format = Annotated[Form, typer.Option("--format", help="A table, CSV, one JSON array, or JSON lines.")]


def events(
    db: Database = None,
    as_of: AsOf = None,
    first: From = None,
    last: To = None,
    country: Country = None,
    type_: TypeName = None,
    form: Format = Form.TABLE,
) -> None:
    """Print events: what claims together describe, each source's numbers side by side, and what is disputed."""
    _print(db, (as_of, first, last, country, type_), form, lambda records: records.events())


def transfers(
    db: Database = None, as_of: AsOf = None, country: Country = None, type_: TypeName = None, form: Format = Form.TABLE
) -> None:
    """Print arms and aid, from promise to delivery."""
    _print(db, (as_of, None, None, country, type_), form, lambda records: records.transfers())


def strikes(
    db: Database = None,
    as_of: AsOf = None,
    first: From = None,
    last: To = None,
    country: Country = None,
    form: Format = Form.TABLE,
) -> None:
    """Print the strike ledger: by day, side, weapon and speaker, how many were launched and what became of them."""
    _print(db, (as_of, first, last, country, None), form, lambda records: records.strikes())


def tallies(db: Database = None, as_of: AsOf = None, country: Country = None, form: Format = Form.TABLE) -> None:
    """Print running tolls, each as it grew from report to report."""
    _print(db, (as_of, None, None, country, None), form, lambda records: records.tallies())


def claims(
    db: Database = None,
    as_of: AsOf = None,
    first: From = None,
    last: To = None,
    country: Country = None,
    type_: TypeName = None,
    form: Format = Form.TABLE,
) -> None:
    """Print claims: who says what, in which words."""
    _print(db, (as_of, first, last, country, type_), form, lambda records: records.claims())


def history(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event, or of a claim in it.")],
    db: Database = None,
    form: Format = Form.TABLE,
) -> None:
    """Print what each day's reports changed in an event: its numbers, what is disputed, how well it is vouched for."""
    from onrecord.pipeline import changes
    from onrecord.store import Store

    with Store.open(load_settings({"db": db})["db"], create=False) as store:
        found = changes(store, event)
    if not found:
        raise SettingError(f"{event}: no event on record holds it; 'onrecord events' prints their ids")
    _write(iter(found), form)


def _print(
    db: str | None, asked: tuple[str | None, ...], form: Form, ask: Callable[["Records"], Iterable[Any]]
) -> None:
    from onrecord.pipeline import records
    from onrecord.store import Store

    question = question_of(*asked)
    with Store.open(load_settings({"db": db})["db"], create=False) as store:
        _write(iter(ask(records(store, question))), form)


def _write(found: Iterator[Any], form: Form) -> None:
    from onrecord.model.contract import encode
    from onrecord.publish.rows import ROWS

    if form is Form.JSONL:
        for record in found:
            print(json.dumps(encode(record), ensure_ascii=False))
    elif form is Form.JSON:
        print("[", end="")
        for number, record in enumerate(found):
            print(",\n " if number else "\n ", json.dumps(encode(record), ensure_ascii=False), end="")
        print("\n]")
    else:
        rows = (row for record in found for row in ROWS[type(record)](record))
        (_write_csv if form is Form.CSV else _write_table)(rows)


def _write_csv(rows: Iterator[dict[str, str]]) -> None:
    from onrecord.publish.cell import guarded

    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({name: guarded(cell) for name, cell in row.items()})


def _write_table(rows: Iterator[dict[str, str]]) -> None:
    """Rows as a table; where the terminal is too narrow for it, each row as lines of its own."""
    from rich.console import Console

    listed = list(rows)
    names = [name for name in (listed[0] if listed else {}) if any(row[name] for row in listed)]
    wide = Console(width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 180, highlight=False)
    if not listed:
        wide.print("nothing on record")
    elif _room(listed, names) <= wide.width:
        wide.print(_table(listed, names))
    else:
        for row in listed:
            wide.print(_lines(row))


def _room(listed: list[dict[str, str]], names: list[str]) -> int:
    """How many letters wide a table must be to be read."""
    narrow = [max(len(name), *(len(row[name]) for row in listed)) for name in names if name in NARROW]
    others = [max(len(name), SHARE * _share(name)) for name in names if name not in NARROW]
    return sum(narrow) + sum(others) + len(names)


def _share(name: str) -> int:
    return WIDE.get(name, 2 if len(name) > SHARE else 1)


def _lines(row: dict[str, str]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    for name, cell in row.items():
        if cell:
            grid.add_row(Text(name, style="dim"), Text(cell))
    grid.add_row()
    return grid


def _table(listed: list[dict[str, str]], names: list[str]) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, padding=(0, 1, 1, 0))
    for name in names:
        ratio = None if name in NARROW else _share(name)
        table.add_column(name, no_wrap=name in NARROW, ratio=ratio, min_width=len(name), overflow="fold")
    for row in listed:
        table.add_row(*(Text(row[name]) for name in names))
    return table
