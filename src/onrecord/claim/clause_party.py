"""Who does it and to whom it is done, by the parse: the logical subjects and objects of a verb.

Passives, relative clauses, participles, infinitives and coordinated verbs are undone.
"""

from onrecord.claim.clause_mend import active_participle, lost_subject, reduced_relative
from onrecord.model.document import Document, SectionKind, Token

SUBJECTS = ("nsubj", "csubj")
RELATIVE = {"who", "which", "that", "whom"}
DEPTH = 6  # no sentence nests deeper in a way that a rule could still trust
ACCUSING = {"accuse", "blame", "charge", "suspect"}  # what their object is said to have done, it did
REMARKING = {
    "say",
    "add",
    "cite",
    "call",
    "warn",
    "vow",
    "threaten",
    "demand",
    "urge",
    "describe",
    "note",
    "claim",
    "tell",
}
CONTROLLING = {"of", "for", "from", "into"}


def conjuncts(document: Document, index: int) -> list[int]:
    """A word and those coordinated with it after it, in reading order; appositions in a list count as coordinated."""
    found, queue = [index], [index]
    while queue:
        token = document.tokens[queue.pop()]
        for child in token.children:
            other = document.tokens[child]
            listed = other.dep == "appos" and other.index > token.index and _listed(document, token, other)
            if (other.dep == "conj" and other.pos != "VERB") or listed:
                found.append(child)
                queue.append(child)
    return sorted(found)


def _listed(document: Document, token: Token, other: Token) -> bool:
    """Whether an "apposition" is rather the next member of a list: it brings its own number, or a conjunct follows."""
    numbered = document.child(other.index, "nummod") is not None and document.child(token.index, "nummod") is not None
    return numbered and document.child(other.index, "conj") is not None


def passive(document: Document, verb: int) -> bool:
    """Whether a verb's grammatical subject is its logical object."""
    token = document.tokens[verb]
    if token.tag != "VBN" and (token.tag, token.dep) != ("VBD", "acl"):  # "jets bought from X" is tagged as either
        return False
    deps = {document.tokens[child].dep for child in token.children}
    if "auxpass" in deps or "nsubjpass" in deps or "agent" in deps:
        return True
    if "aux" in deps:
        return token.dep == "conj" and not deps & {"nsubj", "dobj"} and passive(document, token.head)
    if token.dep in {"acl", "amod"}:
        return not active_participle(document, verb)
    if reduced_relative(document, verb):
        return True
    # a bare participle: "Tanker damaged", "were killed and wounded"; in running text a tagger's "protested" is none
    running = "nsubj" in deps and token.dep in {"ROOT", "ccomp", "advcl", "relcl"} and not _headline(document, token)
    return "dobj" not in deps and not running


def _headline(document: Document, token: Token) -> bool:
    return document.section_of(document.sentences[token.sentence]).kind is SectionKind.HEADLINE


def subjects(document: Document, verb: int, depth: int = 0) -> list[int]:
    """The logical subjects: those who act."""
    if depth > DEPTH:
        return []
    token = document.tokens[verb]
    if passive(document, verb):
        return []  # the agent is added with the prepositions
    own = [child for child in token.children if document.tokens[child].dep in SUBJECTS]
    if own:
        return [word for child in own for word in conjuncts(document, antecedent(document, child, verb))]
    return governed_subjects(document, verb, depth)


def objects(document: Document, verb: int, depth: int = 0) -> list[int]:
    """The logical objects: those to whom it is done."""
    if depth > DEPTH:
        return []
    token = document.tokens[verb]
    deps = ("nsubjpass", "nsubj") if passive(document, verb) else ("dobj",)
    own = [child for child in token.children if document.tokens[child].dep in deps]
    if own:
        if deps == ("dobj",):
            own = [
                *_charged_apart(document, verb, own),
                *_hung(document, verb, own[-1]),
                *_hung_above(document, verb, own),
            ]
        return [word for child in own for word in conjuncts(document, antecedent(document, child, verb))]
    if not passive(document, verb):
        return [token.head] if _relative_object(document, verb) else _relative_above(document, verb)
    if token.dep in {"acl", "amod"}:
        return _undivided(document, token) if token.dep == "acl" else [token.head]
    if token.dep == "relcl":
        return [token.head]
    lost = lost_subject(document, verb)
    return conjuncts(document, lost) if lost is not None else governed_subjects(document, verb, depth)


def _undivided(document: Document, participle: Token) -> list[int]:
    """Whom a participle is said of, less those with one of their own: "18 killed and two taken into custody"."""
    words = conjuncts(document, participle.head)
    own = [word for word in words if word > participle.index and document.child(word, "acl") is not None]
    return [word for word in words if word not in own]


def _hung(document: Document, verb: int, last: int) -> list[int]:
    """Nouns that go on from a verb's object though the parse hung them on the verb: "killed X and two others"."""
    below = (document.tokens[child] for child in document.tokens[verb].children if child > last)
    return [
        t.index for t in below if t.dep == "conj" and t.pos in {"NOUN", "PROPN", "NUM"} and not _governs(document, t)
    ]


def _charge(document: Document, verb: int) -> Token | None:
    """The participle that a verb of accusing puts on somebody: "accused X of attacking"."""
    for child in document.tokens[verb].children if document.tokens[verb].lemma in ACCUSING else ():
        charged = document.child(child, "pcomp") if document.tokens[child].lower in CONTROLLING else None
        if charged is not None and charged.tag == "VBG":
            return charged
    return None


