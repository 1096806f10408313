"""The speed of the whole: reading beside the bare parse, two processes beside one, start-up. Used by bench_speed."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from multiprocessing import active_children
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import Any

from onrecord.claim import identified
from onrecord.engines import run
from onrecord.gather import Gathered, make_report
from onrecord.model.report import Report
from onrecord.pipeline import Reader, extract, rebuild
from onrecord.read import READ
from onrecord.read.parse import PLAIN
from onrecord.read.sections import read_sections
from onrecord.store import Store
from onrecord.store.upkeep import stats

ROUNDS, POOL_ROUNDS = 5, 3
WARM = 12  # reports that a pool reads before the clock starts: each process has then loaded its model
DAY, DAYS_REPORTS = date(2024, 1, 5), 240
STORY = "date: 2025-03-08\n\nRebels shelled the town of Goma on Friday, killing four people, the army said.\n"


def beside_parse(reports: list[Report], reader: Reader) -> dict[str, Any]:
    """Ratios of processor time over the bare parse: medians of five rounds, in each of which all three run in turn."""
    pieces = [
        report.text[section.span.start : section.span.end].translate(PLAIN)
        for report in reports
        for section in read_sections(report)
        if section.kind in READ
    ]
    words = sum(len(report.text.split()) for report in reports)
    rounds: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        taken = {"bare": _taken(lambda: list(reader.parser._nlp.pipe(pieces)))}
        taken["extract"] = _taken(lambda: [extract(report, reader) for report in reports])
        taken |= _read(reports, reader)
        rounds.append(taken)
    for name in ("bare", "extract", "read", "keep", "rebuild"):
        print(f"{name:<14}{median(one[name] for one in rounds) * 1e6 / words:8.1f} µs a word of processor time")
    return {
        "extract_of_bare_parse": round(median(one["extract"] / one["bare"] for one in rounds), 3),
        "read_of_bare_parse": round(median(one["read"] / one["bare"] for one in rounds), 3),
        "database_bytes_a_word": round(rounds[0]["bytes"] / words),
        "store_us_a_word": round(median(one["keep"] + one["rebuild"] for one in rounds) * 1e6 / words, 1),
    }


def _read(reports: list[Report], reader: Reader) -> dict[str, float]:
    """Seconds of `onrecord read` into a new SQLite file, and of its two parts that the store has."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "onrecord.db") as store:
        start, keep = process_time(), 0.0
        for report in reports:
            extraction = extract(report, reader)
            keep += _taken(lambda extraction=extraction: store.keep(extraction))
        again = _taken(lambda: rebuild(store))
        taken = {"read": process_time() - start, "keep": keep, "rebuild": again}
        return {**taken, "bytes": float(stats(store)["bytes"])}


def one_day(reports: list[Report], reader: Reader) -> dict[str, float]:
    """How the rebuilding of one day grows with the reports that it has: the wall that stands first.

    The same reports come again under other outlets' names, as a wire's stories do. Milliseconds of processor time
    that a rebuild takes, for a few new reports, for each report that the day holds already.
    """
    read = [extract(report, reader) for report in reports]
    taken: list[float] = []
    with Store.open(":memory:") as store:
        for number in range(DAYS_REPORTS // len(reports)):
            for one in read:
                report = make_report(one.report.text, published=DAY, outlet=f"outlet {number}")
                claims = identified(one.claims, report, one.reader)
                store.keep(replace(one, document=replace(one.document, report=report), claims=claims))
            taken.append(_taken(lambda: rebuild(store)))
    half = len(taken) // 2
    step = (median(taken[half:]) - median(taken[:half])) / (half * len(reports))
    print(f"a rebuild takes {step * 1e3:.2f} ms more for each report that its day holds")
    return {"rebuild_ms_more_a_report_of_the_day": round(step * 1e3, 2)}


def two_processes(reports: list[Report]) -> dict[str, float]:
    """How much sooner two processes are done than one, by the clock, the middle and the best of three pairs.

    And how much more processor time they take together, the parent's with it: what sharing the work costs in itself.
    """
    ratios, costs = [], []
    for _ in range(POOL_ROUNDS):
        (one, worked), (two, worked_by_two) = (_pool(reports, processes) for processes in (1, 2))
        ratios.append(one / two)
        costs.append(worked_by_two / worked)
        print(
            f"two processes  {one:.2f} s / {two:.2f} s = {one / two:.2f}, for {costs[-1]:.2f} times the processor time"
        )
    return {
        "two_processes_median": round(median(ratios), 2),
        "two_processes_best": round(max(ratios), 2),
        "two_processes_processor_time": round(median(costs), 2),
    }


def _worked() -> float:
    """Seconds of processor time of this process and of those that it started and that still run."""
    ticks = 0
    for child in active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # utime, stime: proc(5)
    return process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _pool(reports: list[Report], processes: int) -> tuple[float, float]:
    def source() -> Iterator[Gathered]:
        for number, report in enumerate([*reports[:WARM], *reports, *reports]):
            yield Gathered(str(number), report)

    start, before, after = 0.0, 0.0, 0.0
    for number, done in enumerate(run(source(), processes=processes), start=1):
        if done.error:
            raise done.error
        if number == WARM:
            start, before = perf_counter(), _worked()
        after = _worked()  # the pool has ended when the loop has
    return perf_counter() - start, after - before


def starts() -> dict[str, float]:
    """Seconds from a command to its end, by the clock and of processor time (a busy machine's clock says little)."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text(STORY)
        program = [sys.executable, "-c", "from onrecord.cli import main; main()"]
        commands = {"help": ["--help"], "first_report": ["extract", "a.txt"]}
        taken = {}
        for name, words in commands.items():
            rounds = []
            for _ in range(ROUNDS):
                start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
                subprocess.run([*program, *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)
                after = getrusage(RUSAGE_CHILDREN)
                worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                rounds.append((perf_counter() - start, worked))
            taken[f"{name}_seconds"], taken[f"{name}_processor_seconds"] = (
                round(median(part), 2) for part in zip(*rounds, strict=True)
            )
            print(f"{name:<14}{taken[f'{name}_seconds']:6.2f} s, {taken[f'{name}_processor_seconds']:.2f} s of work")
    return taken


def peer(reports: list[Report]) -> dict[str, float]:
    """langextract's own chunking of the same texts, where it is installed. PETRARCH2 is in no package index."""
    python = os.environ.get("ONRECORD_PEER_PYTHON", sys.executable)
    texts = "\n".join(json.dumps(report.text) for report in reports)
    script = Path(__file__).parent / "peer_langextract.py"
    done = subprocess.run([python, str(script)], input=texts, capture_output=True, text=True, check=False)
    if done.returncode:
        print("langextract is not installed there (ONRECORD_PEER_PYTHON); left out")
        return {}
    words = sum(len(report.text.split()) for report in reports)
    told = json.loads(done.stdout)
    print(f"langextract, chunking alone {told['seconds'] * 1e6 / words:8.1f} µs a word ({told['chunks']} chunks)")
    return {"peer_langextract_chunking_us_a_word": round(told["seconds"] * 1e6 / words, 1)}


def _taken(stage: Callable[[], object]) -> float:
    start = process_time()
    stage()
    return process_time() - start
