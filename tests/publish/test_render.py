"""Each form of the brief holds its words and notes, and no text of a report becomes markup in it."""

import io
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from onrecord.errors import OutputError
from onrecord.model.claim import Type
from onrecord.model.mention import Place, PlacePrecision
from onrecord.publish import Brief, Look, Question, make_brief, render
from onrecord.publish.document import Mark
from onrecord.publish.map import base_map, left_out, svg_map
from onrecord.publish.site import make_site
from onrecord.publish.timeline import svg_timeline
from tests.publish.memory import DAY, brief_of, memory
from tests.stories import ARMY, FASHER, NYALA, RSF, Say, Story

HOSTILE = '<script>alert(1)</script> #eval("1+1") $x$ *b* [l](javascript:x) \u202egnp.exe \x1b[31m | "q" </text>'
FORMS = ("md", "html", "json", "pdf", "docx")


def hostile() -> Brief:
    return brief_of(Story((Say(HOSTILE, type=Type.ACCUSE), Say(killed=4, source=ARMY)), outlet="<b>Post</b> #let"))


def read(form: str, drawn: str | bytes) -> str:
    """What a person sees of it."""
    if form == "pdf":
        assert isinstance(drawn, bytes)
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages)
    if form == "docx":
        assert isinstance(drawn, bytes)
        return " ".join(line.text for line in docx.Document(io.BytesIO(drawn)).paragraphs)
    assert isinstance(drawn, str)
    return drawn


@pytest.mark.parametrize("form", FORMS)
def test_each_form_holds_sections_and_notes(form: str) -> None:
    made = brief_of(Story((Say("Four died in the shelling.", killed=4, source=ARMY),)))
    said = re.sub(r"\s+", " ", read(form, render(made, form)))
    for words in ("Key takeaways", "Morning Post", "Four died in the shelling."):
        assert words.lower() in said.lower()


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_is_shown_and_not_obeyed(form: str) -> None:
    said = read(form, render(hostile(), form))
    assert "script" in said
    if form != "json":
        assert "\u202e" not in said
        assert "\x1b" not in said
    if form == "html":
        assert "<script" not in said
        assert "<b>" not in said
        assert 'href="javascript' not in said
    if form == "pdf":
        assert 'eval("1+1")' in re.sub(r"\s+", " ", said).replace("“", '"').replace("”", '"')


def test_the_page_loads_nothing() -> None:
    page = render(brief_of(Story((Say(killed=4, source=ARMY),))), "html")
    assert isinstance(page, str)
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert "<svg" in page


def test_a_newsroom_s_templates_go_before_ours(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("body { color: teal }", "utf-8")
    (tmp_path / "brief.md").write_text("House: {{ brief.reports }}", "utf-8")
    (tmp_path / "brief.typ").write_text("#nonsense(", "utf-8")
    made = brief_of(Story((Say(),)))
    assert render(made, "md", Look(tmp_path)) == "House: 1"
    assert "color: teal" in str(render(made, "html", Look(tmp_path)))
    with pytest.raises(OutputError, match=r"brief\.typ does not compile"):
        render(made, "pdf", Look(tmp_path))


def mark(name: str, precision: PlacePrecision | None) -> Mark:
    place = Place(name, "SDN", None, 13.0, 25.0, None, precision)
    return Mark("e", f"Attack in {name}", "claimed", place, DAY, DAY, (1,))


@pytest.mark.parametrize(
    ("precision", "drawn"),
    [
        (PlacePrecision.SITE, "solid"),
        (PlacePrecision.PLACE, "solid"),
        (PlacePrecision.NEAR, "dashed"),
        (PlacePrecision.ADM2, "dashed"),
        (PlacePrecision.ADM1, "dashed"),
        (PlacePrecision.AREA, "dashed"),
        (PlacePrecision.COUNTRY, None),
        (PlacePrecision.INTERNATIONAL, None),
        (None, None),
    ],
)
def test_a_place_is_never_drawn_finer_than_the_words(precision: PlacePrecision | None, drawn: str | None) -> None:
    picture = svg_map([mark("Somewhere", precision)])
    if drawn is None:
        assert picture == ""
        assert left_out([mark("Somewhere", precision)]) == ["Somewhere"]
        return
    (circle,) = ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}circle")
    assert ("stroke-dasharray" in circle.attrib) == (drawn == "dashed")
    assert left_out([mark("Somewhere", precision)]) == []


