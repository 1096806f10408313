"""`python -m bench.label_sheet`: the sentences of the standing bench with their triggers and no labels, shuffled.

For a second labelling pass that has not seen the first: one line a trigger, `id/number [trigger] text`.
"""

import random
from pathlib import Path

import yaml

SENTENCES = Path(__file__).parent.parent / "tests" / "claim" / "standing_sentences.yaml"


def sheet() -> list[str]:
    """One line a trigger, in an order that is always the same and is not the file's."""
    sentences = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))["sentences"]
    lines = [
        f"{sentence['id']}/{number} [{claim['trigger']}] {sentence['text']}"
        for sentence in sentences
        for number, claim in enumerate(sentence["claims"])
    ]
    random.Random(7).shuffle(lines)
    return lines


if __name__ == "__main__":
    print("\n".join(sheet()))
