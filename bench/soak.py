"""`python -m bench.soak [REPORTS]`: memory over many reports, read and kept one after another (default 20,000).

The reports are sentences of PolNeAR's dev part, shuffled, with some words in each that no report had before, as names
are in the news. The last line is a JSON object: megabytes of memory after a quarter, at the end, and at most.
"""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from bench.__main__ import data_folder
from onrecord.engines import run
from onrecord.gather import Gathered, make_report
from onrecord.pipeline import rebuild
from onrecord.store import Store

REPORTS, SENTENCES, NAMES = 20_000, 2, 3
LIMIT, FLAT = 1_200.0, 1.15  # megabytes a process; the end beside the quarter
PORTION = 500  # reports between two rebuilds, as a watch does it
LETTERS = "abdeiklmnorstuvz"


def invented(folder: Path, number: int) -> Iterator[Gathered]:
    """Reports of some seventy words, a thousand a day."""
    lines = [line for file in sorted(folder.glob("*.txt")) for line in file.read_text(encoding="utf-8").splitlines()]
    sentences = sorted({line.strip() for line in lines if 40 < len(line) < 300})
    chance = random.Random(3)
    for n in range(number):
        names = ["".join(chance.choices(LETTERS, k=7)).title() for _ in range(NAMES)]
        told = [*chance.sample(sentences, SENTENCES), f"Shells hit {names[0]}, said {names[1]} {names[2]} on Friday."]
        day = date(2024, 1, 5) + timedelta(days=n // 1_000)
        yield Gathered(f"{n}", make_report("\n\n".join(told), published=day, outlet=f"outlet {n % 7}"))


def memory() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def soak(folder: Path, number: int) -> dict[str, float]:
    """Reads and keeps; says how much memory it took on the way."""
    held, words, start = [memory()], 0, perf_counter()
    quarter = 0.0
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "onrecord.db") as store:
        for n, done in enumerate(run(invented(folder, number)), start=1):
            if done.extraction is None:
                raise done.error or AssertionError(done.name)
            store.keep(done.extraction)
            words += len(done.extraction.report.text.split())
            if n % PORTION == 0 or n == number:
                rebuild(store)
                held.append(memory())
                print(
                    f"{n:>8,} reports {held[-1]:8.0f} MB {words / (perf_counter() - start):8.0f} words a second",
                    flush=True,
                )
            if n == max(1, number // 4):
                quarter = memory()
        size = (Path(place) / "onrecord.db").stat().st_size
    return {
        "reports": number,
        "mb_after_a_quarter": round(quarter),
        "mb_at_the_end": round(held[-1]),
        "mb_at_most": round(max(held)),
        "words_a_second": round(words / (perf_counter() - start)),
        "database_kb_a_report": round(size / number / 1e3, 1),
    }


def main() -> int:
    folder = data_folder() / "polnear" / "dev" / "text"
    if not folder.is_dir():
        print(f"soak: no data at {folder}; set ONRECORD_DATA. Skipped.")
        return 0
    found = soak(folder, int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS)
    print(json.dumps(found))
    return int(found["mb_at_most"] > LIMIT or found["mb_at_the_end"] > FLAT * found["mb_after_a_quarter"])


if __name__ == "__main__":
    sys.exit(main())
