"""The commands of docs/guide/gathering.md do what the guide says, on files and servers of the test's own."""

import re
import shlex
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app, gathering
from onrecord.gather.address import address_of
from onrecord.gather.fetch import Answer, Fetcher, Leave
from onrecord.gather.polite import Polite
from tests.gather import files
from tests.gather.clock import Still
from tests.gather.web import HOME, Web, answers, serving

GUIDE = (Path(__file__).parents[1] / "docs" / "guide" / "gathering.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.S | re.M)
COMMANDS = [line for kind, block in BLOCKS if not kind for line in block.splitlines()]
FEEDS, LINES = ("".join(block for kind, block in BLOCKS if kind == wanted) for wanted in ("toml", "text"))
WORDS = "Two people were killed when a shell hit the market in Orikhiv on Thursday, the mayor said."
MORE = "Rescue teams worked through the night, and the regional governor said that nobody is missing any longer."
RSS = """<rss version="2.0"><channel><title>World</title>
<item><title>Market</title><link>/2024/01/05/market</link></item>
<item><title>Bridge</title><link>/2024/01/05/bridge</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>Market</title><link href="/1"/>
<updated>2024-01-05T10:00:00Z</updated><content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry></feed>"""


class ByName(Fetcher):
    """Every https address is that of the test's server, whose port no guide can know."""

    def __init__(self, web: Web) -> None:
        super().__init__(resolve=lambda host, port: (HOME,), allowed=frozenset({(HOME, web.port)}))
        self.port = web.port

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, leave: Leave = lambda here: None) -> Answer:
        asked = address_of(url)
        leave(asked)
        answer = super().get(f"http://{asked.host}:{self.port}{asked.target}", headers)
        return Answer(url, url, answer.status, answer.headers, answer.body)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands speak of; one record for all of them."""
    made = tmp_path_factory.mktemp("guide")
    (made / "reports").mkdir()
    (made / "reports" / "night.txt").write_text(f"date: 2024-01-05\n\n{WORDS}\n")
    (made / "reports" / "page.html").write_text(files.page(WORDS, MORE))
    (made / "feeds.toml").write_text(FEEDS)
    return made


@pytest.fixture(autouse=True)
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    page = partial(answers, 200, Content_Type="text/html; charset=utf-8")
    pages = {
        "/2024/01/05/market": page(files.page(WORDS, MORE).encode()),
        "/2024/01/05/bridge": page(files.page(MORE, WORDS).encode()),
        "/world.rss": answers(200, RSS.encode(), Content_Type="application/rss+xml"),
        "/atom.xml": answers(200, ATOM.encode(), Content_Type="application/atom+xml"),
    }
    with serving(pages) as web:
        still = Still()

        def sleep(seconds: float) -> None:
            if seconds > 120:  # nothing is left to do but wait for the next time
                raise KeyboardInterrupt
            still.passed += seconds

        clock = type(still.clock)(still.now, lambda: still.passed, sleep)
        guest = partial(Polite, ByName(web), clock=clock)
        monkeypatch.setattr(gathering, "polite", lambda robots=None: guest(robots=robots))
        monkeypatch.chdir(folder)
        yield


def test_the_guide_has_commands() -> None:
    assert len(COMMANDS) == 7
    assert all(command.startswith("onrecord ") for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide(command: str) -> None:
    written, _, source = command.partition(" < ")
    words = shlex.split(written)[1:]
    result = CliRunner().invoke(app, words, input=Path(source.strip()).read_bytes() if source else None)
    assert result.exit_code == 0, result.stderr
    assert "refused" not in result.stderr


def test_the_guide_s_python(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.gather.polite.Polite", lambda fetcher: gathering.polite())
    (code,) = (block for kind, block in BLOCKS if kind == "python")
    exec(compile(code, "the guide", "exec"), {})
    assert capsys.readouterr().out == "https://news.example/2024/01/05/market Shell hits market\n"


def test_the_lines_of_a_watch_are_those_of_the_guide() -> None:
    result = CliRunner().invoke(app, ["watch", "feeds.toml", "--db", "lines.db", "--once"])
    told = [line for line in result.stderr.splitlines() if "asked again" in line]
    hidden = [re.sub(r"again at .*", "again at", line) for line in (*told, *LINES.splitlines())]
    assert sorted(hidden[: len(told)]) == sorted(hidden[len(told) :])
