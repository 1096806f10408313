"""Which claims are one transfer, and which steps it then has."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.model.claim import Modality, Stage, Type
from onrecord.model.mention import Actor, Thing
from onrecord.model.record import Transfer
from onrecord.model.span import Sourced
from onrecord.reconcile import reconcile
from tests.stories import ARMY, GERMANY, UKRAINE, Say, Story, told


def aid(words: str, stage: Stage | None, number: int | None = None, **other: object) -> Say:
    given = {"type": Type.AID, "place": None, "day": None, "actor": GERMANY, "recipient": UKRAINE, "goods": "Marder"}
    return Say(words, stage=stage, number=number, **{**given, **other})  # type: ignore[arg-type]


def transfers(*says: Say) -> tuple[Transfer, ...]:
    stories = [Story((say,), f"Outlet {n}", date(2024, 1, 6 + n)) for n, say in enumerate(says)]
    described = reconcile(told(*stories))
    events, found = described.events, described.transfers
    assert events == ()
    return found


def test_one_transfer_runs_along_the_ladder() -> None:
    (transfer,) = transfers(
        aid("Kyiv asked Berlin for Marders.", None, type=Type.REQUEST, mode="assist", actor=UKRAINE, recipient=GERMANY),
        aid("Berlin announced 14 Marders.", Stage.ANNOUNCED, 14, source=GERMANY),
        aid("Berlin delivered ten Marders.", Stage.DELIVERED, 10, source=GERMANY),
    )
    assert (transfer.supplier, transfer.recipient) == (GERMANY, UKRAINE)
    assert [step.stage for step in transfer.stages] == ["requested", "announced", "delivered"]
    assert transfer.announced is not None
    assert transfer.delivered is not None
    assert (transfer.announced.best, transfer.delivered.best) == (14, 10)
    assert transfer.ordered is None


def test_a_later_report_of_one_rung_corrects_the_earlier_and_is_never_added() -> None:
    (transfer,) = transfers(
        aid("Ten Marders came.", Stage.DELIVERED, 10), aid("Twelve Marders came.", Stage.DELIVERED, 12)
    )
    assert transfer.delivered is not None
    assert transfer.delivered.best == 12


def test_other_goods_another_recipient_or_an_open_one_are_other_transfers() -> None:
    poland = Actor("POL", "Poland", "POL", "GOV")
    found = transfers(
        aid("Marders for Kyiv.", Stage.ANNOUNCED),
        aid("Skynex for Kyiv.", Stage.ANNOUNCED, goods="Skynex"),
        aid("Marders for Warsaw.", Stage.ANNOUNCED, recipient=poland),
        aid("Marders were sent.", Stage.ANNOUNCED, recipient=None),
        aid("Marders were sent off.", Stage.ANNOUNCED, recipient=None),
    )
    assert len(found) == 5
    assert len({transfer.id for transfer in found}) == 5


@pytest.mark.parametrize(
    ("designations", "found"),
    [
        ((None, "Caesar"), ["Caesar"]),
        (("Caesar", "M777"), ["Caesar", "M777"]),
        ((None, "Caesar", "M777"), ["", "Caesar", "M777"]),
    ],
)
def test_the_howitzers_are_those_that_the_report_named_where_it_named_one_kind(
    designations: tuple[str | None, ...], found: list[str]
) -> None:
    says = tuple(aid(f"Howitzers {n} were pledged.", Stage.ANNOUNCED, goods="x") for n in range(len(designations)))
    claims = []
    for one, designation in zip(told(Story(says)), designations, strict=True):
        what = Sourced(Thing(designation, "howitzer", "armour"), one.claim.sentence)
        claims.append(replace(one, claim=replace(one.claim, items=(replace(one.claim.items[0], what=what),))))
    named = [(transfer.what and transfer.what.designation) or "" for transfer in reconcile(claims).transfers]
    assert sorted(named) == found


def test_what_others_alone_say_or_a_side_denies_is_alleged() -> None:
    assert transfers(aid("It got Marders, the army said.", Stage.DELIVERED, source=ARMY))[0].alleged
    assert transfers(aid("Berlin denied it.", Stage.DELIVERED, source=GERMANY, denied=True))[0].alleged
    assert not transfers(aid("Berlin said so.", Stage.DELIVERED, source=GERMANY))[0].alleged
    assert not transfers(aid("It got Marders.", Stage.DELIVERED))[0].alleged


def test_a_plan_is_a_step_and_a_supposition_is_none() -> None:
    assert transfers(aid("Berlin will send Marders.", Stage.ANNOUNCED, modality=Modality.EXPECTED))[0].stages
    assert transfers(aid("Berlin might send Marders.", None, modality=Modality.HYPOTHETICAL)) == ()


def test_a_denied_delivery_is_no_step() -> None:
    (transfer,) = transfers(aid("No Marder came.", Stage.DELIVERED, denied=True))
    assert (transfer.stages, transfer.delivered) == ((), None)
