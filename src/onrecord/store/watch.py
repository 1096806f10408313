"""Whether a record has changed since, by whomever: what an answer that is remembered goes by."""

from collections.abc import Hashable
from threading import Lock
from typing import Any

from sqlalchemy import Engine, text

SNAPSHOT = text("SELECT CAST(pg_current_snapshot() AS text)")  # which transactions are done: the same, the same rows


class Watch:
    """Looks at a database. Nothing is kept in it for this, so that whatever writes, with or without us, is seen.

    SQLite counts on each connection the commits of all others; PostgreSQL numbers its transactions.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, Lock()
        self._connection: Any = None  # one that never writes: its own commits would not count

    def state(self) -> Hashable:
        """Another value after each commit. Two that are equal stand for the same rows."""
        if self._engine.name != "sqlite":
            with self._engine.begin() as connection:
                return str(connection.scalar(SNAPSHOT))
        if self._engine.url.database in (None, "", ":memory:"):
            return object()  # its one connection sees no other's commits: never the same
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
                self._connection.detach()
            found: int = self._connection.cursor().execute("PRAGMA data_version").fetchone()[0]
            return found

    def close(self) -> None:
        """Lets go of its connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
