"""Answers as JSON and CSV: the record's own types by the public contract, lists and days as they are."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from onrecord.model.contract import encode
from onrecord.model.record import Judgement
from onrecord.publish.cell import guarded
from onrecord.publish.rows import ROWS


class Ready(str):
    """A part of an answer that is JSON already: thousands of rows need no second look."""

    __slots__ = ()


def as_text(answer: Mapping[str, Any]) -> str:
    """An answer as JSON."""
    parts = {name: part if isinstance(part, Ready) else _text(part) for name, part in answer.items()}
    return "{" + ", ".join(f"{_text(name)}: {part}" for name, part in parts.items()) + "}"


def _text(part: Any) -> str:
    return json.dumps(as_json(part), ensure_ascii=False)


def as_json(value: Any) -> Any:
    """An answer as plain JSON data."""
    if isinstance(value, Mapping):
        return {str(name): as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return encode(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def as_csv(rows: Iterable[Any], findings: Mapping[str, Judgement] | None = None) -> str:
    """Rows as CSV with a head; a cell that a spreadsheet would run as a formula begins with an apostrophe.

    `findings` are what persons found of claims, by the claims' ids: they stand beside these.
    """
    flat = [
        line if findings is None else {**line, **_found(findings.get(row.claim.id))}
        for row in rows
        for line in _flat(row)
    ]
    names = list(dict.fromkeys(name for row in flat for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in flat)
    return out.getvalue()


def _found(finding: Judgement | None) -> Mapping[str, Any]:
    return {"found": finding.value, "found_by": finding.by} if finding else {"found": None, "found_by": None}


def _flat(row: Any) -> Iterator[Mapping[str, Any]]:
    """A record as lines of plain cells, those of the command line's lists; any other row as it is."""
    make = ROWS.get(type(row))
    return make(row) if make else iter([{str(name): as_json(value) for name, value in row.items()}])
