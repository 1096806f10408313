"""What was read as a Parquet data set: a folder for each table of the record, in it one for each day of publication.

The columns are those of the database, so that a query moves from one to the other; where the database numbers its
readings, a row here names its `report` and its `reader`. Files appear when they are whole, under a name that their
reports give: the same reports read again by the same reader write the same files.
"""

import os
from collections import defaultdict
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Boolean, Date, DateTime, Float, Integer, Table

from onrecord.errors import OutputError
from onrecord.model.extraction import Extraction
from onrecord.model.report import digest
from onrecord.store import schema
from onrecord.store.rows import Row, Writer, issue_rows, reader_row, report_row

REPORTS = 1_000  # in one file; a file of claims then has some 5 MB
TABLES = (
    schema.report,
    schema.claim,
    schema.evidence,
    schema.item,
    schema.verification,
    schema.attribution,
    schema.attribution_evidence,
    schema.claim_attribution,
    schema.actor,
    schema.place,
    schema.issue,
)
NO_DAY = "unknown"
LEFT_OUT = ("reading", "day")  # a number that only a database gives; and what the folder's name says


class DataSet:
    """A folder that is filled. Use `with DataSet(folder) as data: data.keep(extraction)`."""

    def __init__(self, folder: Path) -> None:
        """Raises OutputError where pyarrow is not installed."""
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise OutputError("parquet needs pyarrow; pip install 'onrecord[formats]'") from error
        self._folder, self._arrow = folder, pyarrow
        self._waiting: dict[str, list[Extraction]] = defaultdict(list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            for day in sorted(self._waiting):
                self._write(day)

    def keep(self, extraction: Extraction) -> None:
        """Takes an extraction in; a file is written when enough of its day have come."""
        day = _day(extraction.report.day)
        self._waiting[day].append(extraction)
        if len(self._waiting[day]) >= REPORTS:
            self._write(day)

    def _write(self, day: str) -> None:
        extractions = self._waiting.pop(day)
        names = [f"{one.report.id}{reader_row(one.reader)['id']}" for one in extractions]
        rows = _rows(extractions)
        for table in TABLES:
            if rows[table.name]:
                folder = self._folder / table.name / f"day={day}"
                self._file(folder / f"{digest(''.join(names))[:16]}.parquet", table, rows[table.name])

    def _file(self, path: Path, table: Table, rows: list[Row]) -> None:
        arrow = self._arrow
        kinds = {column.name: _kind(arrow, column.type) for column in table.columns if column.name in rows[0]}
        for name in LEFT_OUT:
            kinds.pop(name, None)
        own = [name for name in ("report", "reader") if name in rows[0] and name not in kinds]
        fields = [(name, arrow.string()) for name in own] + list(kinds.items())
        part = path.with_suffix(".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            arrow.parquet.write_table(arrow.Table.from_pylist(rows, arrow.schema(fields)), part, compression="zstd")
            os.replace(part, path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise OutputError(f"{path}: cannot be written ({reason}); name another folder with --out") from error


def _rows(extractions: list[Extraction]) -> defaultdict[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    shared: dict[str, dict[str, Row]] = {"actor": {}, "place": {}}
    for extraction in extractions:
        report, writer = extraction.report, Writer(extraction, 0)
        own = {"report": report.id, "reader": reader_row(extraction.reader)["id"]}
        rows["report"].append({**report_row(report), "reader": own["reader"]})
        rows["issue"] += [{**row, **own} for row in issue_rows(report, extraction.issues, None)]
        for name, made in writer.rows.items():
            rows[name] += [{**row, **own} for row in made]
        shared["actor"].update(writer.actors)
        shared["place"].update(writer.places)
    for name, values in shared.items():
        rows[name] = [values[key] for key in sorted(values)]
    return rows


def _day(day: date | None) -> str:
    return day.isoformat() if day else NO_DAY


def _kind(arrow: Any, kind: Any) -> Any:
    kinds = (
        (Boolean, arrow.bool_()),
        (Integer, arrow.int64()),
        (Float, arrow.float64()),
        (DateTime, arrow.timestamp("us")),
        (Date, arrow.date32()),
    )
    return next((made for known, made in kinds if isinstance(kind, known)), arrow.string())
