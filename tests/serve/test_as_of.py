"""As of a day no page holds anything that was published later, and each page holds what was."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.gather import make_report
from onrecord.pipeline import Reader
from onrecord.serve.app import make_app
from onrecord.serve.users import Users
from onrecord.store import Store

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
