"""Whatever ends a run, the next one goes on, and the record is that of a run that nobody disturbed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from onrecord.errors import StoreError
from onrecord.pipeline import update
from onrecord.store import Store
from tests.postgres import Server
from tests.store.whole import whole
from tests.store.writer import stories, write
from tests.stories import Say, Story, read

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("ONRECORD_KILLS", "10"))  # make soak: 200
DAYS = 12


class Fault(Exception):
    """What ends a run at a chosen moment."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], dict[str, list[str]]]:
    made: dict[int, dict[str, list[str]]] = {}

    def of(days: int) -> dict[str, list[str]]:
        if days not in made:
            path = str(tmp_path_factory.mktemp("undisturbed") / "onrecord.db")
            write(path, days)
            with Store.open(path) as store:
                made[days] = whole(store)
        return made[days]

    return of


@contextmanager
def faults(kinds: tuple[str, ...], at: int) -> Iterator[list[str]]:
    """Ends the run when the `at`th of these moments comes; hands out the moments that have come."""
    come: list[str] = []

    def listener(kind: str) -> Callable[..., None]:
        def hear(*_: object) -> None:
            come.append(kind)
            if len(come) == at + 1:
                raise Fault(kind)

        return hear

    heard = [(kind, listener(kind)) for kind in kinds]
    for kind, hear in heard:
        event.listen(Engine, kind, hear)
    try:
        yield come
    finally:
        for kind, hear in heard:
            event.remove(Engine, kind, hear)


def ends_at(where: str, kinds: tuple[str, ...], at: int, days: int) -> bool:
    with faults(kinds, at):
        try:
            write(where, days)
        except Fault:
            return True
    return False


@pytest.mark.parametrize("kinds", [("begin",), ("commit",)], ids=["before a transaction", "before it is kept"])
def test_a_fault_at_any_boundary_of_a_transaction(
    where: str, kinds: tuple[str, ...], undisturbed: Callable[[int], dict[str, list[str]]], clean: Callable[[], None]
) -> None:
    at, days = 0, 3
    Store.open(where).close()
    while ends_at(where, kinds, at, days):
        write(where, days)
        with Store.open(where) as store:
            assert whole(store) == undisturbed(days), f"{kinds[0]} {at}"
        clean()
        at += 1
    assert at > 10


def test_a_fault_at_any_statement(tmp_path: Path, undisturbed: Callable[[int], dict[str, list[str]]]) -> None:
    at, days, kinds = 0, 2, ("before_cursor_execute",)
    while ends_at(str(tmp_path / f"{at}.db"), kinds, at, days):
        write(str(tmp_path / f"{at}.db"), days)
        with Store.open(tmp_path / f"{at}.db") as store:
            assert whole(store) == undisturbed(days), f"statement {at}"
        at += 11 if at > 30 else 2  # of opening and of the first report closely, then a sample of those that are alike
    assert at > 150


@pytest.fixture
def clean(where: str, request: pytest.FixtureRequest) -> Callable[[], None]:
    """Makes the record empty again."""
    from sqlalchemy import delete

    from onrecord.store.schema import metadata, reading

    def empty() -> None:
        if "postgresql" not in where:
            for path in Path(where).parent.glob("onrecord.db*"):
                path.unlink()
            return
        with Store.open(where) as store, store.engine.begin() as connection:
            connection.execute(reading.update().values(closed_by=None))
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))

    return empty


def started(*words: object) -> "subprocess.Popen[str]":
    program = [sys.executable, "-m", "tests.store.writer", *map(str, words)]
    return subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_kill_minus_nine_at_any_moment(where: str, undisturbed: Callable[[int], dict[str, list[str]]]) -> None:
    """Half of the kills fall on each database: a run is ended at a moment nobody chose, and begun again."""
    moments, killed, days = random.Random(7), 0, 60
    share = (KILLS + 1) // 2
    while killed < share:
        with started(where, days) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0.0, 0.25))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
    with started(where, days) as process:
        assert process.wait() == 0
    with Store.open(where) as store:
        assert whole(store) == undisturbed(days)
        assert store.wrong_quotes() == ()


def test_a_disk_that_fills_up(tmp_path: Path, undisturbed: Callable[[int], dict[str, list[str]]]) -> None:
    path, ends = tmp_path / "onrecord.db", []
    Store.open(path).close()
    for room in (450_000, 600_000, 800_000):
        with started(path, DAYS, room) as process:
            ends.append(process.wait())
            assert process.stderr is not None
            said = process.stderr.read()
        assert "Traceback" not in said
        assert ends[-1] == 0 or "run again to go on" in said
    assert ends[0] == 1
    write(str(path), DAYS)
    with Store.open(path) as store:
        assert whole(store) == undisturbed(DAYS)


def test_a_file_that_may_not_grow_is_told_and_stays_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path / "onrecord.db") as store:
        before = whole(store)

        def full(connection: object, *_: object) -> None:
            connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

        event.listen(store.engine, "connect", full)
        store.engine.dispose()
        with pytest.raises(StoreError, match=r"database or disk is full.*run again to go on"):
            update(store, [read(Story((Say("Shells fell. " * 40_000),)))])
        event.remove(store.engine, "connect", full)
        store.engine.dispose()
        assert whole(store) == before


def test_the_stories_meet_in_events_and_are_read_again(
    undisturbed: Callable[[int], dict[str, list[str]]],
) -> None:
    content = undisturbed(DAYS)
    assert len(content["reading"]) == len(stories(DAYS)) == len(content["report"]) + 2
    assert 0 < len(content["event"]) < len(content["claim"])
    assert content["unreconciled"] == []
    assert len(content["transfer"]) == 1


def test_a_server_that_goes_away_is_told(postgres: Server) -> None:
    address = postgres.fresh()
    with Store.open(address) as store:
        with postgres.connection() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'onrecord'"
            )
        assert store.counts()["report"] == 0  # a connection found dead is made anew
    postgres.drop(address)
    with pytest.raises(StoreError, match="cannot be opened as a record"):
        Store.open(address)
