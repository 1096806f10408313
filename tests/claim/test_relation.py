"""Acts between two parties that no frame tells, and the code of a claim where the act is sure."""

from datetime import date

import numpy as np
import pytest

from onrecord.claim.relation import NONE, find_relations, relate
from onrecord.claim.relation_features import Scene, type_features
from onrecord.model.claim import Modality, Polarity, Type
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Span
from onrecord.pipeline import default_reader, extract_text
from onrecord.vocab.relation import load_relations

DAY = date(2024, 5, 20)
UNREAD = [
    ("Iceland said Denmark must ensure the safety of fishermen.", Type.REQUEST, "Iceland", "Denmark"),
    ("A Peruvian court found the Bolivian government guilty of fraud.", Type.ACCUSE, "Peruvian", "Bolivian"),
    ("Finland said it will not reverse its decision on Norway.", Type.REJECT, "Finland", "Norway"),
]
CODED = [
    ("Kenya granted asylum to the Somali opposition leader.", "AID"),
    ("A Kenyan court convicted the Somali government of fraud.", "ACCUSE"),
    ("France will send a delegation to Togo.", "AGREE"),
]
NO_ACT = [
    "Norway shares a long border with Sweden.",
    "Peru has no plans to visit Chile.",
    "Sweden did not respond to a request for comment from Norway.",
]
PARTIES = [("Kenya", "Somalia"), ("Norway", "Sweden"), ("Russia", "Ukraine"), ("Israel", "Lebanon")]
ACTS = ["{} condemned {}.", "{} lifted sanctions on {}.", "{} said {} must withdraw.", "{} sent vaccines to {}."]


def given(text: str, source: str, target: str) -> str | None:
    extraction = extract_text(text, published=DAY)
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in (source, target)]
    relation = relate(extraction.document, extraction.mentions, load_relations(), spans[0], spans[1])
    return relation.root if relation is not None else None


@pytest.mark.parametrize(("text", "kind", "source", "target"), UNREAD)
def test_acts_that_frames_do_not_tell_make_a_claim(text: str, kind: Type, source: str, target: str) -> None:
    claims = [c for c in extract_text(text, published=DAY).claims if c.type.value is kind]
    assert claims
    assert (claims[0].polarity, claims[0].modality) == (Polarity.AFFIRMED, Modality.ACTUAL)
    assert source in claims[0].actor[0].span.quote(text)
    assert target in claims[0].recipient[0].span.quote(text)


@pytest.mark.parametrize(("text", "code"), CODED)
def test_code_is_the_acts(text: str, code: str) -> None:
    assert code in {c.plover.type for c in extract_text(text, published=DAY).claims if c.plover}


@pytest.mark.parametrize("text", NO_ACT)
def test_no_act_makes_no_claim(text: str) -> None:
    extraction = extract_text(text, published=DAY)
    relations = find_relations(extraction.document, extraction.mentions, default_reader().vocab.relations)
    assert relations == (None,)
    assert not [c for c in extraction.claims if c.type.value is not None]


@pytest.mark.parametrize("written", ACTS)
def test_type_does_not_hang_on_who_acts(written: str) -> None:
    ordered = list(PARTIES) + [(two, one) for one, two in PARTIES]
    assert len({given(written.format(*pair), *pair) for pair in ordered}) == 1


def test_features_hold_no_name_of_a_party() -> None:
    text = "Kenya lifted sanctions on Somalia."
    extraction = extract_text(text, published=DAY)
    scene = Scene(extraction.document, MentionIndex(extraction.mentions), load_relations())
    spans = (Span(0, 5), Span(26, 33))
    features = " ".join(type_features(scene, 0, 4, spans)).lower()
    assert "lift" in features
    assert not any(name in features for name in ("kenya", "somalia"))


def test_weights_are_numbers_by_hash() -> None:
    weights = load_relations().weights
    assert NONE in weights.kinds
    assert weights.table.shape == (len(weights.rows), len(weights.kinds))
    assert np.isfinite(weights.table).all()
    assert all(isinstance(key, int) for key in (*weights.rows, *weights.pair))


