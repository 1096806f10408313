"""Whose act a clause tells: two clauses with two subjects, the accused's participles, a force's fire, neighbours."""

from datetime import date

import pytest

from onrecord.model.claim import Claim, Type
from onrecord.pipeline import extract_text

DAY = date(2024, 6, 14)


def told(text: str, *kinds: Type) -> list[Claim]:
    claims = extract_text(text, published=DAY).claims
    return [c for c in claims if c.type.value is not None and (not kinds or c.type.value in kinds)]


TWO_ACTS = [  # sentence, actors of the first and of the second act, places of both
    (
        "The Israeli military carried out strikes in southern Lebanon on Sunday as Hezbollah fired rockets at Haifa.",
        ({"Israeli armed forces"}, {"Hezbollah"}),
        ({"southern Lebanon"}, {"Haifa"}),
    ),
    (
        "Ukrainian forces destroyed a bridge near Kherson on Friday after Russian troops bombed a hospital in Odesa.",
        ({"Ukrainian armed forces"}, {"Russian armed forces"}),
        ({"Kherson"}, {"Odesa"}),
    ),
    (
        "The Turkish army shelled villages in northern Syria while Kurdish fighters attacked a checkpoint near Afrin.",
        ({"Turkish armed forces"}, set()),
        ({"northern Syria"}, {"Afrin"}),
    ),
    (
        "The Kenyan army carried out strikes in southern Somalia as rebel-backed militia fired a missile over the sea.",
        ({"Kenyan armed forces"}, set()),
        ({"southern Somalia"}, set()),
    ),
    (
        "Israel struck Beirut after a rocket attack by Hezbollah killed two soldiers in Metula.",
        ({"Israel"}, {"Hezbollah"}),
        ({"Beirut"}, {"Metula"}),
    ),
    (
        "Ukrainian drones hit a refinery in Saratov as Russian missiles struck Kharkiv.",
        ({"Ukraine"}, {"Russia"}),
        ({"Saratov"}, {"Kharkiv"}),
    ),
]


@pytest.mark.parametrize(("text", "actors", "places"), TWO_ACTS, ids=[row[0] for row in TWO_ACTS])
def test_clause_with_its_own_actor_is_its_own_claim(
    text: str, actors: tuple[set[str], ...], places: tuple[set[str], ...]
) -> None:
    claims = told(text, Type.ASSAULT)
    assert tuple({a.value.name for a in c.actor} for c in claims) == actors
    assert tuple({p.value.name for p in c.place} for c in claims) == places


ONE_ACT = [
    "Rwandan troops shelled a camp near Goma, killing two people.",
    "Two people were wounded when gunmen attacked a bus in Karachi.",
    "The Syrian army attacked a village as its helicopters fired rockets at a market in Idlib.",
]


@pytest.mark.parametrize("text", ONE_ACT)
def test_harm_and_its_cause_stay_one_claim(text: str) -> None:
    assert len(told(text, Type.ASSAULT)) == 1


CHARGES = [  # sentence, who did it by the words
    ("Rights groups accuse the Burmese military of killings, razing villages and using air strikes.", "Burmese armed"),
    ("The Ethiopian government blamed Fano militia for the attack on a bus in Gondar.", "Fano"),
    ("Boko Haram was accused of an attack on Maiduguri on Monday.", "Boko Haram"),
    ("Kenya accused al-Shabab of being behind the attack on a hotel in Mandera.", "Al-Shabaab"),
]


@pytest.mark.parametrize(("text", "accused"), CHARGES)
def test_accused_is_actor_of_what_it_is_accused_of(text: str, accused: str) -> None:
    for claim in told(text, Type.ASSAULT) or pytest.fail("no act told"):
        assert [a.value.name[: len(accused)] for a in claim.actor] == [accused]


def test_what_the_accuser_says_it_will_do_is_its_own_act() -> None:
    (claim,) = told("Turkey accused Syria, saying it would shell positions near Idlib on Monday.", Type.ASSAULT)
    assert {a.value.country for a in claim.actor} == {"TUR"}


FIRE = [
    ("Three farmers were killed in indiscriminate fire by the militia in Bunia.", Type.ASSAULT, "firearms"),
    ("A boy was hit by fire from army positions near Kadugli.", Type.ASSAULT, "firearms"),
    ("A warehouse was damaged by fire in Aden.", Type.BLAST, "fire"),
]


