"""The ISAF set and its chooser: releases read by our reader, gold in the set's terms, and what was chosen for each."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.chooser import Features, Weights, choose, learn
from bench.isaf_terms import FIELDS, cases, kinds
from onrecord.gather import make_report
from onrecord.model.extraction import Extraction
from onrecord.pipeline import Reader, extract

WEIGHTS = Path(__file__).with_name("isaf_weights.json")
NUMBER = re.compile(r"\b(20\d\d)-\d\d-[A-Z]{1,2}-")
MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DATELINE = re.compile(MONTH + r"[a-z]*\.?\s+(\d{1,2})\b(?:,\s*(\d{4}))?")
HEAD = 400  # characters in which the head of a release ends
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

Row = tuple[dict[str, Any], Extraction]
Model = dict[str, Any]


def files(data: Path) -> list[Path]:
    """The set's files: `data` is one, or a folder that holds them or an `isaf` folder of them."""
    if data.is_file():
        return [data]
    return sorted((data / "isaf" if (data / "isaf").is_dir() else data).glob("*.jsonl"))


def read(data: Path, reader: Reader, *, years: dict[str, int] | None = None, sample: int = 0) -> Iterator[Row]:
    """Each release's gold, and what our reader takes from its text."""
    lines = [line for file in files(data) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    for line in lines[: sample or len(lines)]:
        row = json.loads(line)
        yield row, extract(make_report(row["text"], published=released(row["text"], years or {})), reader)


def released(text: str, years: dict[str, int]) -> date | None:
    """The day in the head of a release, which any user hands in with a report. The year is the dateline's, else the
    serial number's, else the most usual of that month in the training half; None where there is no dateline.
    """
    line, number = DATELINE.search(text[:HEAD]), NUMBER.search(text[:HEAD])
    if line is None:
        return None
    year = int(line[3] or (number[1] if number else years.get(line[1], 0)))
    try:
        return date(year, MONTHS.index(line[1]) + 1, int(line[2]))
    except ValueError:
        return None


def training(row: dict[str, Any]) -> bool:
    """Whether a release is of the half that may be learned from: by the hash of its text, so for ever the same."""
    return sha256(row["text"].encode()).digest()[0] % 2 == 0


def gold(row: dict[str, Any]) -> dict[str, str]:
    """The six fields in the set's own terms."""
    said = row["gold"]
    return {
        "date": said["start_date"],
        "province": _joined(said["province"]),
        "event_type": _joined(said["event_type"]),
        "target_group": _joined(said["target_group"]),
        "killed": str(said["min_killed"]),
        "captured": str(said["min_captured"]),
    }


def _joined(values: list[str]) -> str:
    return ";".join(sorted(part for value in values for part in value.split(";")))


def learned(rows: list[Row]) -> Model:
    """The weights of each field. The event type is learned from the chosen, not the true, numbers."""
    model: Model = {}
    for field in (field for field in FIELDS if field != "event_type"):
        model[field] = learn(_case(cases(found)[field], gold(row)[field]) for row, found in rows)
    typed = []
    for row, found in rows:
        numbers = answer(found, model)
        typed.append(_case(kinds(found, numbers["killed"], numbers["captured"]), gold(row)["event_type"]))
    return {**model, "event_type": learn(typed)}


def _case(case: dict[str, Features], right: str) -> tuple[list[Features], frozenset[int]]:
    return list(case.values()), frozenset(at for at, name in enumerate(case) if name == right)


def answer(found: Extraction, model: Model) -> dict[str, str]:
    """What is chosen for each field; the date is empty where no day is told."""
    chosen = {field: _best(case, model[field]) for field, case in cases(found).items()}
    if "event_type" in model:
        chosen["event_type"] = _best(kinds(found, chosen["killed"], chosen["captured"]), model["event_type"])
    return chosen


def _best(case: dict[str, Features], weights: Weights) -> str:
    return list(case)[choose(list(case.values()), weights)] if case else ""


def years_of(rows: list[dict[str, Any]]) -> dict[str, int]:
    """The year that each month of the training half's releases is most often of, where their heads name none."""
    found: dict[str, Counter[int]] = {}
    for row in (row for row in rows if training(row)):
        line = DATELINE.search(row["text"][:HEAD])
        if line is None or line[3] or NUMBER.search(row["text"][:HEAD]):
            continue
        day = date.fromisoformat(row["gold"]["start_date"])
        found.setdefault(MONTHS[day.month - 1], Counter())[day.year] += 1
    return {month: counter.most_common(1)[0][0] for month, counter in found.items()}
