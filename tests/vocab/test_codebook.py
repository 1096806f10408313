"""Every type has a definition and examples, and the examples give claims of their type."""

from datetime import date

import pytest

from onrecord.model.claim import Type
from onrecord.pipeline import extract_text
from onrecord.vocab.codebook import Entry, load_codebook, markdown

EXAMPLES = [(entry, example) for entry in load_codebook() for example in entry.examples]


def test_the_codebook_holds_every_type_once() -> None:
    assert [entry.type for entry in load_codebook()] == list(Type)


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=lambda value: str(getattr(value, "type", value))[:40])
def test_example_gives_a_claim_of_its_type(entry: Entry, example: str) -> None:
    claims = extract_text(example, published=date(2024, 5, 20)).claims
    assert entry.type in {claim.type.value for claim in claims}


def test_modes_that_are_read_are_in_the_codebook() -> None:
    modes = {entry.type: set(entry.modes) for entry in load_codebook()}
    for _, example in EXAMPLES:
        for claim in extract_text(example, published=date(2024, 5, 20)).claims:
            if claim.type.value is not None:
                assert {mode.value for mode in claim.mode} <= modes[claim.type.value]


def test_the_page_names_every_mode() -> None:
    page = markdown(load_codebook())
    assert all(f"`{mode}`" in page for entry in load_codebook() for mode in entry.modes)