@pytest.mark.parametrize(("text", "kind", "mode"), FIRE)
def test_fire_of_a_force_is_shooting(text: str, kind: Type, mode: str) -> None:
    (claim,) = told(text)
    assert claim.type.value is kind
    assert mode in {m.value for m in claim.mode}
    assert kind is Type.BLAST or "fire" not in {m.value for m in claim.mode}


NO_COMMENT = [
    "Myanmar's military has not immediately responded to the agency's request for comment.",
    "The Rapid Support Forces did not immediately respond to requests by journalists for comment.",
    "A spokesman for the Sudanese army declined a request for comment.",
    "The ministry did not answer requests for comment.",
]


@pytest.mark.parametrize("text", NO_COMMENT)
def test_request_for_comment_is_no_claim(text: str) -> None:
    assert not told(text)


def test_two_targets_with_their_own_dead_are_two_claims() -> None:
    text = "Israeli aircraft targeted a car in Jenin on Thursday, killing two men, "
    claims = told(text + "and later targeted a house in Tulkarem, killing three others.", Type.ASSAULT)
    assert [[p.value.name for p in c.place] for c in claims] == [["Janin"], ["Tulkarm"]]
    numbers = [{i.quantity.value.best for i in c.items if i.effect and i.quantity} for c in claims]
    assert numbers == [{2}, {3}]


def test_part_of_the_wounded_makes_no_state_recipient() -> None:
    (claim,) = told("Two people including a Chinese man were wounded in the attack in Quetta.", Type.ASSAULT)
    assert [(i.quantity.value.best, i.part_of) for i in claim.items if i.quantity] == [(2, None), (1, 0)]
    assert "CHN" not in {r.value.country for r in claim.recipient}


def test_part_told_after_the_verb_is_counted_in_its_whole() -> None:
    (claim,) = told(
        "At least five people were killed, including two French doctors, in an attack in Niger.", Type.ASSAULT
    )
    assert [(i.quantity.value.low, i.part_of) for i in claim.items if i.quantity] == [(5, None), (2, 0)]


def test_market_attacked_is_a_target() -> None:
    (claim,) = told("Boko Haram claimed responsibility for an attack on a market in Maiduguri.", Type.ASSAULT)
    assert {a.value.name for a in claim.actor} == {"Boko Haram"}
    assert [i.role.value for i in claim.items] == ["target"]


def test_affiliate_is_the_group_that_its_apposition_names() -> None:
    text = "Al Qaeda affiliate Jama'a Nusrat ul-Islam wa al-Muslimin (JNIM) has claimed responsibility "
    (claim,) = told(text + "for an attack on an army base in northern Benin.", Type.ASSAULT)
    assert [a.value.name for a in claim.actor] == ["JNIM"]


BORDERS = [
    "Militants killed six farmers in a village near the Chad border.",
    "Rebels attacked a village near the Niger border, killing six people.",
]


@pytest.mark.parametrize("text", BORDERS)
def test_border_named_after_a_neighbour_is_no_place_of_the_event(text: str) -> None:
    (claim,) = told(text, Type.ASSAULT)
    assert not claim.place


def test_soldiers_of_the_speaker_are_not_the_neighbours() -> None:
    text = "Benin's president said eight soldiers were killed in his country near the Niger border."
    (claim,) = told(text, Type.ASSAULT)
    assert "NER" not in {r.value.country for r in claim.recipient}
    assert not {p.value.country for p in claim.place} & {"NER"}


def test_a_killing_takes_place_and_author_from_the_shelling_of_its_sentence() -> None:
    text = "At least 13 civilians were killed and 19 wounded when the RSF shelled a market in Nyala."
    found = extract_text(text, published=date(2024, 6, 14)).claims
    told = [c for c in found if any(item.effect and item.effect.value == "killed" for item in c.items)]
    assert [place.value.name for place in told[0].place] == ["Nyala"]
    assert [actor.value.id for actor in told[0].actor] == ["rsf"]


def test_no_comment_on_a_strike_is_no_labour_strike() -> None:
    text = "There was no immediate comment from the army on the strike."
    found = extract_text(text, published=date(2024, 6, 14)).claims
    assert [c.type.value for c in found if c.type.value == "PROTEST"] == []
