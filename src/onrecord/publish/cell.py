"""Cells of delimited text that a spreadsheet may open."""

from typing import Any

FORMULA = ("=", "+", "-", "@")  # signs by which a spreadsheet would run a cell
NOTHING = {0: None}  # no delimited text holds NUL


def guarded(cell: Any) -> Any:
    """A cell that no spreadsheet runs: text that would begin a formula gets an apostrophe before it.

    White space and control characters before a formula do not hide it.

    >>> guarded("=1+1"), guarded(" =1"), guarded(-3), guarded(None)
    ("'=1+1", "' =1", -3, '')
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    text = cell.translate(NOTHING)
    begins = next((character for character in text if character.isprintable() and not character.isspace()), "")
    return f"'{text}" if begins in FORMULA and begins else text
