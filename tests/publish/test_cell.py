"""No cell that we write is one that a spreadsheet runs."""

import csv
import io
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.gather import make_report
from onrecord.pipeline import extract, load_reader, update
from onrecord.publish.cell import guarded
from onrecord.store import Store


@pytest.mark.parametrize("text", ["=1+1", " =1", "\n=1", "\t@SUM(1)", "\x00=1", "+1", "-1+1", "\u200b=1"])
def test_a_formula_gets_an_apostrophe_before_it(text: str) -> None:
    assert guarded(text).startswith("'")


@pytest.mark.parametrize(("cell", "written"), [(-3, -3), (None, ""), ("a=b", "a=b"), ("", ""), ("3-1", "3-1")])
def test_what_is_no_formula_stays(cell: object, written: object) -> None:
    assert guarded(cell) == written


def test_lists_in_the_terminal_are_guarded_too(tmp_path: Path) -> None:
    db = tmp_path / "one.db"
    text = "Shells hit a school in Goma on Friday, killing two people, medics said."
    with Store.open(db) as store:
        update(store, [extract(make_report(text, published=date(2025, 3, 8)), load_reader())])
    with sqlite3.connect(db) as base:  # a name as a hostile report might give it
        base.execute("UPDATE event SET record = replace(record, 'Goma', '=cmd()')")
    shown = CliRunner().invoke(app, ["events", "--db", str(db), "--format", "csv"]).stdout
    (row,) = csv.DictReader(io.StringIO(shown))
    assert row["place"].startswith("'=cmd()")
