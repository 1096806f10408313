"""Times: the words, and the days that they mean."""

from datetime import date

import pytest

from onrecord.find.time import find_times
from onrecord.gather import make_report
from onrecord.model.mention import When
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab import load_vocab
from onrecord.vocab.gazetteer import default_path


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def vocab(tmp_path_factory: pytest.TempPathFactory):
    return load_vocab(default_path())


ROWS = [
    ("2024-01-05", "Drones hit the port on Thursday.", "Thursday", "2024-01-04", "2024-01-04", "day", "2024-01-04"),
    ("2024-01-05", "Talks resume next week.", "next week", "2024-01-08", "2024-01-14", "week", "2024-W02"),
    (
        "2024-01-05",
        "Sirens sounded on Friday night.",
        "Friday night",
        "2024-01-04",
        "2024-01-05",
        "night",
        "2024-01-04TNI",
    ),
    (None, "Drones hit the port on Thursday.", "Thursday", None, None, None, "XXXX-WXX-4"),
]


@pytest.mark.parametrize(("anchor", "text", "words", "start", "end", "precision", "timex"), ROWS)
def test_words_mean_days(parser, vocab, anchor, text, words, start, end, precision, timex) -> None:
    report = make_report(text, published=date.fromisoformat(anchor) if anchor else None)
    document = read_document(report, parser)
    mentions, _ = find_times(document, vocab, ())
    values = {mention.span.quote(document.text): mention.value for mention in mentions}
    assert words in values
    value = values[words]
    assert isinstance(value, When)
    got = (value.start and value.start.isoformat(), value.end and value.end.isoformat(), value.precision, value.timex)
    assert got == (start, end, precision, timex)
