"""The labelled sentences of the standing bench are well made: values of the codebook, at words that are there."""

from pathlib import Path

import pytest
import yaml

from onrecord.model.claim import Aspect, Modality, Polarity, Stage, Status
from onrecord.model.span import Certainty

HERE = Path(__file__).parent
FIELDS = {
    "polarity": Polarity,
    "modality": Modality,
    "certainty": Certainty,
    "verification": Status,
    "of": Aspect,
    "stage": Stage,
}


def load(name: str) -> list[dict]:  # type: ignore[type-arg]
    return list(yaml.safe_load((HERE / name).read_text(encoding="utf-8"))["sentences"])


@pytest.mark.parametrize("name", ["standing_sentences.yaml", "standing_first.yaml", "standing_second.yaml"])
def test_every_label_is_a_value_of_the_codebook(name: str) -> None:
    labels = [label for sentence in load(name) for label in sentence["claims"]]
    known = {field: {member.value for member in kind} for field, kind in FIELDS.items()}
    assert all(label[field] in known[field] for label in labels for field in FIELDS if field in label)
    assert all(set(label) <= {*FIELDS, "trigger", "by", "sources"} for label in labels)


def test_every_trigger_stands_once_in_its_sentence() -> None:
    assert all(s["text"].count(label["trigger"]) == 1 for s in load("standing_sentences.yaml") for label in s["claims"])


def test_the_passes_label_the_same_triggers() -> None:
    triggers = [
        [(s["id"], [label["trigger"] for label in s["claims"]]) for s in load(f"standing_{name}.yaml")]
        for name in ("sentences", "first", "second")
    ]
    assert triggers[0] == triggers[1] == triggers[2]
    assert len(triggers[0]) >= 150
