"""Reads vocabulary files: YAML, or CSV whose head is comment lines. Each says its source and its licence.

# source: where the words come from, and how the list was made
# licence: under which terms
name,country,...
"""

import csv
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml

from onrecord.errors import VocabError

DATA = files("onrecord.vocab").joinpath("data")
HEAD = ("source", "licence")


@cache
def read_yaml(name: str) -> dict[str, Any]:
    """A YAML file of `vocab/data` as it stands, its head included.

    Raises VocabError where the head lacks `source` or `licence`.
    """
    loaded = yaml.load(_text(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    _check_head(name, loaded if isinstance(loaded, dict) else {})
    return dict(loaded)


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file of `vocab/data`, blank cells as "".

    Raises VocabError where the head lacks `source` or `licence`, or a row has too few or too many cells.
    """
    lines = _text(name).splitlines()
    comments = [line for line in lines if line.startswith("#")]
    _check_head(name, dict(line.lstrip("# ").split(":", 1) for line in comments if ":" in line))
    return tuple(_rows(name, [line for line in lines if line and not line.startswith("#")]))


def _rows(name: str, lines: list[str]) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(lines, strict=True)
    for row in reader:
        if None in row or None in row.values():
            cells = [str(cell) for cell in row.values()]
            raise VocabError(
                f"vocab/data/{name}: row {cells} does not have {len(reader.fieldnames or ())} cells; mend it"
            )
        yield {key: value.strip() for key, value in row.items()}


def _text(name: str) -> str:
    try:
        return DATA.joinpath(name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise VocabError(f"vocab/data/{name}: not there; reinstall onrecord") from error


def _check_head(name: str, head: dict[str, Any]) -> None:
    missing = [key for key in HEAD if not str(head.get(key, "")).strip()]
    if missing:
        raise VocabError(f"vocab/data/{name}: the head lacks {' and '.join(missing)}; add it")


@cache
def version() -> str:
    """A hash of all vocabulary files: the same words give the same version."""
    digest = sha256()
    for file in sorted(DATA.iterdir(), key=lambda file: file.name):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
