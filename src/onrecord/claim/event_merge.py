"""Which triggers tell one happening: "an air strike killed two men", "ambushed a convoy, killing seven"."""

from dataclasses import replace

from onrecord.claim.clause import noun_slots
from onrecord.claim.clause_party import hanging
from onrecord.claim.draft import Draft, same_party
from onrecord.claim.phrase import Phrases
from onrecord.claim.trigger_frame import Trigger
from onrecord.model.claim import Effect, Type
from onrecord.model.mention import Actor, Kind
from onrecord.model.span import Sourced

VIOLENT = {Type.ASSAULT, Type.BLAST}
SPOKEN = {
    *(Type.AGREE, Type.REQUEST, Type.REJECT, Type.THREATEN),
    *(Type.SUPPORT, Type.ACCUSE, Type.SANCTION, Type.RETREAT),
}
HARM = {Effect.KILLED, Effect.INJURED, Effect.DIED, Effect.ABDUCTED, Effect.DESTROYED, Effect.DAMAGED}
HURT = {Effect.KILLED, Effect.INJURED, Effect.DIED}
RUINED = {Effect.DESTROYED, Effect.DAMAGED}
ASIDE = {"after", "before", "since", "because", "while"}
JOINING = {"in", "during", "from", "by", "after", "with", "of", "as", "when", "amid", "through", "under", "into", "at"}
ELLIPSIS = 8  # words between two verbs of harm that share their auxiliary
SIDES = {"force", "actor"}  # who may act on its own: a clause with another one as its subject is another act
ANSWERING = {"retaliation", "reprisal", "revenge", "response"}  # what they answer happened elsewhere
FINITE = {"VBD", "VBZ", "VBP"}
WHEN = {"when", "after", "as", "while", "during"}


def merged(phrases: Phrases, triggers: list[Trigger]) -> list[Draft]:
    """Drafts in reading order, one for each group of triggers that tell one happening."""
    hurt = {filler for t in triggers if t.frame.effect in HARM for filler in _fillers(t)}
    triggers = [t for t in triggers if not _only_says_whom(phrases, t, hurt)]
    by_head = {trigger.head: trigger for trigger in triggers}
    into: dict[int, int] = {}
    dropped: set[int] = set()
    for number, trigger in enumerate(triggers):
        if trigger.slots.get("object") == (trigger.head,):
            continue  # a number split off because it has its own day or place
        beside = triggers[number - 1] if number else None
        if beside is not None and _elliptic(phrases, beside, trigger):
            into[trigger.head] = beside.head
            continue
        above = _above(phrases, trigger, by_head)
        if above is None:
            continue
        if above.head in dropped and not _beside_it(phrases, trigger):
            dropped.add(trigger.head)
        elif _same_happening(phrases, above, trigger):
            into[trigger.head] = above.head
        elif _content(phrases, above, trigger):
            dropped.add(trigger.head)
    return _drafts(triggers, by_head, into, dropped)


def _left_so(phrases: Phrases, trigger: Trigger, verb: int) -> bool:
    """Whether an adjective says how a verb leaves somebody: "left six people dead"."""
    if trigger.noun or trigger.frame.kind != "predicate":
        return False
    return trigger.host == verb or any(phrases.token(f).head == verb for f in trigger.slots.get("subject", ()))


def _only_says_whom(phrases: Phrases, trigger: Trigger, hurt: set[int]) -> bool:
    """Whether a participle only says who was hurt: "left six displaced people dead"."""
    token = phrases.token(trigger.head)
    return trigger.frame.effect is Effect.DISPLACED and token.dep == "amod" and token.head in hurt


def _above(phrases: Phrases, trigger: Trigger, by_head: dict[int, Trigger]) -> Trigger | None:
    """The nearest trigger that governs this one in the parse."""
    index = hanging(phrases.document, trigger.head)
    if index in by_head and index != trigger.head:
        return by_head[index]
    hosted = [t for t in by_head.values() if t.host == index and t.light and t.head != trigger.head]
    if hosted and phrases.token(trigger.head).dep == "advcl":
        return hosted[0]
    noun = phrases.token(trigger.head)
    if noun.dep in {"nsubj", "csubj"}:  # "the shelling left six people dead"
        felled = [t for t in by_head.values() if _left_so(phrases, t, noun.head)]
        if felled:
            return felled[0]
    for token in phrases.document.ancestors(trigger.head):
        if token.index in by_head:
            return by_head[token.index]
    return None


