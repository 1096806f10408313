"""What differs on PostgreSQL: how one comes in, and many writers at once."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from onrecord.errors import StoreError
from onrecord.pipeline import update
from onrecord.store import Outcome, Store
from tests.postgres import Server
from tests.stories import ARMY, Say, Story, read


@pytest.mark.parametrize(
    "address",
    ["postgresql://record:secret@localhost/news", "postgresql://localhost/news?password=secret"],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(StoreError, match=r"PGPASSWORD or the file ~/\.pgpass") as refused:
        Store.open(address)
    assert "secret" not in str(refused.value)


def test_a_password_comes_from_the_environment(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address = postgres.fresh()
    with postgres.connection() as connection:
        connection.execute("CREATE ROLE reporter LOGIN PASSWORD 'green' SUPERUSER")
    rules = postgres.folder / "data" / "pg_hba.conf"
    trusting = rules.read_text()
    try:
        rules.write_text("local all reporter scram-sha-256\n" + trusting)
        with postgres.connection() as connection:
            connection.execute("SELECT pg_reload_conf()")
        asked = address.replace("postgres@", "reporter@")
        with pytest.raises(StoreError, match=r"no password supplied.*; put the password into ~/\.pgpass"):
            Store.open(asked)
        monkeypatch.setenv("PGPASSWORD", "green")
        Store.open(asked).close()
    finally:
        rules.write_text(trusting)


def test_a_server_that_does_not_answer_is_told_in_words() -> None:
    with pytest.raises(StoreError, match=r"^postgresql://nobody@/none.* cannot be .*; check the address, and that the"):
        Store.open("postgresql://nobody@/none?host=/no/such/folder")


def test_a_database_that_is_not_there_says_how_to_make_it(postgres: Server) -> None:
    with pytest.raises(StoreError, match=r"; make it with 'createdb nowhere'$"):
        Store.open(re.sub(r"/\w+\?", "/nowhere?", postgres.fresh()))


STORIES = [
    Story((Say(f"Shells hit El Fasher, the army said, {n}.", source=ARMY, killed=n),), "AB"[n % 2], date(2024, 1, 6))
    for n in range(12)
]


@pytest.mark.parametrize("same", [True, False], ids=["the same reports", "different reports"])
def test_writers_at_once_leave_the_record_of_one(where: str, same: bool) -> None:
    shares = (STORIES, STORIES) if same else (STORIES[::2], STORIES[1::2])
    begin = threading.Barrier(4)

    def write(stories: list[Story]) -> list[Outcome]:
        with Store.open(where) as store:
            begin.wait(20)
            return [kept.outcome for story in stories for kept in update(store, [read(story)])]

    def look() -> None:
        with Store.open(where) as store:
            begin.wait(20)
            for _ in range(10):
                events = store.events()
                assert all(event.reports <= len(STORIES) for event in events)
                assert store.wrong_quotes() == ()

    with ThreadPoolExecutor(4) as pool:
        writing, looking = [pool.submit(write, share) for share in shares], [pool.submit(look) for _ in range(2)]
        outcomes = [outcome for future in writing for outcome in future.result()]
        [future.result() for future in looking]
    assert outcomes.count(Outcome.READ) == len(STORIES)
    with Store.open(where) as store, Store.open(":memory:") as undisturbed:
        assert store.unreconciled() == ()
        update(undisturbed, map(read, STORIES))
        assert store.events() == undisturbed.events()
        assert {told.claim.id for told in store.claims()} == {told.claim.id for told in undisturbed.claims()}
