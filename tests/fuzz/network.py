"""Lists of feeds and robots.txt, whatever their bytes."""

import tempfile
from pathlib import Path

from onrecord.errors import ReportError, SettingError
from onrecord.gather.address import address_of
from onrecord.gather.feeds import load_feeds
from onrecord.gather.fetch import Answer, Fetcher, Leave
from onrecord.gather.polite import Polite

LIST = b'every = "10m"\n[[feed]]\nurl = "https://news.example/rss"\noutlet = "A"\nevery = "1h"\ntake = "feed"\n'
RULES = b"User-agent: *\nDisallow: /private/*.html$\nAllow: /\nCrawl-delay: 5\nSitemap: x\n\nUser-agent: onrecord\n"


def any_list(raw: bytes) -> None:
    """Feeds, or a reason that names the file."""
    with tempfile.NamedTemporaryFile(suffix=".toml") as place:
        place.write(raw)
        place.flush()
        try:
            assert load_feeds(Path(place.name))
        except SettingError as error:
            assert str(error).startswith(place.name)  # noqa: PT017


class Same(Fetcher):
    """Whatever is asked for, the answer has the same bytes."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.raw = raw

    def get(self, url: str, headers: object = None, *, leave: Leave = lambda here: None) -> Answer:
        leave(address_of(url))
        return Answer(url, url, 200, {}, self.raw)


def any_rules(raw: bytes) -> None:
    """A page that may be fetched, or the reason why not; and a delay that somebody can wait for."""
    guest = Polite(Same(raw))
    try:
        assert guest.get("https://news.example/private/a.html").body == raw
    except ReportError as error:
        assert "asks programs not to fetch it" in str(error)  # noqa: PT017
    assert 0 <= guest.wait("https://news.example/") <= 600
