"""The desk over PostgreSQL: each page, export and judgement answers as it does over SQLite."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.gather import make_report
from onrecord.pipeline import Reader
from onrecord.serve.app import PAGES, make_app
from onrecord.serve.users import Users
from onrecord.store import Store
from tests.postgres import Server
from tests.serve.conftest import PASSWORD, REPORTS

DAYS = "?first=2024-03-01&last=2024-03-05"
ASKED = (
    "/today.json?day=2024-03-03", f"/timeline.json{DAYS}", f"/map.json{DAYS}", f"/strikes.json{DAYS}",
    "/claims.json", "/claims.json?q=leop", "/claims.json?type=ASSAULT&order=oldest", "/claims.json?sort=happened",
    "/events.json", "/events.json?disputed=true&country=UKR", "/events.json?sort=happened", "/transfers.json",
    "/sources.json", "/sources/Russian%20defence%20ministry.json", "/review.json", "/review.json?kind=issue",
    "/search.json?q=khark", "/search.json?q=den", "/search.json?q=ukr",
    "/search.json?q=%25_%27%22%3A%26", "/about.json",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(postgres: Server, reader: Reader) -> str:
    """The record of the other tests, kept on PostgreSQL."""
    where = postgres.fresh()
    with Store.open(where) as store:
        reports = [make_report(text, published=day, outlet=outlet) for outlet, day, text in REPORTS]
        pipeline.update(store, (pipeline.extract(report, reader) for report in reports))
    return where


@pytest.fixture
def over(address: str, users: Users) -> Iterator[TestClient]:
    with Store.open(address) as store:
        yield TestClient(make_app(store, users), base_url="http://localhost", follow_redirects=False)


@pytest.mark.parametrize("as_of", ["", "as_of=2024-03-02", "as_of=2024-03-03T12:00:00"])
@pytest.mark.parametrize("path", ASKED)
def test_a_page_answers_the_same(over: TestClient, client: TestClient, path: str, as_of: str) -> None:
    asked = f"{path}{('&' if '?' in path else '?') if as_of else ''}{as_of}"
    answer, other = over.get(asked), client.get(asked)
    assert answer.status_code == other.status_code
    assert answer.json() == other.json()


def test_every_page_is_drawn(over: TestClient) -> None:
    event = over.get("/events.json").json()["events"]["rows"][0]["id"]
    report = over.get("/claims.json").json()["claims"]["rows"][0]["report"]["id"]
    transfer = over.get("/transfers.json").json()["transfers"]["rows"][0]["id"]
    ids = {"/events/{id}": event, "/reports/{id}": report, "/transfers/{id}": transfer}
    for page, _ in PAGES:
        path = page.path.replace("{id}", ids.get(page.path, "")).replace("{name}", "Russian defence ministry")
        assert over.get(path, headers={"accept": "text/html"}).status_code == 200, path


@pytest.mark.parametrize("path", ["/export/claims/jsonl", "/export/events/geojson", "/export/transfers/sipri"])
def test_an_export_is_the_same(over: TestClient, client: TestClient, path: str) -> None:
    assert over.get(path).text == client.get(path).text


def test_a_judgement_is_kept_and_withdrawn(over: TestClient) -> None:
    over.post("/login", data={"name": "ana", "password": PASSWORD})
    token = over.get("/review", headers={"accept": "text/html"}).text.split('name="csrf" value="')[1].split('"')[0]
    entry = over.get("/review.json?kind=dispute").json()["queue"][0]
    made = {"act": "accept", "csrf": token, "kind": "dispute", "left": entry["left"]}
    assert over.post("/judgements", data={**made, "others": " ".join(entry["others"])}).status_code == 303
    assert entry not in over.get("/review.json?kind=dispute").json()["queue"]
    last = over.get("/review.json").json()["judged"][0]["name"]
    assert over.post("/judgements/withdraw", data={"csrf": token, "judgement": last}).status_code == 303
    assert entry in over.get("/review.json?kind=dispute").json()["queue"]


def test_a_sign_that_the_database_cannot_hold_is_refused(over: TestClient) -> None:
    assert over.get("/sources/%00.json").status_code == 400
    assert over.get("/claims.json?q=%00").status_code == 400
