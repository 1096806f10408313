"""Which text was measured: a hash over the files of a set, so that two figures can be told to be of the same text."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


def corpus_hash(files: Iterable[Path]) -> str:
    """Twelve hexadecimal digits over the bytes of the files, in the order of their names (not of their folders)."""
    digest = sha256()
    for file in sorted(files, key=lambda file: (file.name, str(file))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def sampled(files: Iterable[Path], sample: int) -> list[Path]:
    """Every file in order of name, or `sample` of them spread evenly over that order; 0 means all."""
    ordered = sorted(files)
    if not 0 < sample < len(ordered):
        return ordered
    step = len(ordered) / sample
    return [ordered[int(number * step)] for number in range(sample)]
