"""As of a day no page holds anything that was published later, and each page holds what was."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.gather import make_report
from onrecord.model.extraction import Extraction
from onrecord.pipeline import Reader
from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store
from tests.laws.test_as_of import FIRST, fetched, known_by, plain, published
from tests.laws.test_rebuild import FIND
from tests.stories import FASHER, NYALA, Say, Story

THEN = "2024-03-02"  # when the first report alone had been published
LATER = ("Leopard", "Kherson", "Southern Wire", "Russian defence", "Danish", "Denmark")
PAGES = (
    "/?day=2024-03-02", "/timeline", "/map", "/claims", "/events", "/transfers", "/strikes", "/sources", "/review",
    "/search?q=leop", "/search?q=kherson", "/search?q=rus", "/search?q=strike", "/search?q=den", "/about",
)  # fmt: skip


def asked(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}as_of={THEN}"


def twin(path: str) -> str:
    page, mark, query = path.partition("?")
    return f"{'/today' if page == '/' else page}.json{mark}{query}"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_was_published_later_is_shown(client: TestClient, path: str) -> None:
    page = client.get(asked(path), headers={"accept": "text/html"})
    assert page.status_code == 200
    main = page.text.split("<main")[1].split("</main>")[0]
    data = client.get(asked(twin(path))).text
    assert [word for word in LATER if word in main or word in data] == []


@pytest.mark.parametrize("path", ["/search?q=leop", "/search?q=kherson", "/search?q=den", "/sources", "/transfers"])
def test_the_same_page_shows_it_now(client: TestClient, path: str) -> None:
    data = client.get(twin(path)).text
    assert [word for word in LATER if word in data] != []


def test_counts_are_those_of_the_day(client: TestClient) -> None:
    then = client.get(f"/about.json?as_of={THEN}").json()["counts"]
    assert {name: then[name] for name in ("report", "ledger", "event", "transfer")} == {
        "report": 1, "ledger": 1, "event": 1, "transfer": 0,
    }  # fmt: skip
    assert client.get(f"/sources.json?as_of={THEN}").json()["sources"][0]["claims"] == 1
    assert client.get("/about.json?as_of=2024-03-01").json()["counts"]["report"] == 0


def test_a_source_is_known_by_what_it_had_said(client: TestClient) -> None:
    name = client.get("/sources.json").json()["sources"]
    army = next(row["source"] for row in name if row["claims"] == 2 and "Russia" not in row["source"])
    assert client.get(f"/sources/{army}.json?as_of=2024-03-03").status_code == 404
    now = client.get(f"/sources/{army}.json").json()
    assert sum(now["standings"].values()) == now["claims"]["total"] == 2


def test_the_events_of_a_source_stand_as_they_stood(client: TestClient) -> None:
    name = "Ukrainian interior ministry"
    names = [row["source"] for row in client.get(f"/sources.json?as_of={THEN}").json()["sources"]]
    assert len(names) == 1
    name = names[0]
    assert client.get(f"/sources/{name}.json?as_of={THEN}").json()["events"]["disputed"] == 0
    assert client.get(f"/sources/{name}.json").json()["events"]["disputed"] == 1


def test_a_report_is_not_there_before_it_was_published(client: TestClient) -> None:
    row = client.get("/claims.json?type=AID").json()["claims"]["rows"][0]
    report = row["report"]["id"]
    refused = client.get(f"/reports/{report}.json?as_of={THEN}")
    assert refused.status_code == 404
    assert THEN in refused.json()["error"]["message"]
    assert len(client.get(f"/reports/{report}.json?as_of=2024-03-03").json()["claims"]) == 1
    moved = client.get(f"/open/{row['id']}?as_of=2024-03-03").headers["location"]
    assert moved == f"/reports/{report}?as_of=2024-03-03#claim-{row['id']}"


def test_a_moment_counts_a_day_from_its_end(client: TestClient) -> None:
    noon = {"as_of": "2024-03-02T12:00:00+00:00"}
    assert client.get("/sources.json", params=noon).json()["sources"] == []
    assert client.get("/search.json", params={"q": "market", **noon}).json()["reports"] == []
    night = {"as_of": "2024-03-03T00:00:00+00:00"}
    assert len(client.get("/sources.json", params=night).json()["sources"]) == 1
    assert len(client.get("/search.json", params={"q": "market", **night}).json()["reports"]) == 1


def test_links_on_a_page_keep_the_day(client: TestClient) -> None:
    page = client.get(f"/search?q=market&as_of={THEN}", headers={"accept": "text/html"}).text
    main = page.split("<main")[1].split("</main>")[0]
    links = [part.split('"')[0] for part in main.split('href="')[1:]]
    assert links
    assert [link for link in links if f"as_of={THEN}" not in link] == []


def test_a_report_without_any_day_was_never_known(reader: Reader, users: Users, tmp_path: Path) -> None:
    text = "A shell killed three people in Kherson, Ukraine's army said."
    with Store.open(tmp_path / "undated.db") as store:
        pipeline.update(store, [pipeline.extract(make_report(text, outlet="Wire"), reader)])
        client = TestClient(make_app(store, users), base_url="http://localhost")
        day = str(date.today() - timedelta(days=1))
        assert client.get("/claims.json").json()["claims"]["total"] == 1
        assert client.get("/claims.json", params={"as_of": day}).json()["claims"]["total"] == 0
        assert json.dumps(client.get("/today.json").json()["day"]) == "null"


LISTS = {
    "/claims": "claims", "/events": "events", "/events?disputed=true": "events", "/events?standing=claimed": "events",
    "/events?standing=reported&sort=happened": "events", "/events?type=ASSAULT&order=oldest": "events",
    "/transfers": "transfers",
}  # fmt: skip
DRAWN = (
    "/timeline?first=2024-01-01&last=2024-01-12",
    "/map?first=2024-01-01&last=2024-01-12",
    "/map?first=2024-01-01&last=2024-01-12&standing=claimed",
)
WHOLE = ("/sources", "/strikes?first=2024-01-01&last=2024-01-12", "/about", "/today")


def walked(client: TestClient, path: str, part: str, day: date) -> list[str]:
    """Ids of all of a list, two at a time."""
    found: list[str] = []
    given = {"as_of": str(day), "limit": "2"}
    while True:
        answer = client.get(f"{twin(path)}{'&' if '?' in path else '?'}{urlencode(given)}").json()[part]
        found += [row["id"] for row in answer["rows"]]
        if answer["next"] is None:
            return found
        given["cursor"] = answer["next"]


def asked_of(client: TestClient, path: str, day: date) -> Any:
    page, mark, query = path.partition("?")
    return client.get(f"{page}?{query}{'&' if mark else ''}as_of={day}")


def exported(client: TestClient, path: str, day: date) -> list[str]:
    """Ids of the events that leave."""
    lines = asked_of(client, path.replace("/events", "/export/events/jsonl"), day).text.splitlines()
    return [line["id"] for line in map(json.loads, lines) if line["record"] == "event"]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=FIND)
@given(made=published(plain()), after=st.integers(0, 4))
def test_each_page_is_that_of_a_record_that_ends_then(made: list[Extraction], after: int) -> None:
    """Revisions, edits and later reports change no page as of a day before them."""
    day = FIRST + timedelta(days=after)
    with (
        TemporaryDirectory() as folder,
        Store.open(Path(folder) / "whole.db") as whole,
        Store.open(Path(folder) / "then.db") as then,
    ):
        pipeline.update(whole, made)
        there = {one.report.id for one in known_by(made, day)}
        pipeline.update(then, [one for one in made if one.report.id in there])
        users = Users(Path(folder) / "users")
        one, other = (TestClient(make_app(store, users), base_url="http://localhost") for store in (whole, then))
        for path, part in LISTS.items():
            assert walked(one, path, part, day) == walked(other, path, part, day), path
            if part == "events":
                assert exported(one, path, day) == exported(other, path, day) == walked(one, path, part, day), path
        for path in DRAWN:
            rows = [asked_of(client, twin(path), day).json()["rows"] for client in (one, other)]
            assert sorted(map(repr, rows[0])) == sorted(map(repr, rows[1])), path
        for path in (*WHOLE, *(f"/events/{id_}" for id_ in walked(one, "/events", "events", day))):
            assert asked_of(one, twin(path), day).json() == asked_of(other, twin(path), day).json(), path
        found = [asked_of(client, "/search.json?q=shell", day).json() for client in (one, other)]
        for part in ("reports", "claims", "events"):
            assert {row["id"] for row in found[0][part]} == {row["id"] for row in found[1][part]}, part


@pytest.mark.parametrize("before", [Say("Shells fell.", place=FASHER), Say("A statement.", type=None, place=None)])
def test_what_an_edit_adds_to_an_event_was_not_known_on_the_day_that_it_bears(
    before: Say, users: Users, tmp_path: Path
) -> None:
    """Though that day, the one of the text it takes the place of, lies before; also where that text told no claim."""
    shells, late = Say("Shells fell.", place=NYALA), FIRST + timedelta(days=2)
    more = replace(shells, words="Shells fell there too.")
    made = [
        fetched(Story((shells,), "Outlet 1", FIRST), "1", FIRST),
        fetched(Story((before,), "Outlet 2", FIRST), "2", FIRST),
        fetched(Story((before, more), "Outlet 2", FIRST), "2", late),
    ]
    with Store.open(tmp_path / "edited.db") as store:
        pipeline.update(store, made)
        client = TestClient(make_app(store, users), base_url="http://localhost")
        (event,) = (row["id"] for row in client.get("/events.json").json()["events"]["rows"] if len(row["claims"]) == 2)
        outlets = [asked_of(client, f"/events/{event}.json", day).json()["event"]["outlets"] for day in (FIRST, late)]
    assert outlets == [1, 2]
