"""."""

from onrecord.model.document import Document
from onrecord.model.mention import Mention
from onrecord.model.report import Issue
from onrecord.vocab import Vocab


def find_actors(
    document: Document, vocab: Vocab, found: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Issue, ...]]:
    """Mentions, and what could not be told."""
    return (), ()
