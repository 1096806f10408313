"""Commands that read from the network, as a user types them, against a server of this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli import app, gathering
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
        monkeypatch.setattr(gathering, "polite", lambda **more: Polite(server.fetcher(), clock=Still().clock, **more))
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
