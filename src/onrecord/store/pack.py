"""Records of `model` as JSON and back, following their type hints. For what is derived and can be rebuilt."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from onrecord.model.span import Basis, Certainty, Sourced, Span

R = TypeVar("R")


def pack(record: Any) -> str:
    """A frozen dataclass of `model` as one line of JSON, which `unpack` reads."""
    return json.dumps(_plain(record), ensure_ascii=False)


def unpack(kind: type[R], words: str) -> R:
    """The record that was packed.

    >>> unpack(Span, pack(Span(2, 5)))
    Span(start=2, end=5)
    """
    make: Callable[[Any], R] = _maker(cast(Any, kind))
    return make(json.loads(words))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    return value


@cache
def _maker(hint: Any) -> Callable[[Any], Any]:
    """A function that makes a value of this type from plain data; None stays None."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        make = _maker(arguments[0])
        return tuple if make is _same else lambda data: tuple([make(part) for part in data])
    if origin is Sourced:
        return _record(Sourced, (_maker(arguments[0]), _maker(Span), _maker(Basis), _maker(Certainty | None)))
    if arguments:
        kinds = [argument for argument in arguments if argument is not NoneType]
        make = _maker(kinds[0]) if len(kinds) == 1 else _same
        if make is _same:
            return _same
        return lambda data: None if data is None else make(data)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return _record(cast(type, hint), tuple(_maker(hints[field.name]) for field in fields(hint)))
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__  # a call of the class takes three times as long
    return _same


def _record(kind: Callable[..., Any], makers: tuple[Callable[[Any], Any], ...]) -> Callable[[Any], Any]:
    changed = [(at, make) for at, make in enumerate(makers) if make is not _same]

    def record(data: list[Any]) -> Any:
        for at, make in changed:
            data[at] = make(data[at])
        return kind(*data)

    return record


def _same(data: Any) -> Any:
    return data
