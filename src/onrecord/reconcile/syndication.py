"""Wire groups: reports that copy one another, whole, cut or lightly edited. However many, they are one source."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from rensa import RMinHash, RMinHashLSH

from onrecord.model.report import Report
from onrecord.reconcile.together import Together

WORDS = 3  # words in a shingle: four lose 5 % of the edited copies of bench reconcile, three and two lose none
COPY = 0.5  # share of the shorter report's shingles that the longer one has too; at 0.6, 5 % of edited copies are lost
FEW = 12  # so many reports are compared each with each; more are looked up by MinHash first
PERMUTATIONS, BANDS, SEED = 128, 64, 1  # 64 bands of two: a Jaccard index of 0.3 is found with 99.8 %
SHORT = 20  # of fewer shingles only equal ones are copies: 13 of 72 pairs of the stories were taken for copies at 8


def wire_groups(reports: Iterable[Report]) -> dict[str, str]:
    """Each report's id -> the name of its wire group, the smallest id in it."""
    ordered = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    together = Together(len(ordered))
    for left, right in _candidates(ordered):
        if together.root(left) != together.root(right) and copied(ordered[left], ordered[right]):
            together.join(left, right)
    return {report.id: ordered[together.root(at)].id for at, report in enumerate(ordered)}


def copied(left: Report, right: Report) -> bool:
    """Whether one holds at least half of the other's shingles."""
    return containment(left, right) >= COPY


def containment(left: Report, right: Report) -> float:
    """The share of the shorter report's shingles that the other has too; 0 where it is too short to tell."""
    ours, theirs = shingles(left.text[left.body :]), shingles(right.text[right.body :])
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= SHORT else float(bool(shorter) and ours == theirs)


@lru_cache(maxsize=8192)
def shingles(text: str) -> frozenset[int]:
    """Each run of words, in lower case and without punctuation, as a number."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    runs = range(max(len(words) - WORDS + 1, 1 if words else 0))
    return frozenset(crc32(" ".join(words[at : at + WORDS]).encode()) for at in runs)


def _candidates(reports: Sequence[Report]) -> Iterable[tuple[int, int]]:
    if len(reports) <= FEW:
        yield from combinations(range(len(reports)), 2)
        return
    index = RMinHashLSH(threshold=0.3, num_perm=PERMUTATIONS, num_bands=BANDS)
    for at, report in enumerate(reports):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update([str(run) for run in shingles(report.text[report.body :])])
        for other in index.query(sketch):
            yield other, at
        index.insert(at, sketch)
