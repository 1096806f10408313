"""Floors: figures below which accuracy must not fall, pinned on a small sample of the data with its hash.

`bench/floors.json` holds for each bench {"sample": documents, "corpus": {...}, "floors": {figure: floor}}.
`python -m bench floors` measures and compares; `--raise` lifts floors to what was measured (less `ROOM`) and adds
figures listed with null; a floor is only let down by `--lower`.
"""

import importlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "floors.json"
ROOM = 1.0  # points: a figure may waver by so much before a floor is missed


@dataclass(frozen=True, slots=True)
class Row:
    """One figure against its floor. `floor` None is a figure that has none yet."""

    bench: str
    figure: str
    floor: float | None
    measured: float

    @property
    def held(self) -> bool:
        """Whether the figure is not below its floor."""
        return self.floor is None or self.measured >= self.floor


def read_floors() -> dict[str, dict[str, Any]]:
    """Bench name -> sample, corpus hashes and floors."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def measure(bench: str, pinned: dict[str, Any], data: Path) -> dict[str, Any]:
    """The bench's figures on the pinned sample."""
    return importlib.import_module(f"bench.bench_{bench}").run(data, peers=False, sample=pinned["sample"])


def same_text(pinned: dict[str, Any], figures: dict[str, Any]) -> bool:
    """Whether the sample is the text on which the floors were pinned."""
    return all(figures.get(key) == value for key, value in pinned.get("corpus", {}).items())


def compare(bench: str, pinned: dict[str, Any], figures: dict[str, Any]) -> list[Row]:
    """Each pinned figure beside what was measured. A figure that the bench no longer gives counts as 0."""
    return [Row(bench, name, floor, figures.get(name, 0.0)) for name, floor in pinned["floors"].items()]


def repinned(pinned: dict[str, Any], figures: dict[str, Any], rows: list[Row], lower: bool) -> dict[str, Any]:
    """The floors lifted to what was measured less `ROOM`; let down only where `lower` says so."""
    floors = dict(pinned["floors"])
    for row in rows:
        wanted = round(row.measured - ROOM, 1)
        if row.floor is None or wanted > row.floor or (lower and not row.held):
            floors[row.figure] = wanted
    corpus = {key: value for key, value in figures.items() if key.endswith("corpus")}
    return {**pinned, "corpus": corpus, "floors": floors}


def run_floors(data: Path, *, lift: bool, lower: bool) -> int:
    """Measures every pinned bench and prints the comparison; 1 where a floor is missed and `lower` is not given."""
    everything, missed = read_floors(), 0
    for bench, pinned in everything.items():
        figures = measure(bench, pinned, data)
        if not same_text(pinned, figures) and not lower:
            print(f"{bench}: the sample is not the text on which the floors were pinned; --lower pins them anew")
            missed += 1
            continue
        rows = compare(bench, pinned, figures)
        for row in rows:
            print(f"{row.bench:12} {row.figure:32} floor {row.floor!s:>8} measured {row.measured:>8}", end=" ")
            print("held" if row.held else "MISSED")
        missed += sum(not row.held for row in rows)
        if lift or lower:
            everything[bench] = repinned(pinned, figures, rows, lower)
    if lift or lower:
        FILE.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    return 1 if missed and not lower else 0
