"""What was read as a Parquet data set by day: the words, the columns of the database, the same files again."""

import json
from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.parquet as pq
import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import OutputError, ReportError, UnreadableReport
from onrecord.gather import gather
from onrecord.pipeline import update
from onrecord.store import Store, dataset, schema
from onrecord.store.dataset import DataSet
from tests.store.writer import stories
from tests.stories import read

NEW = stories(6)[:6]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write(folder: Path) -> None:
    with DataSet(folder) as data:
        for story in NEW:
            data.keep(read(story))


def test_tables_lie_by_day_with_the_columns_of_the_database(tmp_path: Path) -> None:
    write(tmp_path)
    days = {path.name for path in (tmp_path / "claim").iterdir()}
    assert days == {"day=2024-01-06", "day=2024-01-07"}
    with Store.open(":memory:") as store, store.engine.connect() as connection:
        update(store, map(read, NEW))
        for table in (schema.claim, schema.evidence, schema.item, schema.actor, schema.place):
            columns = [column for column in table.columns if column.name not in ("key", "reading")]
            if table.name in ("actor", "place"):
                columns = list(table.columns)
            rows = {tuple(row) for row in connection.execute(select(*columns))}
            found = pq.read_table(tmp_path / table.name).select([column.name for column in columns]).to_pylist()
            assert {tuple(row.values()) for row in found} == rows


def test_quotes_slice_out_of_the_texts(tmp_path: Path) -> None:
    write(tmp_path)
    texts = {row["id"]: row["text"] for row in pq.read_table(tmp_path / "report").to_pylist()}
    evidence = pq.read_table(tmp_path / "evidence").to_pylist()
    assert evidence
    assert all(texts[row["report"]][row["start"] : row["end"]] == row["quote"] for row in evidence)


def test_the_same_reports_write_the_same_files_and_no_part_is_left(tmp_path: Path) -> None:
    write(tmp_path)
    first = files(tmp_path)
    write(tmp_path)
    assert files(tmp_path) == first
    assert all(name.endswith(".parquet") for name in first)


def test_many_reports_of_a_day_are_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "REPORTS", 2)
    write(tmp_path)
    assert len(list((tmp_path / "claim" / "day=2024-01-06").iterdir())) == 2


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a file")
    with pytest.raises(OutputError, match="name another folder with --out"):
        write(tmp_path / "x")


def test_extract_writes_a_data_set_and_reads_reports_from_parquet(tmp_path: Path) -> None:
    rows = [
        {"text": "Rebels shelled the town on Friday, the army said.", "published": date(2024, 1, 6), "outlet": "Post"},
        {"text": " ", "published": None, "outlet": None},
    ]
    pq.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "in.parquet")
    words = ["extract", str(tmp_path / "in.parquet"), "--format", "parquet", "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, "in.parquet:2: the text holds no words" in result.stderr) == (1, True)
    assert pq.read_table(tmp_path / "out" / "report" / "day=2024-01-06")["outlet"].to_pylist() == ["Post"]
    printed = CliRunner().invoke(app, ["extract", str(tmp_path / "in.parquet")]).stdout.splitlines()
    claims = [claim["id"] for claim in json.loads(printed[0])["claims"]]
    assert pq.read_table(tmp_path / "out" / "claim")["id"].to_pylist() == claims
    assert CliRunner().invoke(app, words[:-2]).exception is not None


def test_what_is_no_parquet_or_has_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing of the kind")
    pq.write_table(pyarrow.table({"words": ["x"]}), tmp_path / "b.parquet")
    bad, without = gather([str(tmp_path)])
    assert isinstance(bad.error, UnreadableReport)
    assert isinstance(without.error, ReportError)
    assert "no column 'text'" in str(without.error)
