"""How far along the ladder: the verb above a delivery, the means by which it is given, and whether it is told again."""

from onrecord.claim.clause import verb_slots
from onrecord.claim.clause_party import grammatical_subjects, passive
from onrecord.claim.draft import Draft, add_actors
from onrecord.claim.phrase import Phrases
from onrecord.model.claim import Stage, Type
from onrecord.model.document import Token
from onrecord.model.mention import Actor
from onrecord.model.span import Sourced

# Word lists (event_words.yaml) of the verbs above a delivery, and the stage that they leave it at.
LADDER = (
    ("refusing", Stage.REFUSED),
    ("delaying", Stage.DELAYED),
    ("weighing", Stage.DISCUSSED),
    ("approving", Stage.APPROVED),
    ("contracting", Stage.ORDERED),
    ("promising", Stage.ANNOUNCED),
    ("completing", Stage.DELIVERED),
    ("expecting", Stage.ANNOUNCED),
)
UP = 5  # steps from a delivery to the verb that speaks of it: "revoked licences for the export of parts"
GOVERNED = {"xcomp", "pcomp", "dobj", "nsubjpass", "pobj", "prep", "acl", "nsubj", "ccomp"}
COMING = {"will", "would", "shall", "'ll", "to"}
WILL = COMING - {"to"} | {"wo"}
INTENTIONS = {"intention", "plan", "wish", "desire"}
BUYING = {"purchase", "acquisition", "procurement"}
BY_MEANS = {"as", "on", "under", "by", "of"}
ALLEGED = {"accusation", "allegation", "claim", "charge", "report", "suggestion", "assertion", "rumour", "rumor"}
FREE = {"charge", "cost"}
PROMISED = {"promise", "pledge"}
BEFORE = {"previously", "already", "earlier", "long"}


def told_stage(phrases: Phrases, draft: Draft) -> None:
    """The stage and the giver that the words above a delivery tell: "refused to deliver", "lifted its ban on sales"."""
    if draft.type is not Type.AID:
        return
    _never(phrases, draft)
    barred: Sourced[Stage] | None = None
    for word in above(phrases, draft.main.head):
        if word.pos == "NOUN":
            if word.lemma.lower() in ALLEGED:
                return  # "rejected accusations that it arms the rebels" refuses nobody a weapon
            barred = barred or barring(phrases, word)
            continue
        stage = _step(phrases, word)
        if barred is not None and phrasal(phrases, word) & phrases.words.lists["lifting"]:
            draft.stage = Sourced(Stage.APPROVED, word.span)
        elif stage is not None or barred is not None:
            draft.stage = stage or barred
        else:
            continue
        if not draft.actor:
            _givers(phrases, draft, word)
        _towards(phrases, draft, word)
        return


def _never(phrases: Phrases, draft: Draft) -> None:
    """What a giver says that it will not hand over, it refuses: "would not export", "will never send"."""
    children = [phrases.token(child) for child in phrases.token(draft.main.head).children]
    denied = next((child for child in children if child.dep == "neg"), None)
    meant = any(child.lower in WILL and child.dep == "aux" for child in children)
    if denied is not None and meant:
        draft.stage = Sourced(Stage.REFUSED, denied.span)


def _step(phrases: Phrases, verb: Token) -> Sourced[Stage] | None:
    """The stage at which a verb leaves what stands below it; one that is still to be completed is announced."""
    for name, stage in LADDER:
        if phrasal(phrases, verb) & phrases.words.lists[name]:
            coming = stage is Stage.DELIVERED and any(phrases.token(child).lower in COMING for child in verb.children)
            return Sourced(Stage.ANNOUNCED if coming else stage, verb.span)
    return None


def barring(phrases: Phrases, noun: Token) -> Sourced[Stage] | None:
    """The stage of a noun that a delivery stands under: "a ban on", "a freeze on", "no intention of"."""
    lemma = noun.lemma.lower()
    if lemma in phrases.words.lists["ban"]:
        return Sourced(Stage.REFUSED, noun.span)
    if lemma in phrases.words.lists["pause"]:
        return Sourced(Stage.DELAYED, noun.span)
    without = any(phrases.token(child).lower == "no" for child in noun.children)
    return Sourced(Stage.REFUSED, noun.span) if without and lemma in INTENTIONS else None


def phrasal(phrases: Phrases, verb: Token) -> frozenset[str]:
    """A verb's lemma, with its particle or adverb where one follows: "turn down", "hold back"."""
    lemma = verb.lemma.lower()
    after = phrases.token(min(verb.index + 1, len(phrases.document.tokens) - 1))
    own = after.head == verb.index and after.dep in {"prt", "advmod", "prep"}
    return frozenset({lemma, f"{lemma} {after.lower}"} if own else {lemma})


