"""Keys by the hundred: in batches, and as one parameter of a statement that is built once."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

T = TypeVar("T")
BATCH = 400  # keys in one query; SQLite's older limit of variables is 999, and some keys are pairs
KEYS = bindparam("keys", type_=NullType())


def batches(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """Keys, as many at a time as one query takes."""
    return (keys[first : first + BATCH] for first in range(0, len(keys), BATCH))


class _Among(FunctionElement[Any]):
    type = NullType()  # of a Boolean SQLite would be asked whether it is 1, and find no index for that
    inherit_cache = True


@compiles(_Among, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    column, keys = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({keys}))"


@compiles(_Among, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    column, keys = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} = ANY({keys})"


def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column holds one of the keys with which the statement is asked.

    A list of as many parameters is built and read anew at each question, which takes longer than its rows.
    """
    return _Among(column, KEYS)


def found(connection: Connection, asked: Executable, keys: Sequence[Any]) -> Sequence[Any]:
    """The rows of a statement for these keys."""
    given = json.dumps(list(keys)) if connection.dialect.name == "sqlite" else list(keys)
    return connection.execute(asked, {"keys": given}).all()
