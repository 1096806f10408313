"""Hostile text, foreign hosts, and who may read and write."""

from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.gather import make_report
from onrecord.pipeline import Reader
from onrecord.serve import users as users_module
from onrecord.serve.app import make_app
from onrecord.serve.guard import LOOPBACK, Access
from onrecord.serve.marked import marked
from onrecord.serve.plain import as_csv
from onrecord.serve.users import Users
from onrecord.store import Store

HTML = {"accept": "text/html"}


def csrf(client: TestClient) -> str:
    page = client.get("/review", headers=HTML).text
    return page.split('name="csrf" value="')[1].split('"')[0]


def report_of(record: Path, outlet: str) -> str:
    with Store.open(record) as store:
        return next(r.id for r in store.records().reports() if (r.outlet or "").startswith(outlet))


@pytest.mark.parametrize("page", ["/", "/claims", "/events", "/search?q=shelling", "/review", "report"])
def test_text_of_a_report_is_never_markup(client: TestClient, record: Path, page: str) -> None:
    path = f"/reports/{report_of(record, '<')}" if page == "report" else page
    text = client.get(path, headers=HTML).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "\u202e" not in text, "a mark of direction may not turn our line around"
    if page == "report":
        assert "&lt;script&gt;" in text
        assert "{{ 7*7 }}" in text


def test_a_word_of_a_megabyte_is_shown(client: TestClient, record: Path) -> None:
    answer = client.get(f"/reports/{report_of(record, 'Long')}", headers=HTML)
    assert answer.status_code == 200
    assert "a" * 900_000 in answer.text


def test_marked_parts_are_the_whole_text(record: Path) -> None:
    with Store.open(record) as store:
        for report in store.records().reports():
            told = [one for one in store.claims() if one.report.id == report.id]
            parts = marked(report.text, told)
            assert "".join(part.text for part in parts) == report.text
            assert {claim for part in parts for claim in part.claims} == {one.claim.id for one in told}


def test_a_cell_is_no_formula() -> None:
    assert as_csv([{"name": '=HYPERLINK("x")'}]).splitlines()[1].startswith("\"'=")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.evil.example:8321"])
def test_a_foreign_host_is_refused_on_loopback_too(client: TestClient, host: str) -> None:
    answer = client.get("/claims.json", headers={"host": host})
    assert answer.status_code == 421
    assert "error" in answer.json()


@pytest.mark.parametrize("host", ["localhost:8321", "127.0.0.1:8321", "[::1]:8321"])
def test_loopback_has_three_names(client: TestClient, host: str) -> None:
    assert client.get("/claims.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/claims.json", "/static/desk.css", "/nowhere"])
