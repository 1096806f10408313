"""What reports do not say: authors, places and sources that were read into them. The sentences are invented."""

from datetime import date

import pytest

from onrecord.model.claim import Claim, Type, plain
from onrecord.model.extraction import Extraction
from onrecord.pipeline import extract_text

FRIDAY = date(2024, 6, 14)


def read(text: str) -> Extraction:
    return extract_text(text, published=FRIDAY)


def claim(text: str, words: str) -> Claim:
    return next(c for c in read(text).claims if c.type.span.quote(text) == words)


def places(told: Claim) -> set[str]:
    return {place.value.name for place in told.place}


def actors(told: Claim) -> set[str]:
    return {actor.value.country or actor.value.name for actor in told.actor}


def sources(text: str, words: str) -> set[str]:
    found = read(text)
    by_id = {a.id: a for a in found.attributions}
    chain = next(c for c in found.claims if c.type.span.quote(text) == words).attribution
    return {source.span.quote(text) for link in chain for source in by_id[link].sources}


def test_a_ship_that_shoots_is_nobody_else() -> None:
    text = (
        "Eritrea sent a fleet to sea. A Houthi missile hit a tanker, after which the frigate FS Morlaix shot down "
        "two more missiles."
    )
    assert actors(claim(text, "shot down")) == set()


def test_a_group_told_by_an_apposition_is_the_one_that_killed() -> None:
    text = (
        "Chad's army killed two men on Monday. The rebels began attacking convoys in May to show solidarity with "
        "Hamas, the militant group that killed 900 people in a raid inside Israel."
    )
    told = claim(text, "killed")
    assert actors(told) == {"TCD"}
    second = [c for c in read(text).claims if c.type.span.quote(text) == "killed"][1]
    assert {a.value.id for a in second.actor} == {"hamas"}
    assert not claim(text, "attacking").place


def test_ground_kills_nobody() -> None:
    text = "Chad waged a campaign in Tibesti, the Libyan territory held by the group, that has killed about 300 people."
    assert actors(claim(text, "killed")) == set()


def test_where_a_ministry_sits_is_not_where_men_died() -> None:
    text = "Three Chadian soldiers were killed by shelling on June 5, leading the ministry in Abeche to threaten Libya."
    assert "Abeche" not in " ".join(places(claim(text, "killed")))


def test_where_others_commit_crimes_is_not_where_men_were_arrested() -> None:
    text = (
        "Malian authorities arrested a group of Nigerien men suspected of supplying weapons from Libya to rebels who "
        "tax traders in Gao."
    )
    arrested = claim(text, "arrested")
    assert places(arrested) == set()
    assert arrested.origin is None
    assert actors(claim(text, "supplying")) == set()


def test_a_spokesman_named_in_a_source_supplies_nothing() -> None:
    text = (
        "The package includes shells, mines and medical supplies, according to a press release from Acting Defence "
        "Secretary Alan Brenner."
    )
    assert actors(claim(text, "includes")) == set()


@pytest.mark.parametrize("text", ["The conscript shot himself by accident.", "The guard wounded himself on Monday."])
def test_who_hurts_himself_attacks_nobody(text: str) -> None:
    assert Type.ASSAULT not in {c.type.value for c in read(text).claims}


def test_a_bomber_who_kills_others_too_attacks() -> None:
    assert claim("The bomber killed himself and five soldiers in Gao.", "killed").type.value is Type.ASSAULT


def test_killed_or_wounded_are_not_all_killed() -> None:
    told = claim("The ministry estimated that Eritrea has had 4,000 to 5,000 men killed or wounded.", "killed")
    assert [item.effect for item in told.items] == [None]


def test_casualties_are_not_all_killed_and_who_suffers_them_attacks_nobody() -> None:
    text = "He died in an Eritrean raid. They claimed that the Eritrean side suffered four casualties in the assault."
    told = claim(text, "casualties")
    assert actors(told) == set()
    assert {r.value.country for r in told.recipient} == {"ERI"}
    assert [item.effect for item in told.items] == [None]


def test_the_hospital_in_which_a_man_died_was_no_target() -> None:
    told = claim("The officer was wounded in Gao and flown to a hospital, where he died.", "died")
    assert {item.role.value for item in told.items} == {"casualty"}


def test_a_suicide_bomber_is_no_target() -> None:
    told = claim("A suicide bomber detonated at the Dusa base, police said.", "detonated")
    assert told.type.value is Type.ASSAULT
    assert [mode.value for mode in told.mode] == ["suicide-attack"]
    assert "bomber" not in str([item.what for item in told.items])


