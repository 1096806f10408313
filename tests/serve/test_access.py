"""Every page and state of the desk by axe-core's rules of WCAG 2.2 AA, headings and landmarks, and on a phone.

Needs Debian's chromium (`make setup-browser`) and the browser parts (`make assets`); skipped with a word without them.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.serve.users import Users
from onrecord.store import Store
from tests.serve.browser import serving, sign_in, watched

AXE = Path(__file__).parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALSO = {"target-size": {"enabled": True}}
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
FIXED = (
    "/",
    "/timeline",
    "/map",
    "/claims",
    "/events",
    "/transfers",
    "/strikes",
    "/sources",
    "/review",
    "/about",
    "/login",
)
FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return [one.outerHTML.slice(0, 80), outlined, box.bottom > 0 && box.top < innerHeight];
}"""
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module", autouse=True)
def rules() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not here; make assets fetches it")
    return AXE.read_text(encoding="utf-8")


def amiss(page: Any, rules: str, state: str) -> Iterator[tuple[str, ...]]:
    """What is amiss with the page as it stands: wide, on a phone, and in the dark, where only colours differ."""
    every, colours = {"runOnly": RULES, "rules": ALSO}, {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    for theme, shown, asked in (("light", DESKTOP, every), ("light", PHONE, every), ("dark", DESKTOP, colours)):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(shown)
        page.evaluate(rules)
        for one in page.evaluate("asked => axe.run(asked)", asked)["violations"]:
            yield (state, theme, f"{shown['width']} px", one["id"], one["nodes"][0]["html"][:160])
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield (state, f"{shown['width']} px", "is wider than the screen")


def ids(page: Any) -> dict[str, str]:
    """One of each kind of page that has an id."""

    def rows(path: str) -> Any:
        return page.request.get(f"/{path}.json").json()[path.partition("?")[0]]["rows"]

    return {
        "event": f"/events/{page.request.get('/events.json?disputed=true').json()['events']['rows'][0]['id']}",
        "report": f"/reports/{rows('claims')[0]['report']['id']}",
        "transfer": f"/transfers/{rows('transfers')[0]['id']}",
        "source": "/sources/Russian defence ministry",
    }


def test_every_page_as_anyone_reads_it(page: Any, rules: str) -> None:
    one = ids(page)
    states = (
        *FIXED,
        *one.values(),
        "/search?q=khark",
        "/claims?q=market&standing=claimed",
        "/nowhere",
        "/claims?limit=0",
    )
    as_of = (
        "/?as_of=2024-03-02",
        f"{one['event']}?as_of=2024-03-02",
        "/events?country=UKR&disputed=true&as_of=2024-03-03",
    )
    nothing = (
        "/claims?q=nothingatall",
        "/events?country=FJI",
        "/search?q=nothingatall",
        "/timeline?first=1990-01-01&last=1990-01-02",
    )
    found = []
    for path in (*states, *as_of, *nothing):
        page.goto(path)
        found += amiss(page, rules, path)
    assert not found, "\n".join(map(str, found))


def test_every_state_of_one_who_is_signed_in(page: Any, rules: str) -> None:
    sign_in(page)
    one, found = ids(page), []

    def look(path: str, act: Callable[[], object] = lambda: None) -> None:
        page.goto(path)
        act()
        found.extend(amiss(page, rules, f"{path}, signed in"))

    look("/review")
    look("/review?kind=dispute", lambda: page.keyboard.press("j"))
    look("/review?kind=issue")
    look(one["event"])
    look(one["source"])
    look(one["report"], lambda: page.keyboard.press("j"))
    look(one["report"], lambda: page.locator("details.check summary").first.click())
    look("/claims", lambda: page.keyboard.press("?"))
    look(
        "/", lambda: (page.locator("#find").press_sequentially("khark"), page.locator("#suggest li a").first.wait_for())
    )
    page.goto("/review?kind=dispute")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("[data-key=u]").wait_for()
    found += amiss(page, rules, "/review with a judgement")
    look("/audit")
    assert not found, "\n".join(map(str, found))


def test_what_is_drawn_once_it_is_drawn(page: Any, rules: str) -> None:
    found = []
    page.goto("/timeline?first=2024-03-01&last=2024-03-05")
    page.locator("#timeline a[tabindex='0']").focus()
    found += amiss(page, rules, "timeline, an event with the focus")
    page.goto("/map?first=2024-03-01&last=2024-03-05")
    page.wait_for_selector("#map[data-drawn]", timeout=60_000)
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    found += amiss(page, rules, "map, drawn")
    assert not found, "\n".join(map(str, found))


def test_the_pages_of_a_record_that_is_empty_and_of_an_invitation(
    browser: Any, tmp_path: Path, users: Users, rules: str
) -> None:
    found = []
    with Store.open(tmp_path / "empty.db") as store, serving(store, users) as base, watched(browser, base) as page:
        for path in (*FIXED, f"/invite/{users.invite()}", "/invite/no-such-link"):
            page.goto(path)
            if path == "/":
                assert "Nothing is on record yet" in page.locator("main").inner_text()
            found += amiss(page, rules, f"{path}, empty record")
    assert not found, "\n".join(map(str, found))


def test_a_wrong_password_says_so(page: Any, rules: str) -> None:
    page.goto("/login")
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill("wrong")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert not list(amiss(page, rules, "sign-in, wrong"))


def test_what_has_the_focus_is_seen_and_nothing_moves_that_should_not(page: Any) -> None:
    page.goto("/claims")
    for _ in range(30):
        page.keyboard.press("Tab")
        shown = page.evaluate(FOCUS)
        assert shown[1:] == [True, True], shown[0]
    assert page.evaluate("[...document.getAnimations()].length") == 0
