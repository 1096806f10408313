"""Who says what, over invented sentences: source, cue and content of each attribution."""

from functools import cache

import pytest

from onrecord.claim.attribution import find_attributions
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.speech import load_speech


@cache
def parser() -> Parser:
    return Parser()


class Words:
    """The part of the vocabulary that attribution reads."""

    speech = load_speech()


def attributions(text: str) -> tuple[Attribution, ...]:
    document = read_document(make_report(text), parser())
    return find_attributions(document, (), Words())  # type: ignore[arg-type]


def told(text: str, attribution: Attribution) -> tuple[str | None, str, str]:
    source = " & ".join(source.span.quote(text) for source in attribution.sources) or None
    content = " ... ".join(span.quote(text) for span in attribution.content)
    return source, attribution.cue.span.quote(text) if attribution.cue else "", content


CASES = [
    (
        "The air force said that two drones fell near Sumivka.",
        ("The air force", "said", "two drones fell near Sumivka"),
    ),
    (
        "Two drones fell near Sumivka, the air force said.",
        ("the air force", "said", "Two drones fell near Sumivka"),
    ),
    (
        "“We will hold the bridge,” Colonel Marek Osten said.",
        ("Colonel Marek Osten", "said", "“We will hold the bridge,”"),
    ),
    (
        "According to the ministry, four people died in the town of Harsa.",
        ("the ministry", "According", "four people died in the town of Harsa"),
    ),
    (
        "The depot was hit at dawn, as the governor announced.",
        ("the governor", "announced", "The depot was hit at dawn"),
    ),
    ("The envoy condemned the attack on the clinic.", ("The envoy", "condemned", "the attack on the clinic")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_source_cue_and_content(text: str, expected: tuple[str | None, str, str]) -> None:
    found = [told(text, attribution) for attribution in attributions(text)]
    assert [(source, cue, content.removeprefix("that ")) for source, cue, content in found] == [expected]
