"""docs/guide/desk.md is walked in a browser, a section at a time, over the record of its own commands.

What the guide has in bold stands on the screen and is looked for or pressed here: a name that the desk has no more
fails, and so does one that the guide has and no step uses.
"""

import csv
import io
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.serve.users import Users
from onrecord.store import Store
from tests.serve.browser import PASSWORD, serving, watched

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "desk.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.S | re.M)
BOLD = set(re.findall(r"\*\*(.+?)\*\*", PROSE)) - {"bold"}
COMMANDS = [line.partition("#")[0].strip() for line in re.findall(r"```\n(.*?)```", GUIDE, re.S)[0].splitlines()]
CHOOSE = """word => {
  const text = document.getElementById("text"), walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(node, at, node, at + word.length);
    return true;
  }
  return false;
}"""
pytestmark = pytest.mark.xdist_group("browser")


class Walk:
    """A reader of the guide at the desk: looks only for what the guide names."""

    def __init__(self, page: Any, db: Path) -> None:
        self.page, self.db, self.used = page, db, set[str]()
        self.event = self.report = ""

    def name(self, words: str) -> str:
        """Words that the guide has in bold."""
        assert words in BOLD, f"the guide names no {words}"
        self.used.add(words)
        return words

    def sees(self, words: str, within: str = "body") -> None:
        assert self.page.locator(within).get_by_text(self.name(words)).first.is_visible(), words

    def presses(self, words: str, within: str = "main", role: str = "button") -> None:
        self.page.locator(within).get_by_role(role, name=self.name(words)).first.click()
        self.page.wait_for_load_state()

    def field(self, words: str, within: str = "main") -> Any:
        return self.page.locator(within).get_by_label(self.name(words)).first

    def told(self, group: str) -> list[str]:
        """The figures of a group of the event's page, from the top."""
        rows = self.page.locator("#figures tbody").filter(has=self.page.locator("th", has_text=group))
        return [words.strip() for words in rows.locator("td.num").all_inner_texts()]


