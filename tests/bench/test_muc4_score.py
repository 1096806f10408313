"""The MUC-4 scorer, by the examples that the guidelines give in words; the fillers are invented."""

import pytest

from bench.muc4_read import Fill, Template, fill
from bench.muc4_score import compare, mappable, match, measures


@pytest.mark.parametrize(
    ("slot", "key", "response", "right"),
    [
        (19, '"FISHERMEN"', '"THE 3 FISHERMEN"', 1.0),
        (18, '"LUCIO ABEL MARQUEZ"', '"MARQUEZ"', 0.5),
        (19, '"FISHERMEN"', '"NURSES"', 0.0),
        (4, "BOMBING", "ATTACK", 0.5),
        (4, "ATTACK", "BOMBING", 0.0),
        (7, 'MACHINE GUN: "-"', 'GUN: "-"', 0.5),
        (16, 'SOME DAMAGE: "SILO"', 'DESTROYED: "SILO"', 0.5),
        (20, 'CIVILIAN: "NURSES"', 'CIVILIAN: "SILO"', 0.5),
        (21, '5 - 7: "NURSES"', '7: "NURSES"', 0.5),
        (2, "25 AUG 89 - 26 AUG 89", "26 AUG 89", 0.5),
        (2, "- 26 AUG 89", "25 AUG 89", 0.5),
        (2, "25 AUG 89", "- 26 AUG 89", 0.0),
        (3, "PERU: PUNO (DEPARTMENT): JULI (CITY)", "PERU: JULI", 1.0),
        (3, "PERU: JULI (CITY)", "PERU", 0.5),
        (3, "PERU: JULI (CITY)", "CHILE", 0.0),
    ],
)
def test_one_filler_is_scored_as_the_guidelines_say(slot: int, key: str, response: str, right: float) -> None:
    wanted, said = fill(key), fill(response)
    assert wanted
    assert said
    assert match(slot, wanted, said) == right


def test_an_optional_filler_that_is_left_out_is_not_missing() -> None:
    key = [Fill(("SILO",), optional=True), Fill(("DAIRY",))]
    assert compare(12, key, [Fill(("DAIRY",))]) == {"cor": 1, "inc": 0, "mis": 0, "spu": 0}


def test_templates_that_share_their_type_alone_are_not_mapped() -> None:
    key = Template({4: [Fill(("ATTACK",))], 12: [Fill(("DAIRY",))]})
    assert not mappable(key, Template({4: [Fill(("ATTACK",))], 12: [Fill(("SILO",))]}))
    assert mappable(key, Template({4: [Fill(("ATTACK",))], 12: [Fill(("OLD DAIRY",))]}))


def test_partial_fills_count_half() -> None:
    assert measures({"cor": 1, "par": 2, "inc": 0, "mis": 2, "spu": 0}) == {  # type: ignore[arg-type]
        "recall": 40.0,
        "precision": 66.7,
        "f1": 50.0,
    }
