"""Words of war that tell no event of war: two hundred invented sentences, at most four of which may mislead."""

from datetime import date
from pathlib import Path

import yaml

from onrecord.model.claim import Type
from onrecord.pipeline import extract_text

TRAPS = yaml.safe_load((Path(__file__).parent / "traps.yaml").read_text("utf-8"))
WAR = {Type.ASSAULT, Type.INTERCEPT, Type.BLAST, Type.CONTROL, Type.SITUATION}
ALLOWED = 4


def test_there_are_two_hundred_traps() -> None:
    assert sum(map(len, TRAPS.values())) >= 200


def test_at_most_four_traps_give_an_event_of_war() -> None:
    fallen = []
    for sentences in TRAPS.values():
        for sentence in sentences:
            claims = extract_text(sentence, published=date(2024, 5, 20)).claims
            fallen += [
                (sentence, claim.type.value.value, claim.type.span.quote(sentence))
                for claim in claims
                if claim.type.value in WAR
            ]
    assert len({sentence for sentence, _, _ in fallen}) <= ALLOWED, "\n".join(map(str, fallen))
