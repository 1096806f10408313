"""`python -m bench.corrections FILE`: persons' corrections, as the desk exports them, beside what is read now.

FILE is `/review/corrections.jsonl` of a desk: one JSON object a line with the report's text, the words of the claim's
trigger, the field that a person corrected, and its right value. Each report is read anew; a correction counts as right
where a claim with that trigger now has that value, wrong where it has another, lost where no claim has the trigger.
Lines that correct no field (checks, merges, ratings) are left out. The last line is a JSON object of the counts.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import StoreError
from onrecord.gather import make_report
from onrecord.model.claim import Claim, Effect
from onrecord.model.mention import Actor, Place, When
from onrecord.pipeline import Reader, extract, load_reader
from onrecord.reconcile import correct

FIELDS = ("type", "mode", "actor", "recipient", "place", "when", "stage", "polarity", *(each.value for each in Effect))
OUTCOMES = ("right", "wrong", "lost")


def measured(lines: Iterable[str], reader: Reader) -> Iterator[tuple[str, str, str]]:
    """(outcome, field, right value) of each correction, in the order of the file. Raises ValueError for no JSON."""
    read: dict[str, tuple[Claim, ...]] = {}
    given = (json.loads(line) for line in lines)
    fields = (one for one in given if one.get("field") in FIELDS and not (one.get("verdict") or one.get("right")))
    for one in {(one["text"], *one["trigger"], one["field"]): one for one in fields}.values():  # the later one counts
        if one["text"] not in read:
            day = date.fromisoformat(one["published"][:10]) if one.get("published") else None
            read[one["text"]] = extract(make_report(one["text"], published=day), reader).claims
        yield _outcome(read[one["text"]], one), one["field"], one["value"]


def _outcome(claims: Iterable[Claim], one: dict[str, Any]) -> str:
    start, end = one["trigger"]
    there = [claim for claim in claims if claim.type.span.start < end and start < claim.type.span.end]
    if not there:
        return "lost"
    return "right" if any(_holds(claim, one["field"], one["value"]) for claim in there) else "wrong"


def _holds(claim: Claim, field: str, value: str | None) -> bool:
    """Whether the correction would change nothing."""
    try:
        wanted = correct(claim, field, value)
    except StoreError:
        return False
    if field in FIELDS[:8]:
        return _values(getattr(claim, field)) == _values(getattr(wanted, field))
    return _counts(claim, field) == _counts(wanted, field)


def _values(held: Any) -> set[object]:
    listed = held if isinstance(held, tuple) else (held,)
    return {_key(getattr(one, "value", one)) for one in listed if one is not None}


def _key(value: object) -> object:
    if isinstance(value, Actor):
        return value.id or value.name.casefold()
    if isinstance(value, Place):
        return value.geonameid or value.name.casefold()
    return (value.start, value.end) if isinstance(value, When) else value


def _counts(claim: Claim, effect: str) -> set[object]:
    items = (item for item in claim.items if item.effect and item.effect.value.value == effect and item.quantity)
    return {(q.value.low, q.value.best, q.value.high) for item in items if (q := item.quantity)}


def main(arguments: list[str]) -> int:
    """Prints each correction with its outcome, then the counts."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    counts = Counter[str]()
    for outcome, field, value in measured((line for line in lines if line.strip()), load_reader()):
        counts[outcome] += 1
        print(f"{outcome:6} {field:10} {value}")
    print(json.dumps({name: counts[name] for name in OUTCOMES}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
