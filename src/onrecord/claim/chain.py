"""Which chain of sources says a claim, and what the sources say that is no event."""

from dataclasses import replace

from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim
from onrecord.model.document import Document, Token
from onrecord.model.span import Sourced, Span

DEPENDENT = {"amod", "aux", "auxpass", "compound"}  # verbs by form, not predicates: a planned visit, have been


def with_chain(claims: tuple[Claim, ...], attributions: tuple[Attribution, ...]) -> tuple[Claim, ...]:
    """Each claim with the ids of the attributions whose content holds its trigger, innermost first."""
    return tuple(replace(claim, attribution=chain(claim.type.span, attributions)) for claim in claims)


def without_sources(
    document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...]
) -> tuple[Claim, ...]:
    """Who says a claim is none of its items: of "killed ten civilians, locals and media reports said" no local died."""
    by_id = {attribution.id: attribution for attribution in attributions}
    kept = []
    for claim in claims:
        sources = [source.span for link in claim.attribution for source in by_id[link].sources]
        heads = {document.head_of(span) for span in sources}
        said = [item.what is not None and document.head_of(item.what.span) in heads for item in claim.items]
        parted = any(item.part_of is not None for item in claim.items)
        items = [item for item, out in zip(claim.items, said, strict=True) if not out]
        kept.append(replace(claim, items=tuple(items)) if any(said) and not parted else claim)
    return tuple(kept)


def chain(trigger: Span, attributions: tuple[Attribution, ...]) -> tuple[str, ...]:
    """Ids of the innermost attribution whose content holds the trigger, and of those that it stands within."""
    holding = [attribution for attribution in attributions if attribution.holds(trigger)]
    inner = min(holding, key=lambda a: sum(len(span) for span in a.content), default=None)
    return outward(inner, attributions) if inner is not None else ()


def outward(inner: Attribution, attributions: tuple[Attribution, ...]) -> tuple[str, ...]:
    """Ids from an attribution to the outermost that says it; a ring ends where it began."""
    by_id = {attribution.id: attribution for attribution in attributions}
    ids: list[str] = []
    link: Attribution | None = inner
    while link is not None and link.id not in ids:
        ids.append(link.id)
        link = by_id.get(link.within) if link.within else None
    return tuple(ids)


def with_statements(
    document: Document, claims: tuple[Claim, ...], attributions: tuple[Attribution, ...]
) -> tuple[Claim, ...]:
    """The claims in reading order, and one without a type for each attribution whose content makes none.

    An attribution that only passes on another's claim, or whose content has no predicate ("denied this"), makes none.
    """
    spoken = {link for claim in claims for link in claim.attribution}
    stated: list[Claim] = []
    for attribution in sorted(attributions, key=lambda a: sum(len(span) for span in a.content)):
        said = attribution.id in spoken
        statement = None if said else _statement(document, attribution, attributions)
        if statement is not None:
            stated.append(statement)
            spoken.update(statement.attribution)
    return tuple(sorted((*claims, *stated), key=lambda claim: (claim.type.span, claim.id)))


def _statement(document: Document, attribution: Attribution, attributions: tuple[Attribution, ...]) -> Claim | None:
    """What a source says that is no event: the predicate of the content is its trigger."""
    trigger = _predicate(document, attribution.content)
    if trigger is None:
        return None
    return Claim(
        id=f"s-{attribution.id}",
        type=Sourced(None, trigger.span),
        sentence=document.sentences[trigger.sentence].span,
        attribution=outward(attribution, attributions),
    )


def _relative(document: Document, token: Token, content: tuple[Span, ...]) -> bool:
    """Whether a verb stands below a relative clause of a noun of the content."""
    above = [token, *document.ancestors(token.index)]
    clause = next((t for t in above if t.dep == "relcl"), None)
    return clause is not None and any(document.tokens[clause.head].span.within(span) for span in content)


def _predicate(document: Document, content: tuple[Span, ...]) -> Token | None:
    """The verb of the content nearest to the root of its sentence, in the first sentence that has one."""
    inside = [document.tokens[i] for span in content for i in document.inside(span)]
    verbs = [token for token in inside if token.pos in ("VERB", "AUX") and token.dep not in DEPENDENT]
    if all(_relative(document, token, content) for token in verbs):
        return None  # "denied the charges, which have soured relations": the clause is not what was denied
    return min(verbs, key=lambda t: (t.sentence, sum(1 for _ in document.ancestors(t.index))), default=None)
