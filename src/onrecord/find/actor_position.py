"""Whether the name of a state, city or seat acts where it stands, or only says where."""

from onrecord.find.actor_scene import Hit, Scene
from onrecord.vocab.actor import NameKind

NOUN = {"NOUN", "PROPN"}


def acts(scene: Scene, hit: Hit) -> bool:
    """States act unless they only say where; cities and seats act where they do, speak, deal, give or get."""
    if hit.name.kind is NameKind.REGION:
        return False
    if hit.name.kind is NameKind.STATE:
        return not _is_locative(scene, hit.head)
    if hit.name.kind is NameKind.SEAT:
        return not _is_locative(scene, hit.head)
    return _is_city_sure(scene, hit) and _city_acts(scene, hit.head)


def _top(scene: Scene, head: int) -> int:
    """The first of joined nouns: 'Moscow and Tehran' stand where Moscow stands."""
    tokens = scene.document.tokens
    while tokens[head].dep == "conj" and tokens[tokens[head].head].pos in NOUN:
        head = tokens[head].head
    return head


def _is_locative(scene: Scene, head: int) -> bool:
    tokens = scene.document.tokens
    head = _top(scene, head)
    above = tokens[tokens[head].head]
    return tokens[head].dep == "pobj" and above.lower in scene.actors.words.locative


def _is_city_sure(scene: Scene, hit: Hit) -> bool:
    """A place that was found there must lie in the city's state; a doubtful name needs one."""
    country = scene.places.get(hit.head)
    actor = hit.name.actor
    if country is not None and actor is not None:
        return actor.country in {country, "IGO"}
    doubtful = hit.name.phrase in scene.actors.words.doubtful_capitals and hit.name.phrase != "Washington"
    beside = hit.head > 0 and hit.head - 1 in scene.person_at
    return not doubtful and not beside and hit.head + 1 not in scene.person_at


def _city_acts(scene: Scene, head: int) -> bool:
    words, tokens = scene.actors.words, scene.document.tokens
    token = tokens[_top(scene, head)]
    above = tokens[token.head]
    if token.dep == "nsubj":
        return above.lemma not in words.passive_places
    if token.dep == "nsubjpass":
        return above.lemma in words.addressing | words.reporting
    if token.dep in {"dobj", "dative", "iobj"}:
        return above.lemma in words.addressing
    if token.dep == "poss":
        return above.lemma not in words.city_things
    if token.dep in {"compound", "nmod"} and above.pos in NOUN:
        return False
    return token.dep in {"pobj", "agent"} and _reached_by(scene, token.index, above.index)


def _reached_by(scene: Scene, head: int, preposition: int) -> bool:
    """'between Moscow and Tehran', 'delivered to Moscow', 'aid for Kyiv', 'missiles from Pyongyang', 'by Moscow'."""
    words, tokens = scene.actors.words, scene.document.tokens
    adposition = tokens[preposition]
    above = tokens[adposition.head]
    if adposition.dep == "agent":
        return True
    if adposition.lower in words.locative:
        return False
    if above.pos in NOUN:
        supplied = adposition.lower in {"from", "to", "for"} and above.lemma in words.goods
        return supplied or above.lemma in words.dealing
    if adposition.lower in {"to", "from", "for"}:
        moved = scene.document.child(above.index, "dobj", "nsubjpass")
        goods = moved is not None and moved.lemma in words.goods | words.dealing
        return above.lemma in words.giving or (goods and above.lemma in words.moving | words.reporting)
    return adposition.lower in {"with", "against", "between"} and above.lemma in words.dealing | words.meeting
