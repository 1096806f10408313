"""Look-ups over the mentions of one document: which mention does a token head, which lie in a phrase."""

from bisect import bisect_left
from collections.abc import Iterable

from onrecord.model.document import Document
from onrecord.model.mention import Kind, Mention
from onrecord.model.span import Span


class MentionIndex:
    """The mentions of one document by kind, head token and position. Built once; all answers in reading order."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_kind: dict[Kind, list[Mention]] = {kind: [] for kind in Kind}
        self._by_head: dict[tuple[Kind, int], Mention] = {}
        for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
            self._by_kind[mention.kind].append(mention)
            self._by_head.setdefault((mention.kind, mention.head), mention)
        self._starts = {kind: [m.span.start for m in same] for kind, same in self._by_kind.items()}
        self._widest = {kind: max((len(m.span) for m in same), default=0) for kind, same in self._by_kind.items()}

    def of(self, kind: Kind) -> tuple[Mention, ...]:
        """All mentions of a kind."""
        return tuple(self._by_kind[kind])

    def by_head(self, kind: Kind, token: int) -> Mention | None:
        """The mention whose head is this token, None where there is none."""
        return self._by_head.get((kind, token))

    def of_words(self, mention: Mention) -> tuple[Mention, ...]:
        """All that the same words name: 'both sides' are two actors. At least the mention itself."""
        return tuple(m for m in self._near(mention.kind, mention.span) if m.span == mention.span)

    def in_span(self, kind: Kind, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie wholly in a span."""
        return tuple(m for m in self._near(kind, span) if m.span.within(span))

    def overlapping(self, kind: Kind, span: Span) -> tuple[Mention, ...]:
        """The mentions that share at least one character with a span."""
        return tuple(m for m in self._near(kind, span) if m.span.overlaps(span))

    def covering(self, kind: Kind, span: Span) -> Mention | None:
        """The shortest mention that holds the whole span, None where there is none."""
        holding = (m for m in self._near(kind, span) if span.within(m.span))
        return min(holding, key=lambda m: len(m.span), default=None)

    def of_phrase(self, kind: Kind, document: Document, head: int) -> Mention | None:
        """The mention that a noun phrase names: headed by this token, else the one that covers its head word.

        A name's last word and its title are both good heads: the parse is not always sure which governs.
        """
        return self.by_head(kind, head) or self.covering(kind, document.tokens[head].span)

    def _near(self, kind: Kind, span: Span) -> list[Mention]:
        """The mentions that may touch the span: those that start from its start, less the widest, to its end."""
        starts = self._starts[kind]
        first = bisect_left(starts, span.start - self._widest[kind])
        return self._by_kind[kind][first : bisect_left(starts, span.end)]
