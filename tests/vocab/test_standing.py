"""Standing in other systems' terms, and the words' files."""

from itertools import product

import pytest

from onrecord.errors import VocabError
from onrecord.model.claim import Claim, Modality, Polarity, Type
from onrecord.model.span import Certainty, Sourced, Span
from onrecord.vocab.standing import credibility, factbank, load_standing, load_table, reliability, verb

SPAN = Span(0, 4)


def claim(polarity: Polarity, modality: Modality, certainty: Certainty, links: int = 0) -> Claim:
    return Claim(
        "c0",
        Sourced(Type.ASSAULT, SPAN),
        SPAN,
        attribution=tuple(f"a{n}" for n in range(links)),
        polarity=Sourced(polarity, SPAN),
        modality=modality,
        certainty=Sourced(certainty, SPAN),
    )


FACTBANK = [
    (Polarity.AFFIRMED, Modality.ACTUAL, Certainty.CERTAIN, "CT+"),
    (Polarity.NEGATED, Modality.ACTUAL, Certainty.CERTAIN, "CT-"),
    (Polarity.AFFIRMED, Modality.ACTUAL, Certainty.PROBABLE, "PR+"),
    (Polarity.NEGATED, Modality.ACTUAL, Certainty.POSSIBLE, "PS-"),
    (Polarity.AFFIRMED, Modality.ACTUAL, Certainty.UNKNOWN, "Uu"),
    (Polarity.AFFIRMED, Modality.EXPECTED, Certainty.CERTAIN, "Uu"),
]


@pytest.mark.parametrize(("polarity", "modality", "certainty", "value"), FACTBANK)
def test_factbank_value_of_the_innermost_speaker(
    polarity: Polarity, modality: Modality, certainty: Certainty, value: str
) -> None:
    assert factbank(claim(polarity, modality, certainty, links=1)) == value


def test_the_author_of_what_another_says_is_uncommitted() -> None:
    said = claim(Polarity.AFFIRMED, Modality.ACTUAL, Certainty.CERTAIN, links=2)
    assert [factbank(said, link) for link in range(3)] == ["CT+", "Uu", "Uu"]


def test_every_standing_has_its_line_and_denying_it_commits_to_less() -> None:
    table = load_table()
    for modality, certainty in product(Modality, Certainty):
        affirmed = table.commitment("affirmed", modality.value, certainty.value)
        assert table.commitment("negated", modality.value, certainty.value) < affirmed


CREDIBILITY = [
    ({"agreeing": 1}, 6),
    ({"agreeing": 0}, 6),
    ({"agreeing": 2}, 1),
    ({"agreeing": 1, "evidence": True}, 1),
    ({"agreeing": 2, "contradicted": True}, 5),
]


@pytest.mark.parametrize(("ground", "grade"), CREDIBILITY)
def test_credibility_is_one_where_independent_parties_agree_and_never_two_to_four(
    ground: dict[str, int], grade: int
) -> None:
    assert credibility(**ground) == grade  # type: ignore[arg-type]


VERBS = [
    ({"sources": 1, "evidence": True}, "shows"),
    ({"sources": 2}, "reported"),
    ({"sources": 1}, "said"),
    ({"sources": 1, "contradicted": True}, "claimed"),
    ({"sources": 0, "named": False}, "reportedly"),
    ({"sources": 0}, None),
]


@pytest.mark.parametrize(("ground", "word"), VERBS)
def test_the_verb_follows_the_evidence(ground: dict[str, int], word: str | None) -> None:
    assert verb(**ground) == word  # type: ignore[arg-type]


def test_a_source_is_unrated_until_the_user_rates_it() -> None:
    assert (reliability("RUS-MIL", {}), reliability(None, {}), reliability("RUS-MIL", {"RUS-MIL": "C"})) == (
        *("F", "F"),
        "C",
    )


def test_a_rating_that_is_no_grade_is_refused() -> None:
    with pytest.raises(VocabError, match="must be one of A B C D E F"):
        reliability("RUS-MIL", {"RUS-MIL": "Z"})


def test_learned_weights_hold_single_words_only() -> None:
    """A feature is its kind, at most one lemma, and labels of the parse: never a phrase of a text."""
    weights = load_standing().weights
    assert len(weights) > 1000
    assert max(len(name.split()) for name in weights) <= 3
