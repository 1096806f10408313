"""What a sentence on arms and aid leaves out and the report has said before: supplier, recipient, package."""

from onrecord.claim.draft import Draft, same_party
from onrecord.claim.imply import speaker
from onrecord.claim.phrase import Phrases, in_context
from onrecord.claim.roles import borrowed
from onrecord.model.claim import Stage, Type
from onrecord.model.mention import Actor, Kind
from onrecord.model.span import Basis, Sourced

NEAR = 1  # sections: a paragraph goes on with the one before it
STATES = {None, "GOV", "MIL"}


def complete(phrases: Phrases, drafts: list[Draft]) -> None:
    """Fills suppliers and recipients from the claims before, nearest first."""
    for number, draft in enumerate(drafts):
        if draft.type is Type.REQUEST:
            _needing(phrases, draft, drafts[:number])
            continue
        _of_talks(phrases, draft, drafts[:number])
        for other in (*_same_sentence(phrases, draft, drafts), *reversed(drafts[:number])):
            if draft.actor and draft.recipient:
                break
            if other.type is Type.AID and _goes_on(phrases, other, draft):
                borrowed(draft.recipient, _not_in(other.recipient, draft.actor))
                borrowed(draft.actor, _not_in(other.actor, draft.recipient))
                draft.package = draft.package or _lent(other)


def _same_sentence(phrases: Phrases, draft: Draft, drafts: list[Draft]) -> list[Draft]:
    """Claims above or below it in the same sentence: "announced a package to provide Ukraine with"."""
    here, under = draft.main.head, {token.index for token in phrases.document.ancestors(draft.main.head)}
    return [
        d
        for d in drafts
        if d.main.head in under or here in {token.index for token in phrases.document.ancestors(d.main.head)}
    ]


def _not_in(lent: list[Sourced[Actor]], other: list[Sourced[Actor]]) -> list[Sourced[Actor]]:
    """Nobody gives to himself."""
    return [a for a in lent if not any(same_party(a.value, b.value) for b in other)]


def _lent(other: Draft) -> Sourced[str] | None:
    return Sourced(other.package.value, other.package.span, Basis.CONTEXT) if other.package else None


def _goes_on(phrases: Phrases, earlier: Draft, later: Draft) -> bool:
    """Whether the later claim goes on with the earlier one's giving: near, and with no other party."""
    sentences = phrases.document.sentences
    one = sentences[phrases.token(earlier.main.head).sentence]
    two = sentences[phrases.token(later.main.head).sentence]
    delivered = later.actor or later.recipient or later.package
    if later.recipient and earlier.recipient and not _share(earlier.recipient, later.recipient):
        return False
    if later.actor and earlier.actor and not _share(earlier.actor, later.actor):
        return not later.recipient and two.section - one.section <= NEAR
    return two.section - one.section <= (NEAR * 2 if delivered else NEAR)


def _share(left: list[Sourced[Actor]], right: list[Sourced[Actor]]) -> bool:
    return any(same_party(a.value, b.value) for a in left for b in right)


def _of_talks(phrases: Phrases, draft: Draft, before: list[Draft]) -> None:
    """ "Talks between A and B about the supply of missiles": who has been given arms already is the one to get them."""
    parties = [a for filler in draft.main.slots.get("between", ()) for a in phrases.actors(filler)]
    stage = draft.stage.value if draft.stage is not None else None
    both = stage is Stage.ORDERED and draft.actor and not draft.recipient  # "Delhi and Kigali signed a contract for"
    parties = draft.actor if both else parties
    if len(parties) != 2 or not (both or stage is Stage.DISCUSSED) or (draft.actor and not both) or draft.recipient:
        return
    for other in reversed(before):
        for number, party in enumerate(parties):
            if any(same_party(party.value, known.value) for known in other.recipient):
                draft.recipient, draft.actor = [party], [parties[1 - number]]
                return


def _needing(phrases: Phrases, draft: Draft, before: list[Draft]) -> None:
    """Who needs it, where the words do not say: whoever said so, or needed before."""
    if draft.actor:
        return
    for other in reversed(before):
        if other.type is Type.REQUEST and _goes_on(phrases, other, draft):
            borrowed(draft.actor, other.actor)
            return
    said = [actor for actor in speaker(phrases, draft) if actor.value.sector in STATES]
    draft.actor = [in_context(actor) for actor in said]


def states(phrases: Phrases) -> list[Sourced[Actor]]:
    """The states that a report names, in reading order."""
    return [
        Sourced(m.value, m.span, m.basis)
        for m in phrases.mentions.of(Kind.ACTOR)
        if isinstance(m.value, Actor) and m.value.sector in STATES
    ]
