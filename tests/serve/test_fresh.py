"""What is written is seen at the next request, on every page that remembers answers, and whoever writes it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.model.record import Judgement
from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store
from tests.stories import ARMY, FRIDAY, HOSPITAL, Say, Story, read

SATURDAY = date(2024, 1, 6)
FIRST = Story((Say("Shells hit El Fasher, the army said.", source=ARMY, killed=3),), "Post", SATURDAY)
SECOND = Story((Say("Nine died in El Fasher, a nurse said.", source=HOSPITAL, killed=9),), "Star", SATURDAY)
LATER = Story((Say("Shells hit El Fasher, the army said.", source=ARMY, killed=5),), "Star", date(2024, 1, 9))
REMEMBERED = ("/", "/today.json", f"/?day={SATURDAY}", "/sources", f"/sources/{ARMY.name}", "/about")


@pytest.fixture
def other(where: str) -> Iterator[Store]:
    """One who writes into the record without the desk."""
    with Store.open(where) as store:
        pipeline.update(store, [read(FIRST)])
        yield store


@pytest.fixture
def desk(where: str, other: Store, users: Users) -> Iterator[TestClient]:
    """A reader whose desk has answered each page once."""
    with Store.open(where) as store:
        client = TestClient(make_app(store, users), base_url="http://localhost")
        for path in REMEMBERED:
            assert client.get(path).status_code == 200
        yield client


def seen(desk: TestClient, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200
    return answer.text


def test_a_report_that_another_takes_in_is_there_at_the_next_request(desk: TestClient, other: Store) -> None:
    pipeline.update(other, [read(SECOND), read(LATER)])
    assert "Nine died" in seen(desk, f"/?day={SATURDAY}")
    assert desk.get("/today.json").json()["day"] == "2024-01-09"
    assert desk.get("/sources.json").json()["sources"][0] == {"source": ARMY.name, "claims": 2, "rating": None}
    assert desk.get(f"/sources/{ARMY.name}.json").json()["standings"] == {"claimed": 2}
    assert desk.get("/about.json").json()["counts"]["report"] == 3


def test_a_report_of_the_past_is_in_its_days_brief(desk: TestClient, other: Store) -> None:
    """Its day has been drawn before, and nothing of it is the newest of anything."""
    before = seen(desk, f"/?day={SATURDAY}&as_of={SATURDAY}")
    pipeline.update(other, [read(SECOND)])
    assert "Nine died" not in before
    assert "Nine died" in seen(desk, f"/?day={SATURDAY}&as_of={SATURDAY}")


def test_a_report_that_is_forgotten_is_in_no_remembered_answer(desk: TestClient, other: Store) -> None:
    """The words of a report that is not the newest: no highest number of any table goes with them."""
    pipeline.update(other, [read(SECOND), read(LATER)])
    assert "Nine died" in seen(desk, f"/?day={SATURDAY}")
    pipeline.forget(other, read(SECOND).report.id)
    assert "Nine died" not in seen(desk, f"/?day={SATURDAY}")


def test_a_correction_that_another_makes_is_there_at_the_next_request(desk: TestClient, other: Store) -> None:
    (told,) = other.claims()
    at = datetime(2024, 2, 1, 12, tzinfo=UTC)
    rated = Judgement(ARMY.name, None, "rating", "B", None, (), "ana", at)
    pipeline.judge(other, rated)
    assert desk.get("/sources.json").json()["sources"][0]["rating"] == "B"
    moved = Judgement(told.claim.id, None, "when", '{"start":"2024-01-04","end":"2024-01-04"}', None, (), "ana", at)
    pipeline.judge(other, moved)
    new = desk.get(f"/today.json?day={SATURDAY}").json()["new"]
    assert [event["when"]["start"] for event in new] == ["2024-01-04"] != [FRIDAY.isoformat()]
