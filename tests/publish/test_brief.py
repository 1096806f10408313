"""The brief says who says so in each sentence, cites every sentence, and gives both sides the same verb."""

import json
import re
from dataclasses import replace

import pytest

from onrecord.model.claim import Item, Modality, Role, Stage, Status, Type
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity, Thing
from onrecord.model.span import Sourced, Span
from onrecord.publish import Question, make_brief, render, setting
from onrecord.publish.speaker import source_words
from tests.publish.memory import DAY, Memory, brief_of, sentences
from tests.stories import ARMY, FASHER, FRIDAY, GERMANY, HOSPITAL, NYALA, RSF, SUDAN, UKRAINE, Say, Story, told

KASSALA = Place("Kassala", "SDN", "Kassala State", precision=PlacePrecision.PLACE)


brief = brief_of


def test_every_sentence_cites_notes_that_are_there() -> None:
    made = brief(
        Story((Say(killed=4, source=HOSPITAL), Say("Tanks came.", type=Type.CONTROL, mode="gains", actor=RSF)))
    )
    numbers = {note.number for note in made.notes}
    cited = [s.notes for section in made.sections for paragraph in section.paragraphs for s in paragraph]
    assert cited
    assert all(notes and set(notes) <= numbers for notes in cited)
    assert numbers == {number for notes in cited for number in notes}


def test_opposing_numbers_stand_side_by_side_and_are_never_summed() -> None:
    made = brief(
        Story((Say("The army killed thirty.", killed=30, source=ARMY),)),
        Story((Say("The RSF said twelve.", killed=12, source=RSF),), outlet="Evening Post"),
    )
    said = " ".join(sentences(made))
    assert "30" in said
    assert "12" in said
    assert "42" not in said


@pytest.mark.parametrize(("side", "name"), [(ARMY, "the Sudanese army"), (RSF, "RSF")])
def test_both_sides_get_the_same_verb(side: object, name: str) -> None:
    made = brief(Story((Say(killed=4, source=side),)))  # type: ignore[arg-type]
    assert re.search(r" said that ", sentences(made)[0])
    assert "claimed" not in " ".join(sentences(made))


def test_a_copy_adds_a_note_and_no_sentence() -> None:
    one = brief(Story((Say(killed=4, source=HOSPITAL),)))
    two = brief(Story((Say(killed=4, source=HOSPITAL),)), Story((Say(killed=4, source=HOSPITAL),), outlet="Copy"))
    assert sentences(one) == sentences(two)
    assert len(two.notes) == 2


def test_what_could_not_be_checked_is_said() -> None:
    made = brief(Story((Say(killed=4, source=ARMY, status=Status.UNVERIFIED),)))
    assert sentences(made)[-1] == "This could not be verified independently."
    assert made.sections[-1].key == "conflicting"
    assert "This could not be verified independently." not in sentences(brief(Story((Say(killed=4, source=ARMY),))))


def test_a_sentence_of_the_report_is_quoted_once() -> None:
    words = "The minister condemned the raid and urged restraint."
    one = Story(
        (Say(words, type=Type.ACCUSE, day=None, place=None), Say(words, type=Type.REQUEST, day=None, place=None))
    )
    assert sentences(brief(one)) == [f"Morning Post reported: “{words}”"]


def test_aid_is_told_by_its_stage() -> None:
    aid = Say(
        "Ten tanks came.",
        type=Type.AID,
        actor=GERMANY,
        recipient=UKRAINE,
        goods="tanks",
        number=10,
        stage=Stage.DELIVERED,
    )
    made = brief(Story((aid,)))
    assert any(text.startswith("Morning Post reported that Germany delivered 10 ") for text in sentences(made))