def test_a_coarser_place_is_a_larger_disc() -> None:
    sizes = []
    for precision in (PlacePrecision.ADM2, PlacePrecision.ADM1, PlacePrecision.AREA):
        (circle,) = ET.fromstring(svg_map([mark("X", precision)])).iter("{http://www.w3.org/2000/svg}circle")
        sizes.append(float(circle.attrib["r"]))
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 3


def test_the_base_map_takes_land_and_borders_and_leaves_the_names_of_the_desks_map() -> None:
    """The point of a name was taken for a line, and no brief could be drawn."""
    ring = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    shapes = [("land", [ring]), ("border", [ring[:2]]), ("label", [0.5, 0.5])]
    base = base_map(
        {"features": [{"properties": {"kind": k}, "geometry": {"coordinates": c}} for k, c in shapes]}, None
    )
    assert (len(base.land), len(base.borders)) == (1, 1)


def test_disputed_areas_are_drawn_as_disputed_over_the_land() -> None:
    ring = [[24, 12], [26, 12], [26, 14], [24, 12]]
    land = {"properties": {"kind": "land"}, "geometry": {"coordinates": [ring]}}
    area = {"properties": {"name": "An <area>", "status": "two claim it"}, "geometry": {"coordinates": [ring]}}
    picture = svg_map(
        [mark("X", PlacePrecision.PLACE)], base_map({"features": [land], "source": "s"}, {"features": [area]})
    )
    assert "Disputed: An &lt;area&gt;: two claim it" in picture
    assert picture.index("Disputed") > picture.index('fill="#f3f0e8"')


def test_pictures_escape_what_reports_say() -> None:
    strange = mark('<img src=x> & "q"', PlacePrecision.PLACE)
    for picture in (svg_map([strange]), svg_timeline([strange], DAY, DAY)):
        assert ET.fromstring(picture) is not None
        assert "<img" not in picture


def test_a_timeline_bar_is_as_long_as_its_days() -> None:
    long = Mark("e", "Siege", "", None, date(2024, 1, 2), date(2024, 1, 5), (1,))
    short = Mark("f", "Attack", "", None, DAY, DAY, (1,))
    bars = ET.fromstring(svg_timeline([long, short], DAY, DAY)).iter("{http://www.w3.org/2000/svg}rect")
    widths = [float(bar.attrib["width"]) for bar in bars]
    assert 3.9 < widths[0] / widths[1] < 4.2


def site() -> dict[str, str]:
    record = memory(
        Story((Say(HOSTILE, actor=RSF), Say("Nyala was hit.", killed=2, place=NYALA, source=ARMY))),
        Story((Say("Nyala was hit, they say.", killed=2, place=NYALA, source=ARMY),), outlet="Evening Post"),
    )
    return dict(make_site([make_brief(Question(DAY), record)], record))


def test_every_link_of_the_site_leads_to_a_page_of_it() -> None:
    pages = site()
    assert {"index.html", "events.html", "transfers.html", "map.html", "timeline.html"} <= pages.keys()
    for path, text in pages.items():
        for link in re.findall(r'(?:href="|url=)([^"#]+)', text):
            if not link.startswith(("http://", "https://")):
                target = Path("/", Path(path).parent, link)
                parts: list[str] = []
                for part in target.parts[1:]:
                    parts = parts[:-1] if part == ".." else [*parts, part]
                assert "/".join(parts) in pages, (path, link)


def test_an_event_s_page_is_found_by_the_id_of_each_of_its_claims() -> None:
    record = memory(
        Story((Say("Nyala was hit.", killed=2, place=NYALA, source=ARMY),)),
        Story((Say("Nyala was hit.", killed=2, place=NYALA, source=ARMY),), outlet="Evening Post"),
    )
    pages = dict(make_site([], record))
    for event in record.all_events:
        for claim in event.claims:
            page = pages[f"event/{claim}.html"]
            assert claim == event.id or f"url={event.id}.html" in page


def test_the_site_has_no_script_and_shows_hostile_text_as_text() -> None:
    for path, text in site().items():
        if path.endswith(".html"):
            assert "<script" not in text
            assert "<b>" not in text
            assert "\u202e" not in text
    assert any("&lt;script&gt;" in text for text in site().values())
    assert FASHER.name in "".join(site().values())
