"""Whom 'he', 'it', 'its', 'they' and 'both sides' mean: subjects before others, near before far."""

from onrecord.find.actor_scene import Reference, Scene
from onrecord.model.span import Basis

PERSON = {"he", "she", "him", "her", "his", "hers"}
THING = {"it", "its"}
MANY = {"they", "them", "their", "theirs"}
REACH = 3  # sentences


def refer_back(scene: Scene, index: int) -> Reference | None:
    """The reference of a pronoun, kept in the scene; None where it cannot be told."""
    token = scene.document.tokens[index]
    if token.lower in PERSON:
        found = _nearest(scene, index, {"person", "office"}, plural=False)
    elif token.lower in THING:
        found = _of_it(scene, index)
    elif token.lower in MANY:
        found = _of_they(scene, index)
    else:
        return None
    if found is None or found.actor is None:
        return None
    return scene.remember(
        Reference(index, index, index + 1, found.actor, found.sort, found.role, Basis.CONTEXT, found.plural)
    )


def _speaker(scene: Scene, index: int) -> Reference | None:
    """The subject of the verb of speech that governs the clause of a token."""
    tokens, words = scene.document.tokens, scene.actors.words
    for above in scene.document.ancestors(index):
        if above.lemma in words.reporting and above.pos == "VERB":
            subject = next((i for i in above.children if tokens[i].dep == "nsubj"), None)
            if subject is not None and subject != index:
                return scene.refs.get(subject)
    return None


def _of_it(scene: Scene, index: int) -> Reference | None:
    tokens, words = scene.document.tokens, scene.actors.words
    token = tokens[index]
    verb = tokens[token.head]
    speaker = _speaker(scene, index)
    if token.dep in {"nsubj", "nsubjpass"}:
        if verb.lemma in words.lifeless or verb.pos == "AUX":
            return None
        if speaker is not None and speaker.sort in {"state", "body", "people"}:
            return speaker
        return _nearest(scene, index, {"state", "body"}, plural=None)
    if token.tag == "PRP$":
        same = _clause_subject(scene, index)
        if same is not None:
            return same if same.sort in {"state", "body"} else None
        if speaker is not None and speaker.sort in {"state", "body"}:
            return speaker
        return _nearest(scene, index, {"state", "body"}, plural=None)
    return None


def _clause_subject(scene: Scene, index: int) -> Reference | None:
    tokens = scene.document.tokens
    for above in scene.document.ancestors(index):
        if above.pos in {"VERB", "AUX"}:
            for child in above.children:
                if tokens[child].tag in {"WP", "WDT"}:
                    break
                if tokens[child].dep in {"nsubj", "nsubjpass"} and child < index:
                    if tokens[child].tag == "PRP" and child not in scene.refs:
                        continue
                    return scene.refs.get(child) or Reference(child, child, child + 1, None, "other")
    return None


def _of_they(scene: Scene, index: int) -> Reference | None:
    tokens = scene.document.tokens
    token = tokens[index]
    verb = tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass"} and (verb.lemma in scene.actors.words.lifeless or verb.pos == "AUX"):
        return None
    if token.dep == "pobj" and tokens[token.head].lower == "of":
        return None
    speaker = _speaker(scene, index)
    if token.tag == "PRP$":
        same = _clause_subject(scene, index)
        if same is not None:
            return same if same.sort in {"people", "body", "state"} else None
    if speaker is not None and (speaker.plural or speaker.sort in {"body", "people"}):
        return speaker
    return _nearest(scene, index, {"people", "body", "office"}, plural=True)


def _nearest(scene: Scene, index: int, sorts: set[str], *, plural: bool | None) -> Reference | None:
    """Within reach, sentence by sentence back: the first subject of a sentence, else the last one named there."""
    here = scene.document.tokens[index].sentence
    earlier = [r for r in scene.order if r.head < index and here - r.sentence <= REACH and r.sort in sorts]
    if plural is not None:
        earlier = [
            r
            for r in earlier
            if r.plural is plural or (r.sort in {"person", "body"} and not (plural and r.sort == "person"))
        ]
    for sentence in range(here, here - REACH - 1, -1):
        there = [r for r in earlier if r.sentence == sentence]
        if there:
            return next((r for r in there if r.subject), there[-1])
    return None
