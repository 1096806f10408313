"""`brief`: the brief of a day."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import Database, day_of, write_out
from onrecord.settings import load_settings


class BriefForm(StrEnum):
    """Forms of `brief`."""

    MD = "md"
    HTML = "html"
    JSON = "json"


def brief(
    day: Annotated[str, typer.Argument(metavar="DAY", help="YYYY-MM-DD.")],
    db: Database = None,
    form: Annotated[BriefForm, typer.Option("--format", help="Markdown, one page of HTML, or JSON.")] = BriefForm.MD,
    out: Annotated[Path | None, typer.Option(help="A file instead of standard output.")] = None,
) -> None:
    """Print the brief of a day: what was reported, by whom, each sentence with its claims."""
    from onrecord.publish import make_brief, render
    from onrecord.store import Filter, Store

    settings, asked = load_settings({"db": db}), day_of(day)
    published = Filter(reported_first=asked, reported_last=asked)
    with Store.open(settings["db"], create=False) as store:
        record = (store.claims(published), store.events(published), store.transfers(published))
    drawn = render(make_brief(asked, *record), form.value)
    if out is None:
        print(drawn, end="")
    else:
        write_out(out, drawn)
