"""A report's text with the evidence of its claims marked, as HTML for notebooks."""

from html import escape

from onrecord.model.claim import Claim


def highlighted(text: str, claims: tuple[Claim, ...]) -> str:
    """The text, escaped, each claim's trigger in a `mark` whose title says the claim's type.

    >>> highlighted("a < b", ())
    '<div style="white-space: pre-wrap">a &lt; b</div>'
    """
    parts, at = [], 0
    for claim in sorted(claims, key=lambda claim: claim.type.span):
        span = claim.type.span
        if span.start >= at:
            title = claim.type.value.value if claim.type.value else "statement"
            parts += [escape(text[at : span.start]), f'<mark title="{title}">{escape(span.quote(text))}</mark>']
            at = span.end
    return f'<div style="white-space: pre-wrap">{"".join(parts)}{escape(text[at:])}</div>'


def spread(low: int | float | None, best: int | float | None, high: int | float | None) -> str:
    """A number in words: what is open stays open.

    >>> spread(3, 3, 3), spread(40, None, None), spread(None, None, 9), spread(25, None, 30), spread(None, 2, None)
    ('3', '40 or more', 'up to 9', '25 to 30', '2')
    """
    if best is not None:
        return f"{best:,}"
    if low is None:
        return "" if high is None else f"up to {high:,}"
    return f"{low:,} or more" if high is None else f"{low:,}" if low == high else f"{low:,} to {high:,}"
