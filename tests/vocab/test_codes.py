"""PLOVER's codes of our claims, by the table."""

import pytest

from onrecord.model.claim import Claim, Modality, Plover, Polarity, Stage, Type
from onrecord.model.span import Sourced, Span
from onrecord.vocab.codes import load_codes

HERE = Span(0, 1)


def claim(kind: Type, mode: str = "", stage: Stage | None = None, **standing: object) -> Claim:
    modes = (Sourced(mode, HERE),) if mode else ()
    return Claim("c", Sourced(kind, HERE), HERE, mode=modes, stage=Sourced(stage, HERE) if stage else None, **standing)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (claim(Type.AID, stage=Stage.ANNOUNCED), Plover("AGREE")),
        (claim(Type.AID, stage=Stage.DISCUSSED), Plover("CONSULT")),
        (claim(Type.AID, stage=Stage.REFUSED), Plover("REJECT", "assist")),
        (claim(Type.AID, stage=Stage.DELIVERED), Plover("AID")),
        (claim(Type.AGREE, stage=Stage.AGREED), Plover("SUPPORT")),
        (claim(Type.RETREAT, "ceasefire", Stage.AGREED), Plover("CONCEDE")),
        (claim(Type.RETREAT, "release"), Plover("RETREAT", "release")),
        (claim(Type.RETREAT, "release", modality=Modality.EXPECTED), Plover("AGREE")),
        (claim(Type.ASSAULT, "missile"), Plover("ASSAULT", "heavy-weapons")),
        (claim(Type.ASSAULT, "aerial", modality=Modality.EXPECTED), Plover("THREATEN", "violence")),
        (
            claim(Type.CONCEDE, modality=Modality.EXPECTED, polarity=Polarity.NEGATED),
            Plover("REJECT", "change"),
        ),
        (claim(Type.ALERT, "air-raid"), None),
    ],
)
def test_plover_code_is_derived(given: Claim, code: Plover | None) -> None:
    assert load_codes().plover_of(given) == code