def test_two_towns_are_two_paragraphs() -> None:
    made = brief(Story((Say(killed=4, place=FASHER), Say("Nyala was hit.", killed=2, place=NYALA, day=FRIDAY))))
    assert [len(section.paragraphs) for section in made.sections if section.key == "fighting"] == [2]


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_day_without_reports_says_so_in_every_form(form: str) -> None:
    drawn = render(make_brief(Question(DAY), Memory([])), form)
    assert json.loads(drawn)["reports"] == 0 if form == "json" else "No report of this day" in drawn


def test_a_report_cannot_write_into_the_page() -> None:
    story = Story((Say("<script>alert(1)</script> fell.", type=Type.SUPPORT),), outlet="<b>Post</b>")
    page = render(brief(story), "html")
    assert "<script>" not in page
    assert "<b>" not in page
    assert not re.search(r"(?<!\\)<script", render(brief(story), "md"))


def test_harm_is_said_by_the_source_and_not_by_us() -> None:
    said = sentences(brief(Story((Say(killed=4, source=ARMY, actor=RSF),))))
    assert " and that four " in said[0]
    assert said[0].endswith(" were killed.")


def test_harm_of_an_attack_that_is_only_expected_is_not_told() -> None:
    said = sentences(brief(Story((Say(killed=4, source=ARMY, actor=RSF, modality=Modality.EXPECTED),))))
    assert "killed" not in said[0]


def test_a_state_is_not_named_twice() -> None:
    sudan = Actor("SDN", "Sudan", "SDN", "GOV")
    said = sentences(brief(Story((Say(actor=RSF, recipient=sudan, place=SUDAN),))))
    assert said[0] == "Morning Post reported that RSF attacked Sudan on 5 January."


def test_a_body_is_it_the_second_time_and_a_person_keeps_the_name() -> None:
    person = Actor("halim-omar", "Omar Halim", "SDN", "GOV")
    for who, again in ((ARMY, "it"), (RSF, "it"), (person, "Omar Halim")):
        said = sentences(brief(Story((Say(actor=who, source=who, recipient=GERMANY),))))
        assert f"said that {again} attacked Germany" in said[0]


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((FASHER, NYALA, KASSALA), "in El Fasher, Nyala and Kassala"),
        ((FASHER, replace(NYALA, precision=PlacePrecision.NEAR), KASSALA), "in El Fasher, Kassala and near Nyala"),
        (
            (FASHER, Place("northern North Darfur", "SDN", "North Darfur", precision=PlacePrecision.ADM1)),
            "in El Fasher in northern North Darfur",
        ),
    ],
)
def test_places_are_all_named_and_in_one_list(places: tuple[Place, ...], said: str) -> None:
    assert setting.places(tuple(Sourced(place, Span(0, 1)) for place in places)) == said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("its government", "the Sudanese army"),
        ("the ministry", "the Sudanese army"),
        ("The Khartoum army", "the Khartoum army"),
    ],
)
def test_a_source_that_only_points_back_is_named(words: str, named: str) -> None:
    text = f"{words} said so."
    source = Sourced(ARMY, Span(0, len(words)))
    assert source_words(source, text) == named


def test_what_is_negated_without_a_denial_or_has_no_stage_is_quoted() -> None:
    calm = Say("No shell fell on the town, the army said.", denied=True, source=ARMY)
    aid = Say(
        "Tanks for Kyiv were spoken of.", type=Type.AID, actor=GERMANY, recipient=UKRAINE, goods="tanks", number=2
    )
    unhurt = Say("Nobody was hurt, the army said.", killed=0, actor=ARMY, source=ARMY)
    for say in (calm, aid, unhurt):
        assert sentences(brief(Story((say,)))) == [f"Morning Post reported: “{say.words}”"]


def test_what_lasts_is_quoted_and_no_takeaway() -> None:
    words = "Sudan has been fighting off an invasion for two years."
    lasting = Say(words, type=Type.INTERCEPT, actor=ARMY, lasting="P2Y")
    made = brief(Story((lasting,)))
    assert sentences(made) == [f"Morning Post reported: “{words}”"]
    assert [each.key for each in made.sections if each.key == "takeaways"] == []


