"""."""

from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.mention import Mention
from onrecord.model.report import Issue
from onrecord.vocab import Vocab


def find_events(
    document: Document, mentions: tuple[Mention, ...], vocab: Vocab, drafts: tuple[Claim, ...]
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Draft claims."""
    return (), ()
