"""Stories in a real browser: an analyst follows the disputed figure to its words, corrects it, and exports it.

Needs Debian's chromium (`make setup-browser`) and the browser parts (`make assets`); skipped with a word without them.
"""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.serve.browser import sign_in

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
SELECT = """() => {
  const mark = [...document.querySelectorAll("#text mark")].find((one) => one.textContent.includes("12"));
  const range = document.createRange();
  range.selectNodeContents(mark);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
pytestmark = pytest.mark.xdist_group("browser")


def test_an_analyst_corrects_a_disputed_figure_sees_the_event_change_and_exports_it(
    page: sync_api.Page,
) -> None:
    sign_in(page)
    page.goto("/events?disputed=true")
    page.locator("main .row a").first.click()
    figures = page.locator("#figures tbody")
    assert [row.split()[-3:] for row in figures.locator("td.num").all_inner_texts()] == [["12"], ["4"]]
    figures.get_by_role("link", name="claim").first.click()
    page.locator("article:target blockquote a").click()
    page.wait_for_url("**/reports/**")
    assert page.locator("mark.on").count() > 0, "the claim that was followed is lit in the text"
    page.evaluate(SELECT)
    form = page.locator("#correct")
    sync_api.expect(form.locator("[name=start]")).not_to_have_value("")
    assert "12" in form.get_by_label("Value").input_value()
    form.get_by_label("Field").select_option("killed")
    form.get_by_label("Value").fill("14")
    form.get_by_label("Why").fill("the ministry mended it")
    form.get_by_role("button", name="Correct").click()
    page.wait_for_load_state()
    page.goto("/events?disputed=true")
    page.locator("main .row a").first.click()
    assert page.locator("#figures td.num").all_inner_texts() == ["14", "4"]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert len(list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))) >= 2
    page.goto("/review")
    page.locator("[data-key=u]").click()
    page.wait_for_load_state()
    page.goto("/events?disputed=true")
    page.locator("main .row a").first.click()
    assert page.locator("#figures td.num").all_inner_texts() == ["12", "4"]


def test_the_events_of_a_filter_leave_as_a_map_layer(page: sync_api.Page) -> None:
    page.goto("/events?disputed=true")
    with page.expect_download() as download:
        page.get_by_role("link", name="geojson").click()
    layer = json.loads(Path(download.value.path()).read_text())
    assert len(layer["features"]) == page.locator("main .row").count()
    assert download.value.suggested_filename == "onrecord-events.geojson"


def test_words_and_claims_are_linked_both_ways_by_hover_and_by_keys(page: sync_api.Page) -> None:
    page.goto("/claims?type=AID")
    page.locator("main tbody a").first.click()
    page.wait_for_url("**/reports/**")
    page.goto(page.url.split("#")[0])
    page.locator("mark.trigger").first.hover()
    assert page.locator(".claim.on").count() >= 1
    page.mouse.move(0, 0)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.classList.contains('claim')")
    assert page.locator("mark.on").count() >= 1


def test_the_ledger_answers_while_one_types_and_keeps_its_address(page: sync_api.Page) -> None:
    page.goto("/claims")
    page.locator("#q").press_sequentially("leop", delay=30)
    page.wait_for_url("**/claims?*q=leop*")
    sync_api.expect(page.locator("#results tbody tr")).to_have_count(1)
    assert "Leopard" in page.locator("#results tbody").inner_text()
    page.get_by_label("outlet", exact=True).uncheck()
    assert not page.locator("th[data-c=outlet]").is_visible()


def test_the_search_box_finds_and_a_key_goes_there(page: sync_api.Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("khark")
    page.locator("#suggest li a").first.wait_for()
    assert "Kharkiv" in page.locator("#suggest").inner_text()


def test_the_map_draws_what_is_on_record_without_any_network(page: sync_api.Page) -> None:
    page.goto("/map?first=2024-03-01&last=2024-03-05")
    sync_api.expect(page.locator("#map")).to_have_attribute("data-drawn", "2", timeout=60_000)
    assert page.locator("#areas li").count() > 10


def test_the_timeline_draws_each_event(page: sync_api.Page) -> None:
    page.goto("/timeline?first=2024-03-01&last=2024-03-05")
    page.locator("#timeline .e").first.wait_for()
    assert page.locator("#timeline .e").count() == page.locator("main tbody tr").count()


def test_the_timeline_is_walked_by_keys_and_says_what_an_event_is(page: sync_api.Page) -> None:
    page.goto("/timeline?first=2024-03-01&last=2024-03-05#lanes=country")
    page.locator("#timeline a[tabindex='0']").focus()
    assert page.locator("#lanes").input_value() == "country"
    before = page.locator(".tip").inner_text()
    page.keyboard.press("ArrowRight")
    after = page.locator(".tip").inner_text()
    assert before != after
    assert "independent source" in after
    wide = page.locator("#timeline svg").bounding_box()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.locator("#timeline svg").bounding_box()["width"] > wide["width"]
    page.keyboard.press("0")
    assert page.locator("#timeline svg").bounding_box()["width"] <= page.locator("#timeline").bounding_box()["width"]
    page.locator("#timeline a[tabindex='0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*")


def test_the_map_shows_one_day_and_names_what_is_pointed_at(page: sync_api.Page) -> None:
    page.goto("/map?first=2024-03-01&last=2024-03-05")
    sync_api.expect(page.locator("#map")).to_have_attribute("data-drawn", "2", timeout=60_000)
    page.locator("#slider").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#span").input_value() == "day"
    sync_api.expect(page.locator("#slid")).to_have_text("2024-03-04: 1 event")
    page.get_by_label("A day earlier").click()
    sync_api.expect(page.locator("#slid")).to_have_text("2024-03-03: 0 events")
    page.locator("#span").select_option("upto")
    sync_api.expect(page.locator("#slid")).to_have_text("up to 2024-03-03: 1 event")


def test_the_review_is_worked_by_keys(page: sync_api.Page) -> None:
    sign_in(page)
    page.goto("/review?kind=dispute")
    page.keyboard.press("j")
    page.keyboard.press("a")
    sync_api.expect(page.locator("main")).to_contain_text("accepted")
    sync_api.expect(page.locator(".entry")).to_have_count(0)
    page.wait_for_load_state()  # a key that is pressed before the page hears keys is lost
    page.keyboard.press("u")
    sync_api.expect(page.locator(".entry")).to_have_count(1)


def test_a_field_is_corrected_by_keys_alone(page: sync_api.Page) -> None:
    sign_in(page)
    page.goto("/claims?q=market&order=oldest")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    page.locator(".claim:focus").wait_for()
    page.keyboard.press("x")
    value = page.locator("#correct").get_by_label("Value")
    for _ in range(12):
        if page.evaluate("getSelection().toString()") == "12":  # the form takes it over a moment later
            break
        page.keyboard.press("ArrowRight")
    sync_api.expect(value).to_have_value("12")
    page.keyboard.press("Shift+ArrowRight")
    sync_api.expect(value).to_have_value("12 people")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.type("killed")
    page.keyboard.press("Tab")
    page.keyboard.type("15")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    (judged,) = page.request.get("/review.json").json()["judged"]
    assert (judged["judgement"]["field"], judged["judgement"]["by"]) == ("killed", "ana")
    assert '"best": 15' in judged["judgement"]["value"]
    assert judged["judgement"]["reasons"][0].startswith("words ")


def test_a_claim_is_checked_by_keys_and_leaves_as_a_fact_check(page: sync_api.Page) -> None:
    sign_in(page)
    event = page.request.get("/events.json?disputed=true").json()["events"]["rows"][0]["id"]
    page.goto(f"/events/{event}")
    page.locator("article.claim").first.focus()
    page.keyboard.press("v")
    page.keyboard.type("false")
    page.keyboard.press("Tab")
    page.keyboard.type("the hospital counted 9")
    page.keyboard.press("Tab")
    page.keyboard.type("https://example.org/list")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    checked = page.locator("article.claim:target .found")
    assert "Checked by ana" in checked.inner_text()
    assert "false" in checked.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="claimreview").click()
    (review,) = json.loads(Path(download.value.path()).read_text())["@graph"]
    assert (review["reviewRating"]["ratingValue"], review["citation"]) == (1, ["https://example.org/list"])
    page.goto("/review?kind=dispute")
    page.keyboard.press("j")
    page.keyboard.press("v")
    page.keyboard.type("conf")
    with page.expect_navigation():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert "confirmed" in page.locator(".found").all_inner_texts()[0]
    page.goto(f"/events/{event}")
    with page.expect_navigation():
        page.get_by_role("button", name="Undo this check").first.click()
    assert "false" in page.locator(".found").first.inner_text()


def test_two_events_are_merged_and_split_again(page: sync_api.Page) -> None:
    sign_in(page)
    rows = page.request.get("/events.json?type=ASSAULT").json()["events"]["rows"]
    first, second = rows[0]["id"], rows[1]["id"]
    page.goto(f"/events/{first}")
    page.get_by_label("Merge with the event").fill(second)
    with page.expect_navigation():
        page.get_by_role("button", name="Merge").click()
    assert page.request.get("/events.json?type=ASSAULT").json()["events"]["total"] == len(rows) - 1
    page.goto("/review")
    page.keyboard.press("u")
    sync_api.expect(page.locator("main")).to_contain_text("No judgement yet")
    assert page.request.get("/events.json?type=ASSAULT").json()["events"]["total"] == len(rows)
