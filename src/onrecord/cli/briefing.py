"""`brief`: the brief of a day. `publish`: a folder of plain pages that any host serves."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.messages import log
from onrecord.cli.options import Database, day_of, write_out
from onrecord.errors import SettingError
from onrecord.settings import load_settings

if TYPE_CHECKING:
    from onrecord.publish import Question
    from onrecord.publish.map import BaseMap
    from onrecord.store import Filter

Since = Annotated[
    str | None, typer.Option(metavar="DAY", help="The first day of publication, where it is not the day alone.")
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="What was known then: a day or YYYY-MM-DDTHH:MM (default: DAY's end)."),
]
Country = Annotated[
    list[str] | None, typer.Option(metavar="CODE", help="Only this country (UKR), of a place or a party. Repeatable.")
]
Conflict = Annotated[
    str | None, typer.Option(metavar="CODES", help="Only what concerns these countries, joined by '-': UKR-RUS.")
]
Topic = Annotated[
    list[str] | None, typer.Option(metavar="TOPIC", help="Only these sections: fighting, strikes, aid ... Repeatable.")
]
Template = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Your own templates; what is not in it is taken from ours.")
]


LOOK_BACK = 7  # days before the brief's first, of which it says where nothing new is reported


class BriefForm(StrEnum):
    """Forms of `brief`."""

    MD = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"


def brief(
    day: Annotated[str, typer.Argument(metavar="DAY", help="YYYY-MM-DD.")],
    db: Database = None,
    form: Annotated[BriefForm, typer.Option("--format", help="Markdown, HTML, PDF, DOCX or JSON.")] = BriefForm.MD,
    out: Annotated[Path | None, typer.Option(help="A file instead of standard output.")] = None,
    since: Since = None,
    as_of: AsOf = None,
    country: Country = None,
    conflict: Conflict = None,
    topic: Topic = None,
    template: Template = None,
) -> None:
    """Print the brief of a day: what was reported, by whom, each sentence with its claims."""
    from onrecord.pipeline import records
    from onrecord.publish import Look, make_brief, render
    from onrecord.store import Store

    asked = _question(day_of(day), since, as_of, [*(country or ()), *(conflict or "").split("-")], topic)
    with Store.open(load_settings({"db": db})["db"], create=False) as store:
        made = make_brief(asked, records(store, _filter(asked)))
    for issue in made.refused:
        log("warning", f"left out, for its claims do not carry it: {issue.message}", code=issue.code)
    drawn = render(made, form.value, Look(_folder(template), _base() if form is not BriefForm.JSON else None))
    if out is not None:
        write_out(out, drawn)
    elif isinstance(drawn, str):
        print(drawn, end="")
    else:
        typer.get_binary_stream("stdout").write(drawn)


def publish(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder, made where it is missing.")],
    db: Database = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day of publication.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day of publication.")] = None,
    country: Country = None,
    template: Template = None,
) -> None:
    """Write the record as plain pages that any host serves: a brief a day, events, transfers, map and timeline."""
    from onrecord.pipeline import records
    from onrecord.publish import Look, make_brief
    from onrecord.publish.site import make_site
    from onrecord.store import Filter, Store

    since, until = day_of(first) if first else None, day_of(last) if last else None
    countries = [*(country or ())]
    look, written = Look(_folder(template), _base()), 0
    with Store.open(load_settings({"db": db})["db"], create=False) as store:
        whole = records(store, Filter(reported_first=since, reported_last=until))
        days = sorted({report.day for report in whole.reports() if report.day})
        asked = [_question(day, None, None, countries, None) for day in days]
        briefs = (make_brief(each, records(store, _filter(each))) for each in asked)
        for path, text in make_site(briefs, whole, look):
            write_out(out / path, text)
            written += 1
    print(f"{out}: {written:,} pages, the first {out / 'index.html'}")


def _question(
    day: date, since: str | None, as_of: str | None, countries: list[str], topics: list[str] | None
) -> "Question":
    from onrecord.publish import Question
    from onrecord.publish.topic import TITLES, country_name

    codes = frozenset(code.upper() for code in countries if code)
    for code in codes:
        if country_name(code) is None:
            raise SettingError(f"{code!r} is no country; write its three letters, as in UKR")
    for name in topics or ():
        if name not in TITLES:
            raise SettingError(f"{name!r} is no topic; one of {', '.join(TITLES)}")
    first = day_of(since) if since else None
    if first and first > day:
        raise SettingError(f"--since {first} is after the brief's day {day}; name an earlier one")
    return Question(day, first, _moment(as_of) if as_of else None, codes, frozenset(topics or ()))


def _moment(words: str) -> date | datetime:
    """A day, or a moment, which is one of UTC where it names no zone."""
    if len(words) <= len("YYYY-MM-DD"):
        return day_of(words)
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        raise SettingError(f"{words!r} is no day or moment; write it as 2025-03-08T09:00+00:00") from None


def _filter(asked: "Question") -> "Filter":
    from onrecord.store import Filter

    before = asked.first - timedelta(days=LOOK_BACK)
    return Filter(reported_first=before, reported_last=asked.day, as_of=asked.as_of or asked.day)


def _folder(template: Path | None) -> Path | None:
    if template is not None and not template.is_dir():
        raise SettingError(f"{template}: no such folder of templates; name another with --template")
    return template


def _base() -> "BaseMap":
    """The base map that is installed with the desk; without it a map has its graticule alone."""
    import json
    from importlib.resources import files

    from onrecord.publish.map import base_map

    desk = files("onrecord.serve")
    found = [desk.joinpath("static", "vendor", "world.json"), desk.joinpath("data", "disputed.json")]
    world, disputed = (json.loads(file.read_text("utf-8")) if file.is_file() else None for file in found)
    return base_map(world, disputed)
