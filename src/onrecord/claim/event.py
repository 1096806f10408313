"""What happened: one claim a predicate, with its roles, its time and its place, each with the words that carry it."""

from onrecord.claim.coref import link, share
from onrecord.claim.draft import Draft, claim_of
from onrecord.claim.event_filter import admitted, misleads
from onrecord.claim.event_merge import merged
from onrecord.claim.headline import link_headline
from onrecord.claim.imply import imply
from onrecord.claim.phrase import Phrases
from onrecord.claim.roles import Roles
from onrecord.claim.setting import Setting
from onrecord.claim.trigger import find_triggers
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.mention import Actor, Mention
from onrecord.model.report import Issue
from onrecord.vocab import Vocab


def find_events(
    document: Document, mentions: tuple[Mention, ...], vocab: Vocab, drafts: tuple[Claim, ...]
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Draft claims of all types but AID, in reading order, with ids e0, e1, ...; and what could not be told."""
    phrases = Phrases(document, mentions, vocab.events, states(vocab))
    triggers = [t for t in find_triggers(phrases, vocab.events) if not misleads(phrases, t)]
    found = merged(phrases, triggers)
    roles = Roles(phrases)
    for draft in found:
        roles.fill(draft)
    Setting(phrases, found).place_all()
    found = admitted(phrases, found)
    share(phrases, found)
    imply(phrases, found)
    link(phrases, found)
    link_headline(phrases, found)
    imply(phrases, found)
    return numbered(document, found, "e"), ()


def states(vocab: Vocab) -> dict[str, Actor]:
    """The states as actors, by country code."""
    return {code: state.actor for code, state in vocab.actors.states.items()}


def numbered(document: Document, drafts: list[Draft], prefix: str) -> tuple[Claim, ...]:
    """Claims with their draft ids."""
    ids = {number: f"{prefix}{number}" for number in range(len(drafts))}
    return tuple(claim_of(draft, document, number, prefix, ids) for number, draft in enumerate(drafts))