def _elliptic(phrases: Phrases, before: Trigger, trigger: Trigger) -> bool:
    """Whether two verbs of harm share one auxiliary: "67 people were killed and 19 wounded"."""
    if not _both_harm(before, trigger) or trigger.head - before.head > ELLIPSIS:
        return False
    between = phrases.document.tokens[before.head + 1 : trigger.head]
    joined = bool(between) and between[0].pos in {"CCONJ", "PUNCT"} and before.head + 1 < trigger.head
    bare = not any(token.pos in {"AUX", "VERB", "SCONJ"} for token in between)
    same = phrases.token(before.head).sentence == phrases.token(trigger.head).sentence
    if phrases.token(trigger.head).dep == "acl":  # "and 42 others injured in a raid on Sunday": the day is after both
        first = phrases.token(before.head).left
        timed = bool(phrases.mentions.in_span(Kind.TIME, phrases.document.span(first, trigger.head)))
    else:
        timed = _own_time(phrases, before)
    return joined and bare and same and not (_own_time(phrases, trigger) and timed)


def _same_happening(phrases: Phrases, above: Trigger, below: Trigger) -> bool:
    if above.type is Type.INTERCEPT and below.noun and below.type is Type.ASSAULT:
        return below.head in above.slots.get("object", ())
    token = phrases.token(below.head)
    if token.dep == "csubj" and _left_so(phrases, above, token.head):
        return True  # "shelling by the rebels left nine dead"
    if above.frame.effect is below.frame.effect is Effect.DISPLACED and not below.noun:
        return below.head in above.slots.get("clause", ())  # "forced villagers to flee"
    if above.type is below.type is Type.CONTROL and token.dep in {"advcl", "pcomp"}:
        return True
    if below.noun and above.type is Type.CONTROL and below.head in _fillers(above):
        return True
    if above.type is Type.INTERCEPT and below.type is Type.ASSAULT and token.dep in {"acl", "relcl"}:
        return token.head in {phrases.core(filler) for filler in _fillers(above)}
    if not ({above.type, below.type} <= VIOLENT):
        return above.type is below.type and below.noun and not above.noun and below.head in _fillers(above)
    if below.noun:
        return _joined_noun(phrases, above, below)
    if token.dep == "advcl":
        marks = [phrases.token(child) for child in token.children]
        mark = next((m for m in marks if m.dep == "mark" or m.tag == "WRB"), None)
        own = any(m.dep in {"nsubj", "nsubjpass"} for m in marks)
        apart = _both_harm(above, below) and (own or _own_place(phrases, below))
        if (mark is None or mark.lower in WHEN) and not apart and not (own and two_sides(phrases, above, below)):
            return True
    if token.dep in {"relcl", "acl"}:
        tool = bool(phrases.classes(token.head) & {"flying", "weapon", "explosive", "event"})
        return token.head == above.head or (tool and token.head in _fillers(above))
    if token.dep in {"xcomp"}:
        return True
    timed = _own_time(phrases, below) and _timed_before(phrases, above, below)
    apart = timed or phrases.document.child(below.head, "mark") is not None
    finite = token.tag in FINITE and phrases.token(token.head).tag == "VBG"  # "hit X, killing two, and later hit Y"
    own = phrases.document.child(below.head, "nsubj", "nsubjpass", "auxpass") is not None
    other = own and above.frame.effect in HURT and below.frame.effect in RUINED  # "she was hurt and homes were burned"
    return token.dep == "conj" and _both_harm(above, below) and not (apart or other or finite)


