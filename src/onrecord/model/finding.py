"""What a person who checked a claim found of it: a judgement that stands beside the claim and changes no record."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from onrecord.model.record import Judgement, Told, report_of
from onrecord.model.span import Span

VERIFICATION = "verification"  # field of such a judgement: `left` is the claim's anchor, `value` a Finding


class Finding(StrEnum):
    """Terms of the codebook's `verification`, and what no report says of itself."""

    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"
    DISPUTED = "disputed"
    FALSE = "false"


FINDINGS = frozenset(finding.value for finding in Finding)


def is_link(reason: str) -> bool:
    """Whether a reason is the address of evidence."""
    return reason.startswith(("http://", "https://"))


class Findings:
    """Findings by the words that they hold on to, given in the order in which they were made: the later counts."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._by_report: dict[str, list[tuple[Span, Judgement]]] = defaultdict(list)
        for one in judgements:
            start, dash, end = one.left.rpartition(":")[2].partition("-")
            placed = bool(dash) and start.isdigit() and end.isdigit()
            if placed and one.field == VERIFICATION and one.value in FINDINGS and one.withdrawn is None:
                self._by_report[report_of(one.left)].append((Span(int(start), int(end)), one))

    def __bool__(self) -> bool:
        return bool(self._by_report)

    def of(self, told: Told) -> Judgement | None:
        """What was found of a claim last."""
        words = told.claim.type.span
        newest_first = reversed(self._by_report.get(told.report.id, []))
        return next((one for span, one in newest_first if span.overlaps(words)), None)
