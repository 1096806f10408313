"""False authors, false victims and lost deaths, as a reader of reports found them; the sentences are invented."""

from datetime import date

import pytest

from onrecord.model.claim import Claim, Role, Type
from onrecord.pipeline import extract_text

VIOLENT = {Type.ASSAULT, Type.BLAST, Type.SITUATION}


def claims(text: str) -> list[Claim]:
    return [c for c in extract_text(text, published=date(2024, 6, 14)).claims if c.type.value is not None]


def authors(text: str) -> set[str | None]:
    return {a.value.country or a.value.name for c in claims(text) if c.type.value in VIOLENT for a in c.actor}


NO_AUTHOR = [
    'The army of Chad confirmed the attack. "We have a death toll of 18 people," said Ali Omar, a civic leader.',
    "Another Mali attack killed ten militiamen.",
    "Chad's army was hit. Reprisal attacks against villagers have increased since the army began an operation.",
    "The rebels dispersed into small groups.",
]


@pytest.mark.parametrize("text", NO_AUTHOR, ids=lambda text: text[:40])
def test_nobody_is_made_the_author(text: str) -> None:
    assert authors(text) == set()


AUTHOR = [
    ("Aid workers said a US drone strike on a wedding in the Bari valley killed at least eight people.", {"USA"}),
    ('A "suicide drone" belonging to the Rapid Support Forces exploded in the market, killing five people.', {"SDN"}),
    ("Nine people were killed after shelling by the paramilitary Rapid Support Forces (RSF), medics said.", {"SDN"}),
    ("Myanmar's junta launched airstrikes on Monday. Junta jets bombed a school.", {"MMR"}),
]


@pytest.mark.parametrize(("text", "wanted"), AUTHOR, ids=lambda value: str(value)[:40])
def test_the_author_that_words_name_is_told(text: str, wanted: set[str]) -> None:
    assert authors(text) == wanted


def test_a_group_linked_to_another_is_not_that_other() -> None:
    (claim,) = claims("The Al Qaeda-linked group seized 15 trucks.")
    assert all(actor.value.id is None for actor in claim.actor)


def test_fighters_backed_by_a_state_fight_elsewhere() -> None:
    (claim,) = claims("Iran-backed fighters seized the base.")
    assert not claim.place


def test_who_speaks_of_itself_gets_no_other_as_author() -> None:
    text = "Tuareg rebels said they killed 84 men. An al Qaeda affiliate said it had killed 50 mercenaries."
    last = claims(text)[-1]
    assert "mercenaries" in {item.what.span.quote(text) for item in last.items if item.what}
    assert not last.actor


def test_who_speaks_to_a_news_agency_meets_nobody() -> None:
    text = "Two port workers and a Somali official who spoke to Reuters saw the convoys."
    assert Type.CONSULT not in {claim.type.value for claim in claims(text)}


def test_who_seeks_shelter_asks_for_no_goods() -> None:
    text = "Bombs fell on displaced people seeking shelter from the fighting."
    assert Type.REQUEST not in {claim.type.value for claim in claims(text)}


def test_a_clause_of_its_own_lends_nobody_its_doer() -> None:
    text = "Myanmar's army raided Kani. Fighting went on as resistance groups attacked the troops raiding villages."
    attacked = next(c for c in claims(text) if c.type.span.quote(text) == "attacked")
    assert not attacked.actor


def killed(text: str) -> list[str]:
    items = [item for c in claims(text) for item in c.items if item.role is Role.CASUALTY and item.what is not None]
    return [item.what.span.quote(text) for item in items if item.what is not None]


def test_who_says_so_is_not_among_the_dead() -> None:
    assert killed("An airstrike on a village killed ten civilians, locals and media reports said on Monday.") == [
        "civilians"
    ]


def test_the_dead_of_a_strike_that_somebody_tells_of_are_counted() -> None:
    text = "Aid workers said a drone strike on a gathering in the Bari valley killed at least eight people."
    assert killed(text) == ["people"]


def test_a_toll_since_a_year_is_told_of_a_group_that_is_a_generation_old() -> None:
    text = (
        "The Allied Democratic Forces, active since the 1990s, has killed more than 1,000 civilians since early 2024."
    )
    assert killed(text) == ["civilians"]


def test_a_mother_belongs_to_no_party_that_tells_of_her_death() -> None:
    (claim,) = claims("Gaza's civil defence said three children and their mother were killed in an air strike.")
    assert not claim.recipient


def test_houses_told_beside_injuries_are_destroyed() -> None:
    text = "A farmer suffered neck injuries and three houses and a school were destroyed."
    (claim,) = [c for c in claims(text) if c.type.span.quote(text) == "destroyed"]
    assert [item.what.span.quote(text) for item in claim.items if item.what] == ["houses", "school"]


