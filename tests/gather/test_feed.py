"""A feed of any form gives the pages that it names; a hostile one is refused, a broken one read as far as it goes."""

from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DamagedReport, ReportError, SettingError, TooLong, UnsafeReport
from onrecord.gather.feed import Items, read_feed
from onrecord.gather.feeds import Feed, Take, load_feeds, span_of
from onrecord.gather.fetch import Answer

WHERE = "https://news.example/world/feed.xml"


def read(words: str | bytes, kind: str = "application/xml", where: str = WHERE) -> Items:
    raw = words.encode() if isinstance(words, str) else words
    return read_feed(Answer(WHERE, where, 200, {"content-type": kind}, raw))


def rss(*items: str, head: str = "") -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0"><channel><title>World</title>{entries}</channel></rss>'


def test_rss() -> None:
    found = read(
        rss(
            "<title>Shell &amp;amp; &lt;b&gt;fire&lt;/b&gt;</title><link>https://news.example/1</link>"
            "<pubDate>Fri, 05 Jan 2024 18:30:00 +0200</pubDate><description>&lt;p&gt;Two died.&lt;/p&gt;</description>"
        )
    )
    (item,) = found.items
    assert (found.title, found.left) == ("World", 0)
    assert (item.url, item.title, item.published) == (
        "https://news.example/1",
        "Shell & fire",
        "2024-01-05T18:30:00+02:00",
    )
    assert item.words == "<p>Two died.</p>"


def test_atom_whose_addresses_are_relative_to_its_own_base() -> None:
    found = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><title>F</title><entry><title>A</title>'
        '<link rel="self" href="s"/><link rel="alternate" href="../p"/><updated>2024-01-05T10:00:00Z</updated>'
        "<published>2024-01-04T10:00:00+02:00</published><summary>short</summary>"
        '<content type="html">&lt;p&gt;Two people died.&lt;/p&gt;</content></entry></feed>'
    )
    (item,) = found.items
    assert (item.url, item.published) == ("https://other.example/p", "2024-01-04T10:00:00+02:00")
    assert item.words == "<p>Two people died.</p>"


def test_rdf_and_a_day_without_an_hour() -> None:
    found = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>T</title><link>https://c.example/</link>'
        "<dc:date>2024-01-05</dc:date></item></rdf:RDF>"
    )
    assert [(item.url, item.published) for item in found.items] == [("https://c.example/", "2024-01-05")]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("a?b=1", "https://news.example/world/a?b=1"),
        ("/a", "https://news.example/a"),
        ("//other.example/a", "https://other.example/a"),
        ("../a", "https://news.example/a"),
        ("https://news.example/a#top", "https://news.example/a"),
    ],
)
def test_relative_links_are_taken_from_where_the_feed_lies(link: str, url: str) -> None:
    assert [item.url for item in read(rss(f"<link>{link}</link>")).items] == [url]


def test_relative_links_of_a_feed_that_moved_are_taken_from_its_new_place() -> None:
    found = read(rss("<link>a</link>"), where="https://new.example/b/feed")
    assert [item.url for item in found.items] == ["https://new.example/b/a"]


def test_entries_without_an_address_that_can_be_fetched_are_left_out_and_counted() -> None:
    links = ["javascript:alert(1)", "file:///etc/passwd", "", "https://me:pw@news.example/", "https://news.example/ok"]
    found = read(rss(*(f"<title>T</title><link>{link}</link>" for link in links)))
    assert ([item.url for item in found.items], found.left) == (["https://news.example/ok"], 4)


def test_one_page_named_twice_is_one_and_the_first_entries_are_kept_of_too_many() -> None:
    found = read(rss(*(f"<link>/{n % 400}</link>" for n in range(500))))
    assert (len(found.items), found.items[0].url, found.left) == (300, "https://news.example/0", 200)
    assert len(read(rss("<link>/a</link>", "<link>/a</link>")).items) == 1


