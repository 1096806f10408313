"""What the words imply without naming it: whose the enemy's drones are, who shot them down, which losses are a toll."""

from collections import Counter
from dataclasses import replace

from onrecord.claim.clause_party import grammatical_subjects
from onrecord.claim.draft import Draft, add_actors, same_party
from onrecord.claim.phrase import Phrases, in_context
from onrecord.claim.roles import own_doer
from onrecord.claim.trigger_frame import words_of
from onrecord.model.claim import Role, Scope, Type
from onrecord.model.mention import Actor, Kind, TimePrecision, When
from onrecord.model.span import Sourced

FORCES = {None, "GOV", "MIL", "REB", "UAF", "COP"}
PAIR = 2  # who fight each other in one claim
VAST = 1000  # so many dead are no single event's
BEGINNING = {"begin", "start", "erupt", "break"}
TOLL_DAYS = 7  # losses counted over more than a week are a running toll, not one event


def imply(phrases: Phrases, drafts: list[Draft]) -> None:
    """Fills what is implied, from the report as a whole."""
    foes = opponents(drafts)
    for draft in drafts:
        if draft.type is Type.INTERCEPT:
            _interceptor(phrases, draft, foes)
        if draft.enemy is not None:
            _enemy(phrases, draft, foes)
        if draft.type is Type.INTERCEPT and draft.actor and not draft.recipient:
            _foe(draft, foes)
        if draft.type is Type.ASSAULT and (draft.actor or draft.origin) and not draft.recipient:
            _abroad(phrases, draft)
        _toll(phrases, draft)


def opponents(drafts: list[Draft]) -> dict[str, Sourced[Actor]]:
    """Who fights whom in this report: for each country or group, the party that most often stands against it, as
    named where the two are first told of."""
    pairs: Counter[tuple[str, str]] = Counter()
    actors: dict[str, Sourced[Actor]] = {}
    for draft in drafts:
        if draft.type in {Type.ASSAULT, Type.INTERCEPT}:
            clash = draft.actor[1:] if draft.type is Type.ASSAULT and len(draft.actor) == PAIR else []
            for one in draft.actor[:1] if clash else draft.actor:
                for two in (*draft.recipient, *clash):
                    left, right = key(one.value), key(two.value)
                    if left != right:
                        actors.setdefault(left, in_context(one))
                        actors.setdefault(right, in_context(two))
                        pairs[left, right] += 1
                        pairs[right, left] += 1
    best: dict[str, int] = {}
    for (left, _), count in pairs.items():
        best[left] = max(best.get(left, 0), count)
    tied = Counter(left for (left, _), count in pairs.items() if count == best[left])
    # whom a party fights of two that it fights as often, nobody says
    return {left: actors[right] for (left, right), n in pairs.items() if n == best[left] and tied[left] == 1}


def key(actor: Actor) -> str:
    """What tells parties apart: the country, or the group within it."""
    return actor.country if actor.country and actor.sector in {None, "GOV", "MIL"} else actor.id or actor.name


def speaker(phrases: Phrases, draft: Draft) -> tuple[Sourced[Actor], ...]:
    """The actors that say what the claim says, by the parse: subjects of the verb of speech above it."""
    for token in phrases.document.ancestors(draft.main.head):
        if token.pos == "VERB" and token.lemma.lower() in phrases.words.lists["speech"]:
            found = [a for i in grammatical_subjects(phrases.document, token.index) for a in phrases.actors(i)]
            return tuple(found)
    return ()


def _interceptor(phrases: Phrases, draft: Draft, foes: dict[str, Sourced[Actor]]) -> None:
    """Who reports its skies cleared of another's weapons cleared them itself; else whoever those weapons fight."""
    if draft.actor or own_doer(phrases, draft.main):
        return
    said = [a for a in speaker(phrases, draft) if a.value.sector in FORCES]
    others = [a for a in said if not any(same_party(a.value, r.value) for r in draft.recipient)]
    add_actors(draft.actor, tuple(in_context(actor) for actor in others))
    foe = foes.get(key(draft.recipient[0].value)) if draft.recipient and not draft.actor else None
    if foe is not None:
        draft.actor.append(foe)


