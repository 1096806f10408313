"""All that one reader takes from one report."""

import json
from dataclasses import dataclass

from onrecord.model import contract
from onrecord.model.attribution import Attribution
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.mention import Mention
from onrecord.model.report import Issue, Report
from onrecord.model.show import highlighted


@dataclass(frozen=True, slots=True)
class Versions:
    """Of which parts a reader is made: the same versions give the same extraction."""

    onrecord: str
    model: str
    model_sha256: str
    codebook: str
    vocab: str
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """A report's mentions, attributions and claims, and what could not be told."""

    reader: Versions
    document: Document
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]

    @property
    def report(self) -> Report:
        """The report that was read."""
        return self.document.report

    def to_dict(self) -> dict[str, object]:
        """The public contract, version 1, as plain data."""
        text = self.report.text
        return {
            "contract": contract.VERSION,
            "reader": contract.encode(self.reader, text),
            "report": contract.encode(self.report, text),
            "sentences": [contract.encode(sentence.span, text) for sentence in self.document.sentences],
            "mentions": contract.encode(self.mentions, text),
            "attributions": contract.encode(self.attributions, text),
            "claims": contract.encode(self.claims, text),
            "issues": contract.encode(self.issues, text),
        }

    def to_json(self) -> str:
        """The public contract as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def _repr_html_(self) -> str:
        """The text with its evidence marked, for notebooks."""
        return highlighted(self.report.text, self.claims)
