"""The words, as data files with source and licence in their head, and one loader."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.vocab.gazetteer import Gazetteer
from onrecord.vocab.loader import version
from onrecord.vocab.speech import Speech, load_speech
from onrecord.vocab.standing import StandingWords, load_standing
from onrecord.vocab.time import TimeVocab, load_times


@dataclass(frozen=True, slots=True)
class Vocab:
    """All word lists that the rules read, one field a subject, each made by its own module of this room."""

    version: str
    gazetteer: Gazetteer
    standing: StandingWords
    speech: Speech
    time: TimeVocab


def load_vocab(gazetteer: Path) -> Vocab:
    """The vocabulary, with the gazetteer file at the path (built there where it is missing)."""
    return Vocab(
        version=version(),
        gazetteer=Gazetteer(),
        standing=load_standing(),
        speech=load_speech(),
        time=load_times(),
    )
