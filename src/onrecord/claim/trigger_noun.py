"""Nouns that make a claim: with what the verb above them lends, and the number that words put on them."""

from onrecord.claim.clause import Slots, clause_verb, noun_slots, verb_slots
from onrecord.claim.clause_party import conjuncts
from onrecord.claim.phrase import Phrases
from onrecord.claim.trigger_frame import NOMINAL, Trigger, holds
from onrecord.model.document import Token
from onrecord.model.mention import Kind
from onrecord.vocab.event import EventWords, Frame

COUNTING = {"put", "estimate", "bring", "place", "raise", "revise", "set", "lower", "leave"}
RISING = {
    "rise",
    "reach",
    "stand",
    "climb",
    "exceed",
    "increase",
    "grow",
    "be",
    "pass",
    "jump",
    "top",
    "surpass",
    "hit",
}


def noun_trigger(phrases: Phrases, words: EventWords, token: Token, frames: tuple[Frame, ...]) -> Trigger | None:
    """The claim that a noun makes, by the longest phrase whose frame holds; None where none does."""
    for frame in sorted(frames, key=lambda frame: -len(frame.word.replace("-", " ").split())):
        first = _phrase_start(phrases, token, frame.word)
        if first is None or (frame.plural and token.tag not in {"NNS", "NNPS"}):
            continue
        head = phrases.token(first if " of " in frame.word and phrases.token(first).dep in NOMINAL else token.index)
        slots, host, light = _hosted(phrases, words, head)
        figure = _figure(phrases, head)
        if figure is not None:
            slots = {**slots, "figure": (figure,)}
        if frame.kind == "predicate":
            slots = {**slots, "attr": _attributes(phrases, head)}
        governor = _governor(phrases, head)
        if (
            governor in frame.unless
            or (frame.under and governor not in frame.under)
            or not holds(phrases, frame, slots, head)
        ):
            continue
        return None if frame.skip else Trigger(frame, head.index, first, token.index + 1, slots, host, light, True)
    return None


def _phrase_start(phrases: Phrases, token: Token, phrase: str) -> int | None:
    """Index of the first word of a phrase that ends at the token; hyphens do not count."""
    wanted = phrase.replace("-", " ").split()[:-1]
    at = token.index
    for word in reversed(wanted):
        at -= 1
        while at >= 0 and phrases.token(at).text == "-":
            at -= 1
        if at < 0 or word not in (phrases.token(at).lower, phrases.token(at).lemma.lower()):
            return None
    return at


def _hosted(phrases: Phrases, words: EventWords, noun: Token) -> tuple[Slots, int | None, bool]:
    """A noun's slots with what its verb lends: the subject and the prepositions of "carried out"."""
    document = phrases.document
    slots = {**_agent_after(phrases, noun), **noun_slots(document, noun.index)}
    top = noun
    while top.dep == "conj":
        top = phrases.token(top.head)
    host = clause_verb(document, top.index)
    verb = phrases.token(top.head)
    owners = [child for child in slots.get("poss", ()) if not phrases.mentions.by_head(Kind.TIME, child)]
    if owners:
        slots = {"subject": tuple(owners), **slots}
    slots = {**_carried_out(phrases, words, noun), **slots}
    if verb.pos not in {"VERB", "AUX"} or verb.index == noun.index:
        return slots, host, False
    light = top.dep in {"dobj", "nsubjpass", "oprd"} and _phrasal(phrases, verb) & words.lists["light"] != frozenset()
    if light:
        lent = verb_slots(document, verb.index)
        slots = {**{k: v for k, v in lent.items() if k not in {"object", "clause"}}, **slots}
    elif top.dep in {"nsubj", "nsubjpass", "attr"} and verb.lemma in words.lists["happen"]:
        lent = verb_slots(document, verb.index)
        slots = {**{k: v for k, v in lent.items() if k not in {"object", "subject", "clause", "attr"}}, **slots}
    return slots, verb.index, light


