"""What sentences of verification say, and which claims they reach; attributions are given, over invented text."""

from functools import cache

import pytest

from onrecord.claim.chain import with_chain
from onrecord.claim.standing_sentences import find_verifications
from onrecord.claim.verification import with_verification
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import Claim, Polarity, Type
from onrecord.model.document import Document
from onrecord.model.mention import Actor
from onrecord.model.span import Sourced, Span
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.verification import load_verification

WORDS = load_verification()


@cache
def read(text: str) -> Document:
    return read_document(make_report(text), parser())


@cache
def parser() -> Parser:
    return Parser()


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def covered(text: str, triggers: list[str], said: dict[str, str]) -> dict[str, str]:
    """Trigger -> "status of by" for each that is covered. `said`: content -> source."""
    document = read(text)
    attributions = tuple(
        Attribution(f"a{n}", (Sourced(Actor(None, who), at(text, who)),), None, (at(text, content),), Style.INDIRECT)
        for n, (content, who) in enumerate(said.items())
    )
    claims = tuple(
        Claim(f"c{n}", Sourced(Type.ASSAULT, at(text, words)), sentence.span)
        for n, words in enumerate(triggers)
        if (sentence := document.sentence_at(text.index(words)))
    )
    stood = with_verification(document, with_chain(claims, attributions), attributions, WORDS)
    return {
        claim.type.span.quote(text): f"{v.value.status.value} {v.value.of.value if v.value.of else '-'} {v.value.by}"
        for claim in stood
        for v in claim.verification
    }


REACH = [
    (
        "The army said it shot down ten missiles. This could not be confirmed independently.",
        ["shot"],
        {"it shot down ten missiles": "The army"},
        {"shot": "unverified occurrence None"},
    ),
    (
        "A barn burned. Rebels said they seized the hill. The army said it held it. Neither account could be verified.",
        ["burned", "seized", "held"],
        {"they seized the hill": "Rebels", "it held it": "The army"},
        {"seized": "unverified occurrence None", "held": "unverified occurrence None"},
    ),
    (
        "Doctors said 12 people were killed. The mayor said the market burned. The toll could not be verified.",
        ["killed", "burned"],
        {"12 people were killed": "Doctors", "the market burned": "The mayor"},
        {"killed": "unverified figure None"},
    ),
    (
        "Israel bombed a depot that belonged to Hezbollah. Rain fell. There was no immediate comment from Hezbollah.",
        ["bombed", "fell"],
        {},
        {"bombed": "no-comment occurrence Hezbollah"},
    ),
    (
        "A video showed troops entering the town. The agency geolocated the video to the main square.",
        ["entering"],
        {},
        {"entering": "confirmed place agency"},
    ),
    (
        "Shells hit the port. Geolocated footage shows that marines entered the village.",
        ["hit", "entered"],
        {},
        {"entered": "confirmed place Geolocated footage"},
    ),
    (
        "Experts said Kigali armed the rebels. Rwanda denied this.",
        ["armed"],
        {"Kigali armed the rebels": "Experts"},
        {"armed": "disputed occurrence Rwanda"},
    ),
    (
        "The mayor said drones hit the port. The army denied responsibility.",
        ["hit"],
        {"drones hit the port": "The mayor"},
        {"hit": "disputed author army"},
    ),
    (
        "Police closed the road. Satellite images confirmed that the hangar was destroyed.",
        ["closed", "destroyed"],
        {},
        {"destroyed": "confirmed occurrence Satellite images"},
    ),
    ("The army shelled the town. Trains could not be used.", ["shelled"], {}, {}),
    (
        "The mayor said a jet crashed, a claim that could not be verified.",
        ["crashed"],
        {"a jet crashed": "The mayor"},
        {"crashed": "unverified occurrence None"},
    ),
    (
        "Rebels said they took the hill, but the army denied this.",
        ["took"],
        {"they took the hill": "Rebels"},
        {"took": "disputed occurrence army"},
    ),
    (
        "The mayor said a jet crashed. That could not be confirmed because fighting went on.",
        ["crashed", "went"],
        {"a jet crashed": "The mayor"},
        {"crashed": "unverified occurrence None"},
    ),
]


@pytest.mark.parametrize(("text", "triggers", "said", "expected"), REACH)
def test_each_claim_that_a_sentence_covers_is_marked_and_no_more(
    text: str, triggers: list[str], said: dict[str, str], expected: dict[str, str]
) -> None:
    assert covered(text, triggers, said) == expected


def test_a_denial_disputes_the_claim_of_the_other_side() -> None:
    text = "The rebels said they shelled the port. The navy denied that anyone shelled it."
    document = read(text)
    contents = {"they shelled the port": "The rebels", "that anyone shelled it": "The navy"}
    attributions = tuple(
        Attribution(f"a{n}", (Sourced(Actor(None, who), at(text, who)),), None, (at(text, what),), Style.INDIRECT)
        for n, (what, who) in enumerate(contents.items())
    )
    first, second = (Span(i, i + 7) for i in (text.index("shelled"), text.rindex("shelled")))
    claims = (
        Claim("c0", Sourced(Type.ASSAULT, first), document.sentences[0].span),
        Claim("c1", Sourced(Type.ASSAULT, second), document.sentences[1].span, polarity=_negated(second)),
    )
    stood = with_verification(document, with_chain(claims, attributions), attributions, WORDS)
    values = [[(v.value.status.value, v.value.by, v.span) for v in claim.verification] for claim in stood]
    sentence = document.sentences[1].span
    assert values == [[("disputed", "The navy", sentence)], [("disputed", "The rebels", sentence)]]


def _negated(span: Span) -> Sourced[Polarity]:

    return Sourced(Polarity.NEGATED, span)


CUES = [
    ("The claims could not immediately be verified.", "unverified"),
    ("Neither figure could be checked.", "unverified"),
    ("Reuters was unable to independently verify the report.", "unverified"),
    ("There was no independent confirmation.", "unverified"),
    ("It did not provide evidence.", "unverified"),
    ("Ukraine has not commented.", "no-comment"),
    ("The spokesman did not immediately respond to a request for comment.", "no-comment"),
    ("The ministry declined to comment.", "no-comment"),
    ("The commander could not be reached.", "no-comment"),
    ("The footage was later verified by researchers.", "confirmed"),
    ("The army called the report fake.", "disputed"),
    ("The office retracted its statement.", "withdrawn"),
    ("The route could not be used.", None),
    ("The minister commented on the figures.", None),
]


@pytest.mark.parametrize(("text", "status"), CUES)
def test_the_words_say_the_status(text: str, status: str | None) -> None:
    found = [found.cue.status.value for found in find_verifications(read(text), WORDS)]
    assert found == ([status] if status else [])
