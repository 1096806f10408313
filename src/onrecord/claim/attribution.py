"""Who says so: every attribution of a report, its source resolved, its nesting told."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.claim.speech_join import joined_drafts
from onrecord.claim.speech_options import Page, Ranges, make_page
from onrecord.claim.speech_quotes import Quotation, find_quotations
from onrecord.claim.speech_rules import Draft
from onrecord.claim.speech_source import actor_of, after_speaker, channel_of, evidence_of, parts, spans
from onrecord.model.attribution import Attribution, Style
from onrecord.model.document import Document
from onrecord.model.mention import Actor, Mention
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Basis, Sourced, Span
from onrecord.vocab import Vocab
from onrecord.vocab.speech import Speech

STRETCH = 500  # characters
SPOKEN_WORDS = 4  # a shorter quotation without a cue is a name or a word held at arm's length


def find_attributions(document: Document, mentions: tuple[Mention, ...], vocab: Vocab) -> tuple[Attribution, ...]:
    """All attributions of a report in the order of their cues, with ids a0, a1, ..."""
    page = make_page(document, find_quotations(document))
    index = MentionIndex(mentions)
    drafts = joined_drafts(page, vocab.speech, vocab.speech_weights)
    found = [_attribution(page, index, vocab.speech, draft) for draft in drafts]
    ordered = sorted([*found, *_uncued(page, found)], key=_position)
    numbered = tuple(replace(attribution, id=f"a{number}") for number, attribution in enumerate(ordered))
    return _spoken_on(nested(_relayed(numbered, document, drafts)))


def _relayed(attributions: tuple[Attribution, ...], document: Document, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """Those whose words stand in another's by the cue alone ('citing two officials'), within it."""
    outer = {document.tokens[d.inside].start: d.cue.start for d in drafts if d.inside is not None}
    ids = {a.cue.span.start: a.id for a in attributions if a.cue}
    inner = {start: ids.get(holder) for holder, start in outer.items()}
    return tuple(replace(a, within=inner.get(a.cue.span.start)) if a.cue else a for a in attributions)


def _position(attribution: Attribution) -> tuple[int, int]:
    """Where the cue stands, the content where there is none."""
    first = attribution.cue.span if attribution.cue else attribution.content[0]
    return first.start, first.end


def _attribution(page: Page, index: MentionIndex, words: Speech, draft: Draft) -> Attribution:
    document, content = page.document, draft.content.ranges
    source: Ranges = draft.source.ranges if draft.source else ()
    return Attribution(
        id="",
        sources=tuple(actor_of(page, index, words, part) for part in parts(document, source)),
        cue=Sourced(draft.cue.lemma, draft.cue.span),
        content=spans(document, content),
        style=style(page, content),
        channel=channel_of(page, draft.cue, words),
        evidence=evidence_of(page, draft.cue, source, content, words),
    )


def style(page: Page, content: Ranges) -> Style:
    """Direct where all words stand in quotation marks, mixed where some do."""
    inside = [page.within[i] >= 0 for first, last in content for i in range(first, last)]
    return Style.DIRECT if all(inside) else Style.MIXED if any(inside) else Style.INDIRECT


def _uncued(page: Page, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations that no cue governs and that stand as sentences of their own."""
    document, taken = page.document, [span for attribution in found for span in attribution.content]
    loose = []
    for quotation in page.quotations:
        span = document.span(quotation.first, quotation.last)
        if _stands_alone(page, quotation) and not any(span.overlaps(other) for other in taken):
            loose.append(Attribution("", (), None, (span,), Style.DIRECT))
    return loose


def _stands_alone(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation opens a sentence and has words enough to be one."""
    tokens, sentences = page.document.tokens, page.document.sentences
    opens = sentences[tokens[quotation.first].sentence].first == quotation.first
    ends = sentences[tokens[quotation.last - 1].sentence].last == quotation.last
    return quotation.words >= SPOKEN_WORDS and opens and ends


def _spoken_on(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Pronouns and quotations without a cue take the speaker who spoke last in the report's own voice."""
    speaker: Sourced[Actor] | None = None
    told: list[Attribution] = []
    for attribution in attributions:
        if speaker and attribution.cue is None:
            told.append(replace(attribution, sources=(Sourced(speaker.value, speaker.span, Basis.CONTEXT),)))
            continue
        if speaker:
            sources = tuple(after_speaker(source, speaker) for source in attribution.sources)
            attribution = replace(attribution, sources=sources)
        told.append(attribution)
        if len(attribution.sources) == 1 and attribution.within is None:
            speaker = attribution.sources[0]
    return tuple(told)


def nested(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Each attribution within the one whose content holds its cue; of several the one with the shortest content."""
    over: dict[int, list[Attribution]] = {}  # by stretches of the text, since a long one has thousands
    for attribution in attributions:
        for span in attribution.content:
            for stretch in range(span.start // STRETCH, span.end // STRETCH + 1):
                over.setdefault(stretch, []).append(attribution)
    return tuple(replace(a, within=a.within or _holder(a, over)) for a in attributions)


def _holder(inner: Attribution, over: dict[int, list[Attribution]]) -> str | None:
    if inner.cue is None:
        return None
    size, cue = length(inner.content), inner.cue.span
    holding = [a for a in over.get(cue.start // STRETCH, ()) if a.holds(cue) and length(a.content) > size]
    return min(holding, key=lambda a: length(a.content)).id if holding else None


def length(content: tuple[Span, ...]) -> int:
    """Characters in all."""
    return sum(len(span) for span in content)