def test_how_far_a_village_lies_from_a_town_is_no_origin() -> None:
    text = "The army reported clashes with the rebels in the village of Tuvo, around a dozen miles away from Bukavu."
    assert claim(text, "clashes").origin is None


def test_a_name_taken_for_an_adverb_is_the_sayer() -> None:
    text = "The officer was killed during a clash with gang members, Ombaka wrote in a statement. The force mourned."
    assert sources(text, "killed") == {"Ombaka"}


def test_the_reports_own_remark_is_nobodys() -> None:
    text = (
        "Rebels killed 12 soldiers, officials said, underscoring the insurgents' ability to launch attacks despite an "
        "army offensive."
    )
    assert sources(text, "attacks") == set()


def test_who_speaks_to_reporters_after_a_visit_says_nothing() -> None:
    text = "Hamid spoke to journalists after inspecting army positions along the border with Chad."
    assert not [a for a in read(text).attributions if a.cue and a.cue.value == "speak"]


def test_a_clause_about_charges_is_not_what_was_denied() -> None:
    text = "Uganda denies the accusations, which have also soured relations with its neighbour."
    assert "soured" not in {c.type.span.quote(text) for c in read(text).claims}


def test_drones_that_were_not_destroyed_deny_nobodys_account() -> None:
    text = (
        "Authorities said air defence units had destroyed three missiles. Eritrea launched five, the air force said, "
        "without saying what happened to the two missiles that were not destroyed."
    )
    assert not [v for c in read(text).claims for v in c.verification]


def test_a_ship_is_sent_to_sea_not_given() -> None:
    text = "Eritrea sent the destroyer Dahlak into the Red Sea on Monday."
    assert Type.AID not in {c.type.value for c in read(text).claims}


def test_an_offensive_despite_which_others_could_attack_is_a_fact() -> None:
    told = claim("Rebels have the ability to launch attacks despite a Chadian army offensive.", "offensive")
    assert plain(told.modality) == "actual"


def test_both_sides_are_two() -> None:
    text = "Eritrea shelled Ethiopia on Monday. Both sides have used drones to strike depots in the war."
    assert actors(claim(text, "used")) == {"ERI", "ETH"}


def test_thousands_driven_out_by_a_state_are_not_its_people() -> None:
    told = claim("Tens of thousands were displaced by an Eritrean ground offensive in Tigray.", "displaced")
    assert "ERI" not in {r.value.country for r in told.recipient}
    assert all(item.side is None for item in told.items)


def test_members_of_a_family_are_counted_not_families() -> None:
    told = claim("Six members of the Dabo family were killed in a strike.", "killed")
    assert [item.what.span.quote("Six members of the Dabo family") for item in told.items if item.what] == ["members"]


def test_a_toll_after_where_is_of_the_place_before_it() -> None:
    text = "Rebels attacked Mangu on Sunday. They moved on to the village of Tuvo, where the death toll stands at four."
    assert places(claim(text, "death toll")) == {"Tuvo"}


def test_a_state_of_siege_is_no_siege() -> None:
    text = "The government in Kinshasa declared a state of siege in North Kivu in May."
    assert Type.SITUATION not in {c.type.value for c in read(text).claims}
    assert places(claim(text, "declared a state")) == {"North Kivu"}


def test_a_strike_that_dates_a_claim_lends_it_no_day() -> None:
    text = (
        "Malian forces killed seven in a strike in northern Mali. The rebels also claimed on June 3 - two days before "
        "the strike - that they ambushed a column."
    )
    assert claim(text, "killed").when is None


def test_the_day_of_saying_is_not_the_day_of_a_killing() -> None:
    text = "The United Nations said Friday it was horrified by the killing of at least 70 people in Mali."
    assert claim(text, "killing").when is None


def test_who_took_part_in_a_fire_fight_did_not_wound_all_others() -> None:
    text = "At least 16 were injured, including two gang members hit during an exchange of fire with Haitian police."
    assert actors(claim(text, "injured")) == set()


def test_soldiers_killed_do_not_kill() -> None:
    text = "Chad's army fought the rebels. The president said the soldiers killed were aged 18 to 20."
    assert actors(claim(text, "killed")) == set()


