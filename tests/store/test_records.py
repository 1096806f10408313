"""What the store hands to publish, judgements, and derived strikes and tallies, over SQLite."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord.errors import StoreError
from onrecord.model.contract import encode, encode_told
from onrecord.model.mention import Quantity
from onrecord.model.record import Described, Judgement, Records, Strike, Tally, TallyReport, Unsure, Verdict, anchor
from onrecord.pipeline import records, update
from onrecord.store import Filter, Store
from tests.records import NEWER
from tests.stories import ARMY, FASHER, FRIDAY, HOSPITAL, NYALA, Say, Story, read

AT = datetime(2024, 1, 8, 9, 30, tzinfo=UTC)
EARLY = Story((Say("Shells hit El Fasher, the army said.", killed=3, source=ARMY),), "Post", date(2024, 1, 6))
LATE = Story((Say("Nine died in El Fasher, a nurse said.", killed=9, source=HOSPITAL),), "Star", date(2024, 1, 9))
OTHER = Story((Say("Nyala was shelled.", place=NYALA),), "Star", date(2024, 1, 10))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        update(opened, [read(EARLY), read(LATE), read(OTHER)])
        yield opened


def judgement(left: str, right: str | None, verdict: Verdict | None = Verdict.SAME) -> Judgement:
    return Judgement(left, right, None, None, verdict, ("one witness", "one hour"), "Ada", AT)


def test_records_are_those_of_the_question(store: Store) -> None:
    asked: Records = records(store, Filter(reported_last=date(2024, 1, 9)))
    assert [report.outlet for report in asked.reports()] == ["Post", "Star"]
    assert [one.report.outlet for one in asked.claims()] == ["Post", "Star"]
    assert [event.reports for event in asked.events()] == [2]
    assert [event.reports for event in asked.events()] == [2]  # an iterator starts anew at each call
    assert asked.told([one.claim.id for one in asked.claims()]) == tuple(asked.claims())


def test_what_was_known_on_a_day_is_told_by_the_reports_of_then(store: Store) -> None:
    (event,) = records(store, Filter(as_of=date(2024, 1, 7))).events()
    assert [(figure.source, figure.best) for figure in event.figures] == [(ARMY, 3)]
    assert event.disputes == ()
    with pytest.raises(ValueError, match=r"pipeline\.records"):
        store.records(Filter(as_of=date(2024, 1, 7)))


def test_a_judgement_holds_on_to_words_and_stays_on_record_when_withdrawn(store: Store) -> None:
    left, right, _ = store.claims()
    made = store.judge(judgement(left.claim.id, right.claim.id))
    assert (made.left, made.right) == (anchor(left), anchor(right))
    assert store.judgements() == (made,)
    assert set(store.unreconciled()) == {left.claim.id, right.claim.id}
    update(store, [read(replace(EARLY, reader=NEWER))])
    (newer,) = store.judged([made.left])
    assert newer != left.claim.id
    assert store.withdraw(made, at=AT)
    assert not store.withdraw(made, at=AT)
    assert (store.judgements(), store.judgements(withdrawn=True)) == ((), (replace(made, withdrawn=AT),))


def test_a_judgement_of_no_claim_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no claim on record"):
        store.judge(judgement("nothing", None))


def test_strikes_tallies_and_unsure_pairs_come_back_as_they_were_kept(store: Store) -> None:
    first, second, _ = (one.claim.id for one in store.claims())
    ten, none = Quantity(10, 10, 10), None
    strike = Strike(f"{first}.drone", FRIDAY, ARMY, "drone", HOSPITAL, ten, none, ten, none, none, True, (first,))
    tally = Tally(second, "killed", "people", None, FASHER, FRIDAY, ARMY, (TallyReport(FRIDAY, 9, 9, 9, second),))
    unsure = Unsure(first, second, ("one town", "no hour"))
    store.replace(
        frozenset({first, second}), frozenset(), Described(strikes=(strike,), tallies=(tally,), unsure=(unsure,))
    )
    assert (store.strikes(), store.tallies(), store.unsure()) == ((strike,), (tally,), (unsure,))
    assert store.strikes(Filter(first=date(2024, 1, 6))) == ()
    assert store.tallies(Filter(country="SDN")) == (tally,)
    assert list(records(store, Filter(as_of=FRIDAY)).strikes()) == []
    assert encode(strike)["launched"]["best"] == 10
    store.replace(frozenset({first, second}), frozenset({first, second}), Described())
    assert (store.strikes(), store.tallies(), store.unsure()) == ((), (), ())


def test_records_as_json_have_the_codebooks_names(store: Store) -> None:
    (event, *_) = store.events()
    written = encode(event)
    assert (written["type"], written["verification"]) == ("ASSAULT", "corroborated")
    assert {"kind", "of", "side", "source", "low", "best", "high", "reported", "claim"} == set(written["figures"][0])
    claim = encode_told(store.claims()[0])
    assert claim["report"] == {"id": read(EARLY).report.id, "outlet": "Post", "published": "2024-01-06"}
    assert claim["attribution"][0]["id"] == f"{read(EARLY).report.id}.a0"
    assert claim["type"]["quote"] == "Shells hit El Fasher, the army said."
