"""Words that bear on the type of an act between two parties, and the trained weights that tell the type from them.

`relation.npz` was trained by `bench/train/train_relation.py`; docs/decisions/relations.md says on what. It holds hashes
of features and numbers, no text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt

from onrecord.vocab.loader import DATA, read_yaml
from onrecord.vocab.weights import hashed

Floats = npt.NDArray[np.float32]
PARTS = ("verbs", "nouns", "adjectives", "modals")


@dataclass(frozen=True, slots=True)
class RelationWeights:
    """How well two nouns fit as the parties of a sentence (`pair`), and a type's weight by feature (`table`).

    `kinds` are the types by column. A row of `table` belongs to the feature whose hash `rows` leads to it.
    """

    pair: dict[int, float]
    rows: dict[int, int]
    table: Floats
    kinds: tuple[str, ...]
    seen: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def fit(self, features: Iterable[str]) -> float:
        """The summed weight of a pair's features."""
        total = 0.0
        for feature in features:
            weight = self.seen.get(feature)
            if weight is None:
                weight = self.seen[feature] = self.pair.get(hashed(feature), 0.0)
            total += weight
        return total

    def shares(self, features: Sequence[str]) -> Floats:
        """The probability of each of `kinds`."""
        known = [row for feature in features if (row := self.rows.get(hashed(feature))) is not None]
        scores = self.table[known].sum(axis=0) / np.sqrt(max(1, len(known)))
        shares = np.exp(scores - scores.max())
        return np.asarray(shares / shares.sum(), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Classes of words by part (`verbs`, `nouns`, `adjectives`, `modals`) and lemma, and the weights."""

    classes: dict[str, dict[str, tuple[str, ...]]]
    weights: RelationWeights


@cache
def load_relations() -> RelationWords:
    """The words of `relation_words.yaml` and the weights that come with the package."""
    return RelationWords(_classes(), _weights())


def _classes() -> dict[str, dict[str, tuple[str, ...]]]:
    table = read_yaml("relation_words.yaml")
    by_part: dict[str, dict[str, tuple[str, ...]]] = {}
    for part in PARTS:
        found: dict[str, list[str]] = {}
        for name, words in table[part].items():
            for word in dict.fromkeys(map(str, words)):
                found.setdefault(word, []).append(f"{part[0].upper()}.{name}")
        by_part[part] = {word: tuple(names) for word, names in found.items()}
    return by_part


def _weights() -> RelationWeights:
    path = DATA.joinpath("relation.npz")
    if not path.is_file():
        return RelationWeights({}, {}, np.zeros((0, 1), np.float32), ("",))
    with path.open("rb") as file, np.load(file) as stored:
        pair = dict(zip(map(int, stored["pair_keys"]), map(float, stored["pair_weights"]), strict=True))
        rows = {int(key): row for row, key in enumerate(stored["type_keys"])}
        return RelationWeights(pair, rows, stored["type_table"].astype(np.float32), tuple(map(str, stored["kinds"])))
