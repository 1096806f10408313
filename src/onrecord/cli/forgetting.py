"""`forget`: a report taken out of the record for good."""

from typing import Annotated

import typer

from onrecord.cli.messages import err
from onrecord.cli.options import Database
from onrecord.settings import load_settings

ReportId = Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")]


def forget(report: ReportId, db: Database = None) -> None:
    """Remove a report's text, quotes, claims and search rows, and rebuild what they bore on.

    Hashes stay, so that the same words of the same outlet are refused when they are read again; another outlet's copy
    is another report. Copies made by 'db backup' keep theirs.
    """
    from onrecord.pipeline import forget as forget_report
    from onrecord.store import Store

    settings = load_settings({"db": db})
    with Store.open(settings["db"], create=False) as store:
        copies = store.copies(report)
        forget_report(store, report)
    if copies:
        err.print(f"the same words are on record as {', '.join(copies)} too; forget these one by one", markup=False)
    err.print(f"{report}: forgotten. Backups keep it; 'onrecord db vacuum' gives its room back", markup=False)
