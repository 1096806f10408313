"""Law (c): drop events and transfers, rebuild, and they are the same, whatever the order of arrival."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord.errors import ForgottenReport
from onrecord.model.claim import Stage, Type
from onrecord.model.record import Judgement, Verdict
from onrecord.pipeline import forget, judge, rebuild, update, withdraw
from onrecord.reconcile import reconcile
from onrecord.store import Store
from tests.records import NEWER
from tests.stories import ARMY, FASHER, FRIDAY, GERMANY, HOSPITAL, NYALA, RSF, SUDAN, UKRAINE, Say, Story, read

FIND = (Phase.explicit, Phase.reuse, Phase.generate)  # to make a failure small takes many minutes
AT = datetime(2024, 1, 8, tzinfo=UTC)
KINDS = ("events", "transfers", "strikes", "tallies")
DAYS = st.integers(0, 4).map(lambda n: FRIDAY + timedelta(days=n))


@st.composite
def says(draw: st.DrawFn) -> Say:
    """Few places, days and parties, so that much meets."""
    day = draw(st.one_of(st.none(), DAYS))
    kind = draw(st.sampled_from([Type.ASSAULT, Type.ASSAULT, Type.BLAST, Type.INTERCEPT, Type.AID, None]))
    goods = kind is Type.AID
    return Say(
        words=draw(st.sampled_from(["Shells fell.", "It was hit.", "Much was said of it."])),
        type=kind,
        mode=draw(st.sampled_from([None, "drone", "ground"])),
        day=day,
        until=day and day + timedelta(days=draw(st.sampled_from([0, 0, 1, 3, 30]))),
        place=draw(st.sampled_from([None, FASHER, FASHER, NYALA, SUDAN])),
        actor=GERMANY if goods else draw(st.sampled_from([None, ARMY, RSF])),
        recipient=draw(st.sampled_from([None, UKRAINE])) if goods else None,
        source=draw(st.sampled_from([None, ARMY, HOSPITAL])),
        killed=draw(st.sampled_from([None, 3, 9])),
        goods=draw(st.sampled_from(["Marder", "Skynex"])) if goods else None,
        stage=draw(st.sampled_from(list(Stage)[:6])) if goods else None,
        denied=draw(st.booleans()),
    )


@st.composite
def stories(draw: st.DrawFn) -> Story:
    told = draw(st.lists(says(), min_size=1, max_size=4))
    linked = [replace(say, retells=draw(st.sampled_from([None, 0]))) if n else say for n, say in enumerate(told)]
    return Story(tuple(linked), draw(st.sampled_from("AB")), date(2024, 1, draw(st.integers(6, 9))))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(record=st.lists(stories(), max_size=7), data=st.data())
def test_arrival_in_any_order_and_any_portions_gives_the_record_of_a_rebuild(
    record: list[Story], data: st.DataObject
) -> None:
    with Store.open(":memory:") as store:
        for story in data.draw(st.permutations(record)):
            update(store, [read(story)])
        for story in record[:2]:  # a newer reader closes what the older one took
            update(store, [read(replace(story, says=story.says[:1], reader=NEWER))] if len(story.says) == 1 else [])
        grown = derived(store)
        assert store.unreconciled() == ()
        whole = reconcile(store.claims())
        assert grown == {name: by_id(getattr(whole, name)) for name in KINDS} | {"unsure": set(whole.unsure)}
        store.forget_derived()
        assert store.events() == ()
        rebuild(store)
        assert derived(store) == grown


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=FIND)
@given(record=st.lists(stories(), min_size=2, max_size=8), data=st.data())
def test_judgements_and_forgetting_between_arrivals_give_the_record_of_a_rebuild(
    record: list[Story], data: st.DataObject
) -> None:
    made: list[Judgement] = []
    with Store.open(":memory:") as store:
        for story in record:
            with suppress(ForgottenReport):
                update(store, [read(story)])
            step = data.draw(st.sampled_from(["none", "judge", "judge", "correct", "withdraw", "forget"]))
            ids = [one.claim.id for one in store.claims()]
            if step == "judge":
                verdict = data.draw(st.sampled_from(list(Verdict)))
                sides = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
                made.append(judge(store, Judgement(*sides, None, None, verdict, (), "Ada", AT)))
            elif step == "correct":
                kind = data.draw(st.sampled_from([Type.BLAST, Type.INTERCEPT]))
                value = json.dumps(kind.value)
                made.append(
                    judge(store, Judgement(data.draw(st.sampled_from(ids)), None, "type", value, None, (), "Ada", AT))
                )
            elif step == "withdraw" and made:
                withdraw(store, made.pop(data.draw(st.integers(0, len(made) - 1))), at=AT)
            elif step == "forget" and len(ids) > 4:
                forget(store, store.claims()[0].report.id)
        whole = reconcile(store.claims(), store.judgements())
        assert derived(store) == {name: by_id(getattr(whole, name)) for name in KINDS} | {"unsure": set(whole.unsure)}


def derived(store: Store) -> dict[str, Any]:
    return {name: by_id(getattr(store, name)()) for name in KINDS} | {"unsure": set(store.unsure())}


def by_id(records: Sequence[Any]) -> dict[str, Any]:
    return {one.id: one for one in records}


@settings(max_examples=60, deadline=None)
@given(record=st.lists(stories(), max_size=8), data=st.data())
def test_reconcile_does_not_see_the_order_of_claims(record: list[Story], data: st.DataObject) -> None:
    from tests.stories import told

    claims = list({one.claim.id: one for one in told(*record)}.values())
    assert reconcile(data.draw(st.permutations(claims))) == reconcile(claims)
