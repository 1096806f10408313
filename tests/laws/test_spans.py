"""Law (a): every span slices to its quote, in memory and after a round trip, for any Unicode text."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.gather import make_report
from onrecord.model.extraction import Extraction
from onrecord.model.span import Sourced, Span
from onrecord.pipeline import Reader, extract
from onrecord.store import Filter, Store
from tests.conftest import FRIDAY
from tests.records import TEXT, WORD

# Sentences as agencies write them; what stands between and inside them is any text.
SENTENCES = [
    "Rebels shelled {0} on Thursday, killing at least nine people, the army said.",
    "“We will not leave,” {0} told reporters in Goma on 3 January.",
    "The ministry denied that {0} had been hit; this could not be verified.",
    "Germany has delivered ten {0} armoured vehicles to Ukraine since December.",
    "date: 2024-01-03\noutlet: {0}\n\nKHARTOUM, Jan 3 (Post) - Two drones were shot down over {0} overnight.",
]
GLUED = st.lists(st.tuples(TEXT, st.sampled_from(SENTENCES), WORD), max_size=3).map(
    lambda parts: "".join(f"{around}{sentence.format(word)}" for around, sentence, word in parts) or "x"
)


def spans(value: Any) -> Iterator[Span]:
    """All spans in a record, wherever they stand."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))


def quotes(data: Any, text: str) -> Iterator[bool]:
    """For all that has start, end and quote in the public contract: whether the text there is the quote."""
    if isinstance(data, dict):
        if "quote" in data:
            yield text[data["start"] : data["end"]] == data["quote"] != ""
        for part in data.values():
            yield from quotes(part, text)
    elif isinstance(data, list):
        for part in data:
            yield from quotes(part, text)


def test_the_walk_finds_spans_and_wrong_quotes() -> None:
    assert list(spans((Sourced("x", Span(1, 2)),))) == [Span(1, 2)]
    assert list(quotes([{"start": 0, "end": 1, "quote": "b"}], "ab")) == [False]


def check(extraction: Extraction) -> None:
    text = extraction.report.text
    held = (extraction.mentions, extraction.attributions, extraction.claims, extraction.document.sentences)
    assert all(0 <= span.start < span.end <= len(text) for span in spans(held))
    assert all(0 <= span.start <= span.end <= len(text) for span in spans(extraction.issues))
    assert all(quotes(extraction.to_dict(), text))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("record") / "onrecord.db") as opened:
        yield opened


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(TEXT, GLUED, GLUED))
def test_spans_slice_to_their_quotes_in_memory_and_after_a_round_trip(reader: Reader, store: Store, text: str) -> None:
    extraction = extract(make_report(text, published=FRIDAY), reader)
    check(extraction)
    store.keep(extraction)
    told = store.claims(Filter(report=extraction.report.id))
    assert tuple(one.claim for one in told) == extraction.claims
    assert all(one.report.text == extraction.report.text for one in told)
    assert store.wrong_quotes() == ()


def test_spans_of_the_shared_reports(extract_text: Callable[..., Extraction], shared: Any) -> None:
    files = sorted((shared / "reports").glob("*.txt"))
    assert files
    for file in files:
        extraction = extract_text(file.read_text(encoding="utf-8"))
        assert extraction.claims
        check(extraction)
