"""All that a record holds but the numbers a database gives its rows and when it was taken in: to compare two."""

from typing import Any

from sqlalchemy import select

from onrecord.store import Store
from onrecord.store.schema import metadata, reading

GIVEN = {"report", "claim", "issue", "reading", "ledger"}  # whose `key` says nothing but the order of arrival


def whole(store: Store) -> dict[str, list[str]]:
    with store.engine.connect() as connection:
        names: dict[Any, Any] = {row.key: (row.report, row.reader) for row in connection.execute(select(reading))}
        names[None] = None
        content = {}
        for table in metadata.sorted_tables:
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            for row in rows:
                for column in row:
                    if column == "closed_by" or (column == "reading" and table.name != "reading"):
                        row[column] = names[row[column]]
                if table.name in GIVEN:
                    del row["key"]
                row.pop("retrieved", None)
            content[table.name] = sorted(repr(row) for row in rows)
    return content
