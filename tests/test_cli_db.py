"""`onrecord db ...` and `onrecord reread`, as a user types them."""

import json
import re
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from onrecord.claim import identified
from onrecord.cli import app
from onrecord.errors import StoreError
from onrecord.gather import make_report
from onrecord.pipeline import Reader, extract, update
from onrecord.store import Filter, Store
from onrecord.store.schema import HEAD
from tests.store.whole import whole
from tests.store.writer import write

STORY = "date: 2025-03-08\noutlet: Test Post\n\nRebels shelled the town of Goma on Friday, killing four, the army said."


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    write(str(path), 3)
    return path


def test_check_says_what_is_wrong_and_ends_with_one(db: Path) -> None:
    sound = run("db", "check", "--db", db)
    assert (sound.exit_code, sound.stdout, "sound (3 reports" in sound.stderr) == (0, "", True)
    with Store.open(db) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE claim SET quote = 'x' WHERE number = 0"))
    damaged = run("db", "check", "--db", db)
    assert damaged.exit_code == 1
    assert "a sentence that stands elsewhere" in damaged.stdout


def test_backup_and_restore_go_round(db: Path, tmp_path: Path) -> None:
    saved, again = tmp_path / "saved" / "backup.db", tmp_path / "again.db"
    assert "MB" in run("db", "backup", saved, "--db", db).stdout
    assert "3 reports" in run("db", "restore", saved, "--db", again).stdout
    with Store.open(db) as one, Store.open(again) as other:
        assert whole(one) == whole(other)
    refused = run("db", "backup", saved, "--db", db)
    assert isinstance(refused.exception, StoreError)


def test_stats_vacuum_and_upgrade_say_what_they_found(db: Path) -> None:
    assert "2024-01-06" in run("db", "stats", "--db", db).stdout
    assert json.loads(run("db", "stats", "--db", db, "--format", "json").stdout)["rows"]["report"] == 3
    assert " MB now" in run("db", "vacuum", "--db", db).stdout
    assert run("db", "upgrade", "--db", db).stdout == f"{db}: schema {HEAD}\n"


@pytest.mark.slow
def test_reread_adds_the_claims_of_the_newer_reader_and_closes_the_old(db: Path, reader: Reader) -> None:
    read = extract(make_report(STORY, published=date(2025, 3, 8), outlet="Test Post"), reader)
    older = replace(reader.versions, onrecord="0.0.9")
    with Store.open(db) as store:
        before = whole(store)
        update(store, [replace(read, reader=older, claims=identified(read.claims, read.report, older))])
    assert "0 read again" in run("reread", "--db", db, "--since", "2025-03-09").stderr
    assert "1 read again" in run("reread", "--db", db, "--since", "2025-03-08").stderr
    with Store.open(db) as store:
        assert [one.claim.id for one in store.claims(Filter(report=read.report.id))] == [one.id for one in read.claims]
        assert len(whole(store)["claim"]) == len(before["claim"]) + 2 * len(read.claims)
        assert store.unreconciled() == ()
    assert "0 read again" in run("reread", "--db", db, "--since", "2025-03-08").stderr


def test_serve_on_any_free_port_says_which_it_took(tmp_path: Path) -> None:
    Store.open(tmp_path / "desk.db").close()
    command = [
        str(Path(sys.executable).with_name("onrecord")),
        "serve",
        "--db",
        str(tmp_path / "desk.db"),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as served:
        try:
            assert served.stderr is not None
            said = re.search(r"http://127\.0\.0\.1:(\d+)/", served.stderr.readline())
            assert said
            assert int(said[1]) > 0
            with urlopen(f"{said[0]}about.json", timeout=60) as answer:
                assert answer.status == 200
        finally:
            served.terminate()


def test_serve_says_that_a_port_is_taken(tmp_path: Path) -> None:
    Store.open(tmp_path / "desk.db").close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--db", tmp_path / "desk.db", "--port", port)
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use" in str(result.exception)
