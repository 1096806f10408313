"""."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by name."""

    version: str = "0"


def default_path() -> Path:
    """Where the gazetteer is built unless another path is given: the user's cache directory."""
    return user_cache_path("onrecord") / "gazetteer.sqlite"
