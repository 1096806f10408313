"""Records for tests: small ones made by hand, and any that the types allow (hypothesis)."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from onrecord.claim.identity import identified
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution, Style
from onrecord.model.claim import (
    Aspect,
    Claim,
    Effect,
    Item,
    Modality,
    Plover,
    Polarity,
    Role,
    Scope,
    Stage,
    Status,
    Type,
    Verification,
)
from onrecord.model.document import Document
from onrecord.model.extraction import Extraction, Versions
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, Thing, TimePrecision, When
from onrecord.model.report import Issue, Report
from onrecord.model.span import Basis, Certainty, Sourced, Span

VERSIONS = Versions("0.1", "model", "sha", "1", "words", "places")
NEWER = replace(VERSIONS, vocab="more words")


def extraction(
    report: Report,
    claims: tuple[Claim, ...] = (),
    attributions: tuple[Attribution, ...] = (),
    *,
    reader: Versions = VERSIONS,
    issues: tuple[Issue, ...] = (),
) -> Extraction:
    document = Document(report, report.day, (), (), (), (), report.issues)
    return Extraction(reader, document, (), attributions, claims, (*report.issues, *issues))


def words(text: str, quote: str, value: Any) -> Sourced[Any]:
    """A value at the first place where its words stand."""
    start = text.index(quote)
    return Sourced(value, Span(start, start + len(quote)))


# Any text that a report can hold: without lone surrogates and NUL, which gathering replaces.
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.sampled_from("😀𝔘e\u0301\u200f\u05d0\u0627\u202e“’—\n \ufeff\u2028"),
    ),
    min_size=1,
    max_size=80,
)
WORD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
NUMBER = st.one_of(st.none(), st.integers(0, 2**50), st.floats(0, 1e9))
DAY = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


ACTORS = st.builds(Actor, maybe(WORD), WORD, maybe(st.sampled_from(["UKR", "IGO"])), maybe(st.just("MIL")))
PLACES = st.builds(
    Place,
    WORD,
    maybe(st.just("SDN")),
    maybe(WORD),
    maybe(st.floats(-90, 90)),
    maybe(st.floats(-180, 180)),
    maybe(st.integers(1, 10**7)),
    maybe(st.sampled_from(PlacePrecision)),
)
WHENS = st.builds(When, DAY, DAY, maybe(st.sampled_from(TimePrecision)), maybe(WORD))
QUANTITIES = st.builds(Quantity, NUMBER, NUMBER, NUMBER, maybe(WORD), maybe(WORD))
THINGS = st.builds(Thing, maybe(WORD), maybe(WORD), maybe(WORD))
CHECKS = st.builds(Verification, st.sampled_from(Status), maybe(WORD), maybe(st.sampled_from(Aspect)))
MODES = st.sampled_from(["missile", "drone", "ground"])


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


def sourced(text: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Sourced[Any]]:
    return st.builds(Sourced, values, spans(text), st.sampled_from(Basis), maybe(st.sampled_from(Certainty)))


def several(text: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(sourced(text, values), max_size=3).map(tuple)


def marked(text: str, values: Any) -> st.SearchStrategy[Any]:
    return st.one_of(st.sampled_from(values), sourced(text, st.sampled_from(values)))


def items(text: str) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        st.sampled_from(Role),
        maybe(sourced(text, THINGS)),
        maybe(sourced(text, ACTORS)),
        maybe(sourced(text, QUANTITIES)),
        st.sampled_from(Scope),
        maybe(st.integers(0, 2)),
        maybe(sourced(text, st.sampled_from(Effect))),
    )


def claims(text: str, chain: tuple[str, ...]) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        id=st.just("draft"),
        type=sourced(text, maybe(st.sampled_from(Type))),
        sentence=spans(text),
        mode=several(text, MODES),
        plover=maybe(st.builds(Plover, WORD, maybe(WORD))),
        actor=several(text, ACTORS),
        recipient=several(text, ACTORS),
        via=several(text, ACTORS),
        when=maybe(sourced(text, WHENS)),
        place=several(text, PLACES),
        origin=maybe(sourced(text, PLACES)),
        items=st.lists(items(text), max_size=2).map(tuple),
        attribution=st.permutations(chain).map(tuple),
        polarity=marked(text, Polarity),
        modality=marked(text, Modality),
        certainty=marked(text, Certainty),
        verification=several(text, CHECKS),
        stage=maybe(sourced(text, st.sampled_from(Stage))),
        terms=maybe(sourced(text, WORD)),
        package=maybe(sourced(text, WORD)),
        coref=maybe(st.just("draft0")),
    )


def attributions(text: str, number: int) -> st.SearchStrategy[Attribution]:
    return st.builds(
        Attribution,
        id=st.just(f"a{number}"),
        sources=several(text, ACTORS),
        cue=maybe(sourced(text, WORD)),
        content=st.lists(spans(text), min_size=1, max_size=2).map(tuple),
        style=st.sampled_from(Style),
        within=maybe(st.just("a0")) if number else st.none(),
        channel=maybe(sourced(text, WORD)),
        evidence=maybe(sourced(text, WORD)),
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Whatever the types allow, over any text."""
    report = make_report(draw(TEXT), published=draw(DAY), outlet=draw(maybe(WORD)))
    text = report.text
    chain = tuple(f"a{n}" for n in range(draw(st.integers(0, 2))))
    said = tuple(draw(attributions(text, n)) for n in range(len(chain)))
    drafts = [replace(claim, id=f"draft{n}") for n, claim in enumerate(draw(st.lists(claims(text, chain), max_size=3)))]
    made = identified(tuple(drafts), report, VERSIONS)
    found = draw(st.lists(st.builds(Issue, WORD, st.just("find"), maybe(spans(text)), WORD), max_size=2))
    return extraction(report, made, said, issues=tuple(found))
