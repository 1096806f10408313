"""Full-text search over reports and claims. Each database has its own way, known here alone."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from onrecord.store.rows import Row

# SQLite: FTS5 tables that hold the index alone; the words stay in `report` and `claim` (external content).
# The beginnings of words are indexed too: a search as one types must not look through all words that begin so.
TOKENS = "tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6'"
CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE report_search "
        f"USING fts5(headline, text, content='report', content_rowid='key', {TOKENS})",
        f"CREATE VIRTUAL TABLE claim_search USING fts5(quote, content='claim', content_rowid='key', {TOKENS})",
    ),
    # PostgreSQL: an index over an expression; a tsvector holds 1 MB at most, so a very long text is cut for it.
    "postgresql": (
        "CREATE INDEX report_search ON report USING gin "
        "(to_tsvector('english', coalesce(headline, '') || ' ' || left(text, 250000)))",
        "CREATE INDEX claim_search ON claim USING gin (to_tsvector('english', quote))",
    ),
}
ADD = (
    "INSERT INTO report_search (rowid, headline, text) SELECT key, headline, text FROM report WHERE key = :key",
    "INSERT INTO claim_search (rowid, quote) SELECT key, quote FROM claim WHERE reading = :reading",
)
REMOVE_REPORT = (
    "INSERT INTO report_search (report_search, rowid, headline, text) "
    "SELECT 'delete', key, headline, text FROM report WHERE key = :key"
)
OPEN = "JOIN reading g ON g.key = c.reading AND g.closed_by IS NULL"
FIND = {
    "sqlite": (
        "SELECT r.id FROM report_search s JOIN report r ON r.key = s.rowid "
        "WHERE report_search MATCH :words ORDER BY s.rank, r.id LIMIT :limit",
        f"SELECT c.id FROM claim_search s JOIN claim c ON c.key = s.rowid {OPEN} "
        "WHERE claim_search MATCH :words ORDER BY s.rank, c.id LIMIT :limit",
    ),
    "postgresql": (
        "SELECT id FROM report, websearch_to_tsquery('english', :words) q "
        "WHERE to_tsvector('english', coalesce(headline, '') || ' ' || left(text, 250000)) @@ q "
        "ORDER BY ts_rank(to_tsvector('english', left(text, 250000)), q) DESC, id LIMIT :limit",
        f"SELECT c.id FROM claim c {OPEN}, websearch_to_tsquery('english', :words) q "
        "WHERE to_tsvector('english', c.quote) @@ q "
        "ORDER BY ts_rank(to_tsvector('english', c.quote), q) DESC, c.id LIMIT :limit",
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the reports and of the claims whose words hold all that was asked for, the best first."""

    reports: tuple[str, ...]
    claims: tuple[str, ...]


def create_search(connection: Connection) -> None:
    """What the search needs, in a database without it."""
    for statement in CREATE[connection.dialect.name]:
        connection.execute(text(statement))


def add_report(connection: Connection, key: int) -> None:
    """Makes a new report's words known to the search."""
    _run(connection, ADD[0], {"key": key})


def remove_report(connection: Connection, key: int) -> None:
    """Takes a report's words out of the search, while the report still has them."""
    _run(connection, REMOVE_REPORT, {"key": key})


def add_claims(connection: Connection, reading: int) -> None:
    """Makes a new reading's claims known to the search."""
    _run(connection, ADD[1], {"reading": reading})


def _run(connection: Connection, statement: str, values: Row) -> None:
    if connection.dialect.name == "sqlite":  # PostgreSQL keeps its indexes itself
        connection.execute(text(statement), values)


def find(connection: Connection, words: str, limit: int) -> Found:
    """Reports and claims that hold all the words, whatever their form; "words in quotation marks" stand together."""
    dialect = connection.dialect.name
    asked = _match(words) if dialect == "sqlite" else words
    if not asked.strip():
        return Found((), ())
    values: dict[str, Any] = {"words": asked, "limit": limit}
    reports, claims = (tuple(connection.scalars(text(query), values)) for query in FIND[dialect])
    return Found(reports, claims)


def _match(words: str) -> str:
    """The words as an FTS5 query in which no sign has a meaning of its own.

    >>> _match('drone "air force" near*')
    '"drone" "air force" "near*"'
    """
    parts = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', words.replace("\0", " "))]
    return " ".join(f'"{part}"' for part in parts if any(char.isalnum() for char in part))


def begun(words: str, dialect: str) -> str:
    """Words as someone types them, the last of them perhaps not yet whole, in the database's query language.

    >>> begun("drone att", "sqlite"), begun("drone att", "postgresql")
    ('"drone" "att"*', 'drone & att:*')
    """
    if dialect == "sqlite":
        asked = _match(words)
        return f"{asked}*" if asked and not words.endswith((" ", '"')) else asked
    bare = re.findall(r"\w+", words.replace("\0", " "))
    return " & ".join(bare) + (":*" if bare and not words.endswith((" ", '"')) else "")
