"""`compare`: the record against a copy of ACLED or UCDP GED."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from onrecord.cli.options import Database
from onrecord.settings import load_settings

SHOWN = 20
SAID = {"matched": "matched", "differs": "matched, other numbers of dead", "missed": "missed by us",
        "extra": "beside theirs"}  # fmt: skip


def compare(
    coded: Annotated[Path, typer.Argument(metavar="FILE", help="Your copy of ACLED or UCDP GED, as CSV.")],
    db: Database = None,
    out: Annotated[Path | None, typer.Option(help="A CSV file with a line for each.")] = None,
) -> None:
    """Hold the record against events coded by hand: matched, missed, extra, differing figures."""
    from onrecord.pipeline import records
    from onrecord.publish import compare as comparing
    from onrecord.publish.formats.rows import write_rows
    from onrecord.store import Store

    with Store.open(load_settings({"db": db})["db"], create=False) as store:
        pairs = comparing.compare(comparing.read_coded(coded), comparing.coded(records(store)))
    counts, console = Counter(pair.status for pair in pairs), Console(highlight=False)
    summary = Table("", "events")
    for status, words in SAID.items():
        summary.add_row(words, f"{counts[status]:,}")
    console.print(summary)
    if out is not None:
        write_rows(out, comparing.COLUMNS, comparing.lines(pairs))
        return
    table = Table("", "theirs", "day", "place", "dead", "ours", "day", "place", "dead", "km")
    for line in list(comparing.lines(pairs))[:SHOWN]:
        cells = ["" if cell is None else str(cell) for cell in line]
        table.add_row(
            *cells[:3],
            cells[4],
            cells[5],
            cells[6],
            cells[7],
            cells[9],
            "-".join(dict.fromkeys(cells[10:13])),
            cells[13],
        )
    console.print(table)
    if len(pairs) > SHOWN:
        console.print(f"{len(pairs) - SHOWN:,} more; --out FILE writes all")
