"""Reports gathered and read for a command: the reader's parts, progress, and what is said of a report refused."""

import json
import sys
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, TextColumn, TimeElapsedColumn

from onrecord.cli.messages import bar, log
from onrecord.cli.options import day_of
from onrecord.settings import Settings

UNREAD = ("too_long", "language")  # issues for which a report is kept unread

if TYPE_CHECKING:
    from onrecord.engines import Done, Parts
    from onrecord.gather import Gathered
    from onrecord.gather.polite import Polite
    from onrecord.model.feeds import Robots
    from onrecord.model.report import Report
    from onrecord.store import Store


def polite(robots: "MutableMapping[str, Robots] | None" = None) -> "Polite":
    """What fetches pages for the commands; what is in `robots` need not be asked for again."""
    from onrecord.gather.fetch import Fetcher
    from onrecord.gather.polite import Polite

    return Polite(Fetcher(), robots=robots)


def gathered_from(reports: list[str], settings: Settings, published: str | None) -> Iterator["Gathered"]:
    """What the paths and addresses hold, each with its report or the reason why there is none."""
    from onrecord.gather import gather

    get = polite().get if any("://" in report for report in reports) else None
    return gather(
        reports,
        published=day_of(published) if published else None,
        stdin=sys.stdin.buffer.read,
        get=get,
        max_chars=settings["max_chars"],
        long_reports=settings["long_reports"] == "chunks",
    )


def unforgotten(gathered: Iterator["Gathered"], store: "Store") -> Iterator["Gathered"]:
    """The same, with those refused that were forgotten on purpose."""
    from onrecord.errors import ForgottenReport
    from onrecord.gather import Gathered

    for one in gathered:
        if one.report is not None and store.forgotten(one.report):
            message = f"{one.name}: was forgotten on purpose ({one.report.id}) and is not taken in again"
            yield Gathered(one.name, error=ForgottenReport(message))
        else:
            yield one


def parts_of(settings: Settings) -> "Parts":
    """Of what the reader is made; the gazetteer is built first where it is not there yet, with a progress bar."""
    from onrecord.engines import Parts
    from onrecord.vocab.gazetteer import default_path, load_gazetteer

    path = Path(settings["gazetteer"] or default_path())
    with bar(TextColumn("building the gazetteer (once)"), BarColumn(), TextColumn("{task.percentage:.0f} %")) as shown:
        task = shown.add_task("", total=1.0, visible=False)
        load_gazetteer(path, lambda step, share: shown.update(task, completed=share, visible=True))
    return Parts(settings["model"], path)


def read_all(
    gathered: Iterator["Gathered"], settings: Settings, *, wanted: Callable[["Report"], bool] = lambda report: True
) -> Iterator["Done"]:
    """The reports, read where the settings say. One that is not `wanted` comes back unread."""
    from onrecord.engines import run

    where = {"processes": settings["processes"], "engine": settings["engine"]}
    return run(gathered, parts=parts_of(settings), **where, wanted=wanted)


def progress(done: Iterator["Done"]) -> Iterator["Done"]:
    """What passes through, with how many there were and how fast. How many there will be nobody knows: they stream."""
    columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.completed:,.0f} reports"), TimeElapsedColumn())
    with bar(*columns, TextColumn("{task.fields[rate]}")) as shown:
        task = shown.add_task("", total=None, rate="")
        for each in done:
            speed = shown.tasks[task].speed
            shown.update(task, advance=1, rate=f"{speed:.1f} a second" if speed else "")
            yield each


def kept(done: "Done", store: "Store") -> tuple[str, str]:
    """What became of a report: its outcome and, where it was not read, the code of the reason.

    What was read is kept, and so is a report that is not to be read; a refused one is said.
    """
    if done.extraction is not None:
        return store.keep(done.extraction).outcome.value, ""
    if done.error is not None or done.report is None:
        refuse(done.name, why(done), as_json=False)
        return "refused", why(done)[0]
    if any(issue.code in UNREAD for issue in done.report.issues):
        code, message = why(done)
        log("warning", message, code=code)
        return store.keep_unread(done.report).outcome.value, code
    return "known", ""


def why(done: "Done") -> tuple[str, str]:
    """Code and message of why a report was not read."""
    if done.error is not None:
        return done.error.code, str(done.error)
    issues = done.report.issues if done.report else ()
    told = ((issue.code, f"{done.name}: {issue.message}") for issue in issues if issue.code in UNREAD)
    return next(told, ("error", f"{done.name}: not read"))


def refuse(name: str, why: tuple[str, str], *, as_json: bool) -> None:
    """Says why a report was not read; as JSON it is also that report's line of the output."""
    code, message = why
    if as_json:
        print(json.dumps({"report": {"name": name}, "error": {"code": code, "message": message}}, ensure_ascii=False))
    log("warning", message, code=code)
