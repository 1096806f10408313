"""Trained weights: small networks over hashed features, as they are stored in `data`. No text is in them.

`attribution.npz` was trained by `bench/train/train_attribution.py` on the training part of PolNeAR (Newell et al.
2018); docs/decisions/attribution.md says how.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.vocab.loader import DATA

Floats = npt.NDArray[np.float32]
REMEMBERED = 500_000  # features whose rows are kept at hand; about 60 MB


def hashed(feature: str) -> int:
    """The number by which a network knows a feature."""
    return crc32(feature.encode())


@dataclass(frozen=True, slots=True)
class Network:
    """Sums the rows of the features that are known, bends them, and weighs the result.

    `rows` leads from a feature's hash to its row of `table`; row 0 is that of features that are not known. Column 0
    goes straight through to the score, column 1 tells by a group's own features whether it is worth trying.
    """

    rows: dict[int, int]
    table: Floats
    weights: Floats
    seen: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def known(self, features: Sequence[str]) -> list[int]:
        """The rows of the features."""
        seen = self.seen
        try:
            return [seen[feature] for feature in features]
        except KeyError:
            if len(seen) > REMEMBERED:
                seen.clear()
            for feature in features:
                if feature not in seen:
                    seen[feature] = self.rows.get(hashed(feature), 0)
            return [seen[feature] for feature in features]

    def sums(self, bags: Sequence[Sequence[int]]) -> Floats:
        """The sum of the rows of each bag; no bag is empty."""
        starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
        flat = [row for bag in bags for row in bag]
        return np.asarray(np.add.reduceat(self.table[flat], starts, axis=0), dtype=np.float32)

    def scores(self, sums: Floats) -> Floats:
        """One number for each sum."""
        bent = np.maximum(sums[:, 2:], 0)
        return np.asarray(sums[:, 0] + bent @ self.weights, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class SpeechWeights:
    """What chooses attributions: hashes of words that may be cues, two networks, and two bounds.

    A cue is tried where its own score (log odds) is above `tried`, and counts where its probability is above `bound`.
    """

    gate: frozenset[int]
    content: Network
    source: Network
    bound: float
    tried: float


@cache
def load_speech_weights() -> SpeechWeights:
    """The weights that come with the package."""
    with DATA.joinpath("attribution.npz").open("rb") as file, np.load(file) as stored:
        content, source = (
            Network(
                {int(key): row for row, key in enumerate(stored[f"{name}_keys"], start=1)},
                np.pad(stored[f"{name}_table"].astype(np.float32), ((1, 0), (0, 0))),
                stored[f"{name}_weights"].astype(np.float32),
            )
            for name in ("content", "source")
        )
        gate = frozenset(map(int, stored["gate"]))
        return SpeechWeights(gate, content, source, float(stored["bound"]), float(stored["tried"]))
