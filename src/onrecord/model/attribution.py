"""Who says so: a source, its cue and what it says."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.mention import Actor
from onrecord.model.span import Sourced, Span


class Style(StrEnum):
    """Whether the words are the source's own (PolNeAR)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source (or several jointly) saying one content. `within` is the id of the attribution that says this one.

    The span of a source is the whole noun phrase at the cue; its value the resolved actor. `sources` is empty where
    the words name none (*reportedly*). `channel` (on Telegram, to state television) and `evidence` (footage, imagery,
    witness, records, intelligence) keep their words.
    """

    id: str
    sources: tuple[Sourced[Actor], ...]
    cue: Sourced[str] | None
    content: tuple[Span, ...]
    style: Style
    within: str | None = None
    channel: Sourced[str] | None = None
    evidence: Sourced[str] | None = None

    def holds(self, span: Span) -> bool:
        """Whether a span lies in the content."""
        return any(span.within(content) for content in self.content)
