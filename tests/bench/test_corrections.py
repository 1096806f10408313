"""Corrections from the desk are a measure of the reader: right where it reads now what the person said."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.corrections import main, measured
from onrecord.gather import make_report
from onrecord.model.record import Judgement, anchor
from onrecord.pipeline import default_reader, extract, update
from onrecord.serve.desk import Desk
from onrecord.serve.review import Review
from onrecord.store import Store

TEXT = "The army shelled Nyala on 7 March 2025, killing four people, residents said."
READ = {"low": 4, "best": 4, "high": 4}


def exported(path: Path, *corrections: tuple[str, object]) -> list[str]:
    """What the desk exports after a person corrected fields of the record's one claim."""
    with Store.open(path) as store:
        update(store, [extract(make_report(TEXT), default_reader())])
        (told,) = (each for each in store.claims() if each.claim.type.value is not None)
        for field, value in corrections:
            at = datetime(2025, 3, 9, tzinfo=UTC)
            store.judge(Judgement(anchor(told), None, field, json.dumps(value), None, (), "ana", at))
        return list(Review(Desk(store)).gold())


@pytest.mark.parametrize(
    ("field", "value", "outcome"),
    [
        ("killed", READ, "right"),
        ("killed", {"low": 9, "best": 9, "high": 9}, "wrong"),
        ("when", {"start": "2025-03-07", "end": "2025-03-07"}, "right"),
        ("when", {"start": "2025-03-08", "end": "2025-03-08"}, "wrong"),
        ("type", "ASSAULT", "right"),
        ("mode", ["drone"], "wrong"),
        ("stage", None, "right"),
    ],
)
def test_a_correction_is_right_where_the_reader_reads_it_now(
    tmp_path: Path, field: str, value: object, outcome: str
) -> None:
    (found,) = measured(exported(tmp_path / "record.db", (field, value)), default_reader())
    assert found[:2] == (outcome, field)


def test_of_two_corrections_of_one_field_the_later_counts(tmp_path: Path) -> None:
    lines = exported(tmp_path / "record.db", ("type", "AID"), ("type", "ASSAULT"))
    assert [outcome for outcome, *_ in measured(lines, default_reader())] == ["right"]


def test_a_trigger_that_no_claim_has_any_more_is_lost_and_other_judgements_are_left_out(tmp_path: Path) -> None:
    (line,) = exported(tmp_path / "record.db", ("type", "ASSAULT"))
    elsewhere = json.dumps(json.loads(line) | {"trigger": [len(TEXT) - 5, len(TEXT) - 1]})
    check = json.dumps(json.loads(line) | {"field": "verification", "value": '"false"'})
    assert [outcome for outcome, *_ in measured([elsewhere, check], default_reader())] == ["lost"]


def test_the_command_prints_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "corrections.jsonl"
    file.write_text("".join(exported(tmp_path / "record.db", ("type", "ASSAULT"))), encoding="utf-8")
    assert main([str(file)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"right": 1, "wrong": 0, "lost": 0}
