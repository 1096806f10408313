"""Law (f): a word that cannot be read gives an Issue, not a row: no place, date or number stands in for it."""

from collections.abc import Callable

import pytest

from onrecord.model.extraction import Extraction

UNKNOWN = [
    ("Rebels shelled Qwertzville on Thursday.", "Qwertzville", "unknown_name"),
    ("Fighters attacked the town of Umbekistan on Thursday.", "Umbekistan", "place_unknown"),
    ("The shelling of Goma began on 32 January 2024.", "32 January 2024", "unknown_time"),
    ("Shells fell on Goma on the 31st of February.", "the 31st of February", "unknown_time"),
]


@pytest.mark.parametrize(("text", "quote", "code"), UNKNOWN)
def test_an_unknown_word_is_an_issue_with_its_words(
    extract_text: Callable[..., Extraction], text: str, quote: str, code: str
) -> None:
    extraction = extract_text(text)
    found = [(issue.code, issue.span.quote(text)) for issue in extraction.issues if issue.span]
    assert (code, quote) in found


@pytest.mark.parametrize(("text", "quote", "code"), UNKNOWN[:2])
def test_no_place_stands_in_for_a_name_that_is_not_known(
    extract_text: Callable[..., Extraction], text: str, quote: str, code: str
) -> None:
    extraction = extract_text(text)
    assert extraction.claims
    drawn = [place.value for claim in extraction.claims for place in claim.place]
    assert all(place.lat is None and place.geonameid is None for place in drawn)


def test_without_a_day_of_publication_dates_stay_open(extract_text: Callable[..., Extraction]) -> None:
    extraction = extract_text("Rebels shelled Goma on Thursday.", published=None)
    whens = [claim.when.value for claim in extraction.claims if claim.when]
    assert whens
    assert all(when.start is None and when.end is None for when in whens)
    assert "no_date" in {issue.code for issue in extraction.issues}


def test_a_known_word_is_no_issue(extract_text: Callable[..., Extraction]) -> None:
    assert extract_text("Rebels shelled Goma on Thursday, killing nine people.").issues == ()
