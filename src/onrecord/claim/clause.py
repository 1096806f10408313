"""Who does what to whom, by the parse: the logical subject, object and prepositions of a verb or a noun.

Passives, relative clauses, participles, infinitives and coordinated verbs are undone, so that a rule may ask for the
slot `object` of *shoot down* and get the drones of "drones that had been shot down".
"""

from onrecord.claim.clause_mend import name_of
from onrecord.claim.clause_party import RELATIVE, SUBJECTS, conjuncts, objects, passive, subjects
from onrecord.model.document import Document

PAIR = 2
GIVING = {"send", "give", "hand", "grant", "lend", "offer", "supply", "deliver", "promise", "pledge", "sell", "ship"}
MOVED = {"at", "into", "on", "to", "against", "towards", "toward", "from", "with", "in", "near", "over", "out", "of"}
ASKED = {"for", "against", "on"}

CLAIMED = {"responsibility", "credit"}
CLAIMING = {"claim", "deny", "admit", "accept", "assume", "take"}

Slots = dict[str, tuple[int, ...]]


CAUSING = {"force", "compel", "order", "oblige", "drive"}


def verb_slots(document: Document, verb: int) -> Slots:
    """Logical subject, object and prepositions of a verb; `clause` holds the heads of the clauses below it."""
    slots: dict[str, list[int]] = {}
    acted, undergone = subjects(document, verb), objects(document, verb)
    got = [child for child in document.tokens[verb].children if document.tokens[child].dep == "dobj"]
    two = len(got) == PAIR and document.tokens[got[0]].pos == "PROPN" and not passive(document, verb)
    if two and document.tokens[verb].lemma in GIVING:
        slots["dative"], undergone = [got[0]], conjuncts(document, got[1])  # "send Ukraine all the jets"
    if not two and _gives_it(document, verb, got):
        slots["dative"], undergone = [got[0]], conjuncts(document, document.tokens[verb].head)
    if acted:
        slots["subject"] = acted
    if undergone:
        slots["object"] = undergone
    _add_prepositions(document, verb, slots)
    for child in document.tokens[verb].children:
        token = document.tokens[child]
        if token.dep == "ccomp" and child < verb and document.child(child, "nsubj") is not None:
            continue  # 'villagers were fleeing, residents told us': what is told, not what they were told to do
        if token.dep in {"ccomp", "xcomp"} or (token.dep == "advcl" and document.child(child, "aux") is not None):
            slots.setdefault("clause", []).append(child)
        elif token.dep in {"attr", "dative", "oprd", "acomp"} and token.tag != "IN":
            slots.setdefault(token.dep, []).append(child)
    if "clause" not in slots and document.tokens[verb].lemma in CAUSING:
        slots["clause"] = [
            child
            for thing in undergone
            for child in document.tokens[thing].children
            if document.tokens[child].tag == "VB" and document.child(child, "aux") is not None
        ]  # "forced civilians to flee", where the parse takes the infinitive for the noun's
    if (
        "by" in slots
        and document.tokens[verb].tag == "VBG"
        and document.tokens[verb].dep in {"pcomp", "csubj"}
        and not undergone
    ):
        slots["subject"] = slots["by"]  # "killed after shelling by the rebels"
    for thing in (*undergone, *slots.get("attr", ())):
        moved: dict[str, list[int]] = {}
        _add_prepositions(document, thing, moved)
        for name, fillers in moved.items():
            if name in MOVED:
                slots.setdefault(name, []).extend(fillers)
    return {name: tuple(dict.fromkeys(fillers)) for name, fillers in slots.items()}


def _gives_it(document: Document, verb: int, got: list[int]) -> bool:
    """Whether a relative clause tells who is given the noun before it: "the tanks that Poland promised Kyiv"."""
    token = document.tokens[verb]
    relative = token.dep == "relcl" and token.lemma in GIVING and len(got) == 1
    own = document.child(verb, *SUBJECTS)
    return relative and document.tokens[got[0]].pos == "PROPN" and own is not None and own.lower not in RELATIVE


