"""A long report is read in parts whose spans count in the whole text, and gives what it would give in one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model.document import Section, SectionKind
from onrecord.model.extraction import Extraction
from onrecord.model.span import Span
from onrecord.read import window
from onrecord.read.window import windows

PARAGRAPHS = [f"Rebels shelled town number {n} on Thursday, an official in Goma said." for n in range(12)]
TEXT = "\n\n".join(PARAGRAPHS)


def test_parts_hold_all_sections_in_order_and_none_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "LONG", 200)
    sections = tuple(Section(SectionKind.PARAGRAPH, Span(TEXT.index(p), TEXT.index(p) + len(p))) for p in PARAGRAPHS)
    parts = list(windows(TEXT, sections))
    assert len(parts) == 6
    assert tuple(section for part in parts for section in part) == sections


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two. Three four five.", ["One two. ", "Three four ", "five."]),
        ("onetwothreefourfive", ["onetwothreef", "ourfive"]),
        ("one two three four", ["one two ", "three four"]),
    ],
)
def test_a_wall_of_text_is_cut_after_a_sentence_else_a_word(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: list[str]
) -> None:
    monkeypatch.setattr(window, "PIECE", 12)
    (part,) = windows(text, (Section(SectionKind.PARAGRAPH, Span(0, len(text))),))
    assert [section.span.quote(text) for section in part] == expected


def test_a_report_read_in_parts_gives_the_same_claims_with_the_same_sources(
    extract_text: Callable[..., Extraction], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = extract_text(TEXT)
    monkeypatch.setattr(window, "LONG", 200)
    parts = extract_text(TEXT)
    assert len(whole.claims) >= len(PARAGRAPHS)
    # what one part retells of another is not seen
    assert [replace(claim, coref=None) for claim in parts.claims] == [replace(c, coref=None) for c in whole.claims]
    assert parts.attributions == whole.attributions
    assert [s.span for s in parts.document.sentences] == [s.span for s in whole.document.sentences]