def test_words_are_lemmas_in_lower_case() -> None:
    parts = load_relations().classes
    words = [word for part in parts.values() for word in part]
    assert all(word == word.lower() and len(word.split()) <= 3 for word in words)
    assert len(words) > 1000


def test_claim_of_the_act_is_told_with_the_name_for_a_pronoun() -> None:
    text = "Lebanon says it will not accept any more Syrian refugees."
    claims = [c for c in extract_text(text, published=DAY).claims if c.plover and c.plover.type == "REJECT"]
    assert [actor.span.quote(text) for actor in claims[0].actor] == ["Lebanon"]
    assert [party.value.country for party in claims[0].recipient] == ["SYR"]


UNNAMED = [
    ("Critics accused the Kenyan government of theft.", "critics", "Kenyan government"),
    ("The Peruvian government sued two mining companies.", "Peruvian government", "mining companies"),
    ("Norway granted asylum to Mark Lunde.", "Norway", "person"),
    ("Zambia rejected the findings of the Kenyan court.", "Zambia", "Kenyan judiciary"),
    ("Chilean prosecutors opened an investigation into the dealings of the Peruvian army.", "Chilean", "Peruvian"),
]


@pytest.mark.parametrize(("text", "source", "target"), UNNAMED)
def test_party_without_a_name_is_told_by_its_words_and_a_deed_by_whose_it_is(
    text: str, source: str, target: str
) -> None:
    claims = [c for c in extract_text(text, published=DAY).claims if c.type.value is not None]
    assert [source in actor.value.name for actor in claims[0].actor] == [True]
    assert [target in actor.value.name for actor in claims[0].recipient] == [True]


def test_person_without_a_post_has_no_name_on_record() -> None:
    text = "Norway granted asylum to Mark Lunde."
    (party,) = extract_text(text, published=DAY).claims[0].recipient
    assert party.span.quote(text) == "Mark Lunde"
    assert (party.value.id, party.value.name) == (None, "person")


@pytest.mark.parametrize(
    "text",
    [
        "Police in Leeds arrested a thief who had attacked a shopkeeper.",
        "A campaign group disputed this, saying the detained were fishermen.",
        "Many of the passengers burned to death.",
    ],
)
def test_no_claim_is_made_where_neither_party_is_on_record(text: str) -> None:
    assert not [c for c in extract_text(text, published=DAY).claims if c.type.value is not None]


def test_claim_that_the_relation_makes_has_its_day_and_place() -> None:
    text = "A court in Lima found the Bolivian government guilty of fraud on Friday."
    claim = next(c for c in extract_text(text, published=DAY).claims if c.type.value is Type.ACCUSE)
    assert claim.when is not None
    assert claim.when.value.start == date(2024, 5, 17)


@pytest.mark.parametrize(
    "text",
    [
        "What Chad needs most is field hospitals and fuel, the minister said after the Libyan raids on two villages.",
        "Peru asked for more radars, its president said during the Bolivian exercise near the lake.",
    ],
)
def test_who_is_named_only_to_say_when_is_asked_for_nothing(text: str) -> None:
    (asked,) = (c for c in extract_text(text, published=DAY).claims if c.type.value is Type.REQUEST)
    assert asked.recipient == ()


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Tehran delivered forty drones to Khartoum last month.", Type.AID, []),
        ("Tehran delivered forty drones to Kassala last month.", Type.AID, ["Kassala"]),
        ("In Lima the minister accused Bolivia of smuggling.", Type.ACCUSE, ["Lima"]),
        ("The minister accused Bolivia of smuggling.", Type.ACCUSE, []),
    ],
)
def test_a_partys_name_is_no_place_of_a_word_or_a_gift(text: str, kind: Type, place: list[str]) -> None:
    claim = next(c for c in extract_text(text, published=DAY).claims if c.type.value is kind)
    assert [one.value.name for one in claim.place] == place
