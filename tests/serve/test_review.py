"""The review: an entry of each kind leaves the queue with one judgement, and comes back when that is withdrawn."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.gather import make_report
from onrecord.model.record import Judgement
from onrecord.pipeline import Reader
from onrecord.serve.app import make_app
from onrecord.serve.queue import Entry, Judged
from onrecord.serve.users import Users
from onrecord.store import Store
from tests.serve.conftest import PASSWORD

REPORTS = (
    (
        "North",
        2,
        "A rocket strike on a market in Kharkiv on Friday killed 12 people, Ukraine's Interior Ministry said.",
    ),
    ("South", 3, "Russia's Defense Ministry said the rocket strike on a market in Kharkiv on Friday killed 4 people."),
    ("East", 5, "Shelling may have killed two people in Sumy on Monday. Troops moved on the 45th."),
    ("West", 2, "Kherson was shelled on Friday, Ukraine's army said."),
    ("West", 3, "Kherson was shelled on Saturday, Ukraine's army said."),
    ("Coast", 2, "Kherson was shelled overnight, the governor said."),
)
KINDS = ("dispute", "unsure", "doubt", "issue")


@pytest.fixture
def desk(reader: Reader, users: Users, tmp_path: Path) -> Iterator[TestClient]:
    """One who is signed in, over a record with an entry of each kind."""
    with Store.open(tmp_path / "review.db") as store:
        reports = [make_report(text, published=date(2024, 3, day), outlet=outlet) for outlet, day, text in REPORTS]
        pipeline.update(store, (pipeline.extract(report, reader) for report in reports))
        client = TestClient(make_app(store, users), base_url="http://localhost", follow_redirects=False)
        client.post("/login", data={"name": "ana", "password": PASSWORD})
        yield client


def csrf(client: TestClient) -> str:
    return client.get("/review", headers={"accept": "text/html"}).text.split('name="csrf" value="')[1].split('"')[0]


def queue(client: TestClient, kind: str, **asked: str) -> list[dict]:  # type: ignore[type-arg]
    return list(client.get("/review.json", params={"kind": kind, **asked}).json()["queue"])


def judge(client: TestClient, entry: dict, act: str, **more: str) -> int:  # type: ignore[type-arg]
    made = {"act": act, "csrf": csrf(client), "kind": entry["kind"], "left": entry["left"], **more}
    made |= {"field": entry["about"]} if entry["kind"] in ("issue", "dispute") else {}
    made |= {} if entry["kind"] == "issue" else {"others": " ".join(entry["others"])}
    return client.post("/judgements", data=made).status_code


def undo(client: TestClient) -> None:
    last = client.get("/review.json").json()["judged"][0]["name"]
    assert client.post("/judgements/withdraw", data={"csrf": csrf(client), "judgement": last}).status_code == 303


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_accepted_leaves_the_queue_until_that_is_withdrawn(desk: TestClient, kind: str) -> None:
    before = queue(desk, kind)
    assert judge(desk, before[0], "accept", reason="it is so") == 303
    judged = desk.get("/review.json").json()["judged"]
    assert [(one["judgement"]["by"], one["judgement"]["reasons"]) for one in judged] == [("ana", ["it is so"])]
    assert queue(desk, kind) == before[1:]
    undo(desk)
    assert queue(desk, kind) == before


def test_accepting_one_kind_leaves_the_other_kinds_of_the_same_claim(desk: TestClient) -> None:
    (doubt,) = queue(desk, "doubt")
    assert judge(desk, {**doubt, "kind": "claim"}, "accept") == 303
    assert queue(desk, "doubt") == [doubt]


def test_accepting_one_dispute_leaves_the_others_over_the_same_claims() -> None:
    """A strike whose deaths and whose author are disputed: who accepts the one has not looked at the other."""
    at = datetime(2024, 3, 4, tzinfo=UTC)
    judged = Judged([Judgement("9f:1-4", None, None, "accepted dispute:figure 7a:3-9", None, (), "ana", at)])
    assert judged.accepted(Entry("dispute", "figure", "9f:1-4", ("7a:3-9",)))
    assert not judged.accepted(Entry("dispute", "author", "9f:1-4", ("7a:3-9",)))


def test_a_dispute_comes_back_when_another_speaker_joins_it(desk: TestClient, reader: Reader, tmp_path: Path) -> None:
    (dispute,) = [entry for entry in queue(desk, "dispute") if entry["about"] == "figure"]
    judge(desk, dispute, "accept")
    assert [entry for entry in queue(desk, "dispute") if entry["about"] == "figure"] == []
    text = "A rocket strike on a market in Kharkiv on Friday killed 30 people, the mayor said."
    with Store.open(tmp_path / "review.db") as store:
        pipeline.update(store, [pipeline.extract(make_report(text, published=date(2024, 3, 3), outlet="X"), reader)])
    (again,) = [entry for entry in queue(desk, "dispute") if entry["about"] == "figure"]
    assert "X" in [claim["report"]["outlet"] for claim in again["claims"]]


def test_a_note_stands_by_its_entry_and_decides_nothing(desk: TestClient) -> None:
    for kind in KINDS:
        entry = queue(desk, kind)[0]
        assert judge(desk, entry, "note", reason=f"ask about the {kind}") == 303
        again = queue(desk, kind)[0]
        assert again["left"] == entry["left"]
        assert f"ana: ask about the {kind}" in again["notes"]


@pytest.mark.parametrize(("act", "one"), [("merge", True), ("split", False)])
def test_an_unsure_pair_is_judged_once(desk: TestClient, act: str, one: bool) -> None:
    pairs = queue(desk, "unsure")
    left, right = (claim["id"] for claim in pairs[0]["claims"])
    assert judge(desk, pairs[0], act, right=pairs[0]["others"][0]) == 303
    together = desk.get(f"/events/{left}.json").json()["event"]["claims"]
    assert (right in together) is one
    assert pairs[0]["left"] not in [pair["left"] for pair in queue(desk, "unsure")]
    undo(desk)
    assert queue(desk, "unsure") == pairs


def test_a_doubt_that_was_corrected_is_settled(desk: TestClient) -> None:
    (doubt,) = queue(desk, "doubt")
    made = {"act": "correct", "csrf": csrf(desk), "left": doubt["left"], "field": "killed", "value": "3"}
    assert desk.post("/judgements", data=made).status_code == 303
    assert queue(desk, "doubt") == []


def test_an_issue_shows_its_words(desk: TestClient) -> None:
    (issue,) = queue(desk, "issue")
    assert issue["words"][1] == "the 45th"
    page = desk.get("/review?kind=issue", headers={"accept": "text/html"}).text
    assert "the 45th" in page


def verify(client: TestClient, claim: str, value: str, **more: str) -> int:
    made = {"act": "verify", "csrf": csrf(client), "left": claim, "value": value, **more}
    return client.post("/judgements", data=made).status_code


def reviews(client: TestClient, path: str, **asked: str) -> list[dict]:  # type: ignore[type-arg]
    return list(client.get(f"/export{path}/claimreview", params=asked).json()["@graph"])


def test_what_a_person_found_of_a_claim_stands_beside_it_and_leaves_as_a_fact_check(desk: TestClient) -> None:
    (told,) = desk.get("/claims.json?q=rocket+12").json()["claims"]["rows"]
    event, claim = desk.get(f"/events/{told['id']}.json").json()["event"], told["id"]
    assert reviews(desk, "/claims") == []
    assert verify(desk, claim, "disputed") == 303
    link = "https://example.org/hospital.pdf"
    assert verify(desk, claim, "false", reason="the morgue counted 9", evidence=link) == 303
    for path in ("/claims", f"/events/{claim}", f"/reports/{told['report']['id']}", "/review"):
        found = desk.get(f"{path}.json").json()["findings"]
        assert [(one["value"], one["by"]) for id_, one in found.items() if id_ == claim] == [("false", "ana")], path
        assert link in desk.get(path, headers={"accept": "text/html"}).text or path == "/claims"
    (row,) = csv.DictReader(io.StringIO(desk.get("/claims.csv?q=rocket+12").text))
    assert (row["found"], row["found_by"]) == ("false", "ana")
    for path in ("/claims", f"/events/{claim}", f"/reports/{told['report']['id']}", "/today"):
        (review,) = reviews(desk, path, day="2024-03-02") if path == "/today" else reviews(desk, path)
        assert review["reviewRating"]["alternateName"] == "False"
        assert (review["author"]["name"], review["reviewBody"]) == ("ana", "the morgue counted 9")
        assert review["citation"] == [link]
    assert desk.get(f"/events/{claim}.json").json()["event"] == event, "a finding changes no record"
    assert [one["judgement"]["value"] for one in desk.get("/review.json").json()["judged"]] == ["false", "disputed"]
    assert "verify" in desk.get("/audit").text
    undo(desk)
    assert [review["reviewRating"]["alternateName"] for review in reviews(desk, "/claims")] == ["Disputed"]
    undo(desk)
    assert reviews(desk, "/claims") == []


def test_what_was_found_outlives_a_rebuild_and_a_correction(desk: TestClient, tmp_path: Path) -> None:
    (told,) = desk.get("/claims.json?q=rocket+12").json()["claims"]["rows"]
    verify(desk, told["id"], "confirmed")
    made = {"act": "correct", "csrf": csrf(desk), "left": told["id"], "field": "killed", "value": "13"}
    assert desk.post("/judgements", data=made).status_code == 303
    with Store.open(tmp_path / "review.db") as store:
        store.forget_derived()
        pipeline.rebuild(store)
    assert [review["reviewRating"]["ratingValue"] for review in reviews(desk, "/events")] == [5]


@pytest.mark.parametrize(
    ("made", "status"),
    [
        ({"value": "maybe"}, 400),
        ({"value": ""}, 400),
        ({"value": "false", "evidence": "javascript:alert(1)"}, 400),
        ({"value": "false", "claim": "nowhere:1-2"}, 404),
    ],
)
def test_a_finding_is_one_of_the_terms_of_a_claim_on_record(
    desk: TestClient, made: dict[str, str], status: int
) -> None:
    claim = desk.get("/claims.json").json()["claims"]["rows"][0]["id"]
    assert verify(desk, **{"claim": claim, **made}) == status
    assert desk.get("/review.json").json()["judged"] == []


@pytest.mark.parametrize(
    ("made", "status"),
    [
        ({"act": "accept", "kind": "issue", "left": "nowhere:1-2", "field": "unknown_time"}, 404),
        ({"act": "accept", "kind": "dispute", "left": "nowhere:1-2"}, 404),
        ({"act": "accept", "kind": "dispute", "others": "nowhere:1-2"}, 404),
        ({"act": "accept", "kind": "dispute", "others": "no anchor"}, 404),
        ({"act": "accept", "kind": "nothing"}, 400),
    ],
)
def test_what_is_not_on_record_is_not_accepted(desk: TestClient, made: dict[str, str], status: int) -> None:
    left = queue(desk, "dispute")[0]["left"]
    assert desk.post("/judgements", data={"csrf": csrf(desk), "left": left, **made}).status_code == status
    assert desk.get("/review.json").json()["judged"] == []


def test_the_queue_as_of_a_day_holds_what_was_known_then(desk: TestClient) -> None:
    assert {kind: len(queue(desk, kind, as_of="2024-03-02")) for kind in KINDS} == {
        "dispute": 0, "unsure": 1, "doubt": 0, "issue": 0,
    }  # fmt: skip
    later = json.dumps(queue(desk, "all", as_of="2024-03-02"))
    assert "Sumy" not in later
    assert "Saturday" not in later