def two_sides(phrases: Phrases, above: Trigger, below: Trigger) -> bool:
    """Whether a clause of its own tells what another did: "the army struck X as the rebels fired on Y" is two acts."""
    upper, lower = (trigger.slots.get("subject", ()) for trigger in (above, below))
    if set(upper) & set(lower):
        return False
    if any(phrases.token(k).pos == "PRON" for f in lower for k in (f, *phrases.modifiers(f))):
        return False  # "when its drones hit"
    theirs = [actor.value for filler in upper for actor in phrases.actors(filler)]
    named = [actor.value for filler in lower for actor in _doers(phrases, filler)]
    if not theirs and not any(phrases.classes(filler) & SIDES for filler in upper):
        return False
    agents = any(phrases.classes(filler) & SIDES for filler in lower)
    apart = not any(same_party(one, other) for one in theirs for other in named)
    return apart and (agents or bool(named))


def aside(phrases: Phrases, one: Draft, other: Draft) -> bool:
    """Whether a claim is told of a third party, in a relative clause: "with X, the group that killed ten in Y"."""
    return _in_clause_of_another(phrases, one, other) or _in_clause_of_another(phrases, other, one)


def _in_clause_of_another(phrases: Phrases, inner: Draft, outer: Draft) -> bool:
    heads = {trigger.head for trigger in outer.triggers}
    slots = (slot for trigger in outer.triggers for slot in trigger.slots.items())
    known = heads | {filler for slot, fillers in slots if slot != "including" for filler in fillers}
    for token in (phrases.token(inner.main.head), *phrases.document.ancestors(inner.main.head)):
        if token.index in heads:
            return False
        among = token.dep == "acl" and phrases.token(phrases.token(token.head).head).lower == "including"
        if (among or token.dep == "relcl") and _first(phrases, token.head) not in known:
            return phrases.mentions.by_head(Kind.TIME, token.head) is None  # "last week when"
    return False


def _first(phrases: Phrases, index: int) -> int:
    """The first of the nouns that a noun goes on from: of "hundreds killed and thousands displaced" the hundreds."""
    token = phrases.token(index)
    while token.dep == "conj":
        token = phrases.token(token.head)
    return token.index


def _doers(phrases: Phrases, filler: int) -> tuple[Sourced[Actor], ...]:
    """Who acts by a subject: itself or its owner; of "a rocket attack by X" X."""
    by = noun_slots(phrases.document, filler).get("by", ())
    return phrases.actors(filler) or tuple(actor for other in by for actor in phrases.actors(other))


def _joined_noun(phrases: Phrases, above: Trigger, below: Trigger) -> bool:
    """A noun that is subject, object or circumstance of the verb: killed in an attack, the strike hit."""
    token = phrases.token(below.head)
    while token.dep == "conj":
        token = phrases.token(token.head)
    if token.index in above.slots.get("subject", ()) or token.index in above.slots.get("object", ()):
        return True
    if above.noun and token.index != below.head:
        return True
    preposition = phrases.token(token.head)
    if token.dep == "pobj" and preposition.lower in JOINING:
        outer = phrases.token(preposition.head)
        if outer.index in above.slots.get("despite", ()):
            return False  # "shelled the village, despite no reports of clashes with X"
        return outer.index == above.head or outer.index in _fillers(above)
    left = token.dep in {"nsubj", "csubj"} and _left_so(phrases, above, token.head)
    return left or (token.dep in {"npadvmod", "nsubj", "nsubjpass", "dobj"} and token.head == above.head)


def _fillers(trigger: Trigger) -> set[int]:
    return {filler for fillers in trigger.slots.values() for filler in fillers}


def _both_harm(above: Trigger, below: Trigger) -> bool:
    return above.frame.effect in HARM and below.frame.effect in HARM


def _own_time(phrases: Phrases, trigger: Trigger) -> bool:
    token = phrases.token(trigger.head)
    times = phrases.mentions.in_span(Kind.TIME, phrases.document.span(token.left, token.right))
    return bool(times)


