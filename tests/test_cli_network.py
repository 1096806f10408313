"""Commands that read from the network, as a user types them, against a server of this machine."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli import app, gathering
from onrecord.gather.clock import Clock
from onrecord.gather.polite import Polite
from onrecord.store import Filter, Store
from tests.gather.clock import Still
from tests.gather.web import Web, answers, serving

PAGE = """<html><head><title>Goma</title><meta property="og:site_name" content="Test Post">
<meta property="article:published_time" content="2025-03-08"></head><body><article><h1>Goma shelled</h1>
<p>Rebels shelled the town of Goma on Friday, killing {} people, the army said on Saturday in a statement.</p>
<p>Rescue teams worked through the night, and the governor said that nobody is missing any longer.</p>
</article></body></html>"""


def page(number: str) -> bytes:
    return PAGE.format(number).encode()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with serving({"/goma": answers(200, page("four"), Content_Type="text/html")}) as server:
        guest = partial(Polite, server.fetcher(), clock=Still().clock)
        monkeypatch.setattr(gathering, "polite", lambda robots=None: guest(robots=robots))
        yield server


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_read_takes_an_address_and_an_edited_page_supersedes_the_older(web: Web, tmp_path: Path) -> None:
    db = tmp_path / "record.db"
    first = run("read", web.at("/goma"), "--db", db)
    assert (first.exit_code, "1 read" in first.stderr) == (0, True)
    assert "1 already known" in run("read", web.at("/goma"), "--db", db).stderr
    web.pages["/goma"] = answers(200, page("nine"), Content_Type="text/html")
    assert "1 read" in run("read", web.at("/goma"), "--db", db).stderr
    with Store.open(db) as store:
        assert store.counts()["report"] == 2
        (deaths,) = {told.report.text.split("killing ")[1].split(" ")[0] for told in store.claims(Filter())}
        assert deaths == "nine"
        assert {told.report.url for told in store.claims(Filter())} == {web.at("/goma")}


def test_an_address_that_gives_nothing_is_refused_and_the_others_go_on(web: Web, tmp_path: Path) -> None:
    result = run("read", web.at("/none"), web.at("/goma"), "--db", tmp_path / "record.db")
    assert result.exit_code == 1
    assert f"warning: {web.at('/none')}: there is no such page (HTTP 404); check the address" in result.stderr
    assert "1 read, 1 refused" in result.stderr
    assert "no page at the address" in result.stderr


def test_no_command_reaches_this_machine_by_itself(tmp_path: Path) -> None:
    with serving({"/goma": answers(200, page("four"))}) as web:
        result = run("read", web.at("/goma", host="127.0.0.1"), "--db", tmp_path / "record.db")
        assert result.exit_code == 1
        assert "leads to 127.0.0.1, a loopback address" in " ".join(result.stderr.split())
        assert web.asked == []


# watch


RSS = """<rss version="2.0"><channel><title>World</title>
<item><title>Goma shelled</title><link>/goma</link></item>
<item><title>Gone</title><link>/gone</link></item></channel></rss>"""


@pytest.fixture
def feeds(web: Web, tmp_path: Path) -> Path:
    web.pages |= {"/rss": answers(200, RSS.encode(), ETag='"1"'), "/broken": answers(200, b"<html>")}
    file = tmp_path / "feeds.toml"
    file.write_text(f"""[[feed]]
url = "{web.at("/broken")}"

