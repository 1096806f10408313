"""Words by which claims are told apart: kinds of victims and targets, means that exclude one another."""

from dataclasses import dataclass
from functools import cache

from onrecord.vocab.loader import read_csv, read_yaml


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of `reconcile.yaml`."""

    fighters: frozenset[str]
    civilians: frozenset[str]
    military_targets: frozenset[str]
    civilian_targets: frozenset[str]
    plain_targets: frozenset[str]
    means: tuple[frozenset[str], ...]
    next: frozenset[str]


@cache
def load_telling() -> Telling:
    """The words, loaded once."""
    data = read_yaml("reconcile.yaml")
    names = ("fighters", "civilians", "military_targets", "civilian_targets", "plain_targets", "next")
    return Telling(
        **{name: frozenset(data[name]) for name in names}, means=tuple(frozenset(modes) for modes in data["means"])
    )


@cache
def load_groups() -> frozenset[str]:
    """The ids of armed groups, loaded once."""
    return frozenset(row["id"] for row in read_csv("groups.csv"))