def test_dissidents_from_a_group_are_not_the_group() -> None:
    text = "The army said four died in a clash with dissidents from Boko Haram in Borno on Monday."
    assert "boko-haram" not in {a.value.id for c in read(text).claims for a in c.actor}


def test_who_tells_what_others_condemned_condemns_nothing() -> None:
    text = (
        "Chadian intelligence sources told the Gao Post that local residents have condemned the violence of the army."
    )
    told = claim(text, "condemned")
    assert "TCD" not in {a.value.country for a in told.actor}
    assert not told.recipient


def test_what_a_government_seeks_it_does_not_say() -> None:
    text = "Six soldiers were killed, the army said, as the government seeks to end the conflict."
    assert not [a for a in read(text).attributions if a.cue and a.cue.value == "seek"]
    assert Type.REQUEST not in {c.type.value for c in read(text).claims}


def test_land_that_is_claimed_is_nothing_said() -> None:
    text = "The region is under Armenian control but is claimed by Azerbaijan."
    assert not read(text).attributions


def test_two_sources_beside_each_other_are_not_one_within_the_other() -> None:
    text = "The WHO said it had lost contact with medics, while the ministry said troops had detained patients there."
    assert sources(text, "detained") == {"the ministry"}


def test_a_source_that_told_an_agency_is_the_source() -> None:
    text = (
        "After scenes of joy, three of its reporters were killed in a drone strike, an army source told Agence Presse."
    )
    assert sources(text, "killed") == {"an army source"}


def test_a_source_between_commas_says_what_stands_before_it() -> None:
    text = "Insurgents captured a military base in Myanmar on Friday, the group said, the latest setback for the junta."
    assert sources(text, "captured") == {"the group"}


def test_sending_arms_that_will_not_change_the_war_is_not_denied() -> None:
    told = claim("Germany said that sending jets to Ukraine will not change its budget.", "sending")
    assert plain(told.polarity) == "affirmed"


def test_systems_effective_at_destroying_have_destroyed_nothing_yet() -> None:
    told = claim("The batteries have proven effective at destroying Russian ballistic missiles.", "destroying")
    assert plain(told.modality) != "actual"


def test_nobody_hurt_does_not_deny_that_missiles_were_fired() -> None:
    text = (
        "The Houthis fired six missiles, the coast guard announced. The company reported that the ship had sustained "
        "damage, but the crew did not sustain any injuries, according to a navy release."
    )
    assert not [v for c in read(text).claims for v in c.verification]


def test_who_leads_a_force_is_not_who_suffers_it() -> None:
    text = "The UN Security Council approved sending a stabilisation force, led by Kenya, to assist Haitian police."
    assert "KEN" not in {r.value.country for c in read(text).claims for r in c.recipient}


def test_artillery_that_is_fired_is_the_weapon() -> None:
    told = claim("Eritrean soldiers fired artillery at Zalambessa on Monday.", "fired")
    assert [(item.role.value, item.what.value.description) for item in told.items if item.what] == [
        ("weapon", "artillery")
    ]


def test_a_warning_that_nobody_gave_threatens_nobody() -> None:
    assert Type.THREATEN not in {c.type.value for c in read("No warning was given prior to the attack.").claims}


def test_schools_in_an_area_are_no_weapon() -> None:
    text = "An Israeli airstrike destroyed a building in a crowded area of Tyre with two schools in the vicinity."
    assert "weapon" not in {item.role.value for item in claim(text, "destroyed").items}


def test_a_state_endangered_is_not_where_men_died() -> None:
    text = (
        "Three people were killed when warplanes hit a Tyre suburb on Monday, endangering Israel and its fragile truce."
    )
    assert "Israel" not in places(claim(text, "killed"))


def test_where_rockets_fell_is_not_where_the_answer_fell() -> None:
    text = (
        "Israel said it was targeting a depot. The airstrikes were retaliation for two rockets fired at Kiryat Shmona."
    )
    assert places(claim(text, "targeting")) == set()


def test_a_day_counted_from_a_seizure_is_not_its_day() -> None:
    text = "The army said on Tuesday it had taken back the town of Goma, a day after it was seized by M23 rebels."
    assert [c.when for c in read(text).claims if c.type.span.quote(text) == "seized"] in ([], [None])


def test_a_town_wrested_from_an_army_is_held_ground() -> None:
    text = "Goma came under their control when M23 rebels seized it from Congolese armed forces."
    assert claim(text, "seized").type.value is Type.CONTROL


