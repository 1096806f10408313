"""What is remembered of feeds that are watched, kept in the record: a restart goes on, and a backup takes it along.

Of a page that is done with, a hash of its address stays and nothing else, so that `forget` leaves no trace here either.
"""

from collections.abc import Iterator, MutableMapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from onrecord.model.feeds import FeedState, Known, Page, Robots
from onrecord.store import schema
from onrecord.store.keys import batches
from onrecord.store.rows import moment
from onrecord.store.store import Store

ALL = "watched feeds"  # those who write here wait for one another, not for those who keep reports


class KeptFeeds:
    """The feeds and pages that a record remembers; each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def feed(self, url: str) -> FeedState | None:
        """A feed as it was last asked."""
        table = schema.feed
        (row,) = self.store.rows(select(table).where(table.c.url == url)) or (None,)
        if row is None:
            return None
        return FeedState(row.url, _utc(row.due), row.etag, row.modified, _maybe(row.asked), row.failures, row.said)

    def known(self, urls: Sequence[str]) -> dict[str, Known]:
        """Those of these pages that were named before."""
        keys, table, found = {_key(url): url for url in urls}, schema.feed_page, {}
        for some in batches(sorted(keys)):
            for row in self.store.rows(select(table).where(table.c.key.in_(some))):
                found[keys[row.key]] = Known(row.feed, row.stamp, _maybe(row.done))
        return found

    def polled(self, state: FeedState, pages: Sequence[Page]) -> None:
        """A feed was asked, and named these pages that are to be read: all of it, or nothing."""
        asked = moment(state.asked) if state.asked else None
        row = {"etag": state.etag, "modified": state.modified, "asked": asked, "due": moment(state.due)}
        with self.store.writing(ALL) as connection:
            _put(connection, schema.feed, {"url": state.url}, {**row, "failures": state.failures, "said": state.said})
            for page in pages:
                _put(connection, schema.feed_page, {"key": _key(page.url)}, _row(page))

    def waiting(self, feeds: Sequence[str]) -> tuple[Page, ...]:
        """The pages of these feeds that are still to be read, the earliest first."""
        table = schema.feed_page
        asked = (
            select(table).where(table.c.due.is_not(None), table.c.feed.in_(feeds)).order_by(table.c.due, table.c.key)
        )
        return tuple(
            Page(row.url, row.feed, row.stamp, _utc(row.due), row.title, row.published, row.words, row.tries)
            for row in self.store.rows(asked)
        )

    def later(self, page: Page) -> None:
        """A page is still to be read, at another time."""
        with self.store.writing(ALL) as connection:
            _put(connection, schema.feed_page, {"key": _key(page.url)}, _row(page))

    def done(self, url: str, at: datetime) -> None:
        """A page is done with."""
        table, emptied = schema.feed_page, dict.fromkeys(("due", "url", "title", "published", "words"))
        with self.store.writing(ALL) as connection:
            connection.execute(
                update(table).where(table.c.key == _key(url)).values(**emptied, done=moment(at), tries=0)
            )


class KeptRobots(MutableMapping[str, Robots]):
    """What hosts' robots.txt said, by origin."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __getitem__(self, origin: str) -> Robots:
        table = schema.robots
        for row in self.store.rows(select(table).where(table.c.origin == origin)):
            return Robots(row.text, _utc(row.until), row.why)
        raise KeyError(origin)

    def __setitem__(self, origin: str, said: Robots) -> None:
        row = {"until": moment(said.until), "text": said.text, "why": said.why}
        with self.store.writing(ALL) as connection:
            _put(connection, schema.robots, {"origin": origin}, row)

    def __delitem__(self, origin: str) -> None:
        with self.store.writing(ALL) as connection:
            if not connection.execute(delete(schema.robots).where(schema.robots.c.origin == origin)).rowcount:
                raise KeyError(origin)

    def __iter__(self) -> Iterator[str]:
        return iter([str(origin) for origin in self.store.ids(select(schema.robots.c.origin))])

    def __len__(self) -> int:
        return int(self.store.ids(select(func.count()).select_from(schema.robots))[0])


def _put(connection: Connection, table: Table, key: dict[str, str], row: dict[str, Any]) -> None:
    """A row in the place of the one with its key, if there is one."""
    ((name, value),) = key.items()
    if not connection.execute(update(table).where(table.c[name] == value).values(**row)).rowcount:
        connection.execute(insert(table), {**key, **row})


def _row(page: Page) -> dict[str, Any]:
    fields = ("feed", "stamp", "tries", "url", "title", "published", "words")
    return {**{name: getattr(page, name) for name in fields}, "due": moment(page.due)}


def _key(url: str) -> str:
    return sha256(url.encode()).hexdigest()


def _utc(kept: datetime) -> datetime:
    return kept.replace(tzinfo=UTC)


def _maybe(kept: datetime | None) -> datetime | None:
    return _utc(kept) if kept else None
