"""The ids of claims: hashes of what makes a claim that claim, so that the same reader gives the same ids."""

from collections import Counter
from dataclasses import replace

from onrecord.model.claim import Claim
from onrecord.model.extraction import Versions
from onrecord.model.report import Report, digest


def identified(claims: tuple[Claim, ...], report: Report, versions: Versions) -> tuple[Claim, ...]:
    """Claims with their lasting ids in place of the drafts' own, in `coref` too."""
    reader = "\x1f".join(getattr(versions, name) for name in versions.__slots__)
    seen: Counter[str] = Counter()
    ids: dict[str, str] = {}
    for claim in claims:
        span = claim.type.span
        kind = claim.type.value.value if claim.type.value else ""
        key = "\x1f".join((report.id, f"{span.start}-{span.end}", kind, " ".join(claim.attribution)))
        ids[claim.id] = digest(f"{key}\x1f{seen[key]}\x1f{reader}")[:16]
        seen[key] += 1
    return tuple(replace(c, id=ids[c.id], coref=ids.get(c.coref) if c.coref else None) for c in claims)
