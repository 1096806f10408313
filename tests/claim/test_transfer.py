"""Arms and aid: the stage by its words, who gives and gets, the goods with their numbers, what context fills in."""

from datetime import date

import pytest

from onrecord.model.claim import Claim, Role, Type, plain
from onrecord.model.span import Basis
from onrecord.pipeline import extract_text


def transfers(text: str) -> list[Claim]:
    claims = extract_text(text, published=date(2024, 6, 14)).claims
    return [c for c in claims if c.type.value is Type.AID or (c.type.value is Type.REQUEST and c.items)]


STAGES = [  # sentence, stage, supplier, recipient
    ("Finland delivered twelve howitzers to Ukraine.", "delivered", "FIN", "UKR"),
    ("Ukraine received four tanks from Portugal.", "delivered", "PRT", "UKR"),
    ("Canada announced new military aid for Ukraine.", "announced", "CAN", "UKR"),
    ("Denmark will deliver six jets to Ukraine.", "announced", "DNK", "UKR"),
    ("Washington approved the sale of 40 missiles to Israel.", "approved", "USA", "ISR"),
    ("Armenia ordered three radars from France.", "ordered", "FRA", "ARM"),
    ("Sweden is discussing the delivery of fighter jets to Ukraine.", "discussed", "SWE", "UKR"),
    ("Iran shipped rockets to Russia.", "in-transit", "IRN", "RUS"),
    ("Germany has refused to deliver cruise missiles to Ukraine.", "refused", "DEU", "UKR"),
    ("France has cancelled the sale of two frigates to Egypt.", "refused", "FRA", "EGY"),
    ("Israel has suspended arms exports to Colombia.", "delayed", "ISR", "COL"),
    ("Australia is considering sending helicopters to Ukraine.", "discussed", "AUS", "UKR"),
    ("Slovakia completed the transfer of 13 jets to Ukraine.", "delivered", "SVK", "UKR"),
    ("Pyongyang has sent Moscow 11,000 containers of munitions.", "in-transit", "PRK", "RUS"),
    ("Denmark will send Ukraine all the jets that were agreed upon.", "announced", "DNK", "UKR"),
    ("Oslo's long-delayed shipment of launchers has finally reached Moldova.", "delivered", "NOR", "MDA"),
    ("A Cypriot freighter unloaded 20,000 tonnes of wheat in Mogadishu.", "delivered", "CYP", "SOM"),
    ("Spain handed Kyiv four launchers that had been in store.", "delivered", "ESP", "UKR"),
    ("Peru signed a contract with Italy for two corvettes.", "ordered", "ITA", "PER"),
    ("Chile took delivery of six radars from Germany.", "delivered", "DEU", "CHL"),
    ("Tokyo turned down a request by Hanoi for patrol boats.", "refused", "JPN", "VNM"),
    ("Oman's request for mortars was rejected by Tehran.", "refused", "IRN", "OMN"),
    ("Austria would not export its rifles to Sudan.", "refused", "AUT", "SDN"),
    ("Rome lifted its ban on arms sales to Cairo.", "approved", "ITA", "EGY"),
    ("Berlin has put on hold the export of tanks to Riyadh.", "delayed", "DEU", "SAU"),
    ("The pledged howitzers from Canada have arrived in Armenia.", "delivered", "CAN", "ARM"),
    ("Latvia and Iceland will buy 90 drones for Ukraine.", "ordered", "LVA ISL", "UKR"),
    ("Three planes loaded with Serbian ammunition landed in Goma.", "delivered", "SRB", "COD"),
    ("Ghana was presented with 40 trucks, a gift of the Chinese government.", "delivered", "CHN", "GHA"),
    ("Ukrainian troops have fired the first rockets supplied by Madrid.", "delivered", "ESP", "UKR"),
]


@pytest.mark.parametrize(("text", "stage", "supplier", "recipient"), STAGES, ids=lambda value: str(value)[:40])
def test_stage_and_parties(text: str, stage: str, supplier: str, recipient: str) -> None:
    claim = transfers(text)[0]
    assert claim.stage is not None
    assert claim.stage.value.value == stage
    assert [a.value.country for a in claim.actor] == supplier.split()
    assert [r.value.country for r in claim.recipient] == [recipient]


def test_who_rejects_an_accusation_of_arming_refuses_nobody_arms() -> None:
    (claim,) = transfers("Uganda again dismissed allegations that it supplies the rebels with mortars.")
    assert claim.stage is None or claim.stage.value.value != "refused"
    assert plain(claim.polarity) == "negated"


def test_every_good_of_a_list_is_an_item() -> None:
    claim = transfers("Ukraine received ten trucks, two radars and another bridge-laying vehicle from Germany.")[0]
    numbers = [item.quantity.value.best for item in claim.items if item.role is Role.GOODS and item.quantity]
    assert numbers == [10, 2, 1]


def test_package_borrows_its_parties_from_the_report() -> None:
    text = "Norway delivered two radars to Ukraine on Monday. The package also included tents and helmets."
    claim = transfers(text)[1]
    assert [(a.value.country, a.basis) for a in claim.actor] == [("NOR", Basis.CONTEXT)]
    assert [(r.value.country, r.basis) for r in claim.recipient] == [("UKR", Basis.CONTEXT)]