def _enemy(phrases: Phrases, draft: Draft, foes: dict[str, Sourced[Actor]]) -> None:
    own = draft.actor if draft.type is Type.INTERCEPT else list(speaker(phrases, draft))
    side = draft.recipient if draft.type is Type.INTERCEPT else draft.actor
    if side or draft.enemy is None:
        return
    for actor in own:
        foe = foes.get(key(actor.value))
        if foe is not None:
            side.append(replace(foe, span=draft.enemy))


def _foe(draft: Draft, foes: dict[str, Sourced[Actor]]) -> None:
    """Weapons that nobody is named for are those of whom this report tells as fighting the one who stopped them."""
    foe = foes.get(key(draft.actor[0].value))
    if foe is not None:
        draft.recipient.append(foe)


def _abroad(phrases: Phrases, draft: Draft) -> None:
    """A state's attack on a place in another state is on that state, and so is fire from over the border."""
    own = {actor.value.country for actor in draft.actor}
    if not own and draft.origin is not None:
        own = {draft.origin.value.country, None}
    for place in draft.places:
        country = place.value.country
        if country is not None and country not in own:
            add_actors(draft.recipient, phrases.state(country, place.span))
            return


def _toll(phrases: Phrases, draft: Draft) -> None:
    """Losses "since October 7" or "so far this year" are a running toll; an open one ends on the report's day."""
    if draft.type is not Type.ASSAULT or not draft.items:
        return
    if draft.when is None:
        draft.when = _begun(phrases, draft)
    when = draft.when.value if draft.when is not None else None
    end = (when.end or phrases.document.anchor) if when is not None else None
    long = when is not None and when.start is not None and end is not None and (end - when.start).days > TOLL_DAYS
    fought = any(phrases.token(i).lemma in phrases.words.lists["wars"] for i in draft.main.slots.get("subject", ()))
    dated = when is not None and when.start is not None and not long
    vast = any(item.quantity and (item.quantity.value.low or 0) >= VAST for item in draft.items)
    plain = all(item.role is Role.CASUALTY for item in draft.items) and all(t.noun for t in draft.triggers[1:])
    plain = plain and not any(_single(phrases, t.head) for t in draft.triggers[1:])
    if plain and not dated and (long or fought or vast):
        draft.type = Type.SITUATION
        draft.modes = [Sourced("toll", words_of(phrases, draft.main))]
        if draft.when is not None and when is not None and when.start is not None:
            draft.when = replace(draft.when, value=replace(when, end=end))
        draft.items = [replace(item, scope=Scope.PERIOD) for item in draft.items]


def _begun(phrases: Phrases, draft: Draft) -> Sourced[When] | None:
    """Since when a war kills, where words say it: "the conflict, which began in April 2023, has killed 20,000"."""
    subjects = [i for i in draft.main.slots.get("subject", ()) if phrases.token(i).lemma in phrases.words.lists["wars"]]
    below = [phrases.token(child) for i in subjects for child in phrases.token(i).children]
    for verb in (t for t in below if t.dep in {"relcl", "acl"} and t.lemma in BEGINNING):
        times = phrases.mentions.in_span(Kind.TIME, phrases.document.span(verb.left, verb.right))
        for value, span in ((m.value, m.span) for m in times):
            if isinstance(value, When) and value.start is not None:
                return Sourced(When(value.start, None, TimePrecision.LONGER, value.timex), span)
    return None


def _single(phrases: Phrases, noun: int) -> bool:
    """Whether a noun is one event's, whatever its dead: "an air raid in April killed 165 people"."""
    token = phrases.token(noun)
    article = any(phrases.token(child).lower in {"a", "an"} for child in token.children)
    return token.tag == "NN" and article and token.lemma not in phrases.words.lists["wars"]
