"""What a format is: how it is written, and what its page in the docs says."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord.model.record import Records


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer may be told: `fatalities` is ACLED's rule (lowest report) or `best`; `title` names the export."""

    fatalities: str = "lowest"
    title: str = "onrecord"


Writer = Callable[[Records, Path, Options], int]


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `write` writes a file, or a folder where `suffix` is empty, and returns how many rows it wrote.

    `maps` are pairs of a field there and where it comes from, `lost` what the format cannot say.
    """

    name: str
    about: str
    follows: str
    suffix: str
    write: Writer
    maps: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
