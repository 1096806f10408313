"""The parse is plain data whose spans are the text's own words."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.gather import make_report
from onrecord.model.span import Span
from onrecord.pipeline import default_reader
from onrecord.read import parse as parsing
from onrecord.read import read_document
from onrecord.read.parse import Parser


def test_curly_quotes_and_line_ends_stay_in_the_text() -> None:
    report = make_report("“We hold the bridge,” the mayor\u00a0said on Friday while the shelling of the\nport went on.")
    document = read_document(report, default_reader().parser)
    assert document.tokens[0].text == "“"
    assert "the\nport" in document.sentences[0].span.quote(document.text)
    assert all(token.span.quote(document.text) == token.text for token in document.tokens)


def test_heads_children_and_subtrees_agree() -> None:
    report = make_report("Rebels  who had fled\n the town shelled it, residents said. It burned.")
    document = read_document(report, default_reader().parser)
    for token in document.tokens:
        assert all(document.tokens[child].head == token.index for child in token.children)
        assert token.left <= token.index < token.right
        assert document.sentences[token.sentence].first <= token.head < document.sentences[token.sentence].last


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_tokens_slice_to_their_words_in_any_text(text: str) -> None:
    report = make_report(text)
    document = read_document(report, default_reader().parser)
    assert all(token.span.quote(report.text) == token.text for token in document.tokens)
    assert [token.index for token in document.tokens] == list(range(len(document.tokens)))
    assert all(a.end <= b.start for a, b in pairwise(document.tokens))


def test_one_word_of_a_megabyte_is_read_in_pieces() -> None:
    pieces = parsing.windows("x" * 1_000_000, Span(0, 1_000_000))
    assert pieces[0] == Span(0, parsing.WINDOW)
    assert pieces[-1].end == 1_000_000
    assert all(a.end == b.start for a, b in pairwise(pieces))


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        parsing.Parser("no_such_model")


def test_a_pinned_model_with_other_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "PINNED_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="reinstall"):
        parsing.Parser()


def test_a_ruler_of_any_length_takes_time_in_proportion_to_it() -> None:
    parser = Parser()
    parser.parse("-" * 600, [(0, Span(0, 600))])
    tokenizer = parser._nlp.tokenizer

    def seconds(length: int) -> float:
        start = process_time()
        assert len(tokenizer("," * length)) == length
        return process_time() - start

    assert min(seconds(8_000) for _ in range(2)) < 10 * min(seconds(2_000) for _ in range(3))


def test_words_are_the_same_beside_a_ruler() -> None:
    words = 'The "Daily Example" (a paper) wrote: shells hit 3,000-odd homes in U.S.-held Al-Tanf...' + "?!" * 150
    alone, beside = Parser(), Parser()
    beside.parse("-" * 600, [(0, Span(0, 600))])
    sections = [(0, Span(0, len(words)))]
    assert alone.parse(words, sections) == beside.parse(words, sections)


def test_names_that_were_read_are_not_held_for_ever() -> None:
    parser = Parser()
    held = len(parser._nlp.vocab.strings)
    for name in ("Abelomir", "Zunotar", "Kirdevas"):
        words = f"Shells hit {name}, said Colonel {name[::-1].title()} on Friday."
        assert parser.parse(words, [(0, Span(0, len(words)))]).tokens
        assert name not in parser._nlp.vocab.strings
    assert len(parser._nlp.vocab.strings) == held


def test_threads_that_read_at_once_read_the_same() -> None:
    parser = Parser()
    words = [f"Shells hit Zunotar{n} on Friday, said Colonel Abelomir{n}." for n in range(40)]
    told = [parser.parse(one, [(0, Span(0, len(one)))]) for one in words]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda one: parser.parse(one, [(0, Span(0, len(one)))]), words)) == told
