"""Mentions -> claims: who says so, what happened, arms and aid, and how it stands."""

from onrecord.claim.attribution import find_attributions
from onrecord.claim.chain import with_chain, with_statements, without_sources
from onrecord.claim.codes import with_codes
from onrecord.claim.event import find_events, states
from onrecord.claim.identity import identified
from onrecord.claim.phrase import Phrases
from onrecord.claim.relation import find_relations
from onrecord.claim.relation_claims import Reading, coded, unread
from onrecord.claim.standing import with_standing
from onrecord.claim.transfer import find_transfers, retold
from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.mention import Mention
from onrecord.model.report import Issue
from onrecord.vocab import Vocab

__all__ = ["identified", "make_claims"]
FINDERS = (find_events, find_transfers)


def make_claims(
    document: Document, mentions: tuple[Mention, ...], vocab: Vocab
) -> tuple[tuple[Attribution, ...], tuple[Claim, ...], tuple[Issue, ...]]:
    """Attributions and claims in reading order, and what could not be told."""
    attributions = find_attributions(document, mentions, vocab)
    drafts: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()
    for find in FINDERS:
        found, untold = find(document, mentions, vocab, drafts)
        drafts, issues = retold(drafts, found) + found, issues + untold
    phrases = Phrases(document, mentions, vocab.events, states(vocab))
    acts = Reading(phrases, vocab.relations, find_relations(document, mentions, vocab.relations))
    drafts += unread(acts, drafts)
    chained = without_sources(document, with_chain(drafts, attributions), attributions)
    spoken = with_statements(document, chained, attributions)
    claims = with_standing(document, spoken, attributions, vocab)
    return attributions, coded(acts, with_codes(claims, vocab)), issues
