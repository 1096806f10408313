"""The examples' record, read once, and a small one made by hand whose text is hostile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.gather import gather
from onrecord.model.record import Records
from onrecord.pipeline import extract, load_reader, records, update
from onrecord.store import Store

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    reader = load_reader()
    with Store.open(tmp_path_factory.mktemp("formats") / "examples.db") as opened:
        update(opened, (extract(one.report, reader) for one in gather([str(EXAMPLES)]) if one.report))
        yield opened


@pytest.fixture(scope="session")
def examples(store: Store) -> Records:
    return records(store)
