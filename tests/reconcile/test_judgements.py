"""What persons judge: pairs, fields, sources; it outlives re-runs and re-reads, and can be withdrawn."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord.errors import StoreError
from onrecord.model.claim import Stage, Type
from onrecord.model.record import Judgement, Standing, Verdict, anchor
from onrecord.pipeline import judge, rebuild, records, update
from onrecord.reconcile.judgement import correct
from onrecord.store import Filter, Store
from tests.records import NEWER
from tests.stories import ARMY, FASHER, FRIDAY, GERMANY, HOSPITAL, NYALA, RSF, UKRAINE, Say, Story, read, told

AT = datetime(2024, 1, 8, tzinfo=UTC)
FIRST = Story((Say("Shells hit El Fasher.", actor=RSF, source=ARMY, killed=3),), "Post", date(2024, 1, 6))
SECOND = Story((Say("The town was hit.", source=HOSPITAL, killed=9),), "Star", date(2024, 1, 7))
ELSEWHERE = Story((Say("Nyala was shelled.", place=NYALA, day=date(2024, 1, 20)),), "Star", date(2024, 1, 21))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        update(opened, [read(FIRST), read(SECOND), read(ELSEWHERE)])
        yield opened


def judged(left: str, right: str | None, verdict: Verdict | None, **more: str) -> Judgement:
    return Judgement(left, right, more.get("field"), more.get("value"), verdict, ("seen",), "Ada", AT)


def sizes(store: Store) -> list[int]:
    rebuild(store)
    grown = sorted(len(event.claims) for event in store.events())
    store.forget_derived()
    rebuild(store)
    assert sorted(len(event.claims) for event in store.events()) == grown  # as if built anew
    return grown


def test_a_person_joins_what_the_rules_keep_apart_and_takes_it_back(store: Store) -> None:
    near, _, far = store.claims()
    assert sizes(store) == [1, 2]
    made = store.judge(judged(near.claim.id, far.claim.id, Verdict.SAME))
    assert sizes(store) == [3]
    assert "time" in {dispute.about for dispute in store.events()[0].disputes}
    assert store.withdraw(made, at=AT)
    assert sizes(store) == [1, 2]


def test_a_person_parts_what_the_rules_join_and_a_newer_reader_does_not_undo_it(store: Store) -> None:
    left, right, _ = store.claims()
    store.judge(judged(left.claim.id, right.claim.id, Verdict.DIFFERENT))
    assert sizes(store) == [1, 1, 1]
    update(store, [read(replace(FIRST, reader=NEWER))])
    assert sizes(store) == [1, 1, 1]


def test_a_corrected_number_is_the_events_and_the_claim_stays_as_the_report_has_it(store: Store) -> None:
    left, *_ = store.claims()
    store.judge(judged(left.claim.id, None, None, field="killed", value="5"))
    rebuild(store)
    event = next(event for event in store.events() if left.claim.id in event.claims)
    assert [figure.best for figure in event.figures] == [5, 9]
    (kept,) = store.told([left.claim.id])
    assert kept == left


def test_a_corrected_day_moves_a_claim_to_the_event_of_that_day(store: Store) -> None:
    *_, far = store.claims()
    friday = json.dumps({"start": str(FRIDAY), "end": str(FRIDAY), "precision": "day"})
    place = json.dumps([{"name": FASHER.name, "country": "SDN", "geonameid": FASHER.geonameid, "precision": "place"}])
    store.judge(judged(far.claim.id, None, None, field="when", value=friday))
    store.judge(judged(far.claim.id, None, None, field="place", value=place))
    assert sizes(store) == [3]


def test_as_of_a_day_what_persons_judged_applies(store: Store) -> None:
    left, *_ = store.claims()
    store.judge(judged(left.claim.id, None, None, field="killed", value="5"))
    store.judge(judged("hospital", None, None, field="rating", value="E"))
    rebuild(store)
    early, late = (records(store, Filter(ids=(left.claim.id,), as_of=date(2024, 1, day))) for day in (6, 8))
    (before,), (after,) = early.events(), late.events()
    assert [figure.best for figure in before.figures] == [5]
    assert [figure.best for figure in after.figures] == [5, 9]
    assert after.verification is Standing.CLAIMED


def transfer(day: int, goods: str, outlet: str = "Post") -> Story:
    words = f"Berlin announced 14 {goods}."
    say = Say(words, Type.AID, day=None, place=None, actor=GERMANY, recipient=UKRAINE, goods=goods, number=14)
    return Story((replace(say, source=GERMANY, stage=Stage.ANNOUNCED),), outlet, date(2024, 1, day))


def ladders(store: Store) -> list[int]:
    rebuild(store)
    grown = store.transfers()
    store.forget_derived()
    rebuild(store)
    assert store.transfers() == grown  # as if built anew
    return sorted(len(one.claims) for one in grown)


def test_a_person_joins_two_transfers_and_what_is_told_of_either_later_joins_them() -> None:
    with Store.open(":memory:") as store:
        update(store, [read(transfer(6, "Marder")), read(transfer(7, "fighting vehicles"))])
        left, right = store.claims()
        assert ladders(store) == [1, 1]
        made = store.judge(judged(left.claim.id, right.claim.id, Verdict.SAME))
        assert ladders(store) == [2]
        update(store, [read(transfer(8, "fighting vehicles", "Star"))])
        assert ladders(store) == [3]
        update(store, [read(transfer(9, "Marder", "Star"))])
        assert ladders(store) == [4]
        (known,) = records(store, Filter(as_of=date(2024, 1, 7))).transfers()
        assert len(known.claims) == 2
        assert store.withdraw(made, at=AT)
        assert ladders(store) == [2, 2]


def test_a_person_parts_one_transfer_from_another() -> None:
    with Store.open(":memory:") as store:
        update(store, [read(transfer(6, "Marder")), read(transfer(7, "Marder", "Star"))])
        assert ladders(store) == [2]
        left, right = store.claims()
        made = store.judge(judged(left.claim.id, right.claim.id, Verdict.DIFFERENT))
        assert ladders(store) == [1, 1]
        assert store.withdraw(made, at=AT)
        assert ladders(store) == [2]


def test_a_source_that_is_rated_unreliable_corroborates_nothing(store: Store) -> None:
    def standing() -> Standing:
        rebuild(store)
        return next(event for event in store.events() if len(event.claims) == 2).verification

    assert standing() is Standing.CORROBORATED
    store.judge(judged("hospital", None, None, field="rating", value="E"))
    assert standing() is Standing.CLAIMED
    store.judge(judged("hospital", None, None, field="rating", value="B"))
    assert standing() is Standing.CORROBORATED


def test_a_field_that_cannot_be_corrected_or_a_value_of_another_form_is_refused() -> None:
    (one,) = told(FIRST)
    with Store.open(":memory:") as kept:
        update(kept, [read(FIRST)])
        with pytest.raises(StoreError, match="not of the codebook's form"):
            judge(kept, judged(one.claim.id, None, None, field="when", value='{"begin": 1}'))
        assert kept.judgements() == ()
    with pytest.raises(StoreError, match="no field that can be corrected"):
        correct(one.claim, "colour", '"red"')


def test_an_anchor_is_the_report_and_the_trigger_words() -> None:
    (one,) = told(FIRST)
    assert anchor(one) == f"{one.report.id}:0-21"
