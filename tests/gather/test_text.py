"""The header of a report: lines, the wire's form, and what they leave open."""

from datetime import UTC, date, datetime

import pytest

from onrecord.gather import make_report


@pytest.mark.parametrize(
    ("text", "published", "body", "codes"),
    [
        ("date: 2025-03-08\noutlet: Post\n\nShells fell.", date(2025, 3, 8), "\nShells fell.", []),
        ("date: 2025-03-08T06:30:00+00:00\nShells fell.", datetime(2025, 3, 8, 6, 30, tzinfo=UTC), "Shells fell.", []),
        (" date 2025-03-08 Shells fell.", date(2025, 3, 8), "Shells fell.", []),
        ("date 2025-03 Shells fell.", None, "Shells fell.", ["bad_date"]),
        ("date: yesterday\nShells fell.", None, "Shells fell.", ["bad_date"]),
        (
            "Shells fell on a date 2025-03-08 that was open.",
            None,
            "Shells fell on a date 2025-03-08 that was open.",
            [],
        ),
    ],
)
def test_header(text: str, published: date | None, body: str, codes: list[str]) -> None:
    report = make_report(text)
    assert (report.published, report.text[report.body :]) == (published, body)
    assert [issue.code for issue in report.issues] == codes


def test_what_is_given_wins_and_a_difference_is_an_issue() -> None:
    report = make_report("date: 2025-03-08\nShells fell.", published=date(2025, 3, 9), outlet="Post")
    assert (report.day, report.outlet, [issue.code for issue in report.issues]) == (
        date(2025, 3, 9),
        "Post",
        ["date_differs"],
    )


def test_two_outlets_with_one_text_are_two_reports() -> None:
    one, two = (make_report("Shells fell.", outlet=outlet) for outlet in ("Post", "Mail"))
    assert one.sha256 == two.sha256
    assert one.id != two.id


def test_blanks_in_a_header_take_time_in_proportion_to_them() -> None:
    blanks = " " * 200_000  # by a backtracking pattern: hours
    report = make_report(f"date:{blanks}2025-03-08{blanks}\noutlet: Post{blanks}and Mail \nShells fell.")
    assert (report.published, report.outlet) == (date(2025, 3, 8), f"Post{blanks}and Mail")
