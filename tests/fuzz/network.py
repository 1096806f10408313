"""What comes from the network, whatever the bytes: feeds, lists of feeds, robots.txt, and the answers of servers."""

import tempfile
from pathlib import Path

from onrecord.errors import ReportError, SettingError
from onrecord.gather.address import address_of
from onrecord.gather.feed import read_feed
from onrecord.gather.feeds import load_feeds
from onrecord.gather.fetch import Answer, Fetcher, Leave
from onrecord.gather.polite import Polite

WHERE = "https://news.example/feed"
TITLE = "<title>Shell &amp; fire</title>"
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{TITLE}
<item>{TITLE}<link>/a</link><pubDate>Fri, 05 Jan 2024 18:30:00 +0200</pubDate><guid isPermaLink="true">b</guid>
<description>&lt;p&gt;Two died.&lt;/p&gt;</description></item><item><link>javascript:x</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/">{TITLE}<entry>{TITLE}
<link rel="alternate" href="../p"/><updated>2024-01-05T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two died.</p></div></content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="y">{TITLE}<link>https://c.example/</link>
<dc:date>2024-01-05</dc:date></item></rdf:RDF>"""
BROKEN = f"<rss><channel><item>{TITLE}&nbsp;<link>/a</link>"
LIST = b'every = "10m"\n[[feed]]\nurl = "https://news.example/rss"\noutlet = "A"\nevery = "1h"\ntake = "feed"\n'
RULES = b"User-agent: *\nDisallow: /private/*.html$\nAllow: /\nCrawl-delay: 5\nSitemap: x\n\nUser-agent: onrecord\n"


def feeds() -> list[bytes]:
    """A feed of each form."""
    return [words.encode() for words in (RSS, ATOM, RDF, BROKEN)]


def any_feed(raw: bytes) -> None:
    """Pages with an address that can be fetched, or a reason that names the feed."""
    for kind in ("application/xml", "text/xml; charset=" + raw[:9].decode("latin-1")):
        try:
            found = read_feed(Answer(WHERE, WHERE, 200, {"content-type": kind}, raw))
        except ReportError as error:
            assert str(error).startswith(WHERE)  # noqa: PT017
            continue
        for item in found.items:
            assert address_of(item.url).url == item.url
            for words in (item.title, item.published, item.stamp):
                assert words is None or "\0" not in words.encode("utf-8").decode("utf-8")


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
