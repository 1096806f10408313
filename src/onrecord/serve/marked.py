"""A report's text cut at each span that a claim rests on, so that a page can mark words and link them to claims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

from onrecord.model.claim import Claim, Item
from onrecord.model.record import Told
from onrecord.model.span import Sourced, Span

FIELDS = ("actor", "recipient", "via", "when", "place", "origin", "stage", "terms", "package", "verification")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a report: where they begin (in characters), the claims that rest on them, and as what."""

    start: int
    text: str
    claims: tuple[str, ...]
    trigger: bool
    fields: tuple[str, ...]


def marked(text: str, told: Sequence[Told]) -> tuple[Part, ...]:
    """The whole text in parts; `"".join(part.text for part in parts) == text`."""
    spans = [(span, name, one.claim.id) for one in told for name, span in evidence(one)]
    edges = sorted({0, len(text), *(edge for span, _, _ in spans for edge in (span.start, span.end))})
    starts: dict[int, list[tuple[Span, str, str]]] = defaultdict(list)
    for each in spans:
        starts[each[0].start].append(each)
    parts, here = [], list[tuple[Span, str, str]]()
    for start, end in pairwise(edges):
        here = [each for each in here if each[0].end > start] + starts[start]
        claims, names = tuple(dict.fromkeys(c for _, _, c in here)), tuple(dict.fromkeys(n for _, n, _ in here))
        parts.append(Part(start, text[start:end], claims, "type" in names, names))
    return tuple(parts)


def evidence(told: Told) -> Iterator[tuple[str, Span]]:
    """Each field of a claim, or of who says it, with its words."""
    claim = told.claim
    yield "type", claim.type.span
    for name in FIELDS:
        for field in _several(getattr(claim, name)):
            yield name, field.span
    for item in claim.items:
        yield from _of_item(item)
    for attribution in told.attributions:
        for source in attribution.sources:
            yield "source", source.span
        if attribution.cue:
            yield "cue", attribution.cue.span


def _of_item(item: Item) -> Iterator[tuple[str, Span]]:
    for field in fields(item):
        value = getattr(item, field.name)
        if isinstance(value, Sourced):
            yield f"item.{field.name}", value.span


def _several(value: Any) -> Iterable[Sourced[Any]]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def field_words(claim: Claim, text: str) -> dict[str, list[str]]:
    """Field -> its words in the report, for people."""
    shown: dict[str, list[str]] = {}
    for name in FIELDS:
        words = [field.span.quote(text) for field in _several(getattr(claim, name))]
        if words:
            shown[name] = words
    return shown
