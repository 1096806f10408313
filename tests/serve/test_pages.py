"""Pages, their twins, and what an address may ask."""

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.model.claim import Type
from onrecord.serve.app import PAGES, make_app
from onrecord.serve.users import Users
from onrecord.store import Filter, Store

HTML = {"accept": "text/html"}
FIXED = sorted({page.path for page, _ in PAGES if "{" not in page.path} | {"/review", "/login"})


@pytest.fixture
def disputed(record: Path) -> str:
    """The event over whose figure two ministries differ."""
    with Store.open(record) as store:
        return next(event.id for event in store.events() if any(d.about == "figure" for d in event.disputes))


@pytest.mark.parametrize("path", FIXED)
def test_each_page_has_a_heading_a_title_and_its_own_words_for_it(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert "<title>" in answer.text


@pytest.mark.parametrize("page", [page for page, _ in PAGES if "{" not in page.path], ids=lambda page: page.name)
def test_each_page_has_a_json_twin_and_a_table_is_csv(client: TestClient, page) -> None:  # type: ignore[no-untyped-def]
    twin = "/today.json" if page.path == "/" else f"{page.path}.json"
    assert isinstance(client.get(twin).json(), dict)
    assert client.get(page.path, headers={"accept": "application/json"}).json() == client.get(twin).json()
    sheet = client.get(page.path, headers={"accept": "text/csv"})
    assert sheet.status_code == (200 if page.table else 406)
    if page.table:
        assert sheet.headers["content-type"].startswith("text/csv")


def test_an_event_shows_both_figures_with_their_speakers_and_never_their_sum(client: TestClient, disputed: str) -> None:
    answer = client.get(f"/events/{disputed}.json").json()
    assert [(f["source"]["country"], f["best"]) for f in answer["figures"]] == [("UKR", 12), ("RUS", 4)]
    assert "≠ Disputed" in client.get(f"/events/{disputed}", headers=HTML).text


def test_as_of_shows_an_event_as_it_stood(client: TestClient, disputed: str) -> None:
    then = client.get(f"/events/{disputed}.json", params={"as_of": "2024-03-02"}).json()
    assert [f["best"] for f in then["figures"]] == [12]
    assert then["event"]["disputes"] == []
    assert client.get(f"/events/{disputed}.json", params={"as_of": "2024-03-01"}).status_code == 404


def test_pages_of_a_list_hold_each_row_once(client: TestClient, record: Path) -> None:
    seen, cursor = [], None
    while True:
        answer = client.get("/claims.json", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()[
            "claims"
        ]
        seen += [claim["id"] for claim in answer["rows"]]
        cursor = answer["next"]
        if cursor is None:
            break
    with Store.open(record) as store:
        assert sorted(seen) == sorted(told.claim.id for told in store.claims())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"q": "leop"}, {"AID"}),
        ({"type": "AID"}, {"AID"}),
        ({"source": "Russian defence ministry"}, {"ASSAULT"}),
        ({"standing": "confirmed"}, set()),
    ],
)
def test_the_ledger_is_filtered(client: TestClient, given: dict[str, str], expected: set[str]) -> None:
    rows = client.get("/claims.json", params=given).json()["claims"]["rows"]
    assert {row["type"]["value"] for row in rows} == expected


def test_facets_count_what_the_list_holds(client: TestClient, record: Path) -> None:
    facets = client.get("/claims.json").json()["facets"]
    with Store.open(record) as store:
        aid = len(store.claims(Filter(types=(Type.AID,))))
    assert dict(facets["type"])["AID"] == aid


def test_what_is_shown_is_what_is_exported(client: TestClient) -> None:
    shown = client.get("/claims.json", params={"type": "ASSAULT"}).json()["claims"]["rows"]
    sheet = list(csv.DictReader(io.StringIO(client.get("/claims.csv", params={"type": "ASSAULT"}).text)))
    assert [row["id"] for row in sheet] == [row["id"] for row in shown]
    assert [row["quote"] for row in sheet] == [row_quote(client, row) for row in shown]


def row_quote(client: TestClient, row: dict) -> str:  # type: ignore[type-arg]
    text = client.get(f"/reports/{row['report']['id']}.json").json()["report"]["text"]
    start, end = row["sentence"]
    quote = text[start:end]
    return f"'{quote}" if quote.startswith(("=", "+", "-", "@")) else quote


@pytest.mark.parametrize(
    "path",
    [
        "/claims.json?limit=0",
        "/claims.json?type=WAR",
        "/claims.json?cursor=%25%25",
        "/claims.json?nothing=1",
        "/events.json?country=ukr",
        "/today.json?day=tomorrow",
        "/claims.json?as_of=0001-01-01",
        "/claims.json?cursor=WyJ4IiwgIjEiXQ",
    ],
)
def test_a_bad_parameter_is_a_plain_sentence_in_one_shape(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "message"}
    assert answer.json()["error"]["message"].endswith(".")


@pytest.mark.parametrize(
    "path", ["/nowhere", "/events/none.json", "/reports/none.json", "/transfers/none.json", "/sources/Nobody.json"]
)
def test_what_is_not_there_is_404_in_the_same_shape(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["message"].endswith(".")


def test_an_answer_is_sent_once(client: TestClient) -> None:
    first = client.get("/claims.json")
    again = client.get("/claims.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_answers_are_packed(client: TestClient) -> None:
    assert client.get("/claims.json", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


class Loads(HTMLParser):
    """What a page loads or runs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "img", "iframe", "source"):
            self.found.append(given.get("src") or "")
        if tag == "link":
            self.found.append(given.get("href") or "")
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script" and not given.get("src"):
            self.inline.append("script")


@pytest.mark.parametrize("path", FIXED)
def test_a_page_loads_from_itself_alone_and_runs_nothing_inline(client: TestClient, path: str) -> None:
    loads = Loads()
    loads.feed(client.get(path, headers=HTML).text)
    assert loads.found
    assert [src for src in loads.found if not src.startswith("/static/")] == []
    assert loads.inline == []


def test_a_bare_month_gives_way_to_a_longer_span(client: TestClient) -> None:
    """The newest reports tell of few events: the timeline goes back as far as a year, and no further than asked."""
    answer = client.get("/timeline.json").json()
    assert (answer["first"], answer["last"]) == ("2023-03-05", "2024-03-04")
    assert client.get("/timeline.json", params={"first": "2024-03-01"}).json()["first"] == "2024-03-01"


def test_what_nobody_foresaw_is_a_page_too(record: Path, users: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("onrecord.serve.desk.Desk.events", fails)
    with Store.open(record) as store:
        app = make_app(store, users)
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        page, twin = client.get("/events", headers=HTML), client.get("/events.json")
    assert (page.status_code, twin.status_code) == (500, 500)
    assert "That did not work" in page.text
    assert twin.json()["error"]["code"] == "unforeseen"
    assert "fault of ours" not in page.text + twin.text
