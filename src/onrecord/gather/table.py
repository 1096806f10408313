"""CSV -> reports, one a row. The separator is told from the head; columns are called as the fields of a JSON line."""

import csv
import json
from io import StringIO
from typing import Any

from onrecord.errors import DamagedReport, EmptyReport, ReportError
from onrecord.gather.decode import decode
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of, raw_hash, said, web_address

SEPARATORS = ",;\t|"
LONGEST = 10_000_000  # characters of one cell
# Names that tables of reports give their columns, beside our own.
COLUMNS = {
    "text": ("text", "body", "content", "notes"),
    "published": ("published", "date", "day", "event_date"),
    "outlet": ("outlet", "source", "publisher"),
    "headline": ("headline", "title"),
    "byline": ("byline", "author"),
    "url": ("url", "link"),
}


def read_csv(raw: bytes, name: str) -> Drafts:
    """A report a row. A row without words, or with a date that is none, is refused and the others go on."""
    try:
        rows, columns = _opened(decode(raw, name), name)
    except ReportError as error:
        yield Refused(name, error)
        return
    csv.field_size_limit(LONGEST)
    empty = True
    for draft in _rows(rows, columns, name):
        empty = False
        yield draft
    if empty:
        yield Refused(name, EmptyReport(f"{name}: this table has a head and no rows; nothing was read"))


def _rows(rows: Any, columns: dict[str, int], name: str) -> Drafts:
    while True:
        where = f"{name}:{rows.line_num + 1}"
        try:
            row = next(rows, None)
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield _row(row, columns, where)
        except ReportError as error:
            yield Refused(where, error)
        except csv.Error as error:
            yield Refused(where, DamagedReport(f"{where}: this row cannot be read ({error}); mend its quotation marks"))
            return


def _opened(text: str, name: str) -> tuple[Any, dict[str, int]]:
    """The rows below the head, and where each field's column is."""
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    head = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    if head.lower().startswith("sep=") and len(head.strip()) == 5:  # the line by which Excel tells it
        separator, text = head.strip()[4], text.lstrip("\r\n").split("\n", 1)[-1]
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
        names = [cell.strip().lower() for cell in next(rows, [])]
    except (csv.Error, TypeError, ValueError) as error:
        raise DamagedReport(f"{name}: the head of this table cannot be read ({error}); check it") from error
    columns = {
        field: names.index(found)
        for field, called in COLUMNS.items()
        if (found := next((one for one in called if one in names), None)) is not None
    }
    if "text" not in columns:
        raise ReportError(f"{name}: has no column 'text'; name the column so that holds the words of the reports")
    return rows, columns


def _row(row: list[str], columns: dict[str, int], name: str) -> Draft:
    cells = {field: row[at] for field, at in columns.items() if at < len(row)}
    text, published = cells.get("text", ""), said(cells.get("published"))
    if not text.strip():
        raise EmptyReport(f"{name}: the text holds no words; nothing was read")
    moment = moment_of(published)
    if published and moment is None:
        raise ReportError(f"{name}: {published!r} is no date; write YYYY-MM-DD, or a moment such as 2024-01-05T18:30")
    raw = json.dumps(row, ensure_ascii=False).encode("utf-8", errors="surrogatepass")
    outlet, headline, byline = (said(cells.get(field)) for field in ("outlet", "headline", "byline"))
    return Draft(name, text, raw_hash(raw), moment, outlet, headline, byline, web_address(cells.get("url")))
