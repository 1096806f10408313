"""Whom 'he', 'it', 'its', 'they' and a speaker's 'we' mean: subjects before others, near before far."""

from onrecord.find.actor_scene import Reference, Scene
from onrecord.model.document import Token
from onrecord.model.span import Basis

PERSON = {"he", "she", "him", "her", "his", "hers"}
THING = {"it", "its"}
MANY = {"they", "them", "their", "theirs"}
OWN = {"i", "me", "my"}
OURS = {"we", "us", "our", "ours"}
REACH = 3  # sentences
BODIES = {"state", "body"}
CROWDS = {"people", "body", "office"}


def refer_back(scene: Scene, index: int) -> Reference | None:
    """The reference of a pronoun, kept in the scene; None where it cannot be told."""
    token = scene.document.tokens[index]
    if token.lower in PERSON:
        found = _nearest(scene, index, {"person", "office"}, plural=False)
    elif token.lower in THING:
        found = _of_it(scene, token)
    elif token.lower in MANY:
        found = _of_they(scene, token)
    elif token.lower in OWN | OURS:
        found = _voice(scene, token)
    else:
        return None
    actor = found.actor if found else None
    if found is not None and token.lower in OURS:
        actor = scene.party_of(found)
    if found is None or actor is None:
        return None
    sort = "body" if token.lower in OURS else found.sort
    return scene.remember(
        Reference(index, index, index + 1, actor, sort, found.role, Basis.CONTEXT, found.party, found.plural)
    )


def _speaker(scene: Scene, index: int) -> Reference | None:
    """The subject of the verb of speech that governs the clause of a token."""
    tokens = scene.document.tokens
    for above in scene.document.ancestors(index):
        if scene.speaks_at(above):
            subject = next((i for i in above.children if tokens[i].dep == "nsubj"), None)
            if subject is not None and subject != index:
                return scene.refs.get(subject)
    return None


def _is_untold(scene: Scene, token: Token) -> bool:
    """Whether a participle of speech governs the clause and it is not told whose: 'denied it, saying they'."""
    tokens = scene.document.tokens
    for above in scene.document.ancestors(token.index):
        if scene.speaks_at(above):
            subject = any(tokens[i].dep in {"nsubj", "nsubjpass"} for i in above.children)
            return above.tag == "VBG" and not subject and _speaker(scene, token.index) is None
    return False


def _said_by_others(scene: Scene, token: Token) -> bool:
    """Whether several that nobody knows say it of themselves: 'rebels say they killed nine'."""
    tokens = scene.document.tokens
    for above in scene.document.ancestors(token.index):
        if scene.speaks_at(above):
            said = next((i for i in above.children if tokens[i].dep == "nsubj"), None)
            return said is not None and tokens[said].tag == "NNS" and said not in scene.refs and token.dep == "nsubj"
    return False


def _of_it(scene: Scene, token: Token) -> Reference | None:
    tokens = scene.document.tokens
    speaker = _above(scene, token) or _as_body(scene, _speaker(scene, token.index))
    if token.tag == "PRP$":
        same = _clause_subject(scene, token)
        if same is not None and same.sort in {"person", "office"}:
            return _nearest(scene, token.index, BODIES, plural=None)  # nobody is an 'it': another is meant
        crowd = same is not None and same.actor is None and scene.document.tokens[same.head].tag in {"NNS", "NNPS"}
        if same is not None and not crowd and (same.actor is not None or not _is_states(scene, token)):
            return same if same.sort in BODIES else None
        return speaker or _nearest(scene, token.index, BODIES, plural=None)
    if token.dep not in {"nsubj", "nsubjpass"} or _is_empty(scene, token):
        return None
    if speaker is not None:
        return speaker
    if tokens[token.head].lemma in scene.actors.words.lifeless:
        return None
    nearest = _nearest(scene, token.index, BODIES, plural=None)
    if nearest is not None and tokens[nearest.head].tag in {"NNS", "NNPS"} and scene.speaks_at(tokens[token.head]):
        return _spoke_last(scene, token) or nearest  # "air defences downed 58, it said": not the air defences
    return nearest


def _spoke_last(scene: Scene, token: Token) -> Reference | None:
    """The one body that spoke last within reach."""
    tokens = scene.document.tokens
    for reference in scene.earlier(token.index):
        if token.sentence - reference.sentence > REACH:
            return None
        single = reference.sort in BODIES and tokens[reference.head].tag not in {"NNS", "NNPS"}
        if single and reference.subject and scene.speaks_at(tokens[tokens[reference.head].head]):
            return reference
    return None


def _above(scene: Scene, token: Token) -> Reference | None:
    """The acting subject of the nearest clause around the token's own: 'Israel launched what it called'."""
    tokens = scene.document.tokens
    own = tokens[token.head]
    for verb in scene.document.ancestors(own.index):
        if verb.pos != "VERB" or scene.speaks_at(verb):
            continue
        subject = next((i for i in verb.children if tokens[i].dep == "nsubj" and i < token.index), None)
        reference = scene.refs.get(subject) if subject is not None else None
        if reference is not None:
            return reference if reference.sort in BODIES else None
    return None


