"""The OpenAPI holds for whatever may be asked or sent: schemathesis, bounded, over every route."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.serve.app import make_app
from onrecord.serve.draw import COOKIE
from onrecord.serve.users import Limit, Users
from onrecord.store import Store
from tests.serve.conftest import PASSWORD

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BOUND = settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
FEW = settings(BOUND, max_examples=2)  # of each page's files, which take their time
HOST = {"Host": "localhost"}
WRITES = {"/judgements", "/judgements/withdraw", "/login", "/logout", "/invite/{token}"}
KNOWN = {200, 303, 400, 401, 403, 404, 406, 429}


@pytest.fixture
def app(copy: Path, users: Users) -> Iterator[FastAPI]:
    """The desk over a record of the test's own; nobody is told to wait, so that every answer is the route's own."""
    users.tries, users.writes = Limit(10**6, 60.0), Limit(10**6, 60.0)
    with Store.open(copy) as store:
        yield make_app(store, users)


def operations(app: FastAPI, method: str) -> Iterator[Any]:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers=HOST)
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.method.upper() == method:
            yield operation


def in_shape(answer: Any) -> None:
    """Never a fault of ours; a refusal has the one shape."""
    assert answer.status_code in KNOWN, answer.text
    if answer.status_code >= 400 and "html" not in str(answer.headers["content-type"]):
        error = answer.json()["error"]
        assert set(error) == {"code", "message"}
        assert error["message"].endswith((".", "?")), error


def test_every_answer_is_as_the_openapi_says(app: FastAPI) -> None:
    asked = 0
    for operation in operations(app, "GET"):

        @(FEW if operation.path.startswith("/export/") else BOUND)
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:
            answer = case.call(headers=HOST)
            in_shape(answer)
            case.validate_response(answer, checks=CHECKS)

        check()
        asked += 1
    assert asked > 50


def sent(operation: Any, users: Users, who: str, session: str, claim: str) -> set[int]:
    """Statuses of what one writing route answers."""
    codes = set[int]()

    @BOUND
    @given(case=operation.as_strategy(), real=st.booleans(), html=st.booleans())
    def check(case: schemathesis.Case, real: bool, html: bool) -> None:
        own = users.sign_in("ana", PASSWORD) or "" if operation.path == "/logout" and who == "a user" else session
        headers = {**HOST, "Accept": "text/html" if html else "application/json"}
        if who != "a stranger":
            headers["Cookie"] = f"{COOKIE}={own}"
        signed = users.of(own)
        if isinstance(case.body, dict):
            case.body |= {"left": claim} if real and "left" in case.body else {}
            case.body |= {"csrf": signed.csrf} if who == "a user" and signed and "csrf" in case.body else {}
        answer = case.call(headers=headers, allow_redirects=False)
        in_shape(answer)
        codes.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    check()
    return codes


@pytest.mark.parametrize("who", ["a stranger", "a user without the form's token", "a user"])
def test_whatever_is_sent_is_answered_in_shape(app: FastAPI, users: Users, who: str) -> None:
    session = users.sign_in("ana", PASSWORD) or ""
    claim = TestClient(app, base_url="http://localhost").get("/claims.json").json()["claims"]["rows"][0]["id"]
    codes = {one.path: sent(one, users, who, session, claim) for one in operations(app, "POST")}
    assert set(codes) == WRITES
    refused = {"a stranger": {401}, "a user without the form's token": {403}}.get(who)
    for path in ("/judgements", "/judgements/withdraw", "/logout"):
        assert codes[path] <= (refused or {303, 404}) | {400}, path
        assert codes[path] != {400}, path


@pytest.mark.parametrize("path", sorted(WRITES))
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"act": "accept"}'),
        ("application/x-www-form-urlencoded", b""),
        ("application/x-www-form-urlencoded", b"left=%00&csrf=%00&act=accept&name=%00&password=%00&judgement=%00"),
        ("application/x-www-form-urlencoded", b"act=accept&left=%ff%fe&csrf=x&name=%ff&password=%ff&judgement=%ff"),
        ("application/x-www-form-urlencoded", b"csrf=x&left=" + b"a" * 100_000),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nno end"),
        ("text/plain", b"\x00\xff"),
    ],
    ids=["json", "empty", "NUL", "no UTF-8", "long", "cut short", "bytes"],
)  # fmt: skip
def test_a_body_of_another_kind_is_refused_in_shape(app: FastAPI, path: str, kind: str, body: bytes) -> None:
    client = TestClient(app, base_url="http://localhost", follow_redirects=False)
    answer = client.post(path.replace("{token}", "none"), content=body, headers={"content-type": kind})
    in_shape(answer)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("cursor", ["WyIyMDI0LTAzLTAyIiwieCJd", "WyIyMDI0LTAzLTAyIiwiOTk5OTk5OTk5OTk5OTk5OTk5OTk5OSJd"])
def test_a_cursor_that_names_no_row_is_refused(app: FastAPI, cursor: str) -> None:
    answer = TestClient(app, base_url="http://localhost").get(f"/claims.json?cursor={cursor}")
    assert answer.status_code == 400
