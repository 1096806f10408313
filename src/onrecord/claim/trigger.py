"""Which words make a claim: verbs, nouns and a few adjectives whose frame's conditions hold in their clause."""

from onrecord.claim.clause import Slots, noun_slots, verb_slots
from onrecord.claim.clause_party import grammatical_subjects
from onrecord.claim.phrase import Phrases
from onrecord.claim.trigger_frame import NOMINAL, Trigger, holds
from onrecord.claim.trigger_noun import noun_trigger
from onrecord.claim.trigger_split import split
from onrecord.model.claim import Effect
from onrecord.model.document import Token
from onrecord.model.mention import Kind
from onrecord.vocab.event import EventWords, Frame

PARTICLES = {"prt", "advmod", "prep", "oprd", "dobj", "acomp", "advcl", "dep", "npadvmod", "nsubj", "xcomp", "ccomp"}
BESIDE = {"along", "together"}  # with "with" they name others to whom the same is done, and are no particles
REACH = 8  # how many words a verb's particle may stand away: "drive the rebels of the eastern hills back"
WAKE = 2  # sentences over which an elliptical retelling ("Eleven were destroyed") reaches back
HURT = {Effect.KILLED, Effect.INJURED}
REFLEXIVE = {"himself", "herself", "itself", "themselves", "ourselves"}
FORMS = {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}


def find_triggers(phrases: Phrases, words: EventWords) -> list[Trigger]:
    """All triggers in reading order. A word is one trigger at most."""
    found: list[Trigger] = []
    for sentence in phrases.document.sentences:
        if sentence.index not in phrases.read:
            continue
        for token in phrases.document.tokens[sentence.first : sentence.last]:
            trigger = _trigger(phrases, words, token, found)
            if trigger is not None and not _said(token, found):
                found += split(phrases, trigger)
                phrases.types[token.index] = trigger.type
    return found


def _said(token: Token, found: list[Trigger]) -> bool:
    """Whether an adjective is among the words of the trigger before it: "shot dead"."""
    return token.pos == "ADJ" and bool(found) and found[-1].first <= token.index <= found[-1].last


def _trigger(phrases: Phrases, words: EventWords, token: Token, before: list[Trigger]) -> Trigger | None:
    if token.tag in FORMS and not _gerund_noun(phrases, words, token):
        frames = words.verbs.get(token.lemma.lower()) or words.verbs.get(token.lower)
        return _verb(phrases, token, frames, before) if frames else None
    if token.pos == "ADJ" and token.lower in words.adjectives and token.dep not in {"compound", "pobj", "dobj"}:
        return _adjective(phrases, token, words.adjectives[token.lower])
    if _nominal(phrases, token) and (token.pos in {"NOUN", "PROPN"} or token.tag in FORMS or token.lower == "dead"):
        frames = (*words.nouns.get(token.lemma.lower(), ()), *words.nouns.get(token.lower, ()))
        return noun_trigger(phrases, words, token, frames) if frames else None
    return None


def _nominal(phrases: Phrases, token: Token) -> bool:
    """Whether a word stands where a noun does: also the agent of a passive, "killed by shelling"."""
    return token.dep in NOMINAL or (token.dep == "pcomp" and phrases.token(token.head).dep == "agent")


def _gerund_noun(phrases: Phrases, words: EventWords, token: Token) -> bool:
    """Whether an -ing form stands as a noun: "the shelling of", "fighting raged"."""
    if token.tag != "VBG" or token.lower not in words.nouns or not _nominal(phrases, token):
        return False
    deps = {phrases.token(child).dep for child in token.children}
    return not deps & {"dobj", "aux", "auxpass", "nsubj"} and token.dep not in {"ROOT", "conj"}


