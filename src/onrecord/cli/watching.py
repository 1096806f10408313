"""`watch`: feeds asked again and again, and their new pages kept as reports."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import gathering
from onrecord.cli.gathering import kept, parts_of, read_all, unforgotten
from onrecord.cli.messages import Log, counted, err, log
from onrecord.cli.options import Database, EngineName, LongReports, Model, Processes, make_folder
from onrecord.cli.program import OK, REFUSED
from onrecord.cli.reading import OUTCOMES
from onrecord.settings import Settings, load_settings

if TYPE_CHECKING:
    from onrecord.gather.watch import Status, Watch
    from onrecord.store import Store

OFTEN = 50  # reports after which events are rebuilt: a first round may take an hour, and be looked at meanwhile
TOLD = {**OUTCOMES, "later": "to be tried again"}
Feeds = Annotated[Path, typer.Argument(metavar="FEEDS", help="A file of feeds (docs/guide/gathering.md).")]
Every = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="How often each feed is asked: 10m, 1h (default: the file's, or 10m)."),
]
Once = Annotated[bool, typer.Option("--once", help="Ask each feed once, read what is new, and end.")]


def watch(
    feeds: Feeds,
    db: Database = None,
    every: Every = None,
    once: Once = False,
    model: Model = None,
    long_reports: LongReports = None,
    processes: Processes = None,
    engine: EngineName = None,
) -> None:
    """Ask RSS and Atom feeds for new reports, again and again, and keep what these say. Ctrl-C ends it.

    Prints a line a feed whenever it was asked. What was asked is kept in the record: started again, it goes on.
    """
    from onrecord.gather.feeds import load_feeds, span_of
    from onrecord.gather.gather import Limits
    from onrecord.gather.watch import Watch
    from onrecord.pipeline import rebuild
    from onrecord.store import Store
    from onrecord.store.feeds import KeptFeeds, KeptRobots

    reading = {"model": model, "long_reports": long_reports, "processes": processes, "engine": engine}
    settings = load_settings({"db": db, **reading})
    listed = load_feeds(feeds, span_of(every) if every else None)
    limits = Limits(max_chars=settings["max_chars"], long_reports=settings["long_reports"] == "chunks")
    make_folder(settings["db"])
    with Store.open(settings["db"]) as store:
        guest, told = gathering.polite(KeptRobots(store)), _Told()
        watched = Watch(listed, guest, KeptFeeds(store), told.say, limits=limits, once=once)
        first = watched.next_due()
        if not once and first > guest.clock.now():
            err.print(f"{counted({'feed': len(listed)})}, of which none is due before {_time(first)}", markup=False)
        try:
            _go_on(watched, store, settings)
        except KeyboardInterrupt:
            err.print("ended; what was kept stays kept, and the same command goes on from here")
            rebuild(store)
        err.print(f"{settings['db']} holds {counted(store.counts())}", markup=False)
    raise typer.Exit(REFUSED if once and told.refused else OK)


class _Told:
    """Says what came of each feed, and remembers whether any of it was refused."""

    refused = False

    def say(self, status: "Status") -> None:
        """One line."""
        self.refused = self.refused or status.failed or status.outcomes["refused"] > 0
        line = f"{status.feed.name}: {_line(status)}"
        if Log.form == "json":
            outcomes = {name: number for name, number in status.outcomes.items() if number}
            log("warning" if status.failed else "info", line, feed=status.feed.url, outcomes=outcomes)
        else:
            err.print(line, markup=False, style="yellow" if status.failed else "")


def _line(status: "Status") -> str:
    became = ", ".join(f"{status.outcomes[name]} {said}" for name, said in TOLD.items() if status.outcomes[name])
    said = ": ".join(part for part in (status.said, became) if part)
    return f"{said}; asked again at {_time(status.due)}"


def _time(moment: datetime) -> str:
    here = moment.astimezone()
    return here.strftime("%H:%M" if here.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M")


def _go_on(watched: "Watch", store: "Store", settings: Settings) -> None:
    """Round after round, until it is interrupted; a single one where the feeds are to be asked once."""
    from onrecord.engines import reader
    from onrecord.pipeline import rebuild

    versions, clock = reader(parts_of(settings)).versions, watched.guest.clock
    while True:
        gathered = unforgotten(watched.round(), store)
        done = read_all(gathered, settings, wanted=lambda report: not store.knows(report.id, versions))
        for number, each in enumerate(done, start=1):
            watched.settle(each.name, kept(each, store)[0])
            if number % OFTEN == 0:
                rebuild(store)
        watched.finish()
        rebuild(store)
        if watched.once:
            return
        clock.sleep(max((watched.next_due() - clock.now()).total_seconds(), 1.0))
