"""Who a source is where the parse puts its name beside another noun: over invented sentences, read whole."""

from datetime import date

import pytest

from onrecord import extract


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        ("Early Monday, M23 rebels, who are backed by Kigali, claimed they took over Goma.", "claimed", "M23"),
        ("Local news portal Media Congo said bombs dropped in several camps in Goma.", "said", "Media Congo"),
    ],
)
def test_source_is_named_by_the_noun_beside_its_head(text: str, cue: str, name: str) -> None:
    extraction = extract(text, published=date(2025, 3, 10))
    sources = [a.sources for a in extraction.attributions if a.cue and a.cue.span.quote(text) == cue]
    assert [source.value.name for source in sources[0]] == [name]


def test_a_number_reported_is_no_statement_of_what_is_counted() -> None:
    text = "The army questioned the number of casualties reported."
    cues = [a.cue.span.quote(text) for a in extract(text, published=date(2025, 3, 10)).attributions if a.cue]
    assert "reported" not in cues