@pytest.mark.parametrize(
    "edited", [("<title>B</title>", ""), ("<title>A</title>", "<atom:updated>2024-01-05T11:00:00Z</atom:updated>")]
)
def test_the_stamp_changes_with_the_title_or_the_moment_of_the_edit_and_with_nothing_else(
    edited: tuple[str, str],
) -> None:
    def stamp(title: str, updated: str, summary: str) -> str:
        day = "<pubDate>Fri, 05 Jan 2024 18:30:00 GMT</pubDate>"
        words = rss(f"{title}<link>/a</link>{day}{updated}<description>{summary}</description>")
        words = words.replace("<rss ", '<rss xmlns:atom="http://www.w3.org/2005/Atom" ')
        return read(words).items[0].stamp

    before = stamp("<title>A</title>", "", "3 comments")
    assert stamp("<title>A</title>", "", "4 comments") == before
    assert stamp(*edited, "3 comments") != before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r", "gb18030"])
def test_encodings(encoding: str) -> None:
    title = "Ночью" if encoding != "gb18030" else "夜间"
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    found = read(rss(f"<title>{title}</title><link>/a</link>", head=head).encode(encoding))
    assert [item.title for item in found.items] == [title]


# The broken


@pytest.mark.parametrize(
    "words",
    [
        rss("<title>A &nbsp; B & C</title><link>/a</link>"),
        rss("<title>A</title><link>/a</link>").replace("</channel></rss>", ""),
        rss("<title>A</title><link>/a</link>") + "<script>",
        "\n\n<?xml version='1.0'?>" + rss("<title>A</title><link>/a</link>"),
        rss("<title>\x07A</title><link>/a</link>"),
    ],
    ids=["entities of HTML", "cut short", "something after it", "blank lines before it", "control characters"],
)
def test_a_feed_that_breaks_the_rules_of_xml_is_read_all_the_same(words: str) -> None:
    assert [item.url for item in read(words).items] == ["https://news.example/a"]


def test_what_the_parser_does_not_foresee_is_a_reason_and_no_crash() -> None:
    """A character's number beyond all numbers, found by changing feeds at random."""
    with pytest.raises(DamagedReport, match="cannot be read"):
        read(rss("<title>&nbsp;&#99999999999;</title><link>/a</link>"))


@pytest.mark.parametrize("words", ["", "  ", "<html><body>No feed</body></html>", '{"items": []}', "\0\1\2", "<rss"])
def test_what_is_no_feed_is_refused(words: str) -> None:
    with pytest.raises(DamagedReport, match=f"^{WHERE}: "):
        read(words)


def test_a_feed_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLong):
        read(b"<rss>" + b" " * 4 * 2**20)


# The hostile


