"""`reread`: kept reports read again by a newer reader."""

from typing import Annotated

import typer

from onrecord.cli.gathering import parts_of, read_all, refuse, why
from onrecord.cli.messages import err
from onrecord.cli.options import Database, EngineName, Model, Processes, day_of
from onrecord.cli.program import OK, REFUSED
from onrecord.settings import load_settings

Since = Annotated[str | None, typer.Option(metavar="DAY", help="Only reports known from this day on, YYYY-MM-DD.")]


def reread(
    db: Database = None,
    since: Since = None,
    model: Model = None,
    processes: Processes = None,
    engine: EngineName = None,
) -> None:
    """Read kept reports again where another reader (an older onrecord, another model) took their claims.

    Its claims stay, closed; the new ones are added, and events and transfers rebuilt. Run again, nothing changes.
    """
    from onrecord.engines import reader
    from onrecord.gather import Gathered
    from onrecord.pipeline import rebuild
    from onrecord.store import Store
    from onrecord.store.upkeep import not_read_by

    settings = load_settings({"db": db, "model": model, "processes": processes, "engine": engine})
    first, again, refused = day_of(since) if since else None, 0, 0
    with Store.open(settings["db"], create=False) as store:
        old = not_read_by(store, reader(parts_of(settings)).versions, first)
        for done in read_all((Gathered(report.id, report) for report in old), settings):
            if done.extraction is None:
                refused += 1
                refuse(done.name, why(done), as_json=False)
            else:
                store.keep(done.extraction)
                again += 1
        rebuild(store)
    err.print(f"{again} read again" + (f", {refused} not read" if refused else ""))
    raise typer.Exit(REFUSED if refused else OK)
