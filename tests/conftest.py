"""What many tests share: one reader for all, and the folder of shared reports where it is present."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from subprocess import SubprocessError

import pytest

from onrecord import engines, pipeline
from onrecord.gather import make_report
from onrecord.model.extraction import Extraction
from onrecord.pipeline import Reader
from tests import postgres as postgres_server

SHARED = Path(__file__).parents[2] / "shared"
FRIDAY = date(2024, 1, 5)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The default reader, the same that `onrecord.extract` and the engine of one process use."""
    loaded = engines.reader(engines.Parts())
    return loaded


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared reports and their gold."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared data at {SHARED.name}/ beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def extract_text(reader: Reader) -> Callable[..., Extraction]:
    """Text -> extraction, by default of a report of Friday 5 January 2024."""

    def extract(text: str, published: date | None = FRIDAY, outlet: str | None = None) -> Extraction:
        return pipeline.extract(make_report(text, published=published, outlet=outlet), reader)

    return extract


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Server]:
    """A running PostgreSQL, one for all tests of a process."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres_server.running())
        except (OSError, RuntimeError, SubprocessError) as error:
            postgres_server.or_skip(error)
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new record, in either database: a test that asks for it runs on both."""
    if request.param == "sqlite":
        yield str(tmp_path / "onrecord.db")
        return
    server: postgres_server.Server = request.getfixturevalue("postgres")
    address = server.fresh()
    yield address
    server.drop(address)
