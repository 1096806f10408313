"""A database opened, set up the way onrecord needs it, and brought to the newest schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError

from onrecord.errors import StoreError
from onrecord.store.schema import HEAD

BUSY = 30.0  # seconds to wait for another writer
WAIT = 0.02  # seconds between two tries, where SQLite leaves the waiting to us
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",  # a crafted file must not run functions through its views or triggers
    "PRAGMA synchronous = NORMAL",  # with WAL: a crash of the machine may lose the last reports, never the file
)
WRITES = "onrecord_writes"
POSTGRES = {"application_name": "onrecord", "options": f"-c lock_timeout={int(BUSY)}s"}
LOCK_ALL = text("SELECT pg_advisory_xact_lock(hashtextextended('onrecord', 0))")
LOCK_SHARED = text("SELECT pg_advisory_xact_lock_shared(hashtextextended('onrecord', 0))")
LOCK_REPORT = text("SELECT pg_advisory_xact_lock(hashtextextended(:report, 1))")


def database_url(where: str | Path) -> URL:
    """A database URL from a URL or a file's path.

    >>> str(database_url("onrecord.db"))
    'sqlite:///onrecord.db'
    >>> database_url("postgresql://record@localhost/onrecord").drivername
    'postgresql+psycopg'

    Raises StoreError for what is no address, another kind of database, or a password: a command's words and the
    settings are seen by too many. PostgreSQL's own ways (PGPASSWORD, ~/.pgpass, PGSERVICE) all work.
    """
    if "://" not in str(where):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(str(where))
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{where}: no database address; give a file, or postgresql://user@host/name") from error
    if url.password is not None or "password" in url.query:
        safe = url.set(password=None).difference_update_query(["password"])
        raise StoreError(
            f"{safe}: the address holds a password, which others can see there; leave it out and put it into the "
            "variable PGPASSWORD or the file ~/.pgpass"
        )
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"{url.drivername}: not a database that onrecord knows; give a SQLite file or postgresql://")
    return url


def connect(where: str | Path, *, create: bool) -> Engine:
    """An engine on a database at the newest schema, which is made where there is none and `create` allows it.

    Raises StoreError where it cannot be opened, is no database, or was made by a newer onrecord.
    """
    url = database_url(where)
    file = Path(url.database) if _is_file(url) and url.database else None
    if file and not create and not file.exists():
        raise StoreError(f"{file}: there is no such record; make one with 'onrecord read PATH... --db {file}'")
    engine = _engine(url)
    try:
        _upgrade(engine, str(file or url.render_as_string(hide_password=True)))
    except DatabaseError as error:
        engine.dispose()
        reason = f"cannot be opened as a record ({said(error)}){_way_out(url, error)}"
        raise StoreError(f"{file or _shown(url)}: {reason}") from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def _shown(url: URL) -> str:
    """The address as people write it."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _way_out(url: URL, error: DatabaseError) -> str:
    """What to try where a server does not let one in."""
    if url.get_backend_name() != "postgresql":
        return ""
    if "password" in str(error):
        here = f"postgresql:///{url.database}"
        return f"; put the password into ~/.pgpass, or on the server's own machine leave out the host: {here}"
    if "does not exist" in str(error):
        return f"; make it with 'createdb {url.database}'"
    return "; check the address, and that the server runs"


def revision(where: str | Path) -> str | None:
    """The schema of a record as it is, None where there is no record yet. Nothing is changed."""
    url = database_url(where)
    if _is_file(url) and not Path(str(url.database)).exists():
        return None
    engine = _engine(url)
    try:
        with in_words(str(where), "opened as a record"), engine.begin() as connection:
            return _revision(connection)
    finally:
        engine.dispose()


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, connect_args=POSTGRES, pool_pre_ping=True)
        except ImportError as error:
            raise StoreError(
                "postgresql needs psycopg, which is not installed; pip install 'onrecord[postgres]'"
            ) from error
    engine = create_engine(url, connect_args={"timeout": BUSY})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: see _begin_sqlite
    _set_wal(connection)
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _set_wal(connection: Any) -> None:
    """Write-ahead logging, for good. On a new file SQLite does not wait here for others, whatever the timeout."""
    until = monotonic() + BUSY
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
        sleep(WAIT)


def _begin_sqlite(connection: Connection) -> None:
    """Writers take their lock at once, so that what they looked up still holds when they write."""
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    writes = options.get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def in_words(name: str, doing: str) -> Iterator[None]:
    """A database's own errors as StoreError, with what it is called and what could not be done."""
    try:
        yield
    except DatabaseError as error:
        raise StoreError(f"{name}: cannot be {doing} ({said(error)})") from error


def said(error: DatabaseError) -> str:
    """The database's own words, on one line."""
    return " ".join(str(error.orig).split())


def lock(connection: Connection, report: str | None) -> None:
    """On PostgreSQL, where writers run side by side, holds others off until the transaction ends.

    Those who write one report share the record and have that report to themselves; None has the whole record. SQLite
    has one writer at a time anyway (`_begin_sqlite`).
    """
    if connection.dialect.name != "postgresql":
        return
    if report is None:
        connection.execute(LOCK_ALL)
    else:
        connection.execute(LOCK_SHARED)
        connection.execute(LOCK_REPORT, {"report": report})


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        found = _revision(connection)
    if found == HEAD:
        return
    from onrecord.store.upgrade import upgrade  # alembic takes a quarter of a second to import: only when needed

    with engine.execution_options(**{WRITES: True}).begin() as connection:
        upgrade(connection, name, _revision(connection))
