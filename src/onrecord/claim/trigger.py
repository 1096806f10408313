"""Which words make a claim: verbs, nouns and a few adjectives whose frame's conditions hold in their clause."""

from dataclasses import dataclass, replace

from onrecord.claim.clause import Slots, clause_verb, conjuncts, grammatical_subjects, noun_slots, verb_slots
from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Type
from onrecord.model.document import Token
from onrecord.model.mention import Kind
from onrecord.model.span import Span
from onrecord.vocab.event import EventWords, Frame

NOMINAL = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT", "appos", "oprd", "npadvmod", "dep"}
PARTICLES = {"prt", "advmod", "prep", "oprd", "dobj", "acomp", "advcl", "dep", "npadvmod", "nsubj", "xcomp", "ccomp"}
BESIDE = {"along", "together"}  # with "with" they name others to whom the same is done, and are no particles
REACH = 8  # how many words a verb's particle may stand away: "drive the rebels of the eastern hills back"
WAKE = 2  # sentences over which an elliptical retelling ("Eleven were destroyed") reaches back
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
FORMS = {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that make one claim. `head` is their governing token, `host` the verb whose clause they stand in."""

    frame: Frame
    head: int
    first: int
    last: int
    slots: Slots
    host: int | None
    light: bool = False
    noun: bool = False

    @property
    def type(self) -> Type:
        """The claim's type."""
        return self.frame.type


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


def split(phrases: Phrases, trigger: Trigger) -> list[Trigger]:
    """One trigger for each number with its own day or place: "killed 60 on Friday and 50 on Saturday" are two."""
    if trigger.frame.effect is None or trigger.noun:
        return [trigger]
    verb = phrases.token(trigger.head)
    after = range(verb.index + 1, verb.right)
    parts = [i for i in after if _own_number(phrases, i) and _under(phrases, i, verb.index)]
    fillers = trigger.slots.get("object", ())
    others = [filler for filler in fillers[1:] if _set_apart(phrases, filler)] if len(fillers) > 1 else []
    if others and not _set_apart(phrases, fillers[0]):
        others = []
    kept = tuple(filler for filler in fillers if filler not in others)
    main = replace(trigger, slots={**trigger.slots, "object": kept}) if others else trigger
    return [main, *(_part(phrases, trigger, part) for part in (*parts, *others))]


def _own_number(phrases: Phrases, index: int) -> bool:
    """A bare number beside a verb, with a day or place of its own: "and 50 on Saturday"."""
    token = phrases.token(index)
    return token.dep == "conj" and token.tag == "CD" and (_set_apart(phrases, index) or _followed(phrases, index))


def _under(phrases: Phrases, index: int, top: int) -> bool:
    """Whether no other verb stands between a word and the verb above it."""
    for token in phrases.document.ancestors(index):
        if token.index == top:
            return True
        if token.pos == "VERB":
            return False
    return False


def _followed(phrases: Phrases, index: int) -> bool:
    """Whether a day or place comes right after a number, wherever the parse hung it: "50 on Saturday"."""
    tokens = phrases.document.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].tag != "IN":
        return False
    span = tokens[index + 2].span
    return any(phrases.mentions.covering(kind, span) for kind in (Kind.TIME, Kind.PLACE))


def _set_apart(phrases: Phrases, index: int) -> bool:
    """Whether a number's own phrase holds a day or a place."""
    below = [k for k in phrases.token(index).children if phrases.token(k).dep == "prep"]
    spans = [phrases.document.span(k, phrases.token(k).right) for k in below]
    kinds = (Kind.TIME, Kind.PLACE)
    return any(phrases.mentions.in_span(kind, span) for span in spans for kind in kinds)


def _part(phrases: Phrases, trigger: Trigger, index: int) -> Trigger:
    slots = {**trigger.slots, "object": (index,)}
    return replace(trigger, head=index, first=index, last=index + 1, slots=slots)


