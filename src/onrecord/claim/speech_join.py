"""What the trained chooser finds and what the rules are sure of, joined: one draft for one content."""

from onrecord.claim.speech_model import choose, rivals
from onrecord.claim.speech_options import Page
from onrecord.claim.speech_rules import Draft, spoken_within, sure_drafts
from onrecord.vocab.speech import Speech
from onrecord.vocab.weights import SpeechWeights

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
BARE = frozenset(("this", "that", "it", "these", "those", "neither"))


def joined_drafts(page: Page, words: Speech, weights: SpeechWeights) -> list[Draft]:
    """All attributions of a page, in the order of their cues."""
    found = [draft for draft in choose(page, weights) if says(page, draft, words)]
    inner = [draft for outer in found for draft in spoken_within(page, words, outer)]
    for draft in (*sure_drafts(page, words), *inner):
        if not any(_taken(draft, other) for other in found):
            found.append(draft)
    return sorted(found, key=lambda draft: draft.cue.index)


def says(page: Page, draft: Draft, words: Speech) -> bool:
    """Whether a draft is of something said, thought or shown, not done.

    The chooser learned from texts in which any stance counts ('backed the bill'). Here a cue is a word of speech or
    thought, or its content is a clause or a quotation. That nobody could confirm 'this' is a verification.
    """
    tokens, ranges = page.document.tokens, draft.content.ranges
    (first, last), *others = ranges
    if draft.source is None and not others and last - first == 1 and tokens[first].lower in BARE:
        return False
    if draft.cue.pos == "PUNCT" or words.speaks(draft.cue.lemma) or words.speaks(draft.cue.lower):
        return True
    return any(tokens[i].tag in FINITE or page.within[i] >= 0 for a, b in ranges for i in range(a, b))


def _taken(draft: Draft, other: Draft) -> bool:
    """Whether another draft has the cue or the content already."""
    return draft.cue.index == other.cue.index or rivals(draft, other)