@pytest.fixture
def walk(browser: Any, tmp_path: Path) -> Iterator[Walk]:
    """The guide's commands, run; then the desk as a browser has it."""
    assert [command.split()[0] for command in COMMANDS] == ["make", "onrecord", "onrecord"]
    demo, user = tmp_path / "demo" / "onrecord.db", shlex.split(COMMANDS[1])[1:]
    assert "read examples --db demo/onrecord.db" in (ROOT / "Makefile").read_text(encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(app, ["read", str(ROOT / "examples"), "--db", str(demo)]).exit_code == 0
    with chdir(tmp_path):
        assert runner.invoke(app, user, input=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    with (
        Store.open(demo) as store,
        serving(store, Users(Path(f"{demo}.users"))) as base,
        watched(browser, base) as page,
    ):
        page.goto("/")
        yield Walk(page, demo)


def morning(walk: Walk) -> None:
    page = walk.page
    walk.sees("Today", "header")
    page.get_by_label("Day", exact=True).fill("2025-03-08")
    walk.presses("Show")
    assert page.locator("h1").inner_text() == "8 March 2025"
    assert page.locator(".brief sup a").count() > 5
    assert page.locator(".notes li a").count() > 5
    walk.sees("Disputed", ".side")
    walk.sees("New on this day", ".side")
    first = page.locator(".side section").first.locator("li").first
    assert all(number in first.inner_text() for number in ("at least 40", "64", "47", "38"))
    walk.presses("Air strike in Kabkabiya", ".side", "link")
    walk.event = page.url


def whose_number(walk: Walk) -> None:
    page = walk.page
    assert page.locator(".standing").first.get_attribute("title")
    walk.sees("What the words mean", "footer")
    walk.sees("≠ Disputed", "#disputes")
    held = page.locator("#disputes dd").first.inner_text()
    assert "a doctors' union" in held.partition("it did not")[0]
    assert "Sudanese armed forces" in held.partition("it did not")[2]
    how_many = page.locator("#disputes dd").nth(1).inner_text()
    assert all(number in how_many for number in ("47 people", "64 people", "38 people"))
    assert "ammunition depot" in page.locator("#disputes").inner_text()
    walk.sees("Figures, by who says so", "#figures")
    assert walk.told("Killed: people") == ["at least 40", "64", "47", "38"]
    assert walk.told("Killed: fighters") == ["25", "25"]
    assert page.locator("#figures tbody").first.locator("svg.range").count() == 4


def words(walk: Walk) -> None:
    page = walk.page
    row = page.locator("#figures tr", has_text="at least 24")
    assert "a doctors' union" in row.inner_text()
    row.locator(".words a").first.click()
    page.wait_for_url("**/reports/**")
    walk.report = page.url
    assert page.locator("#text mark.on").count() > 1
    assert "injured dozens" in page.locator("#text").inner_text()
    page.locator("#text mark.trigger").last.hover()
    assert page.locator(".claim.on").count() >= 1
    before = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") != before


def other_rule(walk: Walk) -> None:
    page = walk.page
    walk.presses("Sign in", "header", "link")
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/review")
    page.goto(walk.report)
    page.locator(f"#{walk.report.partition('#')[2]} .what").click()
    assert page.evaluate(CHOOSE, "dozens")
    walk.sees("Correct a field")
    value = walk.field("Value", "#correct")
    sync_api.expect(value).to_have_value("dozens")
    walk.field("Field", "#correct").select_option("injured")
    value.fill("at least 12")
    walk.field("Why", "#correct").fill("ACLED's rule: dozens are 12")
    walk.presses("Correct", "#correct")
    page.goto(walk.event)
    assert walk.told("Injured: people") == ["at least 12", "61"]
    walk.presses("Review", "header", "link")
    walk.sees("Judged last")
    assert "ana" in page.locator("aside.side li").first.inner_text()
    walk.sees("Undo", "aside.side")


def checked(walk: Walk) -> None:
    page = walk.page
    page.goto(walk.event)
    claim = page.locator("article.claim", has_text="hospital in Kabkabiya").first
    walk.name("Check it")
    assert claim.get_by_text("Check it").is_visible()
    claim.focus()
    page.keyboard.press("v")
    claim.get_by_label(walk.name("I found it")).select_option("confirmed")
    claim.get_by_label("Why").fill("a list of 38 names, read over the phone")
    claim.get_by_label(walk.name("Evidence")).fill("https://hospital.example/list")
    claim.get_by_role("button", name=walk.name("Record it")).click()
    page.wait_for_load_state()
    assert "Checked by ana" in page.locator("article.claim", has_text="hospital in Kabkabiya").first.inner_text()
    assert walk.told("Killed: people") == ["at least 40", "64", "47", "38"]
    assert page.locator("footer").get_by_role("link", name="claimreview").is_visible()


def noon(walk: Walk) -> None:
    page = walk.page
    page.goto("/review?kind=dispute")
    waiting = page.locator(".entry").count()
    page.keyboard.press("j")
    for act in ("Accept", "Merge", "Split", "Note"):
        assert page.locator(".entry:focus").get_by_role("button", name=walk.name(act)).is_visible()
    bar = page.locator(".entry:focus .judge").last.bounding_box()
    assert bar["y"] + bar["height"] <= page.viewport_size["height"], "what one can do stays in sight"
    page.keyboard.press("a")
    sync_api.expect(page.locator(".entry")).to_have_count(waiting - 1)
    page.wait_for_load_state()
    page.keyboard.press("u")
    sync_api.expect(page.locator(".entry")).to_have_count(waiting)
    page.wait_for_load_state()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def where_and_when(walk: Walk) -> None:
    page = walk.page
    page.goto("/")
    walk.presses("Timeline", "header", "link")
    page.locator("#timeline .e").first.wait_for()
    assert walk.field("Lanes").locator("option").all_inner_texts() == [
        "by type",
        "by side",
        "by country",
        "by standing",
    ]
    walk.presses("Map", "header", "link")
    page.wait_for_selector("#map[data-drawn]", timeout=60_000)
    shown = walk.page.locator("main").get_by_label(walk.name("Show"))
    assert shown.locator("option").all_inner_texts() == ["all days", "one day", "a week up to", "all up to"]
    page.goto(walk.event)
    walk.field("As of", "header").fill("2025-03-08")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url("**as_of=2025-03-08**")
    assert walk.told("Killed: people") == ["at least 40", "64"]
    assert "it did not" not in page.locator("main").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("kabka")
    page.locator("#suggest li a").first.wait_for()
    walk.presses("Claims", "header", "link")
    assert page.locator(".facets details").count() > 3
    walk.presses("Sources", "header", "link")
    page.get_by_role("link", name="Ukrainian air force").click()
    assert page.get_by_role("button", name="Rate").is_visible()


def evening(walk: Walk) -> None:
    page = walk.page
    page.goto(walk.event)
    walk.sees("Exactly this as", "footer")
    with page.expect_download() as download:
        walk.presses("CSV", "footer", "link")
    lines = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert [(line["says"], line["found"], line["found_by"]) for line in lines if line["found"]] == [
        ("hospital in Kabkabiya", "confirmed", "ana")
    ]
    told = page.request.get(f"{walk.event}.json").json()["figures"]
    assert [one["low"] for one in told if one["kind"] == "injured" and one["of"] == "people"] == [12, 61]
    assert page.locator("footer").get_by_role("link", name="acled").is_visible()


def who_may(walk: Walk) -> None:
    page = walk.page
    assert Path(f"{walk.db}.users").is_file()
    page.context.clear_cookies()
    page.goto("/review")
    assert page.locator(".entry .judge").count() == 0
    assert page.request.post("/judgements", form={"csrf": "none", "act": "rate", "left": "x", "value": "A"}).status in (
        401,
        403,
    )


STEPS: dict[str, Callable[[Walk], None]] = {
    "Morning: what is new, and what does not agree": morning,
    "Whose number it is": whose_number,
    "Back to the words": words,
    "Read by another rule than yours": other_rule,
    "Checked by yourself": checked,
    "Noon: what else awaits a person": noon,
    "Where, when, and what was known": where_and_when,
    "Evening: taking it away": evening,
    "Who may do what": who_may,
}


def test_the_day_is_walked_as_the_guide_tells_it(walk: Walk) -> None:
    assert re.findall(r"^## (.+)$", GUIDE, re.M) == list(STEPS)
    for step in STEPS.values():
        step(walk)
    assert walk.used == BOLD


def test_the_pictures_of_the_guide_are_there_and_small() -> None:
    pictures = [ROOT / "docs" / "guide" / path for path in re.findall(r"!\[.+?\]\((.+?)\)", GUIDE)]
    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)
