"""Local users: argon2 hashes, sessions, one-time invitations and an audit list, in a file beside the record.

Not in the record: that is an export which people hand on. Times are Unix seconds in UTC.
"""

import hmac
import re
import secrets
import sqlite3
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from onrecord.errors import SettingError

SESSION = 12 * 3600.0  # seconds a session lasts
INVITATION = 24 * 3600.0
TRIES, WITHIN = 8, 300.0  # failed sign-ins by one name or address, in so many seconds
WRITES, MINUTE = 120, 60.0  # judgements of one user in a minute
SHORTEST = 10  # characters of a password
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
TABLES = """
CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, hash TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS session (token TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user, ends REAL NOT NULL);
CREATE TABLE IF NOT EXISTS invitation (token TEXT PRIMARY KEY, ends REAL NOT NULL);
CREATE TABLE IF NOT EXISTS audit (at REAL NOT NULL, user TEXT NOT NULL, did TEXT NOT NULL, about TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user with the token that forms must bring back."""

    name: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the audit list."""

    at: float
    user: str
    did: str
    about: str


class Limit:
    """At most so many acts by one key within a time (seconds)."""

    def __init__(self, most: int, within: float) -> None:
        self._most, self._within, self._lock = most, within, Lock()
        self._acts: defaultdict[str, deque[float]] = defaultdict(deque)

    def reached(self, key: str) -> bool:
        """Whether no further act is allowed now."""
        with self._lock:
            acts, now = self._acts[key], time.monotonic()
            while acts and acts[0] < now - self._within:
                acts.popleft()
            return len(acts) >= self._most

    def count(self, key: str) -> None:
        """One act more."""
        with self._lock:
            if len(self._acts) > 10_000:  # names that nobody uses again
                self._acts.clear()
            self._acts[key].append(time.monotonic())


class Users:
    """The users of one record."""

    def __init__(self, path: Path) -> None:
        self.path, self._hasher = path, PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())  # an unknown name takes as long as a wrong password
        self.tries, self.writes = Limit(TRIES, WITHIN), Limit(WRITES, MINUTE)
        with self._open() as connection:
            connection.executescript(TABLES)
        path.chmod(0o600)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def any(self) -> bool:
        """Whether there is a user."""
        with self._open() as connection:
            return connection.execute("SELECT 1 FROM user LIMIT 1").fetchone() is not None

    def add(self, name: str, password: str, *, new: bool = False) -> None:
        """A user, or a new password of an old one (unless `new`), whose sessions end. Raises SettingError."""
        if not NAME.fullmatch(name):
            raise SettingError(f"{name!r}: a user's name is 1 to 40 of a-z, 0-9, '.', '_' and '-'")
        if len(password) < SHORTEST:
            raise SettingError(f"a password has {SHORTEST} characters or more; a few words are best")
        with self._open() as connection:
            if new and connection.execute("SELECT 1 FROM user WHERE name = ?", (name,)).fetchone():
                raise SettingError(f"{name}: there is a user of that name; take another")
            values = (name, self._hasher.hash(password), time.time())
            connection.execute("INSERT OR REPLACE INTO user VALUES (?, ?, ?)", values)
            connection.execute("DELETE FROM session WHERE user = ?", (name,))
        self.note(name, "user added", name)

    def sign_in(self, name: str, password: str) -> str | None:
        """The token of a new session, None where name or password are wrong."""
        with self._open() as connection:
            row = connection.execute("SELECT hash FROM user WHERE name = ?", (name,)).fetchone()
        try:
            self._hasher.verify(row[0] if row else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        if row is None:
            return None
        token = secrets.token_urlsafe(32)
        with self._open() as connection:
            connection.execute("DELETE FROM session WHERE ends < ?", (time.time(),))
            connection.execute("INSERT INTO session VALUES (?, ?, ?)", (_digest(token), name, time.time() + SESSION))
        self.note(name, "signed in", "")
        return token

    def of(self, token: str | None) -> SignedIn | None:
        """Whose session a token is, None where it is none or has ended."""
        if not token:
            return None
        with self._open() as connection:
            asked = "SELECT user FROM session WHERE token = ? AND ends > ?"
            row = connection.execute(asked, (_digest(token), time.time())).fetchone()
        return SignedIn(row[0], _digest(f"form:{token}")) if row else None

    def sign_out(self, token: str) -> None:
        """Ends a session."""
        with self._open() as connection:
            connection.execute("DELETE FROM session WHERE token = ?", (_digest(token),))

    def invite(self) -> str:
        """A token with which one person can make a user of their own, once, for a day."""
        token = secrets.token_urlsafe(24)
        with self._open() as connection:
            connection.execute("INSERT INTO invitation VALUES (?, ?)", (_digest(token), time.time() + INVITATION))
        return token

    def invited(self, token: str, *, use: bool = False) -> bool:
        """Whether an invitation holds; with `use` it is spent."""
        with self._open() as connection:
            asked = "SELECT 1 FROM invitation WHERE token = ? AND ends > ?"
            holds = connection.execute(asked, (_digest(token), time.time())).fetchone() is not None
            if holds and use:
                holds = connection.execute("DELETE FROM invitation WHERE token = ?", (_digest(token),)).rowcount == 1
        return holds

    def note(self, user: str, did: str, about: str) -> None:
        """A line for the audit list."""
        with self._open() as connection:
            connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (time.time(), user, did, about[:200]))

    def acts(self, most: int = 200) -> tuple[Act, ...]:
        """The audit list, newest first."""
        with self._open() as connection:
            rows = connection.execute("SELECT at, user, did, about FROM audit ORDER BY at DESC LIMIT ?", (most,))
            return tuple(Act(*row) for row in rows)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def same(left: str, right: str) -> bool:
    """Whether two tokens are one, told in a time that gives nothing away."""
    return hmac.compare_digest(left.encode(), right.encode())


def users_path(db: str) -> Path:
    """Where the users of a record are kept: beside its file, or in the user's own folder for a database by URL."""
    if "://" not in db:
        return Path(f"{db}.users")
    from platformdirs import user_data_path

    return user_data_path("onrecord", ensure_exists=True) / f"{sha256(db.encode()).hexdigest()[:16]}.users"
