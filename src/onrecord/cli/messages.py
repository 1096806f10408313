"""What is said beside a command's output, on standard error: log lines and progress bars."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.progress import Progress, ProgressColumn

err = Console(stderr=True, highlight=False, soft_wrap=True)


class Log:
    """How log lines are written; set by the flags of the program."""

    form = "text"


def log(level: str, message: str, **more: Any) -> None:
    """One log line, in the form that was asked for."""
    if Log.form == "json":
        print(json.dumps({"level": level, "message": message, **more}, ensure_ascii=False), file=sys.stderr)
    else:
        err.print(f"{level}: {message}", style={"error": "red", "warning": "yellow"}.get(level, ""), markup=False)


def bar(*columns: ProgressColumn) -> Progress:
    """A progress bar, which goes when it is done, and is not drawn where nobody sees it."""
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def counted(totals: Mapping[str, int]) -> str:
    """Numbers with their names: "1 report, 2 tallies"."""
    return ", ".join(f"{number:,} {_plural(name) if number != 1 else name}" for name, number in totals.items())


def _plural(name: str) -> str:
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