def _as_body(scene: Scene, speaker: Reference | None) -> Reference | None:
    """The body that 'it' means when a spokesman or envoy speaks: the one for which he does."""
    if speaker is None or speaker.sort in BODIES | {"people"}:
        return speaker
    party = scene.party_of(speaker)
    if party is None or party == speaker.actor:
        return None
    return Reference(speaker.head, speaker.first, speaker.last, party, "body", sentence=speaker.sentence)


def _is_empty(scene: Scene, token: Token) -> bool:
    """Whether the verb of 'it' or 'they' tells what something is, not what somebody does: 'it was clear that'."""
    tokens = scene.document.tokens
    verb = tokens[token.head]
    if verb.lemma not in {"be", "seem", "appear", "become", "happen"}:
        return False
    told = {tokens[i].dep for i in verb.children}
    return verb.lemma != "be" or bool(told & {"attr", "acomp", "ccomp", "expl", "xcomp"})


def _is_states(scene: Scene, token: Token) -> bool:
    """Whether what 'its' has is a thing that states have: 'its airspace'."""
    return scene.document.tokens[token.head].lemma in scene.actors.words.state_things


def _clause_subject(scene: Scene, token: Token) -> Reference | None:
    """The subject of the token's own clause; one without an actor where something lifeless or unknown is it."""
    tokens = scene.document.tokens
    for above in scene.document.ancestors(token.index):
        if above.pos not in {"VERB", "AUX"}:
            continue
        for child in above.children:
            subject = tokens[child]
            if subject.tag in {"WP", "WDT"}:
                break
            unresolved = subject.tag == "PRP" and child not in scene.refs
            before = child < token.index and subject.right <= token.index  # 'their fighters' is not in its own subject
            if subject.dep in {"nsubj", "nsubjpass"} and before and not unresolved:
                return scene.refs.get(child) or Reference(child, child, child + 1, None, "other")
    return None


def _of_they(scene: Scene, token: Token) -> Reference | None:
    speaker = _speaker(scene, token.index)
    crowd = speaker is not None and (speaker.plural or speaker.sort in {"body", "people"})
    if token.tag == "PRP$":
        same = _clause_subject(scene, token)
        if same is not None:
            return same if same.sort in CROWDS | {"state"} else None
    elif _is_among(scene, token) or (token.dep in {"nsubj", "nsubjpass"} and _is_empty(scene, token)):
        return None
    if crowd:
        return speaker
    if _is_untold(scene, token) or _said_by_others(scene, token):
        return None
    lifeless = scene.document.tokens[token.head].lemma in scene.actors.words.lifeless
    return None if lifeless and token.tag != "PRP$" else _nearest(scene, token.index, CROWDS, plural=True)


def _is_among(scene: Scene, token: Token) -> bool:
    """'all of them' are whoever was just counted."""
    return token.dep == "pobj" and scene.document.tokens[token.head].lower == "of"


def _nearest(scene: Scene, index: int, sorts: set[str], *, plural: bool | None) -> Reference | None:
    """Within reach, sentence by sentence back: the first subject of a sentence, else the last one named there."""
    here = scene.document.tokens[index].sentence
    there: list[Reference] = []
    for reference in scene.earlier(index):
        if here - reference.sentence > REACH:
            break
        if reference.sort not in sorts or not _agrees(reference, plural) or _is_bystander(reference):
            continue
        if there and reference.sentence != there[-1].sentence:
            break
        there.append(reference)
    return next((r for r in reversed(there) if r.subject), there[0]) if there else None


def _is_bystander(reference: Reference) -> bool:
    """Whether a reference is a medium that was only told something."""
    return not reference.subject and reference.actor is not None and reference.actor.sector == "JRN"


def _agrees(reference: Reference, plural: bool | None) -> bool:
    if plural is None or reference.plural is plural:
        return True
    return reference.sort == ("body" if plural else "person")


def _voice(scene: Scene, token: Token) -> Reference | None:
    """Who says 'we' between quotation marks: the speaker beside the quotation, else the one who spoke last."""
    if not _is_quoted(scene, token):
        return None
    speaker = _speaker(scene, token.index) or _beside(scene, token)
    if speaker is not None:
        return speaker
    for reference in scene.earlier(token.index):
        if token.sentence - reference.sentence > REACH:
            return None
        if reference.subject and scene.speaks_at(scene.document.tokens[scene.document.tokens[reference.head].head]):
            return reference
    return None


def _beside(scene: Scene, token: Token) -> Reference | None:
    """The subject of the sentence's main verb, where that is one of speech."""
    tokens = scene.document.tokens
    root = tokens[scene.document.sentences[token.sentence].root]
    subject = next((i for i in root.children if tokens[i].dep == "nsubj"), None)
    return scene.refs.get(subject) if scene.speaks_at(root) and subject is not None else None


def _is_quoted(scene: Scene, token: Token) -> bool:
    section = scene.document.sections[scene.document.sentences[token.sentence].section].span
    before = scene.document.text[section.start : token.start]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")
