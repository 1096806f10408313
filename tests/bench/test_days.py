"""The scorer of whole reports counts what `score.py` beside the repository counts; the floors hold without data."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.bench_days import Day, figures, measured, own_days, shared_days
from bench.days_score import DayScore, judge, score, total
from bench.floors import compare, read_floors
from onrecord.gather import make_report
from onrecord.pipeline import Reader, extract

TEXT = "Raiders burned two mills near Osk, a miller said."
COUNTS = re.compile(
    r"facts (\d+)/(\d+) · fields (\d+)/(\d+) · extra claims (\d+) · attributions (\d+)/(\d+)"
    r" · with source (\d+)/\d+ · other attributions (\d+) · doubled (\d+) · broken spans (\d+)"
)


def sourced(value: Any, words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"value": value, "start": start, "end": start + len(words), "quote": words, "basis": "stated"}


def claim(**fields: Any) -> dict[str, Any]:
    plain = {"type": sourced("ASSAULT", "burned"), "attribution": ["a1"], "items": [], "place": []}
    return {**plain, **fields}


def extraction(*claims: dict[str, Any]) -> dict[str, Any]:
    said = {"id": "a1", "sources": [sourced({"name": "a miller"}, "a miller")], "content": [[0, 33]]}
    return {"report": {"text": TEXT}, "claims": list(claims), "attributions": [said]}


def days(start: str, end: str | None) -> dict[str, Any]:
    return {"value": {"start": start, "end": end}}


FACT = {"id": "mills", "evidence": "Raiders burned two mills near Osk", "type": ["ASSAULT"]}
SAID = {"source": "a miller", "cue": "said", "content": "Raiders burned two mills near Osk"}
MILLS = {"role": "target", "what": sourced({"designation": None}, "mills"), "quantity": {"value": {"best": 2}}}
OSK = sourced({"name": "Osk", "lat": 10.0, "lon": 10.0, "country": "ITA"}, "Osk")


@pytest.mark.parametrize(
    ("asked", "claimed", "right"),
    [
        ({"items": [{"words": "mill", "best": [2]}]}, {"items": [MILLS]}, True),
        ({"items": [{"words": "mill", "best": [3]}]}, {"items": [MILLS]}, False),
        ({"items": [{"words": "mill", "role": "weapon"}]}, {"items": [MILLS]}, False),
        ({"place": {"lat": 10.3, "lon": 10.0}}, {"place": [OSK]}, True),
        ({"place": {"lat": 10.6, "lon": 10.0}}, {"place": [OSK]}, False),
        ({"when": ["2024-01-05", "2024-01-05"], "slack": 1}, {"when": days("2024-01-04", "2024-01-06")}, True),
        ({"when": ["2024-01-05", "2024-01-05"]}, {"when": days("2024-01-04", "2024-01-06")}, False),
        ({"when": ["2024-01-05", "2024-01-05"], "slack": 9}, {"when": days("2024-01-05", None)}, False),
        ({"polarity": ["affirmed"]}, {}, True),
        ({"polarity": ["negated"]}, {}, False),
        ({"sources": ["miller"]}, {}, True),
        ({"sources": []}, {}, False),
        ({"sources": []}, {"attribution": []}, True),
    ],
)  # fmt: skip
def test_a_field_is_right_only_where_it_is_what_was_asked(asked: Any, claimed: Any, right: bool) -> None:
    attributions = {one["id"]: one for one in extraction()["attributions"]}
    assert list(judge({**FACT, **asked}, claim(**claimed), attributions).values()) == [right]


def test_an_extraction_that_says_nothing_finds_nothing_and_every_fact_is_listed_as_missed() -> None:
    empty = {**extraction(), "attributions": []}
    found = score(empty, [{"fact": {**FACT, "sources": ["miller"]}}, {"attribution": SAID}])
    assert (found.facts, found.facts_of, found.fields, found.fields_of) == (0, 1, 0, 1)
    assert (found.attributions, found.attributions_of, found.misses) == (0, 1, ("mills: not found",))


def test_a_second_claim_at_the_same_words_and_one_that_no_fact_asks_for_are_extras() -> None:
    other = claim(type=sourced("AID", "said"))
    found = score(extraction(claim(), claim(), other), [{"fact": FACT}, {"attribution": SAID}])
    assert (found.facts, found.extras, found.attributions, found.sourced) == (1, 2, 1, 1)


def test_words_that_are_not_where_the_offsets_say_are_broken() -> None:
    wrong = {**sourced("ASSAULT", "burned"), "quote": "turned"}
    assert score(extraction(claim(type=wrong)), []).broken == 1


def test_gold_that_the_text_does_not_hold_is_told() -> None:
    with pytest.raises(ValueError, match="three mills"):
        score(extraction(), [{"fact": {**FACT, "evidence": "three mills"}}])


def counts(found: DayScore) -> list[int]:
    parts = (found.facts, found.facts_of, found.fields, found.fields_of, found.extras, found.attributions)
    return [*parts, found.attributions_of, found.sourced, found.others, found.doubled, found.broken]


def counted_beside(script: Path, day: Day, reader: Reader) -> list[int]:
    line = extract(make_report(day.text, published=day.published), reader).to_json()
    command = [sys.executable, str(script), str(day.files[0])]
    ran = subprocess.run(command, input=f"{line}\n", capture_output=True, text=True, check=True)
    return [int(number) for number in COUNTS.search(ran.stdout).groups()]  # type: ignore[union-attr]


def test_the_counts_are_those_of_the_script_beside_the_repository(shared: Path, reader: Reader) -> None:
    days = own_days() + shared_days()
    assert [(day.name, counts(found)) for day, found in measured(days, reader)] == [
        (day.name, counted_beside(shared / "score.py", day, reader)) for day in days
    ]


def test_the_floors_of_the_invented_reports_hold(reader: Reader) -> None:
    days = own_days()
    got = figures("own", days, total(found for _, found in measured(days, reader)))
    own = {name: floor for name, floor in read_floors()["days"]["floors"].items() if name.startswith("own_")}
    assert own
    assert [row for row in compare("days", {"floors": own}, got) if not row.held] == []


def test_gold_is_of_these_reports_and_every_line_is_json() -> None:
    for day in own_days():
        assert day.gold, day.name
        assert all(json.dumps(line) and ("fact" in line) != ("attribution" in line) for line in day.gold)