def test_each_example_of_a_discussion_has_its_own_supplier() -> None:
    text = "The discussion about weapons for Ukraine goes on: for example Taurus from Germany or ATACMS from the USA."
    suppliers = {a.value.country for claim in transfers(text) for a in claim.actor}
    assert {"DEU", "USA"} <= suppliers


def test_need_is_a_request_with_goods() -> None:
    text = "What Ukraine most urgently needs is ammunition, Zelensky said. Drones are also needed."
    claims = transfers(text)
    assert [c.type.value for c in claims] == [Type.REQUEST, Type.REQUEST]
    assert all({a.value.country for a in c.actor} == {"UKR"} for c in claims)


def test_who_was_given_arms_before_is_the_one_to_get_them() -> None:
    text = "North Korea delivered shells to Russia. Talks between Moscow and Tehran about the supply of missiles go on."
    claim = transfers(text)[1]
    assert [a.value.country for a in claim.actor] == ["IRN"]
    assert [r.value.country for r in claim.recipient] == ["RUS"]


MEANS = [
    ("Japan gave the Philippines five radars as a gift.", "gift"),
    ("Russia delivered 25,000 tonnes of grain to Mali free of charge.", "donation"),
    ("Turkey sold six drones to Mali.", "sell"),
]


@pytest.mark.parametrize(("text", "terms"), MEANS)
def test_means_by_which_it_is_given(text: str, terms: str) -> None:
    told = transfers(text)[0].terms
    assert told is not None
    assert told.value == terms


def test_each_calibre_of_a_list_is_an_item() -> None:
    claim = transfers("Prague approved the donation of 155mm and 105mm rounds to Kyiv.")[0]
    assert [item.what.value.description for item in claim.items if item.what] == ["155mm rounds", "105mm rounds"]


def test_goods_previously_pledged_are_told_again() -> None:
    claim = transfers("The first of the previously pledged jets will arrive in Ukraine in 2025.")[0]
    assert [mode.value for mode in claim.mode] == ["re-announced"]


def test_a_need_put_to_another_names_its_goods() -> None:
    claim = transfers("Somalia requested trucks and radios from Egypt.")[0]
    assert claim.type.value is Type.REQUEST
    assert [a.value.country for a in claim.actor] == ["SOM"]
    assert [r.value.country for r in claim.recipient] == ["EGY"]
    assert [item.what.value.description for item in claim.items if item.what] == ["truck", "radio"]


def test_a_package_has_its_name() -> None:
    claim = transfers("The package, dubbed Winter Shield, includes generators and 5,000 blankets.")[0]
    assert claim.package is not None
    assert claim.package.value == "Winter Shield"


ASKED = [  # sentence, who asks, of whom
    ("Kyiv asked Spain to deliver howitzers.", "UKR", "ESP"),
    ("Riga wants Madrid to hand over its retired tanks to Ukraine.", "LVA", "ESP"),
    ("Ukraine called on Washington to supply it with missiles.", "UKR", "USA"),
]


@pytest.mark.parametrize(("text", "asker", "giver"), ASKED)
def test_a_delivery_that_is_only_asked_for_is_a_request(text: str, asker: str, giver: str) -> None:
    claim = next(c for c in transfers(text) if c.items)
    assert claim.type.value is Type.REQUEST
    assert [a.value.country for a in claim.actor] == [asker]
    assert [r.value.country for r in claim.recipient] == [giver]


def test_a_promise_told_beside_the_sending_of_the_same_goods_is_no_second_claim() -> None:
    (claim,) = transfers("Oslo said it would send Kyiv 31 tanks it had already promised in January.")
    assert [mode.value for mode in claim.mode] == ["re-announced"]
    assert [r.value.country for r in claim.recipient] == ["UKR"]


def test_goods_that_did_not_arrive_are_denied_and_told_again() -> None:
    claim = transfers("The long-promised radars have not yet arrived in Moldova.")[0]
    assert plain(claim.polarity) == "negated"
    assert [mode.value for mode in claim.mode] == ["re-announced"]


WORTH = [
    "Weapons worth $90 million were handed to the Nigerien army.",
    "Paris has agreed a deal worth $90 million to supply Iraq with radars.",
]


@pytest.mark.parametrize("text", WORTH)
def test_the_worth_told_before_the_verb_is_the_value(text: str) -> None:
    money = [i for i in transfers(text)[0].items if i.what is not None and i.what.value.category == "money"]
    assert [item.quantity.value.best for item in money if item.quantity] == [90_000_000]


def test_counted_trucks_and_what_they_hold_are_both_goods() -> None:
    claim = transfers("Some 300 trucks of food and fuel entered Gaza on Monday.")[0]
    told = {item.what.value.description for item in claim.items if item.what}
    assert {"truck", "food", "fuel"} <= told
    assert [r.value.country for r in claim.recipient] == ["PSE"]


NO_TRANSFER = [
    "The cabinet approved a package of tax cuts.",
    "The bank approved a loan to the club.",
    "The courier delivered a package of documents to the ministry.",
    "Officials warned that convoys carrying arms would be hit.",
]


@pytest.mark.parametrize("text", NO_TRANSFER)
def test_business_and_mail_are_no_aid(text: str) -> None:
    assert not [c for c in transfers(text) if c.items]


def test_the_border_on_the_way_gets_nothing() -> None:
    claim = transfers("The first consignment of 20,000 shells crossed the Polish border last week.")[0]
    assert not claim.recipient
