"""A report's text is cut into sections, and nothing of it is lost or altered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.gather import make_report
from onrecord.read.dateline import read_dateline
from onrecord.read.sections import read_sections


def sections(text: str) -> list[tuple[str, str]]:
    report = make_report(text)
    cut, _ = read_dateline(report.text, read_sections(report))
    return [(section.kind.value, section.span.quote(report.text)) for section in cut]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "the wire header with a byline's last letter glued to the first word",
            " date 2024-03-01 KThe army moved north.\n\nIt rained.",
            [
                ("header", " date 2024-03-01 "),
                ("byline", "K"),
                ("paragraph", "The army moved north."),
                ("paragraph", "It rained."),
            ],
        ),
        (
            "a glued letter before a word of one letter",
            " date 2024-03-01 TA convoy moved north.",
            [("header", " date 2024-03-01 "), ("byline", "T"), ("paragraph", "A convoy moved north.")],
        ),
        (
            "a name in capitals is no glued byline",
            "date 2024-03-01 UNHCR staff left. They were safe.",
            [("header", "date 2024-03-01 "), ("paragraph", "UNHCR staff left. They were safe.")],
        ),
        (
            "headline, byline, date line, heading, runs of blank lines",
            "Shells hit port\n\nBy Ann Mole\n\nODESA, May 3 (Wire) - Shells hit the port.\n\n\n\nNew aid\n\nAid came.",
            [
                ("headline", "Shells hit port"),
                ("byline", "By Ann Mole"),
                ("dateline", "ODESA, May 3 (Wire) -"),
                ("paragraph", "Shells hit the port."),
                ("heading", "New aid"),
                ("paragraph", "Aid came."),
            ],
        ),
        (
            "how long a page takes to read is no headline",
            "Shells hit port\n2 min read\nShells hit the port on Friday.",
            [
                ("headline", "Shells hit port"),
                ("byline", "2 min read"),
                ("paragraph", "Shells hit the port on Friday."),
            ],
        ),
        (
            "a press release's date line on a line of its own, lines ended by a word processor's sign",
            "Raid on port\u2028Release\u2028\u2028ADEN, Yemen (March 7, 2024)\u2028A raid was stopped.\u2029Rain fell.",
            [
                ("headline", "Raid on port"),
                ("headline", "Release"),
                ("dateline", "ADEN, Yemen (March 7, 2024)"),
                ("paragraph", "A raid was stopped."),
                ("paragraph", "Rain fell."),
            ],
        ),
        (
            "lines broken by the width of the page are one paragraph",
            "The ministry of defence said in a long statement on Friday that\nits forces had left.\nResidents agreed.",
            [
                (
                    "paragraph",
                    "The ministry of defence said in a long statement on Friday that\nits forces had left.",
                ),
                ("paragraph", "Residents agreed."),
            ],
        ),
    ],
)
def test_sections(name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert sections(text) == expected, name


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("KYIV, Jan 5 (Agency) - Shells fell.", "KYIV", None, "Agency"),
        ("GOMA, Democratic Republic of Congo, July 15 2013 (Wire) — Shells fell.", None, date(2013, 7, 15), "Wire"),
        ("GAZA/JERUSALEM (Wire) - Shells fell.", "GAZA/JERUSALEM", None, "Wire"),
        ("PORT SUDAN - Shells fell.", "PORT SUDAN", None, None),
        ("BEIRUT, 9 March 2025 – Shells fell.", "BEIRUT", date(2025, 3, 9), None),
        ("SAN TELMO, 3 JAN 90 (WIRE) -- SHELLS FELL.", "SAN TELMO", date(1990, 1, 3), "WIRE"),
        ("ADEN, Yemen (Sept. 7, 2011) A raid was stopped.", "ADEN, Yemen", date(2011, 9, 7), None),
        ("ADEN, Yemen (May 31,2011) – A raid was stopped.", None, date(2011, 5, 31), None),
        ("ADEN, Yemen (Nov. 1. 2011)\nA raid was stopped.", None, date(2011, 11, 1), None),
        ("ADEN, Yemen (Nov. 1) - A raid was stopped.", "ADEN, Yemen", None, None),
        ("SAN TELMO, 31 FEB 90 -- SHELLS FELL.", "SAN TELMO", None, None),
    ],
)
def test_date_line(line: str, place: str | None, day: date | None, agency: str | None) -> None:
    report = make_report(line)
    _, dateline = read_dateline(line, read_sections(report))
    assert dateline is not None
    assert (dateline.day, dateline.agency) == (day, agency)
    assert place is None or dateline.place.quote(line) == place


@pytest.mark.parametrize(
    "line", ["UNHCR staff left the town.", "The army - or what is left of it - fled.", "A-10s flew."]
)
def test_no_date_line(line: str) -> None:
    assert read_dateline(line, read_sections(make_report(line)))[1] is None


@given(st.text())
def test_sections_hold_every_word_once(text: str) -> None:
    report = make_report(text)
    held = "".join(section.span.quote(report.text) for section in read_sections(report))
    header = report.text[: report.body]
    assert "".join(held.split()) == "".join((header + report.text[report.body :]).split())


def test_a_line_of_capitals_and_hyphens_is_looked_at_once() -> None:
    line = "A-" * 200 + "A went on"  # by a pattern that may split it in each place: for ever
    _, dateline = read_dateline(line, read_sections(make_report(line)))
    assert dateline is None


def test_a_town_with_a_hyphen_and_two_towns() -> None:
    for place in ("PORT-AU-PRINCE", "GAZA CITY/RAFAH", "EL-FASHER"):
        line = f"{place}, May 3 (Wire) - Shells fell."
        _, dateline = read_dateline(line, read_sections(make_report(line)))
        assert dateline is not None
        assert dateline.place.quote(line) == place