def above(phrases: Phrases, index: int) -> list[Token]:
    """The verbs and nouns that a delivery stands under, nearest first, up to a verb that only says so."""
    found: list[Token] = []
    token = phrases.token(index)
    for _ in range(UP):
        over = phrases.token(token.head)
        if over.index == token.index or token.dep not in GOVERNED:
            break
        if over.pos == "VERB":
            if over.lemma.lower() in phrases.words.lists["saying"] or (token.dep == "ccomp" and found):
                break
            found.append(over)
        elif over.pos == "NOUN":
            found.append(over)
        token = over
    return found


def doers(phrases: Phrases, verb: Token) -> tuple[Sourced[Actor], ...]:
    """Who does what a verb says, the agent of a passive, or the subject of the verb above: "put on hold"."""
    document = phrases.document
    done = passive(document, verb.index)
    names = verb_slots(document, verb.index).get("by", ()) if done else grammatical_subjects(document, verb.index)
    over = phrases.token(verb.head)
    if not names and not done and verb.dep == "dobj" and over.pos == "VERB":
        return doers(phrases, over)
    return tuple(actor for name in names for actor in phrases.actors(name))


def _givers(phrases: Phrases, draft: Draft, verb: Token) -> None:
    """Who refuses, weighs or completes a delivery is the one to give; a court or a parliament for its state."""
    theirs = {a.value.id for a in draft.recipient}
    buyer = draft.main.frame.roles.get("subject") == "recipient"
    hoping = buyer or bool(phrasal(phrases, verb) & phrases.words.lists["expecting"])  # who expects goods gets them
    bought = hoping or (draft.main.noun and phrases.token(draft.main.head).lemma.lower() in BUYING)
    found = tuple(a for a in doers(phrases, verb) if a.value.id not in theirs)
    if not (hoping and draft.recipient):
        add_actors(draft.recipient if bought else draft.actor, found)


def _towards(phrases: Phrases, draft: Draft, verb: Token) -> None:
    """A recipient that the parse hung on the verb above: "is weighing the sale of systems to X"."""
    noun = phrases.token(draft.main.head)
    for filler in verb_slots(phrases.document, verb.index).get("to", ()):
        if noun.pos == "NOUN" and not draft.recipient and filler > noun.index:
            add_actors(draft.recipient, phrases.actors(filler, owners=False) or phrases.state_at(filler))


def told_terms(phrases: Phrases, draft: Draft, terms: set[str]) -> None:
    """The means in an adjunct: "as a gift", "on loan", "under licence", "free of charge"."""
    token = phrases.token(draft.main.head)
    for index in range(token.index, min(token.right + 1, len(phrases.document.tokens))):
        noun = phrases.token(index)
        before = phrases.token(noun.head)
        if draft.terms is not None or noun.dep != "pobj" or before.lower not in BY_MEANS:
            continue
        if noun.lemma.lower() in FREE and phrases.token(before.head).lower == "free":
            draft.terms = Sourced("donation", phrases.document.span(before.head, index + 1))
        elif noun.lemma.lower() in terms and before.lower != "of":
            draft.terms = Sourced(noun.lemma.lower(), noun.span)
        else:
            _lent_by(phrases, draft, noun, terms)
    _gift(phrases, draft, terms)


def _lent_by(phrases: Phrases, draft: Draft, noun: Token, terms: set[str]) -> None:
    """ "As part of its loan package"."""
    for child in noun.children:
        word = phrases.token(child)
        if word.dep == "compound" and word.lemma.lower() in terms and noun.lemma.lower() in {"package", "programme"}:
            draft.terms = Sourced(word.lemma.lower(), word.span)


def _gift(phrases: Phrases, draft: Draft, terms: set[str]) -> None:
    """ "For free", and goods that an apposition calls a gift: "50 trucks, a gift of the Chinese government"."""
    token = phrases.token(draft.main.head)
    for index in range(token.index, min(token.right, len(phrases.document.tokens))):
        word = phrases.token(index)
        free = word.lower == "free" and phrases.token(index - 1).lower == "for"
        called = word.dep == "appos" and word.head in draft.heads and word.lemma.lower() in terms
        if draft.terms is None and (free or called):
            draft.terms = Sourced("donation" if free else word.lemma.lower(), word.span)
        if called and not draft.actor:
            below = [phrases.document.child(child, "pobj") for child in word.children]
            for giver in below:
                add_actors(draft.actor, phrases.actors(giver.index) if giver is not None else ())


def told_again(phrases: Phrases, draft: Draft) -> None:
    """Goods "previously pledged" are announced once more, and are no new ones."""
    for head in draft.heads:
        for child in phrases.token(head).children:
            verb = phrases.token(child)
            before = [k for k in verb.children if phrases.token(k).lower in BEFORE]
            promised = verb.dep == "amod" and verb.lemma.lower() in PROMISED
            if verb.tag == "VBN" and (promised or (before and verb.lemma.lower() in phrases.words.lists["promising"])):
                draft.add_mode("re-announced", phrases.document.span(min([*before, verb.index]), verb.index + 1))
