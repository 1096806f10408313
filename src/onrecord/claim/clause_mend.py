"""What the parse got wrong in ways that a form betrays: finite verbs read as participles, subjects hung elsewhere."""

from onrecord.model.document import Document, Token

HARMING = {"kill", "wound", "injure", "destroy", "damage", "hit", "strike", "target", "leave", "displace"}


def active_participle(document: Document, verb: int) -> bool:
    """Whether a "participle" is the sentence's own verb: "said a strike on the camp killed eight" is read as one."""
    token = document.tokens[verb]
    gets = document.child(verb, "dobj")
    told = token.tag == "VBN" and token.dep == "acl" and gets is not None and gets.index > verb
    return told and token.lemma in HARMING and document.child(verb, "agent") is None


def reduced_relative(document: Document, verb: int) -> bool:
    """Whether a "verb" only tells which are meant, since another's "were" follows: "the soldiers killed were young"."""
    token = document.tokens[verb]
    after = document.tokens[verb + 1] if verb + 1 < len(document.tokens) else token
    other = after.lemma in {"be", "have"} and after.sentence == token.sentence and after.head != verb
    return other and after.tag in {"VBD", "VBZ", "VBP"} and token.lemma in HARMING


def name_of(document: Document, token: Token) -> Token | None:
    """The name that the parse hung on an adjective before it: "by the paramilitary Rapid Support Forces"."""
    name = document.child(token.index, "appos") if token.tag == "JJ" else None
    return name if name is not None and name.pos == "PROPN" and name.left == token.index + 1 else None


def lost_subject(document: Document, verb: int) -> int | None:
    """The noun or number just before "was": the parse may have hung it on the sentence before."""
    auxiliary = document.child(verb, "auxpass", "aux")
    if auxiliary is None or auxiliary.index == 0 or document.tokens[verb].dep == "xcomp":
        return None
    before = document.tokens[auxiliary.index - 1]
    if document.tokens[verb].dep == "conj":  # "suffered injuries and a house and a school were destroyed"
        first = top = before
        while top.dep == "conj" and document.tokens[top.head].pos in {"NOUN", "PROPN"}:
            first, top = top, document.tokens[top.head]
        under = top.head == document.tokens[verb].head
        if not under:
            return None
        return top.index if top.dep == "conj" else first.index if top.dep == "dobj" and first is not top else None
    same = before.sentence == document.tokens[verb].sentence
    return before.index if same and before.pos in {"NOUN", "PROPN", "NUM"} else None