def _trigger(phrases: Phrases, words: EventWords, token: Token, before: list[Trigger]) -> Trigger | None:
    if token.tag in FORMS and not _gerund_noun(phrases, words, token):
        frames = words.verbs.get(token.lemma.lower()) or words.verbs.get(token.lower)
        return _verb(phrases, token, frames, before) if frames else None
    if token.pos == "ADJ" and token.lower in words.adjectives and token.dep not in {"compound", "pobj", "dobj"}:
        return _adjective(phrases, token, words.adjectives[token.lower])
    if _nominal(phrases, token) and (token.pos in {"NOUN", "PROPN"} or token.tag in FORMS or token.lower == "dead"):
        frames = (*words.nouns.get(token.lemma.lower(), ()), *words.nouns.get(token.lower, ()))
        return _noun(phrases, words, token, frames) if frames else None
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
        if frame.skip:
            return None
        reach = _reach(phrases, frame, slots, last, token)
        if frame.kind == "object" and reach != last:
            first = phrases.document.inside(phrases.span(reach))[0]
            return Trigger(frame, token.index, first, reach + 1, slots, token.index)
        return Trigger(frame, token.index, min(token.index, reach), max(reach, last) + 1, slots, token.index)
    return None


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


def holds(phrases: Phrases, frame: Frame, slots: Slots, token: Token) -> bool:
    """Whether a frame's conditions hold over the slots of a word."""
    if not all(_filled(phrases, slot, wanted, slots) for slot, wanted in frame.needs):
        return False
    if any(_filled(phrases, slot, barred, slots) for slot, barred in frame.bars):
        return False
    if frame.bare and ("clause" in slots or slots.keys() & {"for", "as"}):
        return False
    return not frame.also or any(_beside(phrases, wanted, slots, token) for wanted in frame.also)


def _filled(phrases: Phrases, slot: str, wanted: frozenset[str], slots: Slots) -> bool:
    fillers = slots.get(slot, ())
    if not fillers:
        return "none" in wanted
    if slot == "compound":
        named = "actor" in wanted and any(phrases.mentions.by_head(Kind.ACTOR, filler) for filler in fillers)
        return named or any({phrases.token(f).lower, phrases.token(f).lemma.lower()} & wanted for f in fillers)
    if slot == "clause":
        return "any" in wanted or any(f"={phrases.token(f).lemma.lower()}" in wanted for f in fillers)
    if slot == "figure":
        return True
    return any(_is(phrases, filler, wanted) for filler in fillers)


def _is(phrases: Phrases, filler: int, wanted: frozenset[str]) -> bool:
    kinds = phrases.classes(filler)
    if kinds & wanted:
        return True
    return "time" in wanted and phrases.mentions.of_phrase(Kind.TIME, phrases.document, filler) is not None


def _beside(phrases: Phrases, wanted: str, slots: Slots, token: Token) -> bool:
    if wanted in slots or wanted == "any":
        return True
    if wanted == "purpose":
        return any(phrases.token(child).tag == "VB" for child in token.children)
    subtree = phrases.document.tokens[token.left : token.right]
    if wanted.startswith("="):
        return any(wanted[1:] in (other.lemma.lower(), other.lower) for other in subtree)
    fillers = [filler for slot in slots.values() for filler in slot]
    return any(wanted in phrases.classes(filler) for filler in fillers)


def _noun(phrases: Phrases, words: EventWords, token: Token, frames: tuple[Frame, ...]) -> Trigger | None:
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


def _adjective(phrases: Phrases, token: Token, frames: tuple[Frame, ...]) -> Trigger | None:
    document = phrases.document
    verb = phrases.token(token.head)
    subjects: list[int] = []
    if token.dep in {"acomp", "oprd", "conj"} and verb.pos in {"VERB", "AUX"}:
        under = document.child(verb.index, "dobj")
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


def words_of(phrases: Phrases, trigger: Trigger) -> Span:
    """The characters of the trigger's words."""
    return phrases.document.span(trigger.first, trigger.last)
