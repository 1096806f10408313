"""A database brought to the newest schema by Alembic. Imported only where there is something to do."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from onrecord.errors import StoreError
from onrecord.store.schema import HEAD
from onrecord.store.views import create_views, drop_views

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, name: str, found: str | None, to: str = HEAD) -> None:
    """All migrations from revision `found` (None: an empty database) `to` another, in the connection's transaction.

    Views hold no data: they are dropped before and made anew after. Raises StoreError for a revision that only a
    newer onrecord knows.
    """
    if found == to:
        return
    config = Config()
    scripts = ScriptDirectory(str(MIGRATIONS))
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(f"{name}: made by a newer onrecord (its schema is {found}); upgrade onrecord to open it")
    drop_views(connection)

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(to, revision)

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    if to == HEAD:
        create_views(connection)
