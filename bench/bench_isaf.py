"""ISAF releases: six fields (date, province, event type, target group, killed, captured), against the set's own terms.

Our extraction offers candidates (`isaf_terms.py`); which the set means is learned from the half of `isaf/dev.jsonl`
whose hash of text is even (`python -m bench.train.train_isaf`) and kept in `isaf_weights.json`. `mean_accuracy` is of
the releases not learned from; `--data` may also be a JSONL file or a folder of them. The choice also learns habits that
are the set's alone: "numerous" counts four, and in three months its days are one earlier than its releases tell.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from bench.corpus import corpus_hash
from bench.isaf import WEIGHTS, Row, answer, files, gold, read, training
from bench.isaf_terms import FIELDS
from onrecord.pipeline import load_reader

PEERS = {"majority": 63.0, "GPT-4o, all 724": 84.5, "fine-tuned Mistral-7B, all 724": 95.2}


def run(data: Path, *, peers: bool = False, sample: int = 0) -> dict[str, Any]:
    """Prints the tables; returns the figures."""
    model = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    rows = list(read(data, load_reader(), years=model["years"], sample=sample))
    held = [row for row in rows if not training(row[0])]
    figures: dict[str, Any] = {"mean_accuracy": 0.0}
    figures |= accuracies(held, model)
    figures |= {"n": len(held), "learned_half_mean_accuracy": 0.0, "learned_half_n": len(rows) - len(held)}
    figures["learned_half_mean_accuracy"] = accuracies([r for r in rows if training(r[0])], model)["mean_accuracy"]
    for name, value in figures.items():
        print(f"{name:32} {value}")
    for name, value in PEERS.items() if peers else ():
        print(f"peer {name}: {value}")
    return {**figures, "isaf_corpus": corpus_hash(files(data))}


def accuracies(rows: list[Row], model: dict[str, Any]) -> dict[str, float]:
    """Percent right of each field, and their mean; a set-valued field is right where the whole set is."""
    right: Counter[str] = Counter()
    for row, found in rows:
        wanted, got = gold(row), answer(found, model)
        right.update(field for field in FIELDS if wanted[field] == got[field])
    each = {field: round(100 * right[field] / max(1, len(rows)), 1) for field in FIELDS}
    mean = 100 * sum(right.values()) / max(1, len(rows)) / len(FIELDS)
    return {"mean_accuracy": round(mean, 1), **each}
