"""A headline and the text below it tell one happening, and are linked; two happenings are not."""

from datetime import date

import pytest

from onrecord import extract
from onrecord.model.claim import Claim

DAY = date(2024, 5, 18)


def claims(headline: str, *paragraphs: str) -> list[Claim]:
    made = extract("\n\n".join((headline, *paragraphs)), published=DAY)
    return [claim for claim in made.claims if claim.type.value is not None]


@pytest.mark.parametrize(
    ("headline", "lede"),
    [
        (
            "Around 30 dead in attack on clinic",
            "At least 28 people were killed when shells hit a clinic in Nyala on Friday, medics said.",
        ),
        ("Chad frees 12 prisoners", "Chad on Friday released 12 Libyan prisoners in Faya."),
        ("Drone strike hits refinery", "A drone struck an oil refinery in Port Sudan on Friday, officials said."),
    ],
)
def test_the_text_retells_its_headline_and_lends_it_day_and_place(headline: str, lede: str) -> None:
    first, second, *_ = claims(headline, lede)
    assert second.coref == first.id
    assert first.when is not None
    assert first.when.value.start == date(2024, 5, 17)
    assert [place.value.name for place in first.place] == [place.value.name for place in second.place] != []


@pytest.mark.parametrize(
    ("headline", "lede"),
    [
        (
            "Thirty dead in attack on clinic in Sudan",
            "Two people were killed when shells hit a market in Nyala on Friday, medics said.",
        ),
        ("Chad frees 12 prisoners", "Libya on Friday released 90 prisoners in Sebha."),
        ("Drone strike hits refinery", "Shells fell on a school in Nyala on Friday, officials said."),
    ],
)
def test_another_happening_is_not_its_headlines(headline: str, lede: str) -> None:
    first, second, *_ = claims(headline, lede)
    assert second.coref is None
    assert first.coref is None
