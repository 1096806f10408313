"""."""

from onrecord.model.attribution import Attribution
from onrecord.model.document import Document
from onrecord.model.mention import Mention
from onrecord.vocab import Vocab


def find_attributions(document: Document, mentions: tuple[Mention, ...], vocab: Vocab) -> tuple[Attribution, ...]:
    """All attributions of a report in the order of their cues, with ids a0, a1, ..."""
    return ()
