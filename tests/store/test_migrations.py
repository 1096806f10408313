"""A record of the first released schema, with data in it, is brought to the newest and says what it said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from onrecord.pipeline import rebuild
from onrecord.store import Store
from onrecord.store.connect import revision
from onrecord.store.schema import HEAD
from onrecord.store.upkeep import check
from tests.postgres import Server
from tests.store.frozen import DAYS, FIRST, build, first_rows
from tests.store.whole import whole
from tests.store.writer import stories, write
from tests.stories import read


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a record that is still at the first schema."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    where = server.fresh(empty=True) if server else str(tmp_path / "old.db")
    build(where)
    yield where
    if server:
        server.drop(where)


def test_the_first_schema_holds_rows_in_every_table_that_claims_need(old: str) -> None:
    assert revision(old) == FIRST
    rows = first_rows()
    wanted = {"report", "reading", "claim", "evidence", "attribution", "item", "event", "transfer", "figure"}
    assert wanted <= set(rows)


def test_an_old_record_is_brought_to_the_newest_schema_with_all_it_held(old: str) -> None:
    with Store.open(old) as store:
        assert revision(old) == HEAD
        assert check(store) == ()
        assert "v_claims" in inspect(store.engine).get_view_names()
        for story in stories(DAYS):
            made = read(story)
            assert store.knows(made.report.id, made.reader)
        claims = {one.claim.id: one.claim for one in store.claims()}
        newest = {claim.id: claim for story in stories(DAYS) for claim in read(story).claims}
        assert claims
        assert all(newest[id_] == claim for id_, claim in claims.items())


def test_events_of_an_old_record_can_be_rebuilt(old: str, tmp_path: Path) -> None:
    write(str(tmp_path / "new.db"), DAYS)
    with Store.open(old) as store, Store.open(tmp_path / "new.db") as undisturbed:
        store.forget_derived()
        rebuild(store)
        assert whole(store) == whole(undisturbed)
        assert len(store.search("shells").reports) == len(undisturbed.search("shells").reports)
