"""The codes that other systems give a claim, once its standing is known."""

from dataclasses import replace

from onrecord.model.claim import Claim
from onrecord.vocab import Vocab


def with_codes(claims: tuple[Claim, ...], vocab: Vocab) -> tuple[Claim, ...]:
    """The claims with PLOVER's code, derived by table."""
    return tuple(replace(c, plover=vocab.codes.plover_of(c)) if c.type.value is not None else c for c in claims)