def _verb(phrases: Phrases, token: Token, frames: tuple[Frame, ...], before: list[Trigger]) -> Trigger | None:
    if token.dep in {"amod", "pobj", "nsubj", "dobj"} and token.tag == "VBN" and not _counted(phrases, token):
        return None
    document = phrases.document
    slots = _numbered_before(phrases, token) or verb_slots(document, token.index)
    parted = [child for child in token.children if phrases.token(child).dep == "prt"]
    for frame in sorted(frames, key=lambda frame: not frame.particle):
        last = _particle(phrases, token, frame.particle) if frame.particle else token.index
        if last is None or (parted and not frame.particle and phrases.token(parted[0]).lower not in {*slots, *BESIDE}):
            continue
        if not holds(phrases, frame, slots, token) or not _in_wake(phrases, frame, token, before):
            continue
        if _to_oneself(phrases, frame, slots):
            return None
        if frame.skip:
            return None
        reach = _reach(phrases, frame, slots, last, token)
        if frame.kind == "object" and reach != last:
            first = phrases.document.inside(phrases.span(reach))[0]
            return Trigger(frame, token.index, first, reach + 1, slots, token.index)
        return Trigger(frame, token.index, min(token.index, reach), max(reach, last) + 1, slots, token.index)
    return None


def _to_oneself(phrases: Phrases, frame: Frame, slots: Slots) -> bool:
    """Whether somebody did harm to nobody else: "shot himself by accident"."""
    undergone = [phrases.token(filler).lower for filler in slots.get("object", ())]
    return frame.effect in HURT and bool(undergone) and set(undergone) <= REFLEXIVE


def _numbered_before(phrases: Phrases, token: Token) -> Slots:
    """Of a bare participle after a number, that number: "four dead and nine wounded", however the parse hung it."""
    before = phrases.token(max(0, token.index - 1))
    loose = token.tag == "VBN" and token.dep in {"advcl", "acl", "dep"} and before.tag == "CD"
    if not loose or phrases.mentions.covering(Kind.TIME, before.span) or before.sentence != token.sentence:
        return {}
    return {"object": (before.index,)}


def _counted(phrases: Phrases, token: Token) -> bool:
    """A participle as a noun, or before one, makes a claim only with a number: "19 wounded", "51 wounded soldiers"."""
    siblings = phrases.token(token.head).children if token.dep == "amod" else token.children
    return any(phrases.token(child).pos == "NUM" for child in siblings)


def _particle(phrases: Phrases, token: Token, particle: str) -> int | None:
    """Index of the particle's last word, None where it is not there."""
    words = particle.split()
    for child in token.children:
        other = phrases.token(child)
        if other.lower == words[0] and other.dep in PARTICLES and token.index < child <= token.index + REACH:
            rest = phrases.document.tokens[child : child + len(words)]
            if [word.lower for word in rest] == words:
                return child + len(words) - 1 if child == token.index + 1 else token.index
    return None


def _reach(phrases: Phrases, frame: Frame, slots: Slots, last: int, token: Token) -> int:
    """The last token of the trigger's words: "took control", "came under fire"."""
    if frame.span is None:
        return last
    fillers = [filler for filler in slots.get(frame.span, ()) if abs(filler - token.index) <= REACH]
    return fillers[0] if fillers and fillers[0] > last else last


def _in_wake(phrases: Phrases, frame: Frame, token: Token, before: list[Trigger]) -> bool:
    if frame.after is None:
        return True
    recent = [t for t in before if token.sentence - phrases.token(t.head).sentence <= WAKE]
    return any(trigger.type is frame.after for trigger in recent)


def _adjective(phrases: Phrases, token: Token, frames: tuple[Frame, ...]) -> Trigger | None:
    document = phrases.document
    verb = phrases.token(token.head)
    subjects: list[int] = []
    if token.dep in {"acomp", "oprd", "conj"} and verb.pos in {"VERB", "AUX"}:
        under = document.child(verb.index, "dobj") or document.child(token.index, "nsubj", "nummod")
        subjects = [under.index] if under is not None else grammatical_subjects(document, verb.index)
    elif token.dep in {"acl", "amod", "ccomp", "ROOT"} and verb.pos in {"NOUN", "NUM"} and verb.index < token.index:
        subjects = [verb.index]
    elif token.dep == "ccomp":
        own = document.child(token.index, "nsubj")
        subjects = [own.index] if own is not None else []
    if not subjects:
        return None
    slots = {"subject": tuple(subjects), **noun_slots(document, token.index)}
    below = document.child(token.index, "xcomp", "ccomp")
    if below is not None:
        slots["clause"] = (below.index,)
    for frame in frames:
        if holds(phrases, frame, slots, token):
            host = verb.index if verb.pos in {"VERB", "AUX"} else None
            return Trigger(frame, token.index, token.index, token.index + 1, slots, host)
    return None
