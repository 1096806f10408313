"""The words, as data files with source and licence in their head, and one loader."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.vocab.actor import Actors, load_actors
from onrecord.vocab.codes import Codes, load_codes
from onrecord.vocab.event import EventWords, load_event_words
from onrecord.vocab.gazetteer import Gazetteer, Progress, load_gazetteer
from onrecord.vocab.loader import version
from onrecord.vocab.place_words import PlaceWords, load_place_words
from onrecord.vocab.quantity import QuantityWords, load_quantities
from onrecord.vocab.relation import RelationWords, load_relations
from onrecord.vocab.speech import Speech, load_speech
from onrecord.vocab.standing import StandingWords, load_standing
from onrecord.vocab.thing import ThingWords, load_things
from onrecord.vocab.time import TimeVocab, load_times
from onrecord.vocab.verification import VerificationWords, load_verification
from onrecord.vocab.weights import SpeechWeights, load_speech_weights


@dataclass(frozen=True, slots=True)
class Vocab:
    """All word lists that the rules read, one field a subject, each made by its own module of this room."""

    version: str
    gazetteer: Gazetteer
    places: PlaceWords
    actors: Actors
    standing: StandingWords
    speech: Speech
    speech_weights: SpeechWeights
    time: TimeVocab
    verification: VerificationWords
    things: ThingWords
    quantities: QuantityWords
    events: EventWords
    transfers: EventWords
    codes: Codes
    relations: RelationWords


def load_vocab(gazetteer: Path, progress: Progress | None = None) -> Vocab:
    """The vocabulary, with the gazetteer file at the path (built there where it is missing; `progress` hears of it)."""
    return Vocab(
        version=version(),
        gazetteer=load_gazetteer(gazetteer, progress),
        places=load_place_words(),
        actors=load_actors(),
        standing=load_standing(),
        speech=load_speech(),
        speech_weights=load_speech_weights(),
        time=load_times(),
        verification=load_verification(),
        things=load_things(),
        quantities=load_quantities(),
        events=load_event_words(),
        transfers=load_event_words("transfer_triggers.yaml"),
        codes=load_codes(),
        relations=load_relations(),
    )
