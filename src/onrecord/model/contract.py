"""The public JSON contract, version 1: how the types of `model` are written, and the JSON Schema of that.

Both follow the dataclasses, so a field that is added there appears in the output and in the schema.
A `Sourced` becomes an object with value, start, end, quote and basis (F in the codebook), a `Span` [start, end].
"""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.model.mention import Mention
from onrecord.model.record import Told
from onrecord.model.report import Issue, Report
from onrecord.model.span import Basis, Certainty, Sourced, Span

VERSION = "1"
REPORT_FIELDS = (
    "id",
    "outlet",
    "headline",
    "byline",
    "dateline",
    "published",
    "url",
    "language",
    "sha256",
    "raw_sha256",
    "text",
)
OFFSET: dict[str, Any] = {"type": "integer", "minimum": 0}
PLACED = {"start": OFFSET, "end": OFFSET, "quote": {"type": "string", "minLength": 1}}


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def encode(value: Any, text: str | None = None) -> Any:
    """A value of `model` as plain JSON data; spans are quoted from `text`.

    Without a text a `Sourced` is its bare value: an event's values come from many reports, whose claims hold the words.

    >>> encode(Sourced(("drone",), Span(0, 5)))
    ['drone']
    """
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [encode(part, text) for part in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Sourced):
        return encode(value.value) if text is None else _sourced(value, text)
    if isinstance(value, Mention) and text is not None:
        return {"kind": value.kind.value, **_placed(value.span, text), "value": encode(value.value, text)}
    if isinstance(value, Told):
        return encode_told(value)
    if isinstance(value, Issue):
        start, end = (value.span.start, value.span.end) if value.span else (None, None)
        return {"code": value.code, "stage": value.stage, "start": start, "end": end, "message": value.message}
    names = REPORT_FIELDS if isinstance(value, Report) else _names(type(value))
    return {name: encode(getattr(value, name), text) for name in names}


def encode_told(told: Told) -> dict[str, Any]:
    """A claim with its report and its attributions in full (codebook, section 7); their ids begin with the report's."""
    report, text = told.report, told.report.text
    said = []
    for attribution in told.attributions:
        within = f"{report.id}.{attribution.within}" if attribution.within else None
        said.append({**encode(attribution, text), "id": f"{report.id}.{attribution.id}", "within": within})
    head = {"id": report.id, "outlet": report.outlet, "published": encode(report.published)}
    return {**encode(told.claim, text), "attribution": said, "report": head}


def _placed(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.quote(text)}


def _sourced(field: Sourced[Any], text: str) -> dict[str, Any]:
    written = {"value": encode(field.value, text), **_placed(field.span, text), "basis": field.basis.value}
    if field.certainty is not None:
        written["certainty"] = field.certainty.value
    return written


def schema(extraction: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of `onrecord extract`, from the type `Extraction`."""
    hints = get_type_hints(extraction)
    line = {
        "contract": {"const": VERSION},
        "reader": _schema(hints["reader"]),
        "report": _schema(Report),
        "sentences": {"type": "array", "items": _schema(Span)},
        **{name: _schema(hints[name]) for name in ("mentions", "attributions", "claims", "issues")},
    }
    error = {"code": {"type": "string"}, "message": {"type": "string"}}
    refused = {"report": {"type": "object"}, "error": _object(error)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"onrecord extraction, contract {VERSION}",
        "anyOf": [_object(line), _object(refused)],
    }


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _schema(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0])}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(argument) for argument in arguments]}
    if origin is Sourced:
        certainty = {"certainty": _schema(Certainty)}
        placed = {"value": _schema(arguments[0]), **PLACED, "basis": _schema(Basis), **certainty}
        return _object(placed, optional=("certainty",))
    if isinstance(hint, TypeVar):
        raise TypeError(f"{hint} stands for no type: give Sourced its argument")
    if hint is Span:
        return {"type": "array", "prefixItems": [OFFSET, OFFSET], "minItems": 2, "maxItems": 2, "items": False}
    if hint is Mention:
        hints = get_type_hints(Mention)
        return _object({"kind": _schema(hints["kind"]), **PLACED, "value": _schema(hints["value"])})
    if hint is Issue:
        name = {"type": "string"}
        at = {"anyOf": [OFFSET, {"type": "null"}]}
        return _object({"code": name, "stage": name, "start": at, "end": at, "message": name})
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        names = REPORT_FIELDS if hint is Report else _names(hint)
        return _object({name: _schema(hints[name]) for name in names})
    return _plain(hint)


def _plain(hint: Any) -> dict[str, Any]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if hint is datetime:
        return {"type": "string", "format": "date-time"}
    if hint is date:
        return {"type": "string", "format": "date"}
    names = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
    return {"type": names[hint]}
