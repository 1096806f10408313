"""Fits the weights of `find/place_evidence.py`: logistic regression over the signs of each candidate name in LGL.

`python -m bench.train.train_place [FOLDER]` prints them; precision and recall are of every second article, fitted on
the others. A candidate counts as a name where it overlaps a gold toponym with coordinates; those over toponyms without
are left out. No word of the text is kept: a weight belongs to a kind of sign ("title before").
"""

import sys
from pathlib import Path

import numpy as np

from bench.__main__ import data_folder
from bench.bench_place import Article, read_lgl
from onrecord.find.place_names import Looker
from onrecord.gather import make_report
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab import Vocab, load_vocab
from onrecord.vocab.gazetteer import default_path

ROUNDS, RIDGE = 60, 1.0


def examples(article: Article, parser: Parser, vocab: Vocab) -> list[tuple[dict[str, float], bool]]:
    """The signs of each candidate of an article, and whether it is a toponym."""
    looker = Looker(read_document(make_report(article.text), parser), vocab)
    found = []
    for name in looker.names():
        over = [toponym for toponym in article.toponyms if toponym.span.overlaps(name.span)]
        if all(toponym.lat is not None for toponym in over):
            found.append((looker.signs(name), bool(over)))
    return found


def fit(rows: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Weights by Newton's method, the last the base's, which is not drawn to 0."""
    weights = np.zeros(rows.shape[1])
    ridge = RIDGE * np.append(np.ones(rows.shape[1] - 1), 0.0)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - truth) + ridge * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder()
    parser, vocab = Parser(), load_vocab(default_path())
    articles = [article for file in sorted(folder.glob("places/*.xml")) for article in read_lgl(file)]
    found = [(number, *pair) for number, a in enumerate(articles) for pair in examples(a, parser, vocab)]
    signs = sorted({sign for _, row, _ in found for sign in row})
    rows = np.array([[row.get(sign, 0.0) for sign in signs] + [1.0] for _, row, _ in found])
    truth = np.array([float(toponym) for _, _, toponym in found])
    even = np.array([number % 2 == 0 for number, _, _ in found])
    said = rows[~even] @ fit(rows[even], truth[even]) > 0
    right = float((said & (truth[~even] > 0)).sum())
    print(f"held out: precision {right / said.sum():.3f} recall {right / truth[~even].sum():.3f}")
    for sign, weight in sorted(zip([*signs, "base"], fit(rows, truth), strict=True), key=lambda pair: -pair[1]):
        print(f'    "{sign}": {weight:.1f},')


if __name__ == "__main__":
    main()
