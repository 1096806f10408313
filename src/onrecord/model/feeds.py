"""What is remembered of feeds that are watched: by those who gather, and by the record that keeps it.

Moments are in UTC, with their zone.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host's robots.txt said, None where it could not be had and `why`; and until when that holds."""

    text: str | None
    until: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed as it was last asked: what it said of its version, when it is to be asked again, failures in a row."""

    url: str
    due: datetime
    etag: str | None = None
    modified: str | None = None
    asked: datetime | None = None
    failures: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a feed names, to be read from `due` on. `stamp` changes when the feed says that it was edited.

    `title` and `published` (ISO 8601) are the feed's; `words` (HTML) too, where they are read in the page's place.
    """

    url: str
    feed: str
    stamp: str
    due: datetime
    title: str | None = None
    published: str | None = None
    words: str | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A page that was named before: by which feed, its stamp, when it was done with (None: it still is to be read)."""

    feed: str
    stamp: str
    done: datetime | None