def test_a_massacre_is_committed_not_agreed_to() -> None:
    (claim,) = claims("The Rapid Support Forces committed a massacre in El Fasher on Wednesday.")
    assert claim.type.value is Type.ASSAULT


def test_who_will_not_give_a_toll_rejects_nothing() -> None:
    told = claims("Mali's army confirmed the raid but declined to release a toll.")
    assert Type.REJECT not in {claim.type.value for claim in told}


def test_who_receives_a_shipment_does_not_send_it() -> None:
    (claim,) = claims("Ukraine received the first shipments of Norwegian security aid on Monday.")
    assert [a.value.country for a in claim.actor] == ["NOR"]


def test_who_is_thanked_for_help_gave_it() -> None:
    text = "Hamas thanked Egypt for the help it has offered."
    aid = next(c for c in claims(text) if c.type.value is Type.AID)
    assert [a.value.country for a in aid.actor] == ["EGY"]


def test_goods_that_are_only_expected_are_announced() -> None:
    aid = next(c for c in claims("Moldova expects to receive radars from Spain this month.") if c.items)
    assert aid.stage is not None
    assert aid.stage.value.value == "announced"
    assert [r.value.country for r in aid.recipient] == ["MDA"]


def test_the_by_after_a_noun_is_the_nouns() -> None:
    text = 'At least 10 soldiers died in an ambush by a group of "armed bandits" in western Niger.'
    assert killed(text) == ["soldiers"]


def test_who_is_responsible_for_killings_did_them() -> None:
    text = "The CODECO militia has been responsible for several massacres in Ituri."
    assert {a.value.id for c in claims(text) if c.type.value is Type.ASSAULT for a in c.actor} == {"codeco"}


def test_no_reports_of_clashes_with_a_group_make_it_no_author() -> None:
    text = "A battalion of guards shelled Kani village, despite no reports of clashes with the Arakan Army in the area."
    shelled = next(c for c in claims(text) if c.type.span.quote(text) == "shelled")
    assert not shelled.actor


def test_an_ethnic_army_is_not_the_states_army() -> None:
    text = "Myanmar's army bombed Kani. The Arakan Army fought back. The ethnic army launched an assault on the base."
    assault = next(c for c in claims(text) if c.type.span.quote(text) == "assault")
    assert "MMR-MIL" not in {a.value.id for a in assault.actor}


def test_a_day_since_when_others_go_on_dates_no_single_deed() -> None:
    text = "Several attackers were killed in the fight. The region has faced repeated attack since 2017."
    deed = next(c for c in claims(text) if c.items)
    assert deed.when is None


def test_injuries_are_no_weapon() -> None:
    text = "The strike wounded many others with injuries of varying severity."
    assert not [item for c in claims(text) for item in c.items if item.role is Role.WEAPON]


def test_progress_in_talks_is_no_ground() -> None:
    text = "Israel and Hamas made some progress in weeks of talks."
    assert Type.CONTROL not in {c.type.value for c in claims(text)}


def test_a_pullout_from_a_country_is_not_that_countrys() -> None:
    text = "After a pullout from Burkina Faso last year, France will keep only 300 troops in the region."
    assert not [a for c in claims(text) if c.type.value is Type.RETREAT for a in c.actor]


def test_people_burned_alive_are_dead() -> None:
    assert killed("At least 12 people were burned alive in the camp.") == ["people"]


def test_jets_to_be_handed_over_are_no_prisoners() -> None:
    text = "The F-16s are to be handed over to Argentina next year."
    assert Type.RETREAT not in {c.type.value for c in claims(text)}


def test_a_region_lies_where_the_report_is() -> None:
    text = (
        "Fighting went on in North Kivu, Ituri and Goma in the Democratic Republic of Congo. "
        "The group has killed 1,200 civilians in the Beni region since 2017."
    )
    toll = next(c for c in claims(text) if c.items)
    assert [p.value.country for p in toll.place] == ["COD"]


def test_a_body_that_shares_its_name_with_a_village_is_no_place() -> None:
    text = "The rebels handed five soldiers over to the Red Cross in Bunia, and the army freed 40 fighters in return."
    named = {place.value.name for claim in claims(text) for place in claim.place}
    assert named == {"Bunia"}


def test_the_other_side_is_told_by_the_words_that_name_it() -> None:
    text = (
        "Houthi fighters fired two missiles at a British frigate on Friday.\n\n"
        "British warships shot down nine drones on Saturday."
    )
    stopped = next(c for c in claims(text) if c.type.value is Type.INTERCEPT)
    assert [one.span.quote(text) for one in stopped.recipient] == ["Houthi fighters"]