[[feed]]
url = "{web.at("/rss")}"
outlet = "Example Post"
""")
    return file


def test_watch_once_keeps_what_is_new_and_says_a_line_a_feed(web: Web, feeds: Path, tmp_path: Path) -> None:
    db = tmp_path / "record.db"
    result = run("watch", feeds, "--db", db, "--once")
    assert result.exit_code == 1  # a feed and a page were refused
    lines = result.stderr.splitlines()
    clock = r"; asked again at (\d{4}-\d\d-\d\d )?\d\d:\d\d"
    assert re.fullmatch(f"{web.at('/broken')}: is no RSS or Atom feed.*{clock}", lines[0])
    assert lines[1] == f"warning: {web.at('/gone')}: there is no such page (HTTP 404); check the address"
    said = rf"Example Post \({web.at('/rss')}\): 2 entries, 2 new: 1 read, 1 refused{clock}"
    assert re.fullmatch(said, lines[2])
    assert lines[3].startswith(f"{db} holds 1 report")
    with Store.open(db) as store:
        assert {(told.report.outlet, told.report.url) for told in store.claims()} == {("Example Post", web.at("/goma"))}
        assert store.unreconciled() == ()
    web.asked.clear()
    web.pages["/rss"] = answers(304)
    result = run("watch", feeds, "--db", db, "--once")
    assert web.paths() == ["/rss"]  # the broken one is left alone for a while, nothing is read again
    assert result.exit_code == 1
    assert f"{web.at('/broken')}: not asked, since it failed (is no RSS or Atom feed" in result.stderr
    assert ": not changed; asked again at" in result.stderr


def test_watch_says_its_lines_as_json(web: Web, feeds: Path, tmp_path: Path) -> None:
    result = run("--log-format", "json", "watch", feeds, "--db", tmp_path / "record.db", "--once")
    lines = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert [(line["level"], line.get("feed")) for line in lines] == [
        ("warning", web.at("/broken")),
        ("warning", None),
        ("info", web.at("/rss")),
    ]
    assert lines[2]["outcomes"] == {"read": 1, "refused": 1}


def test_a_file_of_feeds_that_is_wrong_ends_with_a_usage_error(tmp_path: Path) -> None:
    from onrecord.errors import SettingError

    (tmp_path / "feeds.toml").write_text("[[feed]]\nurl = 'ftp://a/'\n")
    for more in ((), ("--every", "1s")):
        result = run("watch", tmp_path / "feeds.toml", "--db", tmp_path / "record.db", "--once", *more)
        assert isinstance(result.exception, SettingError)
    assert not (tmp_path / "record.db").exists()


def test_a_watch_that_is_started_again_too_early_says_when_it_goes_on(
    web: Web, feeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = Still()

    def sleep(seconds: float) -> None:
        if seconds > 60:
            raise KeyboardInterrupt  # the user's, while there is nothing to do
        still.passed += seconds

    guest = partial(Polite, web.fetcher(), clock=Clock(still.now, lambda: still.passed, sleep))
    monkeypatch.setattr(gathering, "polite", lambda robots=None: guest(robots=robots))
    command = ("watch", feeds, "--db", tmp_path / "record.db")
    first = run(*command)
    assert "ended; what was kept stays kept" in first.stderr
    assert first.exit_code == 0
    web.asked.clear()
    assert run(*command).stderr.startswith("2 feeds, of which none is due before 2024-01-05 ")
    assert web.asked == []


ENDLESS = """
import sys
from onrecord.cli import gathering, main
from onrecord.gather.fetch import Fetcher
from onrecord.gather.polite import Polite

port = int(sys.argv.pop(1))
here = Fetcher(resolve=lambda host, at: ("127.0.0.1",), allowed=frozenset({("127.0.0.1", port)}))
gathering.polite = lambda robots=None: Polite(here, robots=robots)
main()
"""


def test_ctrl_c_ends_the_watch_cleanly_and_the_next_goes_on(web: Web, feeds: Path, tmp_path: Path) -> None:
    db = tmp_path / "record.db"
    command = [sys.executable, "-c", ENDLESS, str(web.port), "watch", str(feeds), "--db", str(db)]
    watching = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert watching.stderr is not None
    said = []
    for line in watching.stderr:
        said.append(line)
        if "Example Post" in line:
            break
    os.kill(watching.pid, signal.SIGINT)
    _, rest = watching.communicate(timeout=60)
    assert watching.returncode == 0
    assert "ended; what was kept stays kept" in rest
    assert "Traceback" not in "".join(said) + rest
    web.asked.clear()
    assert ": 2 entries, 0 new; asked again at" in run("watch", feeds, "--db", db, "--once").stderr
    assert web.paths() == ["/rss"]
