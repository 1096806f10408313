"""Paths give reports in a fixed order; what cannot be taken in says why, and the others go on."""

import json
import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from onrecord.gather import Gathered, gather


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(found: list[Gathered], folder: Path) -> list[str]:
    return [one.name.replace(f"{folder}/", "") for one in found]


def test_folders_are_read_through_all_levels_in_order_and_each_file_once(tmp_path: Path) -> None:
    write(tmp_path, b_txt="B.", a_md="A.", sub__c_txt="C.", photo_png="x", _hidden_txt="no")
    found = list(gather([tmp_path, tmp_path / "b.txt", f"{tmp_path}/*.md"]))
    assert names(found, tmp_path) == ["a.md", "b.txt", "sub/c.txt"]
    assert [one.report and one.report.text for one in found] == ["A.", "B.", "C."]


def test_patterns(tmp_path: Path) -> None:
    write(tmp_path, b_txt="B.", a_txt="A.", sub__c_txt="C.", d_md="D.")
    assert names(list(gather([f"{tmp_path}/*.txt"])), tmp_path) == ["a.txt", "b.txt"]
    assert names(list(gather([f"{tmp_path}/**/*.txt"])), tmp_path) == ["a.txt", "b.txt", "sub/c.txt"]


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    write(tmp_path, a_txt="", c_txt="C.", empty__x_png="")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4 ...")
    paths = ["missing.txt", f"{tmp_path}/*.csv", tmp_path / "empty", tmp_path / "a.txt", tmp_path / "b.txt"]
    found = list(gather([*paths, tmp_path / "c.txt"]))
    assert [one.error and one.error.code for one in found] == [*["missing"] * 3, "empty", "binary", None]
    assert all(str(one.error).startswith(f"{one.name}: ") for one in found if one.error)


def test_a_pipe_and_a_folder_that_is_a_file_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (one,) = gather([tmp_path / "pipe"])
    assert one.error is not None
    assert "neither a file nor a folder" in str(one.error)


def test_standard_input() -> None:
    (one,) = gather(["-"], stdin=lambda: b"Shells fell.", published=date(2024, 1, 5))
    assert one.report is not None
    assert (one.name, one.report.text, one.report.day) == ("standard input", "Shells fell.", date(2024, 1, 5))


def test_a_text_over_the_limit_is_kept_with_an_issue_unless_long_reports_are_read() -> None:
    (one,) = gather(["-"], stdin=lambda: b"word " * 30, max_chars=100)
    assert one.report is not None
    (issue,) = one.report.issues
    assert issue.code == "too_long"
    assert "150 characters are more than the limit of 100" in issue.message
    (one,) = gather(["-"], stdin=lambda: b"word " * 30, max_chars=100, long_reports=True)
    assert one.report is not None
    assert one.report.issues == ()


LINES = """{"text": "Shells fell.", "published": "2024-01-05", "outlet": "Post", "url": "https://post.example/1"}

{"text": "Rain fell.", "date": "2024-01-05T18:30:00+02:00", "headline": "Rain"}
{"headline": "no text"}
not json
{"text": "  "}
{"text": "x", "outlet": 3}
{"text": "x", "published": "yesterday"}
{"text": "Half a pair: \\ud83d"}
"""


def test_a_table_gives_a_report_a_line_and_a_reason_for_each_bad_one(tmp_path: Path) -> None:
    (tmp_path / "wire.jsonl").write_text(LINES)
    found = list(gather([tmp_path]))
    assert names(found, tmp_path) == [f"wire.jsonl:{n}" for n in (1, 3, 4, 5, 6, 7, 8, 9)]
    assert [one.error and one.error.code for one in found] == [
        None,
        None,
        "report",
        "report",
        "empty",
        "report",
        "report",
        None,
    ]
    first, second, last = (found[n].report for n in (0, 1, -1))
    assert first is not None
    assert second is not None
    assert last is not None
    assert (first.outlet, first.day, first.url) == ("Post", date(2024, 1, 5), "https://post.example/1")
    assert (second.headline, second.published) == (
        "Rain",
        datetime(2024, 1, 5, 18, 30, tzinfo=timezone(timedelta(hours=2))),
    )
    assert last.text == "Half a pair: \ufffd"


def test_a_line_longer_than_any_report_is_refused_before_it_is_parsed_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": [' + "{}," * 8_000_000 + '{}]}\n{"text": "Shells fell."}')
    long, good = gather([tmp_path])
    assert long.error is not None
    assert long.error.code == "too_long"
    assert good.report is not None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    write(tmp_path, a_txt="A.")
    (tmp_path / "a.txt").chmod(0)
    (one,) = gather([tmp_path / "a.txt"])
    assert one.error is not None
    assert one.error.code == "unreadable"


@pytest.mark.parametrize("values", [[b"Shells fell."], [3], [{"a": b"b"}], [None]])
def test_a_parquet_column_text_that_holds_no_strings_is_refused_row_by_row(
    tmp_path: Path, values: list[object]
) -> None:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.table({"text": values}), tmp_path / "a.parquet")
    (one,) = gather([tmp_path])
    assert str(one.error).startswith(f'{tmp_path / "a.parquet"}:1: this line has no "text"')


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", b"date,text\n"),
        ("a.csv", b"date,text\n,\n \n"),
        ("a.jsonl", "\u2003\n".encode()),
        ("a.txt", "\u2028\ufeff ".encode()),
    ],
)
def test_a_table_without_rows_and_a_text_of_rare_blanks_are_empty(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    (one,) = gather([tmp_path])
    assert one.error is not None
    assert one.error.code == "empty"


def test_half_a_pair_and_a_nul_in_any_field_can_be_kept(tmp_path: Path) -> None:
    row = {"text": "Shells fell.", **dict.fromkeys(("outlet", "url", "headline", "byline"), "a\ud83d\0b")}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    (one,) = gather([tmp_path])
    assert one.report is not None
    told = (one.report.outlet, one.report.url, one.report.headline, one.report.byline)
    assert told == ("a\ufffd\ufffdb",) * 4
