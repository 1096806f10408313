"""A record of invented reports: two sides that differ over one strike, a shipment, and text that means harm."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.gather import make_report
from onrecord.pipeline import Reader
from onrecord.serve.app import make_app
from onrecord.serve.draw import VENDOR
from onrecord.serve.users import Users
from onrecord.store import Store
from tests.serve.browser import ARGUMENTS, CHROMIUM, PASSWORD, serving, watched

REPORTS = (
    (
        "Northern Wire",
        date(2024, 3, 2),
        "A rocket strike on a market in Kharkiv on Friday killed 12 people, Ukraine's Interior Ministry said.",
    ),
    (
        "Southern Wire",
        date(2024, 3, 3),
        "Russia's Defense Ministry said the rocket strike on a market in Kharkiv on Friday killed 4 people.",
    ),
    (
        "Northern Wire",
        date(2024, 3, 3),
        "Denmark has delivered eight Leopard tanks to Ukraine, Ukraine's Defense Ministry said on Sunday.",
    ),
    (
        "<script>alert(1)</script>",
        date(2024, 3, 4),
        "Shelling killed three people in Kherson on Monday, Ukraine's army said. <script>alert('x')</script> "
        "\u202egnp.txt <img src=x onerror=alert(2)> {{ 7*7 }} </textarea>",
    ),
    ("Long Wire", date(2024, 3, 4), "Shelling hit Kherson on Monday, Ukraine's army said. " + "a" * 900_000),
)


@pytest.fixture(scope="session")
def record(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record's file, made once; a test that writes copies it."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    with Store.open(path) as store:
        reports = [make_report(text, published=day, outlet=outlet) for outlet, day, text in REPORTS]
        pipeline.update(store, (pipeline.extract(report, reader) for report in reports))
    return path


@pytest.fixture
def copy(record: Path, tmp_path: Path) -> Path:
    """A record of the test's own."""
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(record)) as one, closing(sqlite3.connect(path)) as other:
        one.backup(other)
    return path


@pytest.fixture
def users(tmp_path: Path) -> Users:
    """Users with one who may sign in."""
    made = Users(tmp_path / "desk.users")
    made.add("ana", PASSWORD)
    return made


@pytest.fixture
def client(record: Path, users: Users) -> Iterator[TestClient]:
    """A reader of the record."""
    with Store.open(record) as store:
        yield TestClient(make_app(store, users), base_url="http://localhost", follow_redirects=False)


@pytest.fixture
def writer(copy: Path, users: Users) -> Iterator[TestClient]:
    """One who is signed in, over a record of their own."""
    with Store.open(copy) as store:
        client = TestClient(make_app(store, users), base_url="http://localhost", follow_redirects=False)
        assert client.post("/login", data={"name": "ana", "password": PASSWORD}).status_code == 303
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, headless; gone after the module, for its event loop would be in the way of others."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if shutil.which("chromium") is None:
        pytest.skip("no chromium here; make setup-browser installs it")
    if not VENDOR.joinpath("htmx.js").is_file():
        pytest.skip("the browser parts are not here; make assets fetches them")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def desk(copy: Path, users: Users) -> Iterator[str]:
    """The address of a desk that runs."""
    with Store.open(copy) as store, serving(store, users) as base:
        yield base


@pytest.fixture
def page(browser: Any, desk: str) -> Iterator[Any]:
    """A tab of the desk that notes every complaint of the browser."""
    with watched(browser, desk) as tab:
        yield tab