def laughs() -> str:
    """A kilobyte that says a gigabyte."""
    more = "".join(f'<!ENTITY {"abcdefghij"[n]} "{("&" + "abcdefghij"[n - 1] + ";") * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY a "ha">{more}]>'


ENTITIES = {
    "laughs": laughs(),
    "a file": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE rss [<!ENTITY a SYSTEM "http://10.0.0.1/">]>',
    "a parameter": '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://10.0.0.1/x.dtd"> %a;]>',
    "a harmless one": '<!DOCTYPE rss [<!ENTITY a "ha">]>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "koi8-r"])
@pytest.mark.parametrize("head", ENTITIES)
@pytest.mark.parametrize("broken", [False, True])
def test_entities_are_refused_before_any_is_expanded(head: str, encoding: str, broken: bool) -> None:
    words = f'<?xml version="1.0" encoding="{encoding}"?>' + rss(
        "<title>&a;</title><link>/a</link>", head=ENTITIES[head]
    )
    with pytest.raises(UnsafeReport, match="declares XML entities"):
        read((words[:-6] if broken else words).encode(encoding))


def test_a_document_type_without_entities_is_read_and_not_fetched() -> None:
    """RSS 0.91 has one, with an address."""
    head = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">'
    assert [item.url for item in read(rss("<link>/a</link>", head=head)).items] == ["https://news.example/a"]


def test_words_of_entities_inside_a_text_do_no_harm() -> None:
    assert read(rss("<link>/a</link><description><![CDATA[<!ENTITY a 'b'>]]></description>")).items[0].url


SLOW = {
    "tags that never close": "<a>",
    "brackets": "<",
    "ampersands": "&",
    "open attributes": "<a b='",
    "comments": "<!--",
    "declarations": "<!",
    "marked text": "<![CDATA[",
    "instructions": "<?a",
    "tags inside a text": "<item><description>&lt;div&gt;",
    "broken entries": "<item><title>&nbsp;</title><link>/a</link></item>",
}


@pytest.mark.parametrize("form", SLOW)
def test_the_time_for_a_hostile_feed_grows_with_its_size_alone(form: str) -> None:
    def took(size: int) -> float:
        raw = f'<rss version="2.0"><channel>{SLOW[form] * (size // len(SLOW[form]))}'
        start = process_time()
        with suppress(ReportError):
            read(raw)
        return process_time() - start

    assert min(took(120_000) for _ in range(2)) < 12 * max(took(30_000), 0.01)  # four times the size; squared: 16


@given(st.one_of(st.text(max_size=200).map(str.encode), st.binary(max_size=200)))
def test_any_bytes_give_pages_or_a_reason(raw: bytes) -> None:
    for words in (
        raw,
        rss("<link>/a</link>").encode().replace(b"/a", raw),
        rss("<title>x</title>").encode().replace(b"x", raw),
    ):
        try:
            found = read(words)
        except ReportError as error:
            assert str(error).startswith(WHERE)  # noqa: PT017
        else:
            assert all(item.url.startswith(("http://", "https://")) for item in found.items)


# feeds.toml


def write(folder: Path, words: str) -> Path:
    file = folder / "feeds.toml"
    file.write_text(words)
    return file


def test_feeds_of_a_file(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """every = "20m"
[[feed]]
url = "https://news.example/rss"

[[feed]]
url = "HTTPS://Other.Example/atom#x"
outlet = "Other"
every = "2h"
take = "feed"
""",
    )
    first, second = load_feeds(file)
    assert first == Feed("https://news.example/rss", span_of("20m"))
    assert second == Feed("https://other.example/atom", span_of("2h"), "Other", Take.FEED)
    assert [feed.every for feed in load_feeds(file, span_of("5m"))] == [span_of("5m"), span_of("2h")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("feed", "not TOML"),
        ("", "names no feed"),
        ("feed = 3", "names no feed"),
        ("feed = [3]", "feed 1: is no table"),
        ("feeds = []", "nothing is called 'feeds'; there are: every, feed"),
        ("[[feed]]\noutlet = 'A'", "feed 1: has no url"),
        ("[[feed]]\nurl = 3", "feed 1: url is 3; write it in quotation marks"),
        ("[[feed]]\nurl = 'ftp://a/'", "feed 1: ftp://a/: only http:// and https://"),
        ("[[feed]]\nurl = 'https://a/'\nhours = 3", "feed 1: nothing is called 'hours'"),
        ("[[feed]]\nurl = 'https://a/'\ntake = 'all'", "feed 1: take is 'all'; write 'page' or 'feed'"),
        ("[[feed]]\nurl = 'https://a/'\nevery = '5'", "feed 1: every: '5' is no length of time; write 10m, 1h or 1d"),
        ("[[feed]]\nurl = 'https://a/'\nevery = '5s'", "feed 1: every: '5s' is too short; give 1m to 7d"),
        ("[[feed]]\nurl = 'https://a/'\nevery = '8d'", "feed 1: every: '8d' is too long; give 1m to 7d"),
        ("[[feed]]\nurl = 'https://a/'\n[[feed]]\nurl = 'https://A'", "https://a/ is there twice"),
    ],
)
def test_a_file_that_is_wrong_says_where_and_what_to_write(tmp_path: Path, words: str, told: str) -> None:
    with pytest.raises(SettingError) as error:
        load_feeds(write(tmp_path, words))
    assert str(error.value).startswith(f"{tmp_path / 'feeds.toml'}: ")
    assert told in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be opened"):
        load_feeds(tmp_path / "feeds.toml")
