"""Files of the plain tables: csv and parquet folders, one sqlite file, a workbook; and jsonl, the contract itself."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.model.contract import encode
from onrecord.model.record import Records
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.rows import write_rows
from onrecord.publish.formats.tables import TABLES, Row, Table

PORTION = 5_000  # rows held at once
SQL = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "flag": "INTEGER"}
CELLS = 32_000  # characters of a cell in a workbook, which holds 32,767
SHEET = 1_048_000  # rows of a sheet
WIDTHS = {"text": 22, "integer": 9, "number": 11, "date": 12, "flag": 8}
KEYS = {"claims": "id", "events": "id", "transfers": "id", "strikes": "id"}


def write_csv(records: Records, out: Path, options: Options) -> int:
    """A folder with one comma-separated file a table."""
    out.mkdir(parents=True, exist_ok=True)
    return sum(write_rows(out / f"{table.name}.csv", table.heads, table.rows(records)) for table in TABLES)


def write_parquet(records: Records, out: Path, options: Options) -> int:
    """A folder with one Parquet file a table, typed, in row groups of a few thousand."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "flag": pa.bool_(),
    }
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for table in TABLES:
        schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns])
        with pq.ParquetWriter(out / f"{table.name}.parquet", schema) as writer:
            for rows in _portions(table, records):
                arrays = [
                    pa.array(column, kind.type) for column, kind in zip(zip(*rows, strict=True), schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                count += len(rows)
    return count


def write_sqlite(records: Records, out: Path, options: Options) -> int:
    """One SQLite file with the tables, keyed, for any SQLite browser. It is no record that onrecord opens again."""
    out.unlink(missing_ok=True)
    base, count = sqlite3.connect(out), 0
    try:
        for table in TABLES:
            columns = ", ".join(
                f'"{name}" {SQL[kind]}{" PRIMARY KEY" if KEYS.get(table.name) == name else ""}'
                for name, kind in table.columns
            )
            base.execute(f'CREATE TABLE "{table.name}" ({columns})')
            marks = ", ".join("?" * len(table.columns))
            for rows in _portions(table, records):
                values = [tuple(_plain(cell) for cell in row) for row in rows]
                base.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', values)
                count += len(rows)
        base.execute('CREATE INDEX evidence_claim ON "evidence" ("claim")')
        base.commit()
    finally:
        base.close()
    return count


SHEETS = tuple(table for table in TABLES if table.name != "evidence")  # ten rows a claim, for machines


def write_xlsx(records: Records, out: Path, options: Options) -> int:
    """A workbook for people: a sheet a table, head frozen, days as days, addresses as links."""
    import xlsxwriter

    count = 0
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for table in SHEETS:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, 0, len(table.columns) - 1)
            for at, (name, kind) in enumerate(table.columns):
                sheet.set_column(at, at, 60 if name == "quote" else WIDTHS[kind])
                sheet.write_string(0, at, name, head)
            for number, row in enumerate(islice(table.rows(records), SHEET), 1):
                _write_line(sheet, number, table, row, day)
                count += 1
    return count


def _write_line(sheet: Any, number: int, table: Table, row: Row, day: Any) -> None:
    for at, (cell, (name, _)) in enumerate(zip(row, table.columns, strict=True)):
        if isinstance(cell, bool):
            sheet.write_boolean(number, at, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(number, at, cell)
        elif isinstance(cell, date) and cell.year >= 1900:
            sheet.write_datetime(number, at, cell, day)
        elif cell is not None:
            text = str(cell)[:CELLS]
            link = name == "url" and text.startswith(("http://", "https://")) and len(text) < 2000
            if not link or sheet.write_url(number, at, text) != 0:
                sheet.write_string(number, at, text)


def write_jsonl(records: Records, out: Path, options: Options) -> int:
    """One JSON object a line: claims, events, transfers, strikes and tallies as the codebook's section 7 has them."""
    parts = (
        ("claim", records.claims), ("event", records.events), ("transfer", records.transfers),
        ("strike", records.strikes), ("tally", records.tallies),
    )  # fmt: skip
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for kind, each in parts:
            for one in each():
                file.write(json.dumps({"record": kind, **encode(one)}, ensure_ascii=False) + "\n")
                count += 1
    return count


def _portions(table: Table, records: Records) -> Iterator[list[Row]]:
    rows = table.rows(records)
    while portion := list(islice(rows, PORTION)):
        yield portion


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


ALL = tuple((f"{table.name}.{name}", "the same field of the record") for table in TABLES for name in table.heads)
WORDS = ("of several places or values of one field the tables show one; jsonl has all",)
CSV = Format("csv", "a folder of comma-separated tables", "RFC 4180; an apostrophe before text that would begin a "
             "formula", "", write_csv, ALL, WORDS)  # fmt: skip
PARQUET = Format("parquet", "a folder of typed Parquet tables", "Apache Parquet 2", "", write_parquet, ALL, WORDS)
SQLITE = Format("sqlite", "one SQLite file of the tables", "SQLite 3", ".sqlite", write_sqlite, ALL,
                (*WORDS, "judgements, mentions and reports' texts"))  # fmt: skip
XLSX = Format("xlsx", "a workbook for people", "Office Open XML", ".xlsx", write_xlsx, ALL,
              (*WORDS, "the words of each value (evidence)", "rows of a sheet beyond 1,048,000, characters of a "
               "cell beyond 32,000; years before 1900 are text"))  # fmt: skip
JSONL = Format("jsonl", "the contract, one record a line", "codebook, sections 5 and 7", ".jsonl", write_jsonl,
               (("record", "which kind of record the line is"), ("all else", "as the codebook has it")),
               ("reports' texts, sentences and mentions",))  # fmt: skip
