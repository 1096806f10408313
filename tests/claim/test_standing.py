"""How a trigger stands, over invented sentences: the value of each field and the word that carries it."""

from functools import cache

import pytest

from onrecord.claim.standing import with_standing
from onrecord.gather import make_report
from onrecord.model.claim import Claim, Modality, Type, plain
from onrecord.model.document import Document
from onrecord.model.span import Sourced, Span
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.standing import load_standing
from onrecord.vocab.verification import load_verification


@cache
def parser() -> Parser:
    return Parser()


def read(text: str) -> Document:
    return read_document(make_report(text), parser())


class Words:
    """The part of the vocabulary that standing reads."""

    standing = load_standing()
    verification = load_verification()


def stand(text: str, trigger: str) -> Claim:
    document = read(text)
    at = text.index(trigger)
    claim = Claim("c0", Sourced(Type.ASSAULT, Span(at, at + len(trigger))), Span(0, len(text)))
    return with_standing(document, (claim,), (), Words())[0]  # type: ignore[arg-type]


PLAIN = [
    ("The army shelled the village on Monday.", "shelled"),
    ("The army said it shelled the village.", "shelled"),
    ("Explosions could be heard over the city.", "heard"),
    ("Rebels managed to seize the bridge.", "seize"),
    ("The ministry condemned the attack.", "attack"),
    ("The drone that hit the depot will be studied.", "hit"),
    ("The army did not fail to shell the village.", "shell"),
]


@pytest.mark.parametrize(("text", "trigger"), PLAIN)
def test_what_no_word_marks_stays_bare(text: str, trigger: str) -> None:
    claim = stand(text, trigger)
    assert (claim.polarity, claim.modality, claim.certainty) == ("affirmed", "actual", "certain")


MARKED = [
    ("The army did not shell the village.", "shell", "negated", "actual", "certain", {"not"}),
    ("The army never shelled the village.", "shelled", "negated", "actual", "certain", {"never"}),
    ("The captain denied that any ship was hit.", "hit", "negated", "actual", "certain", {"denied"}),
    ("The rebels failed to take the bridge.", "take", "negated", "actual", "certain", {"failed"}),
    ("The convoy left without firing a shot.", "firing", "negated", "actual", "certain", {"without"}),
    ("The rebels tried to take the bridge.", "take", "affirmed", "attempted", "certain", {"tried"}),
    ("The army plans to attack the port.", "attack", "affirmed", "expected", "certain", {"plans"}),
    ("The convoy will leave on Sunday.", "leave", "affirmed", "expected", "certain", {"will"}),
    ("The minister said they would send tanks.", "send", "affirmed", "expected", "certain", {"would"}),
    ("The council demanded that the troops withdraw.", "withdraw", "affirmed", "expected", "certain", {"demanded"}),
    ("The troops are expected to withdraw.", "withdraw", "affirmed", "expected", "certain", {"expected"}),
    ("If the rebels attack, the army will respond.", "attack", "affirmed", "hypothetical", "certain", {"If"}),
    ("The army regularly shells the village.", "shells", "affirmed", "habitual", "certain", {"regularly"}),
    ("The missile appears to have fallen in a field.", "fallen", "affirmed", "actual", "probable", {"appears"}),
    ("The missile may have hit the bridge.", "hit", "affirmed", "actual", "possible", {"may"}),
    ("It was not clear whether the bridge was hit.", "hit", "affirmed", "actual", "unknown", {"whether"}),
    ("The troops are unlikely to withdraw.", "withdraw", "negated", "expected", "probable", {"unlikely"}),
]


@pytest.mark.parametrize(("text", "trigger", "polarity", "modality", "certainty", "words"), MARKED)
def test_each_field_is_carried_by_its_word(
    text: str, trigger: str, polarity: str, modality: str, certainty: str, words: set[str]
) -> None:
    claim = stand(text, trigger)
    fields = (claim.polarity, claim.modality, claim.certainty)
    assert tuple(plain(field) for field in fields) == (polarity, modality, certainty)
    assert {field.span.quote(text) for field in fields if isinstance(field, Sourced)} == words


def test_a_modality_is_the_plain_case_or_has_its_word() -> None:
    claim = stand("The army plans to attack the port.", "attack")
    assert isinstance(claim.modality, Sourced)
    assert claim.modality.value is Modality.EXPECTED