def _carried_out(phrases: Phrases, words: EventWords, noun: Token) -> Slots:
    """What a relative clause says of who made it, and on whom: "the attack that X carried out on Y"."""
    verb = carrying_out(phrases, words, noun)
    lent = verb_slots(phrases.document, verb) if verb is not None else {}
    return {k: v for k, v in lent.items() if k not in {"object", "clause"}}


def carrying_out(phrases: Phrases, words: EventWords, noun: Token) -> int | None:
    """The verb of a relative clause that says who made what a noun names: "launched" of "the war that X launched"."""
    for child in noun.children:
        verb = phrases.token(child)
        light = verb.dep == "relcl" and _phrasal(phrases, verb) & words.lists["light"] != frozenset()
        if light and noun.index in verb_slots(phrases.document, child).get("object", ()):
            return child
    return None


def _agent_after(phrases: Phrases, noun: Token) -> Slots:
    """The "by" right after a noun is the noun's, wherever the parse hung it: "killed in fire by the militia"."""
    above = phrases.token(noun.head)
    agent = phrases.document.child(above.head, "agent") if noun.dep == "pobj" else None
    if agent is None or agent.index != noun.index + 1:
        return {}
    below = phrases.document.child(agent.index, "pobj")
    doers = tuple(conjuncts(phrases.document, below.index)) if below is not None else ()
    return {"by": doers, "subject": doers} if doers else {}


def _phrasal(phrases: Phrases, verb: Token) -> frozenset[str]:
    """A verb's lemma, with its particle where it has one."""
    particle = phrases.document.child(verb.index, "prt")
    lemma = verb.lemma.lower()
    return frozenset({f"{lemma} {particle.lower}"} if particle else {lemma})


def _governor(phrases: Phrases, noun: Token) -> str:
    """The lemma of the verb that a noun is subject or object of, with its prepositions undone."""
    while noun.dep == "conj" and phrases.token(noun.head).pos == "NOUN":
        noun = phrases.token(noun.head)
    head = phrases.token(noun.head)
    if head.pos in {"ADP", "SCONJ"}:
        head = phrases.token(head.head)
    return head.lemma.lower() if head.pos in {"VERB", "AUX"} else ""


def _figure(phrases: Phrases, noun: Token) -> int | None:
    """The number that words put on a noun: "put the army's losses at 80", "the toll rose to 67", "a toll of 12"."""
    top = noun
    while top.dep in {"pobj", "prep"} and phrases.token(top.head).lower in {"of", "number"}:
        top = phrases.token(top.head)
    verb = phrases.token(top.head)
    for child in noun.children:
        if phrases.token(child).dep == "nummod":
            return child
    below = [noun, verb] if verb.lemma in COUNTING | RISING else [noun]
    for head in below:
        names = {"of"} if head is noun else {"at", "to", "above", "past", "over"}
        for child in head.children:
            token = phrases.token(child)
            if token.dep == "prep" and token.lower in names:
                below_it = phrases.document.child(child, "pobj")
                if below_it is not None and "number" in phrases.classes(below_it.index) | _numbered(phrases, below_it):
                    return below_it.index
            if head is verb and token.dep in {"dobj", "attr"} and child != noun.index and token.pos == "NUM":
                return child
    return None


def _numbered(phrases: Phrases, token: Token) -> set[str]:
    counted = any(phrases.token(child).dep == "nummod" for child in token.children)
    return {"number"} if counted else set()


def _attributes(phrases: Phrases, noun: Token) -> tuple[int, ...]:
    """What a noun is said to be: "the focus of the fighting has been the city of X"."""
    verb = phrases.token(noun.head)
    if verb.lemma != "be":
        return ()
    said = [c for c in verb.children if phrases.token(c).dep in {"attr", "nsubj", "nsubjpass"} and c != noun.index]
    below = [p for c in said for k in phrases.token(c).children for p in phrases.token(k).children]
    return tuple(said + [p for p in below if phrases.token(p).dep == "pobj"])