def _timed_before(phrases: Phrases, above: Trigger, below: Trigger) -> bool:
    """Whether a day stands with the first of two verbs too: "killed two on Friday and wounded one on Monday"."""
    if phrases.document.child(below.head, "advcl") is not None:
        return True  # "and nine wounded when shells hit X on Sunday": the day is the clause's
    first, last = phrases.token(above.head).left, phrases.token(below.head).left
    return bool(phrases.mentions.in_span(Kind.TIME, phrases.document.span(first, last))) if first < last else False


def _own_place(phrases: Phrases, trigger: Trigger) -> bool:
    token = phrases.token(trigger.head)
    return bool(phrases.mentions.in_span(Kind.PLACE, phrases.document.span(token.left, token.right)))


def _content(phrases: Phrases, above: Trigger, below: Trigger) -> bool:
    """Whether a claim is only what another demands, offers, refuses or threatens, and says nothing of its own."""
    token = phrases.token(below.head)
    if above.type not in SPOKEN or (above.type is below.type and below.type is not Type.RETREAT):
        mine, its = (set(trigger.slots.get("object", ())) for trigger in (below, above))
        own_act = token.dep == "conj" and not below.noun and bool(mine) and not mine & its
        return above.type is below.type and above.type in SPOKEN and not own_act
    if _result(phrases, below) or _beside_it(phrases, below):
        return False
    spoken = below.head in _fillers(above) or token.dep in {"xcomp", "ccomp", "pcomp", "acl", "advcl", "pobj", "dobj"}
    if not spoken:
        return False
    if above.type in {Type.ACCUSE, Type.SUPPORT} and below.type in VIOLENT:
        numbered = any(phrases.quantity(filler) is not None for filler in below.slots.get("object", ()))
        return not (_own_time(phrases, below) or numbered or _own_place(phrases, below))
    return True


def _beside_it(phrases: Phrases, trigger: Trigger) -> bool:
    """Whether a clause only says when or why something was said or agreed: "a day after Chad launched an offensive"."""
    host = phrases.token(trigger.host if trigger.light and trigger.host is not None else trigger.head)
    mark = phrases.document.child(host.index, "mark")
    own = phrases.document.child(host.index, "nsubj", "nsubjpass") is not None
    return host.dep == "advcl" and own and mark is not None and mark.lower in ASIDE


def _result(phrases: Phrases, trigger: Trigger) -> bool:
    """Whether a participle counts what came of a demand: "called in artillery, killing several rebels"."""
    counted = any(phrases.quantity(filler) is not None for filler in trigger.slots.get("object", ()))
    return phrases.token(trigger.head).tag == "VBG" and trigger.frame.effect in HARM and counted


def _drafts(
    triggers: list[Trigger], by_head: dict[int, Trigger], into: dict[int, int], dropped: set[int]
) -> list[Draft]:
    groups: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        root, seen = trigger.head, 0
        while root in into and seen < len(triggers):
            root, seen = into[root], seen + 1
        if root not in dropped:
            groups.setdefault(root, []).append(_as_part(by_head[root], trigger))
    drafts = []
    for root, members in groups.items():
        main = by_head[root]
        others = [member for member in members if member.head != root]
        drafts.append(Draft([main, *others], _type(main, others)))
    return sorted(drafts, key=lambda draft: draft.main.first)


def _as_part(main: Trigger, trigger: Trigger) -> Trigger:
    """A trigger as part of another: those whose attack is repelled are the recipients of the defence."""
    if main.type is Type.CONTROL and trigger.noun:
        return replace(trigger, frame=replace(trigger.frame, roles={"in": "place", "of": "place"}, mode=None))
    if main.type is Type.INTERCEPT and trigger.type is Type.ASSAULT:
        roles = {"subject": "recipient", "by": "recipient"} if trigger.noun else {"by": "recipient"}
        return replace(trigger, frame=replace(trigger.frame, roles=roles, mode=None, type=Type.INTERCEPT))
    return trigger


def _type(main: Trigger, others: list[Trigger]) -> Type:
    """Those killed "in an explosion" whose author no word names are a blast's."""
    types = {trigger.type for trigger in others}
    if main.type is Type.ASSAULT and main.frame.effect in HARM and types == {Type.BLAST}:
        return Type.BLAST
    return main.type
