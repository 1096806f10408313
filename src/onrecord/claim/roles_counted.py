"""Who is counted with those that a verb hurts: shares of them, those among them, those along with them."""

from collections.abc import Iterable

from onrecord.claim.clause_party import conjuncts, passive
from onrecord.claim.phrase import Phrases
from onrecord.claim.trigger import BESIDE
from onrecord.claim.trigger_frame import Trigger

REACH = 8  # words after "among them" in which those meant are named
PARTS = {"most", "many", "some", "half", "all", "several", "both"}


def shares(phrases: Phrases, filler: int) -> list[tuple[int, int]]:
    """What part of those counted were whom, as (word that counts, noun): "23 people, most of them women"."""
    tokens = phrases.document.tokens
    stop = phrases.document.sentences[tokens[filler].sentence].last
    for index in range(filler + 1, stop - 3):
        token = tokens[index]
        if token.pos in {"VERB", "AUX"}:
            return []
        pointed = tokens[index + 1].lower == "of" and tokens[index + 2].lower in {"them", "whom"}
        if pointed and (token.tag == "CD" or token.lower in PARTS):
            after = index + 3
            while after < stop and tokens[after].pos in {"AUX", "ADV", "ADJ"}:
                after += 1
            people = after < stop and "people" in phrases.classes(after)
            return [(index, noun) for noun in conjuncts(phrases.document, after)] if people else []
    return []


def among_them(phrases: Phrases, hosts: Iterable[int]) -> list[tuple[int, int]]:
    """Who is told to be among those counted, as (word that counts, noun): "nine people, among them two nurses"."""
    tokens = phrases.document.tokens
    for host in hosts:
        stop = phrases.document.sentences[tokens[host].sentence].last
        for index in range(host + 1, stop - 2):
            if tokens[index].pos in {"VERB", "AUX"}:
                break
            if tokens[index].lower == "among" and tokens[index + 1].lower in {"them", "whom"}:
                after = (i for i in range(index + 2, min(index + REACH, stop)) if tokens[i].pos in {"NOUN", "PROPN"})
                noun = next((i for i in after if tokens[i].dep != "compound"), None)
                counted = noun is not None and phrases.quantity(noun) is not None
                return [(noun, noun)] if noun is not None and counted and "people" in phrases.classes(noun) else []
    return []


def companions(phrases: Phrases, trigger: Trigger, fillers: tuple[int, ...]) -> list[int]:
    """Those who suffer the same beside those named: "was killed along with his wife and two children"."""
    verb = phrases.token(trigger.head)
    undone = trigger.noun or passive(phrases.document, verb.index)
    first = verb.index if undone else min(fillers, default=verb.right)
    found: list[int] = []
    for index in range(first, min(verb.right, len(phrases.document.tokens)) - 1):
        mark, preposition = phrases.token(index), phrases.token(index + 1)
        above = mark.head if preposition.head == index else preposition.head
        if mark.lower in BESIDE and preposition.lower == "with" and above in {verb.index, *fillers}:
            below = phrases.document.child(preposition.index, "pobj")
            found += conjuncts(phrases.document, below.index) if below is not None else []
    return found
