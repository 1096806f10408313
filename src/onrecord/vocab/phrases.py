"""Many names found in one pass: whole words, whatever their case, accents and quotation marks."""

import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from onrecord.model.span import Span

T = TypeVar("T")
SAME = {"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}


class _Folds(dict[int, str]):
    """Code point -> the plain character that stands for it; always one for one, so that offsets hold."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        plain = unicodedata.normalize("NFKD", SAME.get(char, " " if char.isspace() else char))[:1].lower()
        folded = plain if len(plain) == 1 else char
        self[point] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in lower case, without accents, quotation marks and dashes plain; as long as before.

    >>> fold("Bekaa’s São–Tomé")
    "bekaa's sao-tome"
    """
    return text.translate(_FOLDS)


class Phrases(Generic[T]):
    """Phrases with what each stands for. A phrase may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._values: dict[str, list[T]] = {}
        for phrase, value in entries:
            self._values.setdefault(fold(phrase), []).append(value)
        self._phrases = list(self._values)
        self._automaton = AhoCorasick(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases)

    def get(self, phrase: str) -> tuple[T, ...]:
        """What a phrase stands for, () where it is not among them."""
        return tuple(self._values.get(fold(phrase), ()))

    def find(self, text: str) -> list[tuple[Span, tuple[T, ...]]]:
        """Where whole phrases stand, in reading order; of two that overlap the earlier stays, then the longer."""
        folded = fold(text)
        whole = sorted(
            (start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if bounded(folded, start, end)
        )
        found: list[tuple[Span, tuple[T, ...]]] = []
        for start, minus_end, number in whole:
            if not found or start >= found[-1][0].end:
                found.append((Span(start, -minus_end), tuple(self._values[self._phrases[number]])))
        return found


def bounded(text: str, start: int, end: int) -> bool:
    """Whether whole words stand between the two offsets."""
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return before and after