def _add_prepositions(document: Document, head: int, slots: dict[str, list[int]]) -> None:
    for child in document.tokens[head].children:
        token = document.tokens[child]
        if token.dep == "agent":
            agent = document.child(child, "pobj")
            if agent is not None and agent.entity in {"DATE", "TIME"}:
                continue  # "will be delivered by the end of the month"
            if document.child(head, *SUBJECTS) is None or passive(document, head):
                slots.setdefault("subject", []).extend(_below(document, child))  # else a noun's: "died in a raid by X"
            slots.setdefault("by", []).extend(_below(document, child))
        elif token.dep in {"prep", "dative", "prt"} and token.tag in {"IN", "TO", "RP", "RB", "VBG"}:
            below = _below(document, child)
            if below:
                slots.setdefault(token.lower, []).extend(below)


def _below(document: Document, preposition: int) -> list[int]:
    """What a preposition governs; of "out of the town" the town."""
    found: list[int] = []
    for child in document.tokens[preposition].children:
        token = document.tokens[child]
        if token.dep in {"pobj", "pcomp"}:
            called = document.child(child, "oprd") if token.dep == "pcomp" else name_of(document, token)
            found += conjuncts(document, called.index if called is not None else child)
        elif token.dep == "prep":
            found += _below(document, child)
    return found


def noun_slots(document: Document, noun: int) -> Slots:
    """Prepositions of a noun, with `of` as its object, `by` and a possessor as its subject; `compound` modifiers."""
    slots: dict[str, list[int]] = {}
    _add_prepositions(document, noun, slots)
    for child in document.tokens[noun].children:
        token = document.tokens[child]
        if token.dep == "poss":
            slots.setdefault("poss", []).append(child)
        elif token.dep in {"compound", "amod", "nmod", "npadvmod"}:
            slots.setdefault("compound", []).extend(_modifiers(document, child))
        elif token.dep in {"acl", "relcl"} and token.tag == "VB":
            slots.setdefault("clause", []).append(child)
    for thing in slots.get("of", ()) if "by" not in slots else ():
        hung: dict[str, list[int]] = {}
        _add_prepositions(document, thing, hung)
        slots |= {"by": hung["by"]} if "by" in hung else {}  # "the bombing of a market by X"
    for agent in slots.get("by", ()):
        moved: dict[str, list[int]] = {}
        _add_prepositions(document, agent, moved)
        for name in ASKED & moved.keys():  # "a request by the junta for helicopters"
            slots.setdefault(name, []).extend(moved[name])
    if "by" in slots:
        slots["subject"] = slots["by"]
    if "of" in slots:
        slots["object"] = slots["of"]
    return {name: tuple(dict.fromkeys(fillers)) for name, fillers in slots.items()}


def author_verb(document: Document, noun: int) -> int | None:
    """The verb whose subject is told to have made an attack: "is behind", "claimed responsibility for".

    None also where nobody has claimed it: "have not claimed responsibility".
    """
    tokens = document.tokens
    over = tokens[tokens[noun].head]
    word = tokens[over.head]
    if tokens[noun].dep != "pobj" or over.lower not in {"for", "behind"}:
        return None
    if over.lower == "behind":
        return word.index if word.lemma in {"be", "stand"} else None
    verb = tokens[word.head]
    if word.lower == "responsible":
        return verb.index
    claimed = document.child(word.index, "dobj")  # the parse may hang "for" on the verb
    if claimed is not None and claimed.lemma in CLAIMED:
        verb = word
    elif word.lemma not in CLAIMED:
        return None
    return verb.index if verb.lemma in CLAIMING and document.child(verb.index, "neg") is None else None


def _modifiers(document: Document, index: int) -> list[int]:
    """A modifier with its own modifiers and conjuncts: "American and British", "machine gun"."""
    found = [index]
    for child in document.tokens[index].children:
        if document.tokens[child].dep in {"compound", "conj", "amod", "nmod"}:
            found += _modifiers(document, child)
    return found


def clause_verb(document: Document, index: int) -> int | None:
    """The nearest verb at or above a word, None where there is none."""
    token = document.tokens[index]
    if token.pos in {"VERB", "AUX"}:
        return index
    return next((above.index for above in document.ancestors(index) if above.pos in {"VERB", "AUX"}), None)
