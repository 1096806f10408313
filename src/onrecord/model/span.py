"""Where the words stand: half-open character spans, and values that carry them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Basis(StrEnum):
    """On what ground a value is held."""

    STATED = "stated"
    CONTEXT = "context"
    DATELINE = "dateline"


class Certainty(StrEnum):
    """How sure the innermost speaker is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open offsets, in characters (Unicode code points) of the report's text."""

    start: int
    end: int

    def quote(self, text: str) -> str:
        """The exact words.

        >>> Span(0, 4).quote("Kyiv said")
        'Kyiv'
        """
        return text[self.start : self.end]

    def within(self, other: "Span") -> bool:
        """Whether the other span holds all of this one."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value with the words that carry it. No span, no value."""

    value: T
    span: Span
    basis: Basis = Basis.STATED
    certainty: Certainty | None = None

    def with_value(self, value: U) -> "Sourced[U]":
        """The same words, read as another value."""
        return Sourced(value, self.span, self.basis, self.certainty)