def _charged_apart(document: Document, verb: int, own: list[int]) -> list[int]:
    """The accused, without the nouns after the charge, which are of the charge wherever the parse hung them."""
    charged = _charge(document, verb)
    return own if charged is None else [word for word in own if word < charged.index] or own


def _hung_above(document: Document, verb: int, own: list[int]) -> list[int]:
    """The further objects of a charge that the parse hung on the accusing: "of attacking an airport, a station and"."""
    token = document.tokens[verb]
    above = document.tokens[document.tokens[token.head].head]
    if token.dep != "pcomp" or above.index == verb or _charge(document, above.index) is not token:
        return []
    return [k for k in above.children if k > own[-1] and document.tokens[k].dep == "dobj"]


def _governs(document: Document, token: Token) -> bool:
    return document.child(token.index, "nsubj", "nsubjpass", "dobj", "aux", "auxpass") is not None


def _relative_object(document: Document, verb: int) -> bool:
    token = document.tokens[verb]
    own = document.child(verb, *SUBJECTS)
    where = any(document.tokens[child].tag == "WRB" for child in token.children)  # "flown to a hospital, where he died"
    return token.dep == "relcl" and own is not None and own.lower not in RELATIVE and not where


def _relative_above(document: Document, verb: int) -> list[int]:
    """Of "the jets that it has decided to donate" the jets: the gap lies under the relative clause's own verb."""
    token = document.tokens[verb]
    above = document.tokens[token.head]
    free = (
        token.dep == "xcomp" and document.child(verb, "aux") is not None and document.child(above.index, "dobj") is None
    )
    return [above.head] if free and _relative_object(document, above.index) else []


def antecedent(document: Document, index: int, verb: int) -> int:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    token = document.tokens[index]
    head = document.tokens[verb]
    while head.dep in {"ccomp", "xcomp", "conj"} and head.head != head.index and token.lower in RELATIVE:
        if head.dep == "ccomp" and document.tokens[head.head].dep != "relcl":
            break
        head = document.tokens[head.head]
    return head.head if token.lower in RELATIVE and head.dep == "relcl" else index


def governed_subjects(document: Document, verb: int, depth: int) -> list[int]:
    """The subject that an infinitive, participle or coordinated verb shares with the verb above it."""
    token = document.tokens[verb]
    above = document.tokens[hanging(document, verb)]
    if token.head == verb:
        return []
    if token.dep == "conj" and above.pos in {"VERB", "AUX"}:
        return _shared(document, verb, above.index, depth)
    if token.dep in {"xcomp", "ccomp"}:
        return _controller(document, verb, above.index, depth)
    if token.dep == "acl" and (token.tag in {"VBG", "VB"} or active_participle(document, verb)):
        return conjuncts(document, token.head)
    if token.dep == "advcl":
        accused = _accused(document, token, above)
        if accused:
            return accused
        return grammatical_subjects(document, above.index, depth + 1)
    if token.dep == "pcomp":
        host = document.tokens[above.head]
        blamed = document.child(host.index, "dobj") if above.lower in CONTROLLING else None
        if blamed is not None and host.pos == "VERB":
            return conjuncts(document, blamed.index)  # "accused Mali of supplying": Mali supplies
        return grammatical_subjects(document, host.index, depth + 1) if host.pos in {"VERB", "AUX"} else []
    return []


def _accused(document: Document, token: Token, above: Token) -> list[int]:
    """Of a participle that goes on the list of charges, the accused: "accuse the army of killings, razing villages"."""
    if above.lemma not in ACCUSING or token.tag != "VBG" or token.lemma in REMARKING:
        return []
    blamed = document.child(above.index, "dobj")
    if blamed is None or not blamed.index < token.index or document.child(token.index, "mark") is not None:
        return []
    charged = [document.tokens[child].lower for at in (above, blamed) for child in at.children]
    return conjuncts(document, blamed.index) if {"of", "for"} & set(charged) else []


def hanging(document: Document, verb: int) -> int:
    """The verb that a participle goes on from: in "raids hit X, media reported, killing 14" it is "hit"."""
    token = document.tokens[verb]
    above = document.tokens[token.head]
    if token.dep != "advcl" or token.tag != "VBG" or document.child(above.index, "dobj", "attr") is not None:
        return token.head
    said = document.child(token.head, "ccomp")
    if said is None and above.dep in {"conj", "parataxis"} and document.child(above.index, "nsubj") is not None:
        said = document.tokens[above.head]
    return said.index if said is not None and said.index < token.head < verb else token.head


def _shared(document: Document, verb: int, above: int, depth: int) -> list[int]:
    if passive(document, verb):
        return objects(document, above, depth + 1) if passive(document, above) else subjects(document, above, depth + 1)
    return grammatical_subjects(document, above, depth + 1)


def _controller(document: Document, verb: int, above: int, depth: int) -> list[int]:
    token = document.tokens[above]
    if document.child(verb, "mark") is not None:
        return []
    if token.pos in {"ADJ", "NOUN"} and token.head != above:
        return grammatical_subjects(document, token.head, depth + 1)
    ordered = document.child(above, "dobj")
    if ordered is not None and ordered.index < verb and token.lemma not in {"use", "promise"}:
        return conjuncts(document, ordered.index)
    return grammatical_subjects(document, above, depth + 1)


def grammatical_subjects(document: Document, verb: int, depth: int = 0) -> list[int]:
    """The subject as it stands in the sentence, passive or not."""
    return objects(document, verb, depth) if passive(document, verb) else subjects(document, verb, depth)
