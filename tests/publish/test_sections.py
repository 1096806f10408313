"""A story for each section of the brief."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.model.claim import Effect, Modality, Stage, Status, Type
from onrecord.model.mention import Actor, Place, PlacePrecision, Quantity
from onrecord.model.record import Judgement, Standing, Strike
from onrecord.model.span import Sourced
from onrecord.publish import Brief, Question, make_brief
from onrecord.publish.document import Section
from tests.publish.memory import DAY, Memory, brief_of, memory, sentences
from tests.stories import ARMY, FASHER, FRIDAY, GERMANY, HOSPITAL, NYALA, RSF, UKRAINE, Say, Story, told

BEFORE = DAY - timedelta(days=1)
LVIV = Place("Lviv", "UKR", "Lviv", 49.8, 24.0, 1, PlacePrecision.PLACE)


def section(made: Brief, key: str) -> Section:
    return next(each for each in made.sections if each.key == key)


def cells(made: Brief, key: str) -> list[tuple[str, ...]]:
    table = section(made, key).table
    assert table is not None
    assert all(row.notes for row in table.rows)
    return [row.cells for row in table.rows]


def texts(made: Brief, key: str) -> list[str]:
    return [sentence.text for paragraph in section(made, key).paragraphs for sentence in paragraph]


def test_the_head_counts_reports_outlets_and_sources() -> None:
    made = brief_of(Story((Say(killed=4, source=ARMY),)), Story((Say(killed=9, source=RSF),), outlet="Evening Post"))
    assert (made.reports, made.outlets, made.sources) == (2, 2, 2)
    assert (made.since, made.as_of, made.cut_off) == (DAY, DAY, DAY)


def test_organs_of_one_state_are_one_independent_source() -> None:
    ministry = Actor("SDN-GOV", "Sudanese foreign ministry", "SDN", "GOV")
    made = brief_of(Story((Say(source=ARMY), Say("Nyala was hit.", source=ministry, place=NYALA))))
    assert made.sources == 1


def test_takeaways_are_at_most_eight_and_each_names_its_source() -> None:
    places = [replace(FASHER, name=f"Town {n}", geonameid=n) for n in range(12)]
    says = tuple(Say(f"Town {n} was hit.", killed=n + 1, source=ARMY, place=p) for n, p in enumerate(places))
    made = brief_of(Story(says))
    paragraphs = section(made, "takeaways").paragraphs
    assert 1 <= len(paragraphs) <= 8
    assert all(" said" in paragraph[0].text for paragraph in paragraphs)


def test_takeaways_give_the_other_figure_in_the_same_breath() -> None:
    made = brief_of(
        Story((Say("The army said thirty.", killed=30, source=ARMY),)),
        Story((Say("The RSF said twelve.", killed=12, source=RSF),), outlet="Evening Post"),
    )
    said = " ".join(s.text for s in section(made, "takeaways").paragraphs[0])
    assert "30" in said
    assert "12" in said


def test_fighting_is_told_by_area_best_vouched_for_first() -> None:
    record = memory(
        Story(
            (
                Say("Lviv was hit.", place=LVIV, actor=RSF),
                Say("El Fasher was hit.", actor=ARMY),
                Say("Nyala was hit.", place=NYALA, actor=ARMY),
            )
        )
    )
    confirmed = tuple(
        replace(e, verification=Standing.CONFIRMED if e.place[0].name == "Nyala" else Standing.CLAIMED)
        for e in record.all_events
    )
    parts = section(make_brief(Question(DAY), replace(record, all_events=confirmed)), "fighting").parts
    assert [part.title for part in parts] == ["Sudan", "Ukraine"]
    assert "Nyala" in parts[0].paragraphs[0][0].text


def test_where_fighting_was_told_before_and_nothing_is_now_is_listed() -> None:
    old = Story((Say("They fight.", type=Type.CONTROL, mode="contests", place=NYALA, day=None),), day=BEFORE)
    made = brief_of(old, Story((Say(),)))
    assert cells(made, "fighting") == [("in Nyala", "Fighting in Nyala", "5 January")]
    told = Say("Nyala quiet.", type=Type.CONTROL, mode="holds", actor=ARMY, place=NYALA)
    assert section(brief_of(old, Story((told,))), "fighting").table is None


def test_strikes_are_a_table_by_speaker() -> None:
    record = memory(Story((Say("Drones came.", mode="drone", source=ARMY, actor=RSF),)))
    (one,) = record.all_told
    many = Quantity(74, 74, 74)
    strike = Strike(
        "s", FRIDAY, RSF, "drone", ARMY, many, Quantity(58, None, None), None, None, None, None, (one.claim.id,)
    )
    made = make_brief(Question(DAY), replace(record, all_strikes=(strike,)))
    ((day, side, weapon, _, launched, down, *rest),) = cells(made, "strikes")
    assert (day, side, weapon, launched, down, rest) == ("5 January", "RSF", "drone", "74", "at least 58", ["", "", ""])


def test_casualties_stand_with_whose_figure_and_are_never_summed() -> None:
    made = brief_of(Story((Say(killed=30, source=ARMY),)), Story((Say(killed=12, source=RSF),), outlet="Evening Post"))
    assert {row[2] for row in cells(made, "casualties")} == {"30", "12"}
    assert {row[1] for row in cells(made, "casualties")} == {"civilians killed"}


@pytest.mark.parametrize(
    ("say", "key", "said"),
    [
        (
            Say("tanks", type=Type.AID, actor=GERMANY, recipient=UKRAINE, goods="t", number=3, stage=Stage.APPROVED),
            "aid",
            "Germany approved three tanks for Ukraine",
        ),
        (
            Say("They met.", type=Type.CONSULT, mode="multilateral", actor=GERMANY, recipient=UKRAINE, place=None),
            "diplomacy",
            "Germany and Ukraine held talks",
        ),
        (Say("They went.", type=Type.RETREAT, mode="withdraw", actor=ARMY), "truces", "withdrew from El Fasher"),
        (Say("thousands", type=Type.SITUATION, mode="hunger"), "humanitarian", "“thousands”"),
        (Say("They seized it.", type=Type.COERCE, mode="seize"), "order", "“They seized it.”"),
        (Say("Attack.", actor=RSF, modality=Modality.EXPECTED), "expected", "RSF would carry out an attack"),
    ],
)
def test_each_kind_of_event_has_its_section(say: Say, key: str, said: str) -> None:
    made = brief_of(Story((say,)))
    assert any(said in text for text in texts(made, key)), texts(made, key)
    assert [each.key for each in made.sections if each.parts and each.key != "takeaways"] == [key]


def test_conflicting_figures_stand_side_by_side() -> None:
    made = brief_of(Story((Say(killed=30, source=ARMY),)), Story((Say(killed=12, source=RSF),), outlet="Evening Post"))
    ((_, about, sides),) = [row for row in cells(made, "conflicting") if "killed" in row[1]]
    assert about == "civilians killed"
    assert "30 (" in sides
    assert "12 (" in sides


def test_what_is_unverified_is_listed_with_who_said_it() -> None:
    made = brief_of(Story((Say(killed=4, source=ARMY, status=Status.UNVERIFIED),)))
    assert [row[1] for row in cells(made, "conflicting")] == ["not verified"]
    assert cells(made, "conflicting")[0][2].startswith("said by ")


def test_a_source_that_changes_its_figure_is_a_correction() -> None:
    old = Story((Say(killed=30, source=HOSPITAL),), day=BEFORE)
    new = Story((Say("Shells fell again, it is said.", killed=34, source=HOSPITAL),))
    ((what, before, now, _),) = cells(brief_of(old, new), "corrections")
    assert "civilians killed" in what
    assert (before, now) == ("30", "34")
    assert not [each for each in brief_of(new).sections if each.key == "corrections"]


def test_a_person_s_correction_is_listed() -> None:
    record = memory(Story((Say(),)))
    judged = Judgement("x:0-1", None, "place", "Nyala", None, (), "desk", datetime(2024, 1, 6, tzinfo=UTC))
    made = make_brief(Question(DAY), replace(record, all_judgements=(judged,)))
    table = section(made, "corrections").table
    assert table is not None
    assert [row.cells for row in table.rows] == [("place", "as it was read", "Nyala", "judged by desk")]


def test_no_event_is_told_twice() -> None:
    says = (Say(killed=4, source=ARMY), Say("Nyala.", killed=2, place=NYALA, source=ARMY), Say("Lviv.", place=LVIV))
    found = sentences(brief_of(Story(says)))
    assert len(found) == len(set(found))


def test_since_country_and_topic_choose_what_is_told() -> None:
    old = Story((Say("Nyala was hit.", place=NYALA, actor=ARMY),), day=BEFORE)
    new = Story((Say("Lviv was hit.", place=LVIV, actor=RSF), Say("They met.", type=Type.ACCUSE, place=LVIV)))
    both = memory(old, new)
    assert "Nyala" not in " ".join(sentences(make_brief(Question(DAY), both)))
    assert "Nyala" in " ".join(sentences(make_brief(Question(DAY, BEFORE), both)))
    only = sentences(make_brief(Question(DAY, BEFORE, countries=frozenset({"UKR"})), both))
    assert "Nyala" not in " ".join(only)
    assert "Lviv" in " ".join(only)
    topics = make_brief(Question(DAY, topics=frozenset({"diplomacy"})), both)
    assert [each.key for each in topics.sections] == ["diplomacy"]


def test_the_same_record_gives_the_same_brief() -> None:
    record = memory(Story((Say(killed=4, source=ARMY), Say("Nyala.", place=NYALA))))
    backwards = Memory(list(reversed(record.all_told)), tuple(reversed(record.all_events)))
    assert make_brief(Question(DAY), record) == make_brief(Question(DAY), backwards)


def test_takeaways_begin_with_the_most_dead_and_leave_out_what_has_no_day_place_or_toll() -> None:
    says = (
        Say("A post was shelled.", source=ARMY, place=NYALA),
        Say("Somewhere was hit.", source=ARMY, place=None, day=None, recipient=RSF),
        Say("A drone hit El Fasher.", killed=60, mode="drone", source=ARMY),
    )
    texts_ = texts(brief_of(Story(says)), "takeaways")
    assert [("60" in text, "El Fasher" in text) for text in texts_[:1]] == [(True, True)]
    assert not any("RSF" in text for text in texts_)


def test_a_sentence_told_in_our_words_is_not_quoted_beside_them() -> None:
    words = "The RSF freed four and denounced the army."
    say = Say(words, type=Type.RETREAT, mode="release", actor=RSF, killed=4)
    (one,) = told(Story((say,)))
    item = replace(one.claim.items[0], effect=Sourced(Effect.RELEASED, one.claim.sentence))
    freed = replace(one, claim=replace(one.claim, items=(item,)))
    agreed = replace(
        one, claim=replace(one.claim, id="c9", mode=(), items=(), type=Sourced(Type.AGREE, one.claim.sentence))
    )
    made = make_brief(Question(DAY), Memory([freed, agreed]))
    assert len(texts(made, "truces")) == 1
    assert "“" not in texts(made, "truces")[0]
