"""What a person writes as the right value of a field, as the codebook's JSON that a judgement keeps."""

import json
import re
from typing import Any

from sqlalchemy import func, select

from onrecord.errors import StoreError
from onrecord.model.claim import Claim, Effect
from onrecord.reconcile.judgement import MAKERS, correct
from onrecord.serve.problem import Problem
from onrecord.store import Store, schema

EFFECTS = tuple(effect.value for effect in Effect)
FIELDS = (*EFFECTS, *sorted(MAKERS))
DAY = r"\d{4}-\d{2}-\d{2}"
NUMBER = r"\d[\d,]*(?:\.\d+)?"
# How a person writes a number with its bounds -> which of low, best and high each of the numbers is.
NUMBERS = (
    (re.compile(rf"({NUMBER})"), ("low best high",)),
    (re.compile(rf"(?:at least|more than|over) ({NUMBER})"), ("low",)),
    (re.compile(rf"(?:up to|at most|fewer than) ({NUMBER})"), ("high",)),
    (re.compile(rf"(?:about|around|some) ({NUMBER})"), ("best",)),
    (re.compile(rf"({NUMBER}) ?(?:to|-|–) ?({NUMBER})"), ("low", "high")),
)


def value_json(store: Store, claim: Claim, field: str, words: str) -> str | None:
    """The value as JSON; "-" says that the report does not say. Raises Problem for what the field cannot hold."""
    if field not in FIELDS:
        raise Problem(400, "field", f"Say which field is corrected: {', '.join(FIELDS)}.")
    words = words.strip()
    if not words:
        raise Problem(400, "value", "Say the right value, or select its words in the report; '-' for: it does not say.")
    if field in EFFECTS and all(item.effect is None or item.effect.value.value != field for item in claim.items):
        raise Problem(400, "field", f"This claim tells of nothing {field}: choose another claim or field.")
    try:
        made = None if words == "-" else words if words[0] in '[{"' else json.dumps(_value(store, field, words))
        correct(claim, field, made)
    except (StoreError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(400, "value", f"{field} cannot be {words!r}: {_way_out(field)}.") from error
    return made


def _value(store: Store, field: str, words: str) -> Any:
    if field in EFFECTS:
        return _number(words)
    if field in ("actor", "recipient"):
        return [_known(store, schema.actor, ("id", "name", "country", "sector"), words)]
    if field == "place":
        names = ("name", "country", "adm1", "lat", "lon", "geonameid", "precision")
        return [_known(store, schema.place, names, words)]
    if field == "when":
        days = re.findall(DAY, words)
        if not days:
            raise ValueError(words)
        return {"start": days[0], "end": days[-1], "precision": "day" if len(days) == 1 else None}
    return [words] if field == "mode" else words


def _number(words: str) -> Any:
    for pattern, names in NUMBERS:
        found = pattern.fullmatch(words.lower())
        if found:
            number: dict[str, float | int | None] = dict.fromkeys(("low", "best", "high"))
            for name, text in zip(names, found.groups(), strict=True):
                plain = float(text.replace(",", ""))
                number |= dict.fromkeys(name.split(), int(plain) if plain.is_integer() else plain)
            return number
    raise ValueError(words)


def _known(store: Store, table: Any, names: tuple[str, ...], words: str) -> dict[str, Any]:
    """The actor or place of that name that the record knows best, else the name alone."""
    columns = table.c
    fullest = columns.country.is_(None)
    asked = select(*(columns[name] for name in names)).where(func.lower(columns.name) == words.lower())
    rows = store.rows(asked.order_by(fullest, columns.key).limit(1))
    return dict(rows[0]._mapping) if rows else {"name": words}


def _way_out(field: str) -> str:
    if field in EFFECTS:
        return "write a number, '4 to 6', 'at least 4', 'up to 6' or 'about 5'"
    if field == "when":
        return "write YYYY-MM-DD, or two days"
    return "write a value of the codebook"
