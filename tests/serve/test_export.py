"""Each page offers the formats that fit it, through one route, with its own filter: what is shown is what leaves."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.publish.formats import FORMATS
from onrecord.serve.app import PAGES
from onrecord.serve.export import PIECE
from onrecord.serve.page import PageOf
from onrecord.store import Store

LISTS = [page for page, _ in PAGES if page.formats and "{" not in page.path]
EACH = [(page, name) for page in LISTS for name in page.formats]


def way(page: PageOf) -> str:
    return f"/export{'/today' if page.path == '/' else page.path}"


@pytest.mark.parametrize(("page", "name"), EACH, ids=[f"{page.name}-{name}" for page, name in EACH])
def test_each_format_of_each_list_leaves_whole(client: TestClient, page: PageOf, name: str) -> None:
    days = "?first=2024-03-01&last=2024-03-05" if page.path in ("/timeline", "/map", "/strikes") else ""
    answer = client.get(f"{way(page)}/{name}{days}", headers={"accept-encoding": "identity"})
    assert answer.status_code == 200, answer.text
    assert len(answer.content) == int(answer.headers["content-length"])
    assert answer.content or page.path == "/strikes", "no strike is on this record"
    assert answer.headers["content-disposition"].startswith('attachment; filename="onrecord-')
    if not FORMATS[name].suffix:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
            assert folder.testzip() is None
            assert any(one.startswith("claims.") for one in folder.namelist())


def lines(client: TestClient, path: str, kind: str) -> list[dict]:  # type: ignore[type-arg]
    read = [json.loads(line) for line in client.get(path).text.splitlines()]
    return [line for line in read if line["record"] == kind]


@pytest.mark.parametrize(
    "asked", ["", "?type=ASSAULT", "?q=market", "?as_of=2024-03-02", "?order=oldest", "?source=Nobody"]
)
def test_the_ledger_leaves_with_its_filter_in_its_order_and_all_its_pages(client: TestClient, asked: str) -> None:
    shown = client.get(f"/claims.json{asked}").json()["claims"]["rows"]
    assert [one["id"] for one in lines(client, f"/export/claims/jsonl{asked}", "claim")] == [one["id"] for one in shown]


@pytest.mark.parametrize("asked", ["", "?disputed=true", "?country=UKR", "?as_of=2024-03-02", "?standing=confirmed"])
def test_events_leave_as_they_are_listed_and_as_they_stood(client: TestClient, asked: str) -> None:
    shown = client.get(f"/events.json{asked}").json()["events"]["rows"]
    assert lines(client, f"/export/events/jsonl{asked}", "event") == [{"record": "event", **one} for one in shown]
    claims = {claim for one in shown for claim in one["claims"]}
    assert {one["id"] for one in lines(client, f"/export/events/jsonl{asked}", "claim")} == claims


@pytest.mark.parametrize("page", ["timeline", "map"])
def test_what_is_drawn_is_what_leaves(client: TestClient, page: str) -> None:
    days = "?first=2024-03-01&last=2024-03-03"
    answer = client.get(f"/{page}.json{days}").json()
    drawn = [row[answer["columns"].index("id")] for row in answer["rows"]]
    assert [one["id"] for one in lines(client, f"/export/{page}/jsonl{days}", "event")] == drawn != []


def test_one_record_leaves_alone(client: TestClient, record: Path) -> None:
    with Store.open(record) as store:
        event, transfer, told = store.events()[0], store.transfers()[0], store.claims()[0]
    assert [one["id"] for one in lines(client, f"/export/events/{event.claims[-1]}/jsonl", "event")] == [event.id]
    assert [one["id"] for one in lines(client, f"/export/transfers/{transfer.id}/jsonl", "transfer")] == [transfer.id]
    of_report = lines(client, f"/export/reports/{told.report.id}/jsonl", "claim")
    assert {one["report"]["id"] for one in of_report} == {told.report.id}
    assert "Leopard" in client.get(f"/export/transfers/{transfer.id}/sipri").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/claims/acled", 400),
        ("/export/claims/nothing", 400),
        ("/export/claims/csv?cursor=x", 400),
        ("/export/events/csv?country=ukr", 400),
        ("/export/events/none/csv", 404),
        ("/export/reports/none/csv", 404),
        ("/export/sources/Nobody/csv", 404),
        ("/export/sources/csv", 404),
    ],
)
def test_what_does_not_fit_is_refused_in_the_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}


def test_a_page_links_its_formats_with_its_filter(client: TestClient) -> None:
    page = client.get("/events?type=ASSAULT&limit=1", headers={"accept": "text/html"}).text
    assert 'href="/export/events/geojson?type=ASSAULT"' in page
    assert "/export/" not in client.get("/about", headers={"accept": "text/html"}).text


def test_a_format_whose_library_is_missing_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    answer = client.get("/export/claims/xlsx")
    assert answer.status_code == 501
    assert "onrecord[formats]" in answer.json()["error"]["message"]


def test_a_large_file_leaves_in_pieces(client: TestClient) -> None:
    with client.stream("GET", "/export/claims/sqlite", headers={"accept-encoding": "identity"}) as answer:
        pieces = list(answer.iter_raw())
    assert sum(map(len, pieces)) == int(answer.headers["content-length"])
    assert max(map(len, pieces)) <= PIECE
