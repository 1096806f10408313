"""Arms and aid: who gives what to whom, and how far along the ladder from request to delivery it is."""

from onrecord.claim.draft import Draft
from onrecord.claim.event import numbered, states
from onrecord.claim.event_filter import misleads
from onrecord.claim.phrase import Phrases
from onrecord.claim.setting import Setting
from onrecord.claim.transfer_context import complete
from onrecord.claim.transfer_merge import examples, told_twice, transfers_merged
from onrecord.claim.transfer_roles import TransferRoles
from onrecord.claim.trigger import find_triggers
from onrecord.model.claim import Claim, Type
from onrecord.model.document import Document
from onrecord.model.mention import Mention
from onrecord.model.report import Issue
from onrecord.vocab import Vocab

# Acts towards another that a gift, a sale or a need tells with more: "has suspended arms exports to", "asked for tanks"
EVERYDAY = {"loan", "package", "goods", "document", "grant", "fund", "funding"}
YIELDING = {Type.REQUEST, Type.AGREE, Type.REJECT, Type.SANCTION, Type.CONCEDE, Type.MOBILIZE}


def find_transfers(
    document: Document, mentions: tuple[Mention, ...], vocab: Vocab, drafts: tuple[Claim, ...]
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Draft claims of arms and aid and of needs for them, with ids t0, t1, ...; and what could not be told."""
    phrases = Phrases(document, mentions, vocab.transfers, states(vocab))
    taken = [claim.type.span for claim in drafts if claim.type.value not in YIELDING]
    triggers = [
        trigger
        for trigger in find_triggers(phrases, vocab.transfers)
        if not misleads(phrases, trigger)
        and (trigger.noun or not any(phrases.token(trigger.head).span.overlaps(span) for span in taken))
    ]
    found = transfers_merged(phrases, triggers)
    roles = TransferRoles(phrases)
    for draft in found:
        roles.fill(draft)
    found = [part for draft in told_twice(phrases, found) for part in examples(phrases, draft)]
    Setting(phrases, found).place_all()
    complete(phrases, found)
    return numbered(document, [draft for draft in found if told(phrases, draft)], "t"), ()


def told(phrases: Phrases, draft: Draft) -> bool:
    """Whether a draft says anything: goods, or a giver and a taker. A loan that no party gets is business."""
    if draft.items and not (draft.actor or draft.recipient):
        if "carrier" in draft.main.frame.roles.values():
            return False  # "convoys carrying arms would be hit"
        return not all(phrases.token(head).lemma.lower() in EVERYDAY for head in draft.heads)
    return bool(draft.items) or bool(draft.actor and draft.recipient)


def retold(drafts: tuple[Claim, ...], transfers: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims of events without those whose words a transfer tells with its goods."""
    spans = [claim.type.span for claim in transfers]
    return tuple(
        claim
        for claim in drafts
        if claim.type.value not in YIELDING or not any(claim.type.span.overlaps(span) for span in spans)
    )