def test_every_answer_has_the_headers_that_hold_a_browser_back(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=HTML).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_another_bind_needs_its_token(record: Path, users: Users) -> None:
    with Store.open(record) as store:
        app = make_app(store, users, Access(LOOPBACK | {"desk.example"}, "let me read"))
        client = TestClient(app, base_url="http://desk.example", follow_redirects=False)
        assert client.get("/claims.json").status_code == 401
        assert client.get("/claims.json", headers={"authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/claims.json", headers={"authorization": "Bearer let me read"}).status_code == 200
        moved = client.get("/claims?token=let+me+read", headers=HTML)
        assert (moved.status_code, "token" in moved.headers["location"]) == (303, False)
        assert client.get("/claims.json").status_code == 200, "the token is a cookie now"


def test_a_wrong_token_in_the_address_reads_nothing(record: Path, users: Users) -> None:
    with Store.open(record) as store:
        client = TestClient(make_app(store, users, Access(LOOPBACK, "right")), base_url="http://localhost")
        assert client.get("/claims?token=wrong", headers=HTML).status_code == 401


def claim_of(client: TestClient) -> str:
    return str(client.get("/claims.json").json()["claims"]["rows"][0]["id"])


def test_nobody_writes_without_signing_in(client: TestClient) -> None:
    made = {"act": "accept", "csrf": "x", "left": claim_of(client)}
    assert client.post("/judgements", data=made).status_code == 401
    assert client.post("/judgements/withdraw", data={"csrf": "x", "judgement": "y"}).status_code == 401


def test_a_form_needs_this_sessions_token_and_this_page(writer: TestClient) -> None:
    made = {"act": "accept", "left": claim_of(writer)}
    assert writer.post("/judgements", data={**made, "csrf": "guessed"}).status_code == 403
    elsewhere = {"origin": "https://evil.example"}
    assert writer.post("/judgements", data={**made, "csrf": csrf(writer)}, headers=elsewhere).status_code == 403
    assert writer.post("/judgements", data={**made, "csrf": csrf(writer)}).status_code == 303


def test_a_judgement_is_kept_listed_undone_and_audited(writer: TestClient, users: Users) -> None:
    token, claim = csrf(writer), claim_of(writer)
    assert (
        writer.post(
            "/judgements", data={"act": "note", "csrf": token, "left": claim, "reason": "ask again"}
        ).status_code
        == 303
    )
    judged = writer.get("/review.json").json()["judged"]
    assert [(one["judgement"]["by"], one["judgement"]["reasons"]) for one in judged] == [("ana", ["ask again"])]
    assert writer.post("/judgements/withdraw", data={"csrf": token, "judgement": judged[0]["name"]}).status_code == 303
    assert writer.get("/review.json").json()["judged"] == []
    assert writer.post("/judgements/withdraw", data={"csrf": token, "judgement": judged[0]["name"]}).status_code == 404
    assert [act.did for act in users.acts()][:2] == ["withdrew", "note"]


@pytest.mark.parametrize(
    "made",
    [
        {"act": "merge"},
        {"act": "rate", "value": "Z"},
        {"act": "correct", "field": "id", "value": "x"},
        {"act": "correct", "field": "place", "value": " "},
        {"act": "burn"},
        {"act": "accept", "more": "x"},
    ],
)
def test_a_judgement_that_says_too_little_is_a_plain_sentence(writer: TestClient, made: dict[str, str]) -> None:
    answer = writer.post("/judgements", data={"csrf": csrf(writer), "left": claim_of(writer), **made})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_a_judgement_leads_back_to_this_desk_alone(writer: TestClient) -> None:
    made = {"act": "accept", "csrf": csrf(writer), "left": claim_of(writer), "back": "//evil.example/"}
    assert writer.post("/judgements", data=made).headers["location"] == "/review"


def test_guessing_passwords_comes_to_an_end(client: TestClient) -> None:
    tries = [
        client.post("/login", data={"name": "ana", "password": "wrong"}).status_code
        for _ in range(users_module.TRIES + 1)
    ]
    assert tries == [401] * users_module.TRIES + [429]


def test_an_invitation_makes_one_user_once_and_no_other_anew(client: TestClient, users: Users) -> None:
    link = f"/invite/{users.invite()}"
    assert client.post(link, data={"name": "ana", "password": "another password"}).status_code == 400
    assert client.post(link, data={"name": "ben", "password": "short"}).status_code == 400
    assert client.post(link, data={"name": "ben", "password": "long enough words"}).status_code == 303
    assert client.post(link, data={"name": "eve", "password": "long enough words"}).status_code == 404


def test_passwords_are_kept_as_argon2_beside_the_record(users: Users, record: Path) -> None:
    kept = users.path.read_bytes()
    assert b"$argon2id$" in kept
    assert b"five quiet" not in kept
    assert users_module.users_path("a.db") == Path("a.db.users")


def test_a_session_ends_with_signing_out(writer: TestClient) -> None:
    token = csrf(writer)
    writer.post("/logout", data={"csrf": token})
    assert (
        writer.post("/judgements", data={"act": "accept", "csrf": token, "left": claim_of(writer)}).status_code == 401
    )


def test_a_correction_changes_the_event_and_its_withdrawal_changes_it_back(writer: TestClient) -> None:
    def figures() -> list[int]:
        event = next(e for e in writer.get("/events.json").json()["events"]["rows"] if len(e["figures"]) == 2)
        return sorted(figure["best"] for figure in event["figures"])

    assert figures() == [4, 12]
    rows = writer.get("/claims.json").json()["claims"]["rows"]
    claim = next(
        row["id"] for row in rows if any((i["quantity"] or {}).get("value", {}).get("best") == 12 for i in row["items"])
    )
    token = csrf(writer)
    made = {"act": "correct", "csrf": token, "left": claim, "field": "killed", "value": "14", "start": 60, "end": 62}
    assert writer.post("/judgements", data=made).status_code == 303
    assert figures() == [4, 14]
    gold = writer.get("/review/corrections.jsonl").json()
    assert (gold["field"], gold["by"], gold["reasons"]) == ("killed", "ana", ["words 60-62"])
    judged = writer.get("/review.json").json()["judged"][0]["name"]
    assert writer.post("/judgements/withdraw", data={"csrf": token, "judgement": judged}).status_code == 303
    assert figures() == [4, 12]


@pytest.mark.parametrize(("field", "value"), [("killed", "many"), ("when", "soon"), ("type", "WAR"), ("place", '{"x"')])
def test_a_correction_that_the_field_cannot_hold_is_not_kept(writer: TestClient, field: str, value: str) -> None:
    made = {"act": "correct", "csrf": csrf(writer), "left": claim_of(writer), "field": field, "value": value}
    answer = writer.post("/judgements", data=made)
    assert answer.status_code == 400
    assert field in answer.json()["error"]["message"]
    assert writer.get("/review.json").json()["judged"] == []


def test_a_name_on_no_list_has_neither_page_nor_facet_nor_link(reader: Reader, users: Users, tmp_path: Path) -> None:
    text = "Shelling killed two people in Kherson on Monday, Olena Bondar, a mother of three, said."
    with Store.open(tmp_path / "private.db") as store:
        pipeline.update(store, [pipeline.extract(make_report(text, published=date(2024, 3, 5)), reader)])
        client = TestClient(make_app(store, users), base_url="http://localhost")
        source = store.claims()[0].attributions[0].sources[0].value
        assert (source.id, source.country, source.sector) == (None, None, None)
        assert client.get(f"/sources/{source.name}.json").status_code == 404
        assert source.name not in client.get("/claims.json").json()["facets"]["source"]
        page = client.get(f"/events/{store.events()[0].id}", headers=HTML).text
        assert "Olena Bondar" in page
        assert 'href="/sources/Olena' not in page
        assert client.get("/search.json?q=olena").json()["actors"] == []
