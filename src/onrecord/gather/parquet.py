"""The rows of a Parquet file, a few at a time, however large the file is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import ReportError, UnreadableReport

FIELDS = ("text", "published", "date", "outlet", "headline", "byline", "url")
ROWS = 100  # in memory at once; a row may hold a whole report


def parquet_rows(file: Path) -> Iterator[dict[str, Any]]:
    """Rows with those of `FIELDS` that the file has and that are not null; days and moments in their ISO form.

    Raises UnreadableReport where it is no Parquet file or pyarrow is not installed, ReportError where it has no `text`.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UnreadableReport(f"{file}: Parquet needs pyarrow; pip install 'onrecord[formats]'") from error
    try:
        with pyarrow.parquet.ParquetFile(file) as opened:
            columns = [name for name in FIELDS if name in opened.schema_arrow.names]
            if "text" not in columns:
                raise ReportError(f"{file}: has no column 'text'; write one report a row, with its text in it")
            for batch in opened.iter_batches(ROWS, columns=columns):
                for row in batch.to_pylist():
                    yield {name: _plain(value) for name, value in row.items() if value is not None}
    except (OSError, ValueError, OverflowError, pyarrow.ArrowException) as error:
        reason = " ".join(str(error).split())[:200]
        raise UnreadableReport(f"{file}: cannot be read as Parquet ({reason}); check the file") from error


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
