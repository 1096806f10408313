"""Words that say that something is confirmed, unverified, disputed, not commented on or withdrawn."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.errors import VocabError
from onrecord.model.claim import Aspect, Status
from onrecord.vocab.loader import read_yaml

SETS = ("one", "several", "said", "posts", "pronouns", "reasons", "light")
PART = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern and what its match says. `scope`: back, here, content or comment (the data say what each reaches)."""

    pattern: re.Pattern[str]
    status: Status
    of: Aspect | None
    scope: str


@dataclass(frozen=True, slots=True)
class VerificationWords:
    """The cues in order of trust: of two in one sentence for one status the first counts; and words they go with.

    The data file says what each set is.
    """

    cues: tuple[Cue, ...]
    aspects: dict[str, Aspect]
    one: frozenset[str]
    several: frozenset[str]
    said: frozenset[str]
    posts: frozenset[str]
    pronouns: frozenset[str]
    reasons: frozenset[str]
    light: frozenset[str]


@cache
def load_verification() -> VerificationWords:
    """The words from `verification.yaml`. Raises VocabError where a cue is not known or no pattern."""
    read = read_yaml("verification.yaml")
    aspects = {word: Aspect(name) for name, words in read["aspects"].items() for word in words}
    sets = (frozenset(read[name]) for name in SETS)
    return VerificationWords(tuple(_cue(row, read["parts"]) for row in read["cues"]), aspects, *sets)


def _cue(row: dict[str, Any], parts: dict[str, str]) -> Cue:
    try:
        written = _filled(row["match"], parts)
        aspect = Aspect(row["of"]) if row.get("of") else None
        return Cue(re.compile(rf"\b(?:{written})", re.IGNORECASE), Status(row["status"]), aspect, row["scope"])
    except (KeyError, ValueError, re.error) as error:
        raise VocabError(f"vocab/data/verification.yaml: cue {row}: {error}; mend it") from error


def _filled(pattern: str, parts: dict[str, str]) -> str:
    while PART.search(pattern):
        pattern = PART.sub(lambda match: parts[match[1]], pattern)
    return pattern
