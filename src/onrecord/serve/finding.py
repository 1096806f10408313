"""What persons found of the claims that a page shows, beside each of them in every form of the page."""

from collections.abc import Iterable, Mapping

from onrecord.model.finding import Findings
from onrecord.model.record import Judgement, Told
from onrecord.serve.desk import Desk


def findings(desk: Desk, told: Iterable[Told]) -> Mapping[str, Judgement]:
    """Claim (id) -> what was found of it last, for those that a person checked. Judgements apply as of any day."""
    held = desk.remembered("findings", lambda: Findings(desk.store.judgements()))
    found = {one.claim.id: held.of(one) for one in told} if held else {}
    return {claim: judgement for claim, judgement in found.items() if judgement is not None}
