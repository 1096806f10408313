"""What several commands ask for, and how a day or a file name is taken from it."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import OutputError, SettingError, StoreError

if TYPE_CHECKING:
    from onrecord.store import Filter

Reports = Annotated[
    list[str],
    typer.Argument(metavar="REPORT", help="Files, folders, addresses (https://...) or '-' for standard input."),
]
Published = Annotated[
    str | None, typer.Option(metavar="DAY", help="Day of publication, YYYY-MM-DD; wins over the text's.")
]
Database = Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database (default: onrecord.db).")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy English pipeline instead of the pinned one.")]
LongReports = Annotated[
    str | None, typer.Option(help="Over-long reports: 'keep' unread (default) or read in 'chunks'.")
]
EngineName = Annotated[
    str | None, typer.Option("--engine", metavar="ENGINE", help="Where: 'local' (default), 'ray' or 'ray:ADDRESS'.")
]
Processes = Annotated[int | None, typer.Option(help="How many processes read.")]


def day_of(words: str) -> date:
    """A day from its ISO form. Raises SettingError for anything else."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise SettingError(f"{words!r} is no day; write it as YYYY-MM-DD") from None


def make_folder(db: str) -> None:
    """The folder in which the database file will lie."""
    folder = Path(db).parent
    if "://" not in db:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{db}: no folder can be made for it ({reason(error)}); name another with --db") from error


def write_out(out: Path, drawn: str | bytes) -> None:
    """Writes a file, with its folder. Raises OutputError where it can't be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(drawn if isinstance(drawn, bytes) else drawn.encode())
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({reason(error)}); name another file with --out") from error


def reason(error: OSError) -> str:
    """The system's own words for what went wrong."""
    return (error.strerror or str(error)).lower()


def question_of(
    as_of: str | None, first: str | None, last: str | None, country: str | None, type_: str | None
) -> "Filter":
    """What the flags of a command ask for. Raises SettingError for a flag that says nothing."""
    from onrecord.store import Filter

    return Filter(
        as_of=_moment_of(as_of) if as_of else None,
        first=day_of(first) if first else None,
        last=day_of(last) if last else None,
        country=country.upper() if country else None,
        types=(_type_of(type_),) if type_ else None,
    )


def _moment_of(words: str) -> date | datetime:
    try:
        return datetime.fromisoformat(words) if "T" in words or " " in words else date.fromisoformat(words)
    except ValueError:
        raise SettingError(f"{words!r} is no day or hour; write 2024-01-05 or 2024-01-05T18:00+01:00") from None


def _type_of(words: str) -> Any:
    from onrecord.model.claim import Type

    try:
        return Type(words.upper())
    except ValueError:
        raise SettingError(f"{words!r} is no type; there are: {', '.join(Type)}") from None
