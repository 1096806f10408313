"""What the trained chooser finds and what the rules are sure of, joined: one draft for one content."""

from dataclasses import replace

from onrecord.claim.speech_mend import FINITE, mended, says, unsaid
from onrecord.claim.speech_model import choose, rivals
from onrecord.claim.speech_options import Option, Page
from onrecord.claim.speech_rules import Draft, cited_within, spoken_within, sure_drafts
from onrecord.vocab.speech import Speech
from onrecord.vocab.weights import SpeechWeights

BESIDE = frozenset(("while", "whereas", "but"))


def joined_drafts(page: Page, words: Speech, weights: SpeechWeights) -> list[Draft]:
    """All attributions of a page, in the order of their cues."""
    chosen = [draft for draft in choose(page, weights) if draft.cue.lower not in words.hearsay]
    found = [mended(page, draft, words) for draft in chosen if says(page, draft, words)]
    sure = [draft for draft in sure_drafts(page, words) if not unsaid(page, draft, words)]
    found = [draft for draft in found if not (_tangled(page, draft) and any(draft.cue is other.cue for other in sure))]
    found = [draft for draft in found if not any(_cut_short(page, draft, other) for other in sure)]
    found = [draft for draft in found if not _topic(draft, found)]
    inner = [draft for outer in found for draft in spoken_within(page, words, outer)]
    for draft in (*sure, *inner):
        whole = mended(page, draft, words)
        if not any(whole.cue.index == other.cue.index or rivals(whole, other) for other in found):
            found.append(whole)
    told = [cited_within(page, words, _before_others(page, draft, found), found) for draft in found]
    return sorted(_apart([_before_added(draft, told) for draft in told]), key=lambda draft: draft.cue.index)


def _tangled(page: Page, draft: Draft) -> bool:
    """Whether the source was taken for a part of the content, or starts in the middle of it."""
    source = draft.source.ranges if draft.source else ()
    if any(a < d and c < b for a, b in source for c, d in draft.content.ranges):
        return True
    return bool(source) and source[0][0] > 0 and page.document.tokens[source[0][0] - 1].pos == "ADP"


def _cut_short(page: Page, draft: Draft, sure: Draft) -> bool:
    """Whether the chooser took whom it was told for what was told, or only the words after the cue."""
    if draft.cue is sure.cue and "headless" in sure.content.labels:
        return True
    if draft.cue is not sure.cue or draft.cue.tag not in FINITE:
        return False
    if "both" in sure.content.labels:
        return draft.content.ranges == sure.content.ranges[1:]
    told = (i for first, last in draft.content.ranges for i in range(first, last))
    stated = any(page.document.tokens[i].pos in ("VERB", "AUX") or page.within[i] >= 0 for i in told)
    return "closing" in sure.content.labels and draft.cue.lemma == "tell" and not stated


def _topic(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a headline's first word only says what it is about: 'Congo: rebels say the army attacked'."""
    first, last = draft.content.ranges[0]
    inside = (other.content.ranges[0] for other in drafts if draft.holds(other) and other is not draft)
    return draft.cue.text == ":" and any(first <= a < b <= last for a, b in inside) and len(draft.content.ranges) == 1


def _before_others(page: Page, draft: Draft, drafts: list[Draft]) -> Draft:
    """Without what another says beside it: 'the agency said it fled, while the ministry said ten were held'."""
    tokens, (first, last) = page.document.tokens, draft.content.ranges[-1]
    for other in drafts:
        marks = [tokens[i] for i in other.cue.children if tokens[i].lower in BESIDE and i < other.cue.index]
        held = first < other.cue.index < last and draft.cue.index < first
        if held and marks and other.cue.dep in ("advcl", "conj") and other.source and page.within[other.cue.index] < 0:
            end = marks[0].index - (tokens[marks[0].index - 1].text == ",")
            if end > first:
                return replace(draft, content=Option(draft.content.labels, (*draft.content.ranges[:-1], (first, end))))
    return draft


def _before_added(draft: Draft, drafts: list[Draft]) -> Draft:
    """Without what the same source adds to it: 'said it had killed ten, adding that three were missing'."""
    (first, last), *others = draft.content.ranges
    for added in drafts:
        cue, source = added.cue, added.source
        ends = cue.tag == "VBG" and cue.head == draft.cue.index and added.content.ranges[-1][1] == last
        inside = cue.tag == "VBG" and first < cue.index < last and draft.source and source
        if (inside or ends) and source and draft.source and source.ranges == draft.source.ranges and not others:
            kept = Option(draft.content.labels, ((first, cue.index - 1),))
            return replace(draft, content=kept) if cue.index - 1 > first else draft
    return draft


def _apart(drafts: list[Draft]) -> list[Draft]:
    """Each quotation with the cue that it touches: one that goes on after its cue ends where another cue's begins."""
    own = {draft.content.ranges[0]: draft.cue.index for draft in drafts if len(draft.content.ranges) == 1}
    apart = []
    for draft in drafts:
        first, *others = draft.content.ranges
        kept = (first, *(part for part in others if own.get(part, draft.cue.index) == draft.cue.index))
        apart.append(replace(draft, content=Option(draft.content.labels, kept)))
    return apart
