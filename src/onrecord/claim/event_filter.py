"""What is no event of war or politics: false friends, and nouns that only point back to what was told."""

from onrecord.claim.clause import author_verb
from onrecord.claim.draft import Draft
from onrecord.claim.phrase import Phrases
from onrecord.claim.trigger_frame import Trigger
from onrecord.model.claim import Type
from onrecord.model.mention import Actor, Kind, When
from onrecord.model.span import Span

VIOLENT = {Type.ASSAULT, Type.INTERCEPT, Type.BLAST}
WARLIKE = VIOLENT | {Type.CONTROL, Type.SITUATION, Type.MOBILIZE, Type.RETREAT, Type.ALERT}
WAR = {"flying", "explosive"}
FORCES = {"MIL", "REB", "UAF"}
STANDING = {"invasion", "aggression", "hostility", "fight", "combat"}  # nouns that mostly name the war as a whole
POLITICAL = {
    *(Type.AGREE, Type.CONSULT, Type.SUPPORT, Type.CONCEDE, Type.COOPERATE, Type.REQUEST),
    *(Type.ACCUSE, Type.REJECT, Type.THREATEN, Type.SANCTION, Type.MOBILIZE),
}
MANY = 2
GENERATION = 30  # years
FOLLOWING = {"follow", "come"}  # "the attacks follow an assault on 15 October": the day is the other's
REACH = 4  # sentences over which "the attack" points back


def misleads(phrases: Phrases, trigger: Trigger) -> bool:
    """Whether a trigger's words mean something else here: sport, film, business, illness, court, remembrance."""
    document = phrases.document
    sentence = document.sentences[phrases.token(trigger.head).sentence]
    span = document.span(trigger.first, trigger.last)
    text = sentence.span.quote(document.text)
    for found, _ in phrases.words.misleading.find(text):
        if span.start < sentence.span.start + found.end and sentence.span.start + found.start < span.end:
            return True
    if trigger.type not in WARLIKE:
        return False
    words = {token.lower for token in document.tokens[sentence.first : sentence.last]}
    elsewhere = any(phrase in text.lower() for phrase in phrases.words.lists["elsewhere"])
    if elsewhere or words & phrases.words.lists["fiction"] or _long_ago(phrases, sentence.span):
        return True
    fields = [phrases.words.domains[word] for word in words if word in phrases.words.domains]
    worst = max((fields.count(field) for field in set(fields)), default=0)
    other = worst >= MANY or bool(words & phrases.words.lists["strong"])
    return other and not _warlike(phrases, sentence.first, sentence.last)


def _long_ago(phrases: Phrases, sentence: Span) -> bool:
    """Whether a sentence tells of nothing later than a year a generation back: history, not news."""
    anchor = phrases.document.anchor
    times = phrases.mentions.in_span(Kind.TIME, sentence)
    starts = [m.value.start for m in times if isinstance(m.value, When) and m.value.start is not None]
    return anchor is not None and bool(starts) and all(anchor.year - start.year >= GENERATION for start in starts)


def _warlike(phrases: Phrases, first: int, last: int) -> bool:
    """Whether a sentence names weapons or armed forces."""
    for index in range(first, last):
        token = phrases.token(index)
        if token.pos in {"NOUN", "PROPN"} and phrases.words.classes.get(token.lemma.lower(), frozenset()) & WAR:
            return True
    actors = phrases.mentions.in_span(Kind.ACTOR, phrases.document.span(first, last))
    return any(isinstance(m.value, Actor) and m.value.sector in FORCES for m in actors)


def admitted(phrases: Phrases, drafts: list[Draft]) -> list[Draft]:
    """Drafts without those nouns that have nothing of their own; what these add goes to the claim they point to."""
    kept: list[Draft] = []
    for draft in drafts:
        if _twice(phrases, draft, kept) or _empty(phrases, draft) or _background(phrases, draft):
            continue
        frame = draft.main.frame
        if (
            not draft.main.noun
            or draft.main.light
            or frame.kind is not None
            or frame.under
            or _own(phrases, draft, kept)
        ):
            kept.append(draft)
    return kept


def _twice(phrases: Phrases, draft: Draft, kept: list[Draft]) -> bool:
    """What was discussed at a meeting that the same sentence has told is no meeting more."""
    if draft.type is not Type.CONSULT or not kept or kept[-1].type is not Type.CONSULT:
        return False
    same = phrases.token(draft.main.head).sentence == phrases.token(kept[-1].main.head).sentence
    return same and len(draft.actor) < MANY


