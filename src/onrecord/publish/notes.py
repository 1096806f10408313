"""The endnotes of a brief: one a sentence of a report, numbered as they are first cited."""

from collections.abc import Iterable, Iterator

from onrecord.model.record import Told
from onrecord.model.span import Span
from onrecord.publish.document import Note
from onrecord.publish.speaker import speaker


class Notes:
    """Numbers the reports' sentences in the order in which they are first cited."""

    def __init__(self) -> None:
        self._cited: dict[tuple[str, Span], list[Told]] = {}
        self._numbers: dict[tuple[str, Span], int] = {}

    def cite(self, group: Iterable[Told]) -> tuple[int, ...]:
        """The numbers of the sentences that tell these claims."""
        numbers = set()
        for each in group:
            key = (each.report.id, each.claim.sentence)
            self._cited.setdefault(key, []).append(each)
            numbers.add(self._numbers.setdefault(key, len(self._numbers) + 1))
        return tuple(sorted(numbers))

    def known(self, group: Iterable[Told]) -> tuple[int, ...]:
        """The numbers of those of the sentences that are cited already."""
        keys = {(each.report.id, each.claim.sentence) for each in group}
        return tuple(sorted(self._numbers[key] for key in keys if key in self._numbers))

    def made(self) -> Iterator[Note]:
        """The notes in the order of their numbers."""
        for number, group in enumerate(self._cited.values(), 1):
            first, report = group[0], group[0].report
            names = dict.fromkeys(speaker(a, first) for each in group for a in each.attributions[:1] if a.sources)
            ids = tuple(dict.fromkeys(each.claim.id for each in group))
            quote = " ".join(first.quote.split())
            yield Note(number, report.outlet, report.day, "; ".join(names) or None, quote, report.url, ids)
