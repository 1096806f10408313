"""Whole reports against what a careful reader takes from them: facts, fields, attributions, sources.

`own_*`: the invented reports of `tests/gold`, whose gold was written before the program was run on them; those first
runs found 64 %, 61 %, 81 % and 69 % of the facts, and rules were mended by them since (`tests/gold/ABOUT`). `shared_*`:
those of `../shared`, where it is present, by which the rules were developed. Facts and fields are counted of what the
gold asks; *extras* are claims that no fact asks for. `python -m bench.bench_days` lists every miss too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.corpus import corpus_hash, sampled
from bench.days_score import DayScore, Json, score, total
from onrecord.gather import make_report
from onrecord.pipeline import Reader, extract, load_reader

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Day:
    """A report, the day of its publication, and its gold."""

    name: str
    text: str
    published: date
    gold: tuple[Json, ...]
    files: tuple[Path, Path]


def read_day(file: Path, reports: Path) -> Day:
    """A gold file; its first line holds the day, its report is the text of the same name in `reports`."""
    head, *gold = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line)
    text = reports / f"{file.stem}.txt"
    published = date.fromisoformat(head["published"])
    return Day(file.stem, text.read_text(encoding="utf-8"), published, tuple(gold), (file, text))


def own_days(sample: int = 0) -> list[Day]:
    """The invented reports kept with the tests."""
    return [read_day(file, OWN / "reports") for file in sampled(OWN.glob("*.jsonl"), sample)]


def shared_days(sample: int = 0) -> list[Day]:
    """The reports beside the repository; none where they are not present."""
    return [read_day(file, SHARED / "reports") for file in sampled((SHARED / "gold").glob("*.jsonl"), sample)]


def measured(days: list[Day], reader: Reader) -> Iterator[tuple[Day, DayScore]]:
    """Each day with its score."""
    for day in days:
        extraction = json.loads(extract(make_report(day.text, published=day.published), reader).to_json())
        yield day, score(extraction, day.gold)


def row(name: str, found: DayScore) -> str:
    """One report's counts in a line."""
    return (
        f"{name:12} facts {found.facts}/{found.facts_of} · fields {found.fields}/{found.fields_of}"
        f" · extras {found.extras} · attributions {found.attributions}/{found.attributions_of}"
        f" · with source {found.sourced}/{found.attributions_of} · other attributions {found.others}"
        f" · doubled {found.doubled} · broken {found.broken}"
    )


def figures(name: str, days: list[Day], found: DayScore) -> dict[str, Any]:
    """Counts, and accuracy in percent of what was asked."""
    shares = {
        "facts": (found.facts, found.facts_of),
        "fields": (found.fields, found.fields_of),
        "attributions": (found.attributions, found.attributions_of),
        "sources": (found.sourced, found.attributions_of),
    }
    made: dict[str, Any] = {}
    for what, (right, asked) in shares.items():
        made |= {f"{name}_{what}": right, f"{name}_{what}_of": asked}
        made[f"{name}_{what}_percent"] = round(100 * right / asked, 1)
    made |= {f"{name}_extras": found.extras, f"{name}_other_attributions": found.others, f"{name}_broken": found.broken}
    return made | {f"{name}_corpus": corpus_hash(file for day in days for file in day.files)}


def run(data: Path, *, peers: bool = False, sample: int = 0, misses: bool = False) -> dict[str, Any]:
    """Prints a line a report; returns the figures. Needs no data folder."""
    reader, made = load_reader(), {}
    for name, days in (("own", own_days(sample)), ("shared", shared_days(sample))):
        if not days:
            print(f"{name}: no reports. Left out.")
            continue
        scores = []
        for day, found in measured(days, reader):
            print(row(day.name, found), *(found.misses if misses else ()), sep="\n  ")
            scores.append(found)
        print(row(f"= {name}", total(scores)))
        made |= figures(name, days, total(scores))
    return made


if __name__ == "__main__":
    run(Path(), misses=True)
