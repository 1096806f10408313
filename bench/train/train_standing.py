"""`python -m bench.train.train_standing [--data PATH]`: the weights of `claim/standing_grade.py`, the table's numbers.

Reads factuality_uw/train.jsonl alone. Ridge regression of the UW score less the commitment of the rules' cell on the
features; the penalty is chosen by five-fold cross-validation over blocks of sentences. NumPy only, so that the same
data give the same weights. Prints mean and median of each cell, from which `standing_table.yaml` was written.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from bench.__main__ import data_folder
from bench.bench_standing import compared, events, parsed, read_rows
from onrecord.claim.standing_grade import cell, features
from onrecord.claim.standing_scope import standing_at
from onrecord.read.parse import Parser
from onrecord.vocab.standing import load_standing, load_table

WEIGHTS = Path(__file__).parents[2] / "src" / "onrecord" / "vocab" / "data" / "standing_weights.csv"
HEAD = """# source: learned by bench/train/train_standing.py from the training part of UW factuality (Lee et al. 2015)
# licence: Apache-2.0 (the weights; the scores they were learned from are placed for research and are not here)
# what each feature of claim/standing_grade.py adds to the commitment of a standing, on the scale from -3 to 3
feature,weight
"""
SEEN = 3  # events that a feature must be seen with
PENALTIES = (10.0, 20.0, 30.0, 50.0)
FOLDS, BLOCK = 5, 50  # neighbours in the file are of one report, so whole blocks of sentences are held out
SMALLEST = 0.01  # weights below move nothing that can be seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    rows = read_rows([parser.parse_args().data / "factuality_uw" / "train.jsonl"])
    document = parsed(rows, Parser())
    found = list(events(rows, document))
    words, table = load_standing(), load_table()
    marks = [standing_at(document, trigger, words) for trigger, _ in found]
    gold = np.array([score for _, score in found])
    base = np.array([table.commitment(*cell(mark)) for mark in marks])
    print_cells(marks, gold)
    named = [set(features(document, trigger, mark)) for (trigger, _), mark in zip(found, marks, strict=True)]
    counts = Counter(name for names in named for name in names)
    columns = {name: n for n, name in enumerate(sorted(name for name in counts if counts[name] >= SEEN))}
    matrix = filled(named, columns)
    fold = np.array([document.tokens[trigger].sentence // BLOCK % FOLDS for trigger, _ in found])
    penalty = min(PENALTIES, key=lambda p: held_out(matrix, gold, base, fold, p))
    write(columns, ridge(matrix, gold - base, penalty))


def print_cells(marks: list[Any], gold: Any) -> None:
    by_cell = defaultdict(list)
    for mark, score in zip(marks, gold, strict=True):
        by_cell[cell(mark)].append(score)
    for name, scores in sorted(by_cell.items()):
        mean, median = np.mean(scores), np.median(scores)
        print(f"{' '.join(name):36} {len(scores):5}  mean {mean:5.2f}  median {median:5.2f}")


def filled(named: list[set[str]], columns: dict[str, int]) -> Any:
    matrix = np.zeros((len(named), len(columns)), dtype=np.float64)
    for row, names in enumerate(named):
        matrix[row, [columns[name] for name in names if name in columns]] = 1.0
    return matrix


def ridge(matrix: Any, target: Any, penalty: float) -> Any:
    square = matrix.T @ matrix
    square[np.diag_indices_from(square)] += penalty
    return np.linalg.solve(square, matrix.T @ target)


def held_out(matrix: Any, gold: Any, base: Any, fold: Any, penalty: float) -> float:
    read = np.zeros(len(gold))
    for number in range(FOLDS):
        weights = ridge(matrix[fold != number], (gold - base)[fold != number], penalty)
        read[fold == number] = np.clip(base[fold == number] + matrix[fold == number] @ weights, -3, 3)
    r, mae = compared(gold, read)
    print(f"penalty {penalty}: held-out r {r:.3f}, MAE {mae:.3f}")
    return -r


def write(columns: dict[str, int], weights: Any) -> None:
    lines = [f'"{name}",{weights[n]:.3f}' for name, n in columns.items() if abs(weights[n]) >= SMALLEST]
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights, {WEIGHTS.stat().st_size / 1000:.0f} kB: {WEIGHTS}")


if __name__ == "__main__":
    main()