def test_another_convoy_is_another_attack() -> None:
    text = (
        "The rebels accused Sudan's army of hitting the convoys in Mellit. In early June, a convoy was attacked near "
        "El Fasher, killing five people."
    )
    assert actors(claim(text, "attacked")) == set()
    assert "Mellit" not in places(claim(text, "attacked"))


def test_one_of_those_who_voice_alarm_does_not_suffer_it() -> None:
    text = "Several countries, including the United States and Saudi Arabia, voiced alarm at the hunger in Sudan."
    assert "SAU" not in {r.value.country for c in read(text).claims for r in c.recipient}


def test_both_soldiers_and_civilians_are_not_two() -> None:
    told = claim("The attacks killed both soldiers and civilians in Borno.", "killed")
    assert [item.quantity for item in told.items] == [None, None]


def test_planned_attacks_that_were_carried_out_are_a_fact() -> None:
    told = claim("Five gangs carried out planned attacks on residents in Mirebalais, the report said.", "attacks")
    assert plain(told.modality) == "actual"


def test_who_denies_one_charge_denies_no_other_account() -> None:
    text = (
        "The army reported that soldiers had killed 33 insurgents. It added that 23 soldiers were killed. The ministry "
        "said India and Iran had provided support to the rebels. Both countries have denied any involvement."
    )
    killed = [c for c in read(text).claims if c.type.span.quote(text) == "killed"]
    assert not [v for c in killed for v in c.verification]


def test_a_verb_taken_for_a_participle_still_says() -> None:
    text = (
        "The separatist Sahel Liberation Army (SLA), which claimed responsibility for Tuesday's hijacking, alleged in "
        "a statement that its fighters had taken 90 hostages and executed all of them."
    )
    assert sources(text, "executed") == {"The separatist Sahel Liberation Army"}


def test_who_it_was_said_of_does_not_say_it() -> None:
    text = "Israel said the strike targeted a commander whom it said had planned an attack against civilians."
    assert sources(text, "attack") == {"it", "Israel"}


def test_pushing_back_on_a_war_gains_no_ground() -> None:
    text = "The package includes equipment to help Ukraine push back on Russia's war of aggression."
    assert Type.CONTROL not in {c.type.value for c in read(text).claims}


def test_a_day_after_said_is_that_of_the_saying() -> None:
    text = "Somalia's al Shabaab group said on Monday its fighters had attacked a military base, killing 27 soldiers."
    assert claim(text, "attacked").when is None


def test_a_channel_that_reports_raids_fights_nobody() -> None:
    text = "The Houthi-run al-Masirah TV reported on 11 airstrikes hit targets on Friday in Sirwah district."
    assert actors(claim(text, "hit")) == set()


def test_millions_displaced_are_not_dead() -> None:
    told = claim("The violence has claimed an estimated 20,000 lives and displaced millions.", "claimed")
    assert [item.effect.value.value for item in told.items if item.effect] == ["killed", "displaced"]


def test_a_car_bombing_comes_from_no_aircraft() -> None:
    told = claim("Officials are blaming the FARC for a car bombing at a police station in Cali.", "car bombing")
    assert [mode.value for mode in told.mode] == ["explosives"]


def test_refugees_from_a_state_are_no_fire_from_it() -> None:
    text = "Attackers stormed a camp in the Tahoua area housing refugees from neighbouring Mali last week."
    assert claim(text, "stormed").origin is None


def test_a_distance_from_the_capital_is_not_in_it() -> None:
    text = "A car bomb attack took place in Jamundi, 491 kilometers southwest of capital Bogota, on Friday."
    assert "Bogotá" not in {name for c in read(text).claims for name in places(c)}


def test_a_war_sparked_elsewhere_is_not_the_place_of_the_attack() -> None:
    text = "Clashes have gone on since Hamas attacked Israel on October 7, sparking war in the Gaza Strip."
    assert places(claim(text, "attacked")) == {"Israel"}


def test_other_soldiers_are_not_the_rebels_just_told() -> None:
    text = "Dozens of the Houthi fighters were killed in the battles, while several government soldiers were wounded."
    assert not claim(text, "wounded").recipient


def test_whose_rockets_of_two_foes_fell_nobody_says() -> None:
    text = (
        "Hamas attacked Israel on October 7. Hezbollah fired rockets at Israel on Monday. Most were intercepted, the "
        "Israeli army said."
    )
    told = claim(text, "intercepted")
    assert "hamas" not in {r.value.id for r in told.recipient}
