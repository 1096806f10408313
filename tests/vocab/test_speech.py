"""The words of speech, and the weights that come with the package."""

import numpy as np
import pytest

from onrecord.vocab.loader import DATA
from onrecord.vocab.speech import CUES, load_speech
from onrecord.vocab.weights import Network, hashed, load_speech_weights

CLASSES = [("announce", "say"), ("accuse", "act"), ("believe", "think"), ("demonstrate", "show"), ("eat", None)]


@pytest.mark.parametrize(("lemma", "name"), CLASSES)
def test_a_verb_has_its_class(lemma: str, name: str | None) -> None:
    assert load_speech().verb(lemma) == name


def test_verdicts_are_words_of_speech_and_deeds_are_none() -> None:
    speech = load_speech()
    assert all(speech.speaks(lemma) for lemma in speech.verdicts)
    assert not [lemma for name in CUES for lemma in getattr(speech, name) if lemma in speech.deeds]


def test_weights_are_small_and_hold_numbers_only() -> None:
    file = DATA.joinpath("attribution.npz")
    assert len(file.read_bytes()) < 5_000_000
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        assert {array.dtype.kind for array in stored.values()} <= {"u", "f"}


def test_a_network_adds_the_rows_that_it_knows() -> None:
    table = np.array([[0, 0, 0], [1, 0, 2], [0.5, 0, -4]], np.float32)
    network = Network({hashed("a"): 1, hashed("b"): 2}, table, np.array([10], np.float32))
    bags = [network.known(["a"]), network.known(["a", "b"]), network.known(["unheard of"])]
    assert network.scores(network.sums(bags)).tolist() == [21, 1.5, 0]


def test_the_bound_is_a_probability() -> None:
    assert 0 < load_speech_weights().bound < 1
