"""MUC-4: 24-slot templates of tst1 and tst2 (100 messages each), scored by the task's own guidelines.

The text is in capitals: it is true-cased with a table of word counts from the mixed-case sets beside it. Templates
come from our claims by `muc4_fill.py`; `muc4_score.py` says how they are scored. Figures: F, precision and recall over
all templates (slots of missing and spurious templates count in full), then recall, precision and F of each slot.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.corpus import corpus_hash
from bench.muc4_fill import Filler
from bench.muc4_read import Template, keys, messages
from bench.muc4_score import Tally, measures, score
from bench.truecase import table, truecased
from onrecord.gather import make_report
from onrecord.model.extraction import Extraction
from onrecord.pipeline import extract, load_reader

SETS = {"tst1": ("tst1-muc3", "key-tst1.v7"), "tst2": ("tst2-muc4", "key-tst2.v4")}
PEERS = {"best system of 1992": 56.0, "median of 1992": 31.0}
NAMES = {2: "date", 3: "location", 4: "type", 5: "stage", 6: "instrument_id", 7: "instrument_type", 8: "category"}
NAMES |= {9: "perpetrator_individual", 10: "perpetrator_organization", 11: "confidence", 12: "physical_id"}
NAMES |= {
    13: "physical_type",
    14: "physical_number",
    15: "physical_nation",
    16: "physical_effect",
    17: "physical_total",
}
NAMES |= {18: "human_name", 19: "human_description", 20: "human_type", 21: "human_number", 22: "human_nation"}
NAMES |= {23: "human_effect", 24: "human_total"}


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """Prints the tables; returns the figures."""
    tally: Tally = {}
    mapped: Counter[str] = Counter()
    for extraction, wanted in _read(data, sample):
        pairs = score(wanted, Filler(extraction).templates(), tally)
        mapped.update("missing" if j is None else "spurious" if i is None else "mapped" for i, j in pairs)
    figures = _figures(tally)
    print(f"templates: {dict(mapped)}")
    for slot, name in NAMES.items():
        print(f"{slot:2} {name:26} {measures(tally.get(slot, Counter()))} {dict(tally.get(slot, {}))}")
    for name, value in PEERS.items() if peers else ():
        print(f"peer {name}: {value}")
    files = [data / "muc4" / part / file for part, both in SETS.items() for file in both]
    return {**figures, **{f"templates_{name}": n for name, n in mapped.items()}, "muc4_corpus": corpus_hash(files)}


def _read(data: Path, sample: int) -> Iterator[tuple[Extraction, list[Template]]]:
    reader, counts = load_reader(), table(data)
    for part, (text, key) in SETS.items():
        wanted = keys(data / "muc4" / part / key)
        for number, message in enumerate(messages(data / "muc4" / part / text)):
            if not sample or number < sample:
                report = make_report(truecased(message.text, counts), published=message.day)
                yield extract(report, reader), wanted.get(message.name, [])


def _figures(tally: Tally) -> dict[str, Any]:
    total = sum(tally.values(), Counter[str]())
    every = measures(total)
    figures: dict[str, Any] = {"muc4_f1": every["f1"], "precision": every["precision"], "recall": every["recall"]}
    for slot, name in NAMES.items():
        if sum(tally.get(slot, Counter()).values()):
            figures[f"{name}_f1"] = measures(tally[slot])["f1"]
    return figures
