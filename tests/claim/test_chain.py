"""Which chain a claim gets, and what becomes of contents that make no event."""

from functools import cache

import pytest

from onrecord.claim.chain import chain, with_chain, with_statements
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import Claim, Type
from onrecord.model.document import Document
from onrecord.model.span import Sourced, Span
from onrecord.read import read_document
from onrecord.read.parse import Parser

TEXT = "The envoy said that, by the radio's account, rebels had taken the bridge and that he was glad."


@cache
def parser() -> Parser:
    return Parser()


def read(text: str) -> Document:
    return read_document(make_report(text), parser())


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def said(number: int, text: str, *contents: str, within: str | None = None) -> Attribution:
    spans = tuple(at(text, content) for content in contents)
    return Attribution(f"a{number}", (), None, spans, Style.INDIRECT, within)


RADIO = said(0, TEXT, "rebels had taken the bridge", within="a1")
ENVOY = said(1, TEXT, "by the radio's account, rebels had taken the bridge and that he was glad")


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [("taken", ("a0", "a1")), ("glad", ("a1",)), ("envoy", ())],
    ids=["nested", "outer", "none"],
)
def test_the_chain_is_innermost_first(trigger: str, expected: tuple[str, ...]) -> None:
    assert chain(at(TEXT, trigger), (RADIO, ENVOY)) == expected


def test_a_ring_of_attributions_ends() -> None:
    first, second = said(0, TEXT, "taken", within="a1"), said(1, TEXT, "taken", within="a0")
    assert set(chain(at(TEXT, "taken"), (first, second))) == {"a0", "a1"}


def test_who_only_passes_a_claim_on_makes_no_statement() -> None:
    document = read(TEXT)
    claim = Claim("e0", Sourced(Type.CONTROL, at(TEXT, "taken")), document.sentences[0].span)
    claims = with_statements(document, with_chain((claim,), (RADIO, ENVOY)), (RADIO, ENVOY))
    assert [claim.id for claim in claims] == ["e0"]


def test_a_content_without_an_event_is_a_statement_at_its_predicate() -> None:
    text = 'The mayor said the weather in the valley was "very cold".'
    attribution = said(0, text, 'the weather in the valley was "very cold"')
    (statement,) = with_statements(read(text), (), (attribution,))
    assert (statement.type.value, statement.type.span.quote(text)) == (None, "was")
    assert statement.attribution == ("a0",)


def test_a_content_without_a_predicate_is_no_statement() -> None:
    text = "The mayor denied this."
    assert with_statements(read(text), (), (said(0, text, "this"),)) == ()


def test_claims_come_in_reading_order() -> None:
    text = "Police said a bridge fell. Troops shelled the port."
    document = read(text)
    event = Claim("e0", Sourced(Type.ASSAULT, at(text, "shelled")), document.sentences[1].span)
    claims = with_statements(document, (event,), (said(0, text, "a bridge fell"),))
    assert [claim.type.span.quote(text) for claim in claims] == ["fell", "shelled"]
