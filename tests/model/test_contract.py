"""The JSON contract follows the types, and its schema accepts what is written."""

import json
from datetime import date

import jsonschema

import onrecord
from onrecord.model import contract
from onrecord.model.extraction import Extraction


def validator() -> jsonschema.Draft202012Validator:
    schema = contract.schema(Extraction)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_an_extraction_validates_against_the_schema() -> None:
    extraction = onrecord.extract(
        "KYIV - Russia fired four missiles at Odesa overnight, the Air Force said. This could not be verified.",
        published=date(2024, 5, 3),
    )
    line = json.loads(extraction.to_json())
    validator().validate(line)
    assert line["contract"] == "1"
    assert line["report"]["published"] == "2024-05-03"


def test_a_refusal_validates_and_a_half_line_does_not() -> None:
    assert validator().is_valid({"report": {"name": "x"}, "error": {"code": "empty", "message": "x: empty"}})
    assert not validator().is_valid({"report": {"name": "x"}})


def test_the_text_with_its_evidence_is_escaped_for_notebooks() -> None:
    extraction = onrecord.extract("Rebels shelled <b>Goma</b> on Friday.", published=date(2024, 5, 3))
    shown = extraction._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown
