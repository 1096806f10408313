"""Claims of one report that tell the same happening: which retells which, and what it borrows."""

from onrecord.claim.clause import author_verb
from onrecord.claim.draft import Draft, same_party
from onrecord.claim.event_merge import aside, two_sides
from onrecord.claim.phrase import Phrases
from onrecord.claim.roles import borrowed, own_doer
from onrecord.model.claim import Role, Type
from onrecord.model.mention import Actor, Place, PlacePrecision
from onrecord.model.span import Basis, Sourced

BARE = {"this", "these", "they", "them", "it", "one", "all", "others"}
WEEK = 7  # days
BACK = 3  # sentences over which a retelling reaches back
EVENTS = {*(Type.ASSAULT, Type.INTERCEPT, Type.BLAST, Type.CONTROL, Type.COERCE, Type.PROTEST, Type.RETREAT)}
VIOLENT = {Type.ASSAULT, Type.INTERCEPT, Type.BLAST}


def link(phrases: Phrases, drafts: list[Draft]) -> None:
    """Links each claim to the nearest earlier one that it retells, and lends it what it lacks."""
    for number, draft in enumerate(drafts):
        if draft.type not in VIOLENT:
            _after_alert(phrases, drafts, number)
            continue
        for earlier in range(number - 1, -1, -1):
            other = drafts[earlier]
            if not _near(phrases, other, draft):
                break
            if other.type in VIOLENT and _retells(phrases, other, draft):
                draft.coref = earlier
                _lend(phrases, other, draft)
                _lend_back(other, draft)
                if phrases.token(other.main.head).sentence == phrases.token(draft.main.head).sentence:
                    _lend_setting(phrases, other, draft)
                break


def share(phrases: Phrases, drafts: list[Draft]) -> None:
    """Claims of one clause are of one day and place: "defended itself against a strike", "fighting broke out when"."""
    for number, draft in enumerate(drafts):
        for first in drafts[:number]:
            if _one_clause(phrases, first, draft):
                draft.when, draft.places = draft.when or first.when, draft.places or first.places
                first.when, first.places = first.when or draft.when, first.places or draft.places
        if number and _while(phrases, drafts[number - 1], draft):
            first = drafts[number - 1]
            draft.when, first.when = draft.when or first.when, first.when or draft.when
            if not two_sides(phrases, first.main, draft.main):  # else two acts of one day, each in its own place
                draft.coref = number - 1
                draft.places, first.places = draft.places or first.places, first.places or draft.places
        for other in drafts:
            below = draft.main.noun and {draft.type, other.type} == {Type.ASSAULT, Type.INTERCEPT}
            if below and any(draft.main.head in fillers for fillers in other.main.slots.values()):
                draft.when = draft.when or other.when
                draft.places = draft.places or other.places


def _one_clause(phrases: Phrases, first: Draft, second: Draft) -> bool:
    """Verbs that share their subject, joined or as participle, tell of one day and place unless they say otherwise."""
    token = phrases.token(second.main.head)
    if second.main.noun or token.head not in {first.main.host, *(trigger.head for trigger in first.triggers)}:
        return False
    children = [phrases.token(child) for child in token.children]
    own = any(child.dep in {"nsubj", "nsubjpass", "mark"} or child.tag == "WRB" for child in children)
    return token.dep in {"conj", "advcl"} and not own and {first.type, second.type} <= EVENTS


def _while(phrases: Phrases, first: Draft, second: Draft) -> bool:
    """Whether the second is the clause that says when the first happened."""
    token = phrases.token(second.main.head)
    marks = {phrases.token(child).lower for child in token.children if phrases.token(child).tag in {"WRB", "IN"}}
    timed = token.dep == "advcl" and marks & {"when", "as", "while"} != set()
    return timed and token.head == first.main.host and {first.type, second.type} <= VIOLENT


def _after_alert(phrases: Phrases, drafts: list[Draft], number: int) -> None:
    """Weapons seen in the air right after an alert, with no day of their own, are of that alert's."""
    draft = drafts[number]
    if draft.type is not Type.ALERT or not number or not _undated(draft):
        return
    earlier = drafts[number - 1]
    if earlier.type is Type.ALERT and _near(phrases, earlier, draft) and not contradict(earlier, draft):
        draft.coref = number - 1
        _lend(phrases, earlier, draft)


def _near(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    first, second = phrases.token(earlier.main.head).sentence, phrases.token(later.main.head).sentence
    sentences = phrases.document.sentences
    same = abs(sentences[first].section - sentences[second].section) <= 1
    return second - first <= BACK and same


def _retells(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    same = phrases.token(earlier.main.head).sentence == phrases.token(later.main.head).sentence
    if contradict(earlier, later) or (same and aside(phrases, earlier, later)):
        return False
    if _points_back(phrases, earlier, later) or _same_noun(phrases, earlier, later):
        return True
    authored = later.main.noun and author_verb(phrases.document, later.main.head) is not None
    if authored and phrases.definite(later.main.head) and not later.places:
        return True
    return _continues(phrases, earlier, later)


def contradict(earlier: Draft, later: Draft) -> bool:
    """Different days, places or parties are different happenings."""
    if not _undated(earlier) and not _undated(later) and not _overlap(earlier, later):
        return True
    if (
        earlier.places
        and later.places
        and not any(one_place(a.value, b.value) for a in earlier.places for b in later.places)
    ):
        return True
    for one, two in ((earlier.actor, later.actor), (earlier.recipient, later.recipient)):
        compared = one and two and earlier.type is later.type
        if compared and not any(same_party(a.value, b.value) for a in one for b in two):
            return True
    return False


def one_place(left: Place, right: Place) -> bool:
    """Whether two places may be one: the same, or one lies in the other as far as can be told."""
    if left.name == right.name or (left.geonameid is not None and left.geonameid == right.geonameid):
        return True
    if left.country != right.country:
        return False
    wide = {PlacePrecision.COUNTRY, PlacePrecision.AREA}
    if left.precision in wide or right.precision in wide:
        return True
    return left.adm1 == right.adm1 and PlacePrecision.ADM1 in {left.precision, right.precision}


def _overlap(earlier: Draft, later: Draft) -> bool:
    if earlier.when is None or later.when is None:
        return False
    one, two = earlier.when.value, later.when.value
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return one == two
    return one.start <= two.end and two.start <= one.end


def _points_back(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    """A pronoun, a bare number or a definite noun stands for an item of the earlier claim."""
    nouns = {phrases.token(head).lemma.lower() for head in earlier.heads}
    for slot in ("object", "subject"):
        for filler in later.main.slots.get(slot, ()):
            token = phrases.token(filler)
            core = phrases.token(phrases.core(filler))
            articles = {phrases.token(child).lower for child in token.children} & {"a", "an"}
            new = token.pos == "NOUN" and bool(articles)  # "a convoy" is another one
            bare = ("number" in phrases.classes(filler) and not new) or token.lower in BARE
            if token.lower == "it" and all(phrases.token(head).tag in {"NNS", "NNPS"} for head in earlier.heads):
                continue
            if bare and core.index == filler and earlier.heads and not phrases.named(filler):
                return True
            if phrases.definite(core.index) and core.lemma.lower() in nouns:
                return True
            harmed = slot == "subject" and core.lemma.lower() in phrases.words.lists["harmed"]
            if harmed and phrases.definite(core.index) and earlier.type is Type.ASSAULT and not later.places:
                return True
    return False


def _same_noun(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    """Whether a bare noun repeats the earlier one: "carried out strikes ... denied that any strike had taken place"."""
    head = phrases.token(later.main.head)
    bare = later.main.noun and not (later.items or later.places or later.actor)
    return bare and head.lemma.lower() in {phrases.token(t.head).lemma.lower() for t in earlier.triggers}


def _continues(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    """Losses without a place of their own, and interceptions that name no attack, belong to the attack just told."""
    sentence = phrases.token(later.main.head).sentence - phrases.token(earlier.main.head).sentence
    sections = phrases.document.sentences
    apart = (
        sections[phrases.token(later.main.head).sentence].section
        - sections[phrases.token(earlier.main.head).sentence].section
    )
    figure = later.main.frame.kind == "figure" and phrases.definite(later.main.head)
    if apart > (1 if figure else 0) or sentence > 2 or later.places:
        return False
    losses = bool(later.items) and all(item.role is Role.CASUALTY for item in later.items)
    if losses and not later.actor and later.type is Type.ASSAULT and (_undated(later) or _undated(earlier)):
        return earlier.type is Type.ASSAULT
    if later.type is Type.INTERCEPT and _undated(later):
        return _opposed(earlier, later)
    return False


def _opposed(attack: Draft, defence: Draft) -> bool:
    """Whether those who stop the weapons are those who were attacked."""
    if attack.type is Type.BLAST:
        return not attack.actor
    if attack.type is Type.INTERCEPT:
        return not defence.actor or any(same_party(a.value, b.value) for a in attack.actor for b in defence.actor)
    if not defence.actor or not attack.recipient:
        return bool(attack.actor) and not any(same_party(a.value, b.value) for a in attack.actor for b in defence.actor)
    return any(same_party(a.value, b.value) for a in attack.recipient for b in defence.actor)


def _undated(draft: Draft) -> bool:
    """Whether no day is told: none at all, or only "recently", "for weeks"."""
    return draft.when is None or (draft.when.value.start is None and draft.when.value.end is None)


def _lend(phrases: Phrases, earlier: Draft, later: Draft) -> None:
    """What the retelling lacks, with the words of the first telling."""
    if _undated(later) and not _undated(earlier) and earlier.when is not None:
        later.when = Sourced(earlier.when.value, earlier.when.span, Basis.CONTEXT)
    if not later.places:
        later.places = [Sourced(place.value, place.span, Basis.CONTEXT) for place in earlier.places]
    attacked = {later.type, earlier.type} == {Type.INTERCEPT, Type.ASSAULT}
    same = phrases.token(earlier.main.head).sentence == phrases.token(later.main.head).sentence
    apart = _others_act(phrases, earlier, later) if same else own_doer(phrases, later.main)
    if not apart and not _speaks_of_itself(phrases, later):
        borrowed(later.actor, _not_among(later.recipient, earlier.recipient if attacked else earlier.actor))
    if not _others_fell(phrases, earlier, later):
        borrowed(later.recipient, _not_among(later.actor, earlier.actor if attacked else earlier.recipient))
    _lend_things(earlier, later)


def _others_fell(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    """Whether other forces suffered it: "dozens of rebels were killed, while several government soldiers were hurt"."""
    told = {phrases.token(head).lemma for head in earlier.heads}
    fallen = [phrases.token(head) for head in later.heads if "force" in phrases.classes(head)]
    return any(token.pos == "NOUN" and token.lemma not in told for token in fallen)


def _not_among(other: list[Sourced[Actor]], lent: list[Sourced[Actor]]) -> list[Sourced[Actor]]:
    """Nobody attacks himself."""
    return [a for a in lent if not any(same_party(a.value, b.value) for b in other)]


def _speaks_of_itself(phrases: Phrases, later: Draft) -> bool:
    """Whether a pronoun that nobody is known for stands for who says so: "an affiliate said it had killed ten"."""
    verb = phrases.token(phrases.token(later.main.head).head)
    said = verb.lemma.lower() in phrases.words.lists["saying"] and phrases.token(later.main.head).dep == "ccomp"
    sayer = phrases.document.child(verb.index, "nsubj") if said else None
    pronoun = any(phrases.token(filler).pos == "PRON" for filler in later.main.slots.get("subject", ()))
    return pronoun and sayer is not None and sayer.pos != "PRON" and not later.actor


def _others_act(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    """Whether a verb has a subject of its own that acts: "as rebels attacked the troops raiding villages"."""
    own = set(later.main.slots.get("subject", ())) - set(earlier.main.slots.get("subject", ()))
    return any(phrases.classes(filler) & {"force", "actor"} for filler in own)


def lend_setting_back(earlier: Draft, later: Draft) -> None:
    """Day and places that only the retelling names are the first telling's too."""
    _lend_back(earlier, later)
    if not earlier.places:
        earlier.places = [Sourced(place.value, place.span, Basis.CONTEXT) for place in later.places]


def _lend_back(earlier: Draft, later: Draft) -> None:
    """A day that only the retelling names is the first telling's too."""
    if later.when is None or later.when.value.end is None or later.when.value.start is None:
        return  # "since 2017" dates no single happening
    long = (later.when.value.end - later.when.value.start).days > WEEK
    if _undated(earlier) and not long and earlier.type is later.type:
        earlier.when = Sourced(later.when.value, later.when.span, Basis.CONTEXT)


def _lend_setting(phrases: Phrases, earlier: Draft, later: Draft) -> None:
    """Of "nine were killed when the army shelled X" the killing is the army's too, and was in X."""
    if earlier.type is not Type.ASSAULT or later.type is not Type.ASSAULT:
        return
    if not earlier.places:
        earlier.places = [Sourced(place.value, place.span, Basis.CONTEXT) for place in later.places]
    if not _since(phrases, later) and not _others_act(phrases, later, earlier):
        borrowed(earlier.actor, _not_among(earlier.recipient, later.actor))


def _since(phrases: Phrases, draft: Draft) -> bool:
    """Whether a claim only says from when on another holds: "attacks have increased since the army began"."""
    above = [phrases.token(draft.main.head), *phrases.document.ancestors(draft.main.head)]
    return any(phrases.token(child).lower == "since" for token in above for child in token.children)


def _lend_things(earlier: Draft, later: Draft) -> None:
    """ "Eleven were destroyed": eleven of the drones just told."""
    weapons = [item for item in earlier.items if item.role in {Role.WEAPON, Role.TARGET} and item.what is not None]
    if not weapons:
        return
    what = weapons[0].what
    assert what is not None
    for number, item in enumerate(later.items):
        if item.what is None and item.role in {Role.WEAPON, Role.TARGET}:
            lent = Sourced(what.value, what.span, Basis.CONTEXT)
            later.items[number] = type(item)(
                item.role, lent, item.side, item.quantity, item.scope, item.part_of, item.effect
            )