def test_who_fends_an_attack_off_was_attacked() -> None:
    fended = Say(
        "The army held the line.", type=Type.INTERCEPT, actor=ARMY, recipient=GERMANY, mode="repelled", place=None
    )
    made = brief(Story((fended,)))
    assert [part.title for section in made.sections if section.key == "fighting" for part in section.parts] == ["Sudan"]


@pytest.mark.parametrize(("kind", "mode"), [(Type.INTERCEPT, "shot-down"), (Type.ASSAULT, None)])
def test_force_without_a_place_is_not_set_in_the_land_of_who_uses_it(kind: Type, mode: str | None) -> None:
    made = brief(Story((Say("They fired at sea.", type=kind, mode=mode, actor=GERMANY, place=None, killed=3),)))
    titles = [
        part.title for section in made.sections if section.key in ("fighting", "strikes") for part in section.parts
    ]
    assert "Germany" not in titles


def test_two_sides_that_clash_fight_and_neither_attacks() -> None:
    words = "Clashes went on all day."
    (one,) = told(Story((Say(words, type=Type.ASSAULT, actor=ARMY),)))
    both = replace(
        one.claim,
        actor=(*one.claim.actor, Sourced(RSF, one.claim.sentence)),
        type=Sourced(Type.ASSAULT, Span(0, len("Clashes"))),
    )
    made = make_brief(Question(DAY), Memory([replace(one, claim=both)]))
    assert sentences(made) == ["Morning Post reported that the Sudanese army and RSF fought in El Fasher on 5 January."]


def test_an_attempt_without_an_author_is_quoted() -> None:
    words = "There was an attempt to shell the town."
    made = brief(Story((Say(words, modality=Modality.ATTEMPTED),)))
    assert sentences(made) == [f"Morning Post reported: “{words}”"]


def test_who_is_given_something_receives_it() -> None:
    aid = Say("Trucks came.", type=Type.AID, recipient=UKRAINE, goods="trucks", number=9, stage=Stage.DELIVERED)
    made = brief(Story((aid,)))
    assert made.refused == ()
    assert any("Ukraine received" in text for text in sentences(made))


def test_a_sum_of_money_is_said_once() -> None:
    words = "Germany pledged C$80 million."
    (one,) = told(Story((Say(words, type=Type.AID, actor=GERMANY, stage=Stage.ANNOUNCED, goods="x", number=80),)))
    at = one.report.text.index("C$80 million")
    span, item = Span(at, at + len("C$80 million")), one.claim.items[0]
    assert item.what is not None
    same = replace(item, what=replace(item.what, span=span), quantity=Sourced(Quantity(8e7, 8e7, 8e7, "CAD"), span))
    made = make_brief(Question(DAY), Memory([replace(one, claim=replace(one.claim, items=(same,)))]))
    assert any("announced C$80 million" in text for text in sentences(made))


def test_a_siege_is_broken_and_its_headquarters_are_not_taken() -> None:
    words = "The siege of a base was broken."
    say = Say(words, type=Type.CONTROL, mode="gains", actor=ARMY)
    (one,) = told(Story((say,)))
    at = one.report.text.index("base")
    base = Item(Role.TARGET, Sourced(Thing(None, "base"), Span(at, at + len("base"))))
    made = make_brief(Question(DAY), Memory([replace(one, claim=replace(one.claim, items=(base,)))]))
    assert "the Sudanese army broke the siege of a base in El Fasher" in sentences(made)[0]


def test_a_bare_number_of_dead_says_whose_they_were() -> None:
    (one,) = told(Story((Say("Losses of nine.", killed=9, of=""),)))
    item = replace(one.claim.items[0], what=None, side=Sourced(ARMY, one.claim.sentence))
    made = make_brief(Question(DAY), Memory([replace(one, claim=replace(one.claim, items=(item,)))]))
    assert [issue.message for issue in made.refused] == []
    assert "nine people of the Sudanese army were killed" in sentences(made)[0]
