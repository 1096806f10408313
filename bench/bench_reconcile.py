"""One event, many reports: the stories' clusters, disputes and figures, wire groups, and what reconciling costs."""

import resource
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from bench.corpus import corpus_hash
from bench.reconcile_stories import FILE, bcubed, read_stories, run_story
from bench.reconcile_synthetic import COUNTRIES, synthetic, told_of
from onrecord.gather import make_report
from onrecord.model.report import Report
from onrecord.pipeline import load_reader, rebuild, update
from onrecord.reconcile import reconcile
from onrecord.reconcile.syndication import copied
from onrecord.store import Store

FEW, MANY = 20_000, 200_000
NEW = 15  # reports that arrive in a record of MANY claims
COPIES = 60  # of each kind


def run(data: Path, *, peers: bool, sample: int) -> dict[str, Any]:
    figures = {**_stories(), **_copies(), "corpus": corpus_hash([FILE])}
    return figures if sample else {**figures, **_cost(), **_arrival()}


def _stories() -> dict[str, Any]:
    reader, pairs = load_reader(), []
    sums = {"disputes": [0, 0], "figures": [0, 0]}
    merges = too_much = untold = 0
    for number, story in enumerate(read_stories()):
        result = run_story(story, reader)
        pairs += [(f"{number}{gold}", ours) for gold, ours in result.pairs]
        merges, untold = merges + len(result.merges), untold + len(result.untold)
        too_much += sum(note.endswith("too much") for note in result.disputes[2])
        for name in sums:
            found, asked, _ = getattr(result, name)
            sums[name] = [sums[name][0] + found, sums[name][1] + asked]
        notes = [*result.merges, *result.disputes[2], *result.figures[2], *result.untold]
        print(f"{story['name']:<44}{bcubed(result.pairs):6.1f} {'; '.join(map(str, notes))}")
    shares = {f"{name}_found": round(100 * found / asked, 1) for name, (found, asked) in sums.items()}
    return {
        "bcubed_f1": round(bcubed(pairs), 2),
        "false_merges": merges,
        **shares,
        "disputes_too_much": too_much,
        "sentences_without_claim": untold,
    }


def _copies() -> dict[str, Any]:
    """Whole, cut and lightly edited copies that are found, and reports of one event in other words that are not."""
    random = Random(3)
    words = [line for story in read_stories() for each in story["reports"] for s in each["says"] for line in s.values()]
    found = {"whole": 0, "cut": 0, "edited": 0}
    for _ in range(COPIES):
        lines = random.sample(words, 8)
        original = _text(lines, "A")
        found["whole"] += copied(original, _text(lines, "B"))
        found["cut"] += copied(original, _text(lines[: random.choice((3, 4, 5))], "B"))
        found["edited"] += copied(original, _text([_edited(line, random) for line in lines], "B"))
    own = [
        [_text([w for s in r["says"] for w in s.values()], r["outlet"]) for r in s["reports"]] for s in read_stories()
    ]
    others = [(a, b) for reports in own for n, a in enumerate(reports) for b in reports[n + 1 :] if a.text != b.text]
    wrong = sum(copied(left, right) for left, right in others)
    shares = {f"copies_{kind}": round(100 * number / COPIES, 1) for kind, number in found.items()}
    print(f"own words of one event taken for copies: {wrong} of {len(others)} pairs")
    return {**shares, "no_copy_percent": round(100 * (1 - wrong / len(others)), 1)}


def _text(lines: list[str], outlet: str) -> Report:
    return make_report(" ".join(lines), published=None, outlet=outlet)


def _own(report: dict[str, Any]) -> Report:
    return _text([words for said in report["says"] for words in said.values()], report["outlet"])


def _edited(line: str, random: Random) -> str:
    """Every eighth word or so another, as a desk does."""
    return " ".join("reportedly" if random.random() < 0.12 else word for word in line.split())


def _cost() -> dict[str, Any]:
    seconds = {}
    for number in (FEW, MANY):
        told = told_of(synthetic(number))
        start = process_time()
        described = reconcile(told)
        seconds[number] = process_time() - start
        print(f"{len(told):>8,} claims -> {len(described.events):,} events in {seconds[number]:.1f} s of CPU")
        del told, described
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds_20000": round(seconds[FEW], 1),
        "seconds_200000": round(seconds[MANY], 1),
        "ratio": round(seconds[MANY] / seconds[FEW], 1),
        "memory_mb": round(memory),
    }


def _arrival() -> dict[str, Any]:
    """New reports into a record, in milliseconds of CPU: kept and rebuilt. Also where all is of one
    country: the days that a report touches hold twenty times as much then.
    """
    wide, dense = _arrivals(MANY, len(COUNTRIES)), _arrivals(FEW, 1)
    return {
        "new_report_ms": round(median(wide)),
        "new_report_longest_ms": round(max(wide)),
        "new_report_one_country_ms": round(median(dense)),
    }


def _arrivals(claims: int, countries: int) -> list[float]:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "record.db") as store:
        made = list(synthetic(claims + 40 * NEW, countries=countries))
        for one in made[:-NEW]:
            store.keep(one)
        rebuild(store)
        taken = []
        for new in made[-NEW:]:
            start = process_time()
            update(store, [new])
            taken.append(1000 * (process_time() - start))
    told = f"a new report into {claims:,} claims of {countries} countries"
    print(f"{told}: median {median(taken):.0f} ms, longest {max(taken):.0f} ms")
    return taken