def _empty(phrases: Phrases, draft: Draft) -> bool:
    """An act between parties of which none is told: "I am grateful to all of our partners"."""
    nouns = [phrases.token(i).pos in {"NOUN", "PROPN"} for i in draft.main.slots.get("subject", ())]
    dated = draft.when is not None and bool(draft.places)
    told = draft.actor or draft.recipient or draft.items or dated or any(nouns)
    return draft.type in POLITICAL and not told


def _background(phrases: Phrases, draft: Draft) -> bool:
    """A truce that only dates something else: "since the truce began"."""
    token = phrases.token(draft.main.head)
    mark = phrases.document.child(token.index, "mark")
    since = token.dep == "advcl" and mark is not None and mark.lower in {"since", "before", "until", "after", "once"}
    truce = any(mode.value == "ceasefire" for mode in draft.modes)
    return draft.type is Type.RETREAT and truce and since and draft.when is None


def _own(phrases: Phrases, draft: Draft, kept: list[Draft]) -> bool:
    told = sum(map(bool, (draft.actor, draft.recipient or draft.items, draft.when, draft.places)))
    definite = phrases.definite(draft.main.head)
    lemma = phrases.token(draft.main.head).lemma.lower()
    if draft.actor and author_verb(phrases.document, draft.main.head) is not None:
        return True  # "X said it was behind the attack" says who made it
    if draft.type is Type.ALERT:
        return not definite or told > 0
    if draft.type not in VIOLENT:
        return not definite or told >= MANY
    if lemma in STANDING and draft.when is None:
        return draft.main.frame.mode == "ground" and bool(draft.places) and not definite
    earlier = _pointed(phrases, draft, kept)
    if any(phrases.token(child).lower == "such" for child in phrases.token(draft.main.head).children):
        return False  # "the third such bombing this month" tells of others
    if _any(phrases, draft) and earlier is not None and _happens(phrases, draft):
        return True
    if definite or _dated(phrases, draft):
        if earlier is not None:
            if phrases.token(phrases.token(draft.main.head).head).lemma not in FOLLOWING:
                _give_back(draft, earlier)
            return False
        return told >= MANY
    if draft.type is Type.BLAST:
        return told > 0 or _happens(phrases, draft)
    return told > 0


def _any(phrases: Phrases, draft: Draft) -> bool:
    """A denial's noun: "that any strike had taken place"."""
    return any(phrases.token(child).lower in {"any", "no"} for child in phrases.token(draft.main.head).children)


def _dated(phrases: Phrases, draft: Draft) -> bool:
    """ "Friday's attack" points back as "the attack" does."""
    return any(phrases.mentions.by_head(Kind.TIME, child) for child in draft.main.slots.get("poss", ()))


def _happens(phrases: Phrases, draft: Draft) -> bool:
    token = phrases.token(draft.main.head)
    verb = phrases.token(token.head)
    return token.dep in {"nsubj", "nsubjpass", "attr", "dobj"} and verb.lemma in phrases.words.lists["happen"]


def _pointed(phrases: Phrases, draft: Draft, kept: list[Draft]) -> Draft | None:
    """The latest claim of the same type that a definite noun may point to, within its reach."""
    here = phrases.token(draft.main.head).sentence
    for earlier in reversed(kept):
        if here - phrases.token(earlier.main.head).sentence > REACH:
            return None
        if earlier.type is draft.type or {earlier.type, draft.type} <= VIOLENT:
            apart = draft.when is not None and earlier.when is not None and draft.when.value != earlier.when.value
            names = {place.value.name for place in earlier.places}
            elsewhere = bool(names) and bool(draft.places) and not names & {p.value.name for p in draft.places}
            means = {mode.value for mode in earlier.modes}, {mode.value for mode in draft.modes}
            otherwise = all(means) and not means[0] & means[1]
            if not apart and not elsewhere and not otherwise:
                return earlier
    return None


def _give_back(draft: Draft, earlier: Draft) -> None:
    """A day or an author that only the later mention names belongs to the claim it points to."""
    if earlier.when is None and draft.when is not None:
        earlier.when = draft.when
    if not earlier.places:
        earlier.places = draft.places
