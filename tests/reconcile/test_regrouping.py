"""What is judged anew bears on those around it, though its event has the same claims as before."""

import json
from datetime import UTC, datetime

from onrecord.model.claim import Type
from onrecord.model.record import Judgement, Verdict
from onrecord.pipeline import forget, judge, update
from onrecord.reconcile import reconcile
from onrecord.store import Store
from tests.reconcile.test_judgements import transfer
from tests.stories import RSF, Say, Story, read

AT = datetime(2024, 1, 8, tzinfo=UTC)


def test_a_claim_whose_type_is_corrected_meets_what_is_of_that_type() -> None:
    with Store.open(":memory:") as store:
        update(store, [read(Story((Say("It fell.", Type.INTERCEPT, actor=RSF),), "A"))])
        update(store, [read(Story((Say("Shells fell on the town.", actor=RSF),), "B"))])
        assert len(store.events()) == 2
        (one,) = [told.claim.id for told in store.claims() if told.claim.type.value is Type.INTERCEPT]
        judge(store, Judgement(one, None, "type", json.dumps("BLAST"), None, (), "Ada", AT))
        assert [len(event.claims) for event in store.events()] == [2]
        assert {e.claims for e in store.events()} == {
            e.claims for e in reconcile(store.claims(), store.judgements()).events
        }


def test_a_transfer_that_was_joined_to_a_forgotten_one_stays_on_record() -> None:
    with Store.open(":memory:") as store:
        update(store, [read(transfer(6, "Marder")), read(transfer(7, "vehicles"))])
        left, right = store.claims()
        judge(store, Judgement(left.claim.id, right.claim.id, None, None, Verdict.SAME, (), "Ada", AT))
        assert len(store.transfers()) == 1
        forget(store, left.report.id)
        assert [one.claims for one in store.transfers()] == [(right.claim.id,)]
