"""JSON lines and rows of Parquet -> reports: an object each, with `text` and `published outlet headline byline url`."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onrecord.errors import EmptyReport, ReportError, TooLong
from onrecord.gather.decode import decode
from onrecord.gather.draft import Draft, Drafts, Refused, raw_hash, said
from onrecord.gather.parquet import parquet_rows

LONGEST = 20 * 2**20  # characters of a line; as objects they may take twenty times the room


def read_lines(raw: bytes, name: str) -> Drafts:
    """One report a line."""
    try:
        text = decode(raw, name)
    except ReportError as error:
        yield Refused(name, error)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{name}:{number}"
            try:
                yield _told(_object(line, where), line, where)
            except ReportError as error:
                yield Refused(where, error)


def read_parquet(file: Path) -> Drafts:
    """One report a row of a Parquet file; the columns are called as the fields of a JSON line."""
    number = 0
    try:
        for number, row in enumerate(parquet_rows(file), start=1):
            name, line = f"{file}:{number}", json.dumps(row, ensure_ascii=False, sort_keys=True, default=repr)
            try:
                yield _told(row, line, name)
            except ReportError as error:
                yield Refused(name, error)
    except ReportError as error:
        yield Refused(str(file), error)
        return
    if not number:
        yield Refused(str(file), EmptyReport(f"{file}: this table has no rows; nothing was read"))


def _object(line: str, name: str) -> Any:
    if len(line) > LONGEST:
        raise TooLong(f"{name}: a line of over {LONGEST // 2**20} million characters; split the report into parts")
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{name}: this line is no JSON ({error}); write one object a line") from error


def _told(row: Any, line: str, name: str) -> Draft:
    """A report from its fields; `line` is that of which `raw_sha256` is the hash."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ReportError(f'{name}: this line has no "text"; write one object a line, with the report\'s text in it')
    if not row["text"].strip():
        raise EmptyReport(f"{name}: the text holds no words; nothing was read")
    outlet, url, headline, byline = (_said(row, field, name) for field in ("outlet", "url", "headline", "byline"))
    raw = raw_hash(line.encode("utf-8", errors="surrogatepass"))
    return Draft(name, row["text"], raw, _published(row, name), outlet, headline, byline, url)


def _said(row: dict[str, Any], field: str, name: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise ReportError(f'{name}: "{field}" is no string; write it in quotation marks or leave it out')
    return said(value)


def _published(row: dict[str, Any], name: str) -> date | datetime | None:
    words = _said(row, "published", name) or _said(row, "date", name)
    if words is None:
        return None
    for form in (date.fromisoformat, datetime.fromisoformat):
        try:
            return form(words)
        except ValueError:
            continue
    raise ReportError(f"{name}: '{words}' is no date; write YYYY-MM-DD, or a moment such as 2024-01-05T18:30+02:00")
