"""Law (g): swap the two warring parties in the parsed document, and the record is the same with them swapped.

The swap is of words with their lemmas; heads, tags and labels stay, and the text is spelt anew so that every span still
slices to its words. What the parties' names resolve to is told by the words of the span, since two parties need not be
of one kind in the tables (an army has a state, a militia none).
"""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

import pytest

from onrecord.claim import make_claims
from onrecord.find import find_mentions
from onrecord.gather import make_report
from onrecord.model.document import Document, Token
from onrecord.model.mention import Actor, Place
from onrecord.model.span import Sourced, Span
from onrecord.pipeline import Reader, load_reader
from onrecord.read import read_document

PAIRS = {
    "RUS/UKR": {"russia": "ukraine", "russian": "ukrainian", "moscow": "kyiv", "putin": "zelensky"},
    "ISR/LBN": {"israel": "lebanon", "israeli": "lebanese"},
    "army/RSF": {"army": "RSF"},
    "junta/PDF": {"junta": "PDF"},
}
TEXTS = {
    "RUS/UKR": [
        "Russia fired 40 drones at Ukraine overnight, the Ukrainian military said. Moscow did not comment.",
        "Kyiv denied that Ukrainian forces had shelled a Russian village. The claim could not be verified.",
        "Russia says it shot down 12 Ukrainian missiles on Friday. Ukraine said nine Russian soldiers were killed.",
        "If Ukraine attacks the port, Russia will respond, Putin warned. Zelensky rejected the threat.",
        "Russia and Ukraine agreed to exchange 100 prisoners. The Russian army accused Ukraine of shelling the convoy.",
        "Ukraine may have lost 30 tanks. Russian troops tried to storm the town but failed to take the bridge.",
    ],
    "ISR/LBN": [
        "Israel struck two villages on Sunday, the Lebanese health ministry said. Israel did not immediately comment.",
        "The Israeli army said Lebanon had fired rockets at a town. This could not be confirmed.",
        "Lebanese troops wounded three soldiers near the border. Israel denied this.",
        "Israel plans to withdraw from the hills, Lebanon was told. An Israeli drone appears to have hit a car.",
    ],
    "army/RSF": [
        "In Sudan the army bombed a market on Friday, killing 12 people, the RSF said. The army did not comment.",
        "In Sudan the RSF denied that its fighters had shelled the hospital. The army said it had retaken the bridge.",
        "In Sudan the army and the RSF agreed on a truce. The RSF accused the army of shelling the camp.",
    ],
    "junta/PDF": [
        "In Myanmar the junta attacked a village on Monday, the PDF said. Neither account could be verified.",
        "In Myanmar the PDF captured a base. The junta may have lost 40 vehicles and tried to retake the town.",
        "In Myanmar the junta denied this. If the PDF attacks the road, the junta will respond.",
    ],
}
CASES = [(pair, text) for pair, texts in TEXTS.items() for text in texts]


@cache
def reader() -> Reader:
    return load_reader()


def both(pair: str) -> dict[str, str]:
    """Each word of the pair to the other side's."""
    words = PAIRS[pair]
    return words | {right.lower(): left for left, right in words.items()}


def spelt(word: str, swap: dict[str, str]) -> str:
    other = swap.get(word.lower(), word)
    return other.capitalize() if word[:1].isupper() and other != word else other


def swapped(document: Document, swap: dict[str, str]) -> Document:
    """The document with the parties' words swapped; all offsets moved, nothing else of the parse altered."""
    text, tokens, at, moved = document.text, [], 0, {0: 0}
    written = ""
    for token in document.tokens:
        written += text[at : token.start]
        start, word = len(written), spelt(token.text, swap)
        written += word
        moved |= {token.start: start, token.end: len(written)}
        tokens.append(_token(token, start, word, swap))
        at = token.end
    written += text[at:]
    moved[len(text)] = len(written)
    section = tuple(replace(s, span=_moved(s.span, moved)) for s in document.sections)
    sentences = tuple(replace(s, span=_moved(s.span, moved)) for s in document.sentences)
    report = replace(document.report, text=written)
    return replace(document, report=report, sections=section, sentences=sentences, tokens=tuple(tokens))


def _token(token: Token, start: int, word: str, swap: dict[str, str]) -> Token:
    lemma = spelt(token.lemma, swap)
    return replace(token, start=start, end=start + len(word), text=word, lower=word.lower(), lemma=lemma)


def _moved(span: Span, moved: dict[int, int]) -> Span:
    return Span(moved[span.start], moved[span.end])


def record(document: Document) -> Any:
    """Attributions and claims as plain data; spans are token numbers, and an actor is the span that names it."""
    mentions, _ = find_mentions(document, reader().vocab)
    attributions, claims, _ = make_claims(document, mentions, reader().vocab)
    return [_plain(attributions, document), _plain(claims, document)]


def _plain(value: Any, document: Document) -> Any:
    if isinstance(value, Span):
        inside = document.inside(value)
        return [inside.start, inside.stop]
    if isinstance(value, Sourced) and isinstance(value.value, Actor | Place):
        return _plain(value.span, document)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part, document) for part in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), document) for field in fields(value)}
    return value


def renamed(value: Any, swap: dict[str, str]) -> Any:
    """Plain data with the parties' names in its strings swapped (who verifies, who is named in words)."""
    if isinstance(value, str):
        return " ".join(spelt(word, swap) for word in value.split(" "))
    if isinstance(value, list):
        return [renamed(part, swap) for part in value]
    if isinstance(value, dict):
        return {key: renamed(part, swap) for key, part in value.items()}
    return value


@pytest.mark.parametrize(("pair", "text"), CASES)
def test_swapping_the_parties_swaps_them_in_the_record_and_changes_nothing_else(pair: str, text: str) -> None:
    document, swap = read_document(make_report(text), reader().parser), both(pair)
    first, second = record(document), record(swapped(document, swap))
    assert first[1], "a case without claims tests nothing"
    assert renamed(first, swap) == second


def test_the_swap_is_its_own_inverse_and_keeps_every_span() -> None:
    text = TEXTS["RUS/UKR"][0]
    document = read_document(make_report(text), reader().parser)
    there = swapped(document, both("RUS/UKR"))
    assert there.text.startswith("Ukraine fired 40 drones at Russia overnight, the Russian military")
    assert all(token.span.quote(there.text) == token.text for token in there.tokens)
    assert swapped(there, both("RUS/UKR")).text == text
