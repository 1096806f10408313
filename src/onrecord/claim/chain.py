"""Which chain of sources says a claim, and what the sources say that is no event."""

from dataclasses import replace

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.span import Sourced, Span


def with_chain(claims: tuple[Claim, ...], attributions: tuple[Attribution, ...]) -> tuple[Claim, ...]:
    """Each claim with the ids of the attributions whose content holds its trigger, innermost first."""
    return tuple(replace(claim, attribution=chain(claim.type.span, attributions)) for claim in claims)


def chain(trigger: Span, attributions: tuple[Attribution, ...]) -> tuple[str, ...]:
    """Ids of the innermost attribution whose content holds the trigger, and of those that it stands within."""
    holding = [attribution for attribution in attributions if attribution.holds(trigger)]
    by_id = {attribution.id: attribution for attribution in attributions}
    inner = min(holding, key=lambda a: sum(len(span) for span in a.content), default=None)
    ids: list[str] = []
    while inner is not None and inner.id not in ids:
        ids.append(inner.id)
        inner = by_id.get(inner.within) if inner.within else None
    return tuple(ids)


def with_statements(
    document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...]
) -> tuple[Claim, ...]:
    """The claims in reading order, and one without a type for each attribution whose content makes none."""
    spoken = {claim.attribution[0] for claim in claims if claim.attribution}
    silent = [a for a in attributions if a.id not in spoken and a.content]
    stated = tuple(_statement(document, attribution, attributions) for attribution in silent)
    return tuple(sorted(claims + stated, key=lambda claim: (claim.type.span, claim.id)))


def _statement(document: Document, attribution: Attribution, attributions: tuple[Attribution, ...]) -> Claim:
    """What a source says that is no event: the predicate of the content is its trigger."""
    content = attribution.content[0]
    head = document.head_of(content)
    trigger = document.tokens[head].span if head is not None else content
    sentence = document.sentence_at(trigger.start)
    return Claim(
        id=f"s-{attribution.id}",
        type=Sourced(None, trigger),
        sentence=sentence.span if sentence else content,
        attribution=(attribution.id, *chain(attribution.content[0], attributions)[1:]),
    )
