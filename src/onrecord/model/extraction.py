"""All that one reader takes from one report."""

import json
from dataclasses import dataclass, replace

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


def joined(parts: tuple[Extraction, ...]) -> Extraction:
    """One report's extractions, of one part of its text each, as one. Ids of attributions and of drafts go on."""
    first, *rest = parts
    for number, part in enumerate(rest, start=1):
        base = len(first.attributions)
        names = {one.id: f"a{base + place}" for place, one in enumerate(part.attributions)}
        names |= {claim.id: f"{number}/{claim.id}" for claim in part.claims}
        first = Extraction(
            first.reader,
            _appended(first.document, part.document),
            first.mentions + part.mentions,
            first.attributions + tuple(_renamed(one, names) for one in part.attributions),
            first.claims + tuple(_claim_renamed(claim, names) for claim in part.claims),
            first.issues + part.issues,
        )
    return first


def _claim_renamed(claim: Claim, names: dict[str, str]) -> Claim:
    chain = tuple(names[id_] for id_ in claim.attribution)
    return replace(claim, id=names[claim.id], attribution=chain, coref=names.get(claim.coref) if claim.coref else None)


def _renamed(attribution: Attribution, names: dict[str, str]) -> Attribution:
    within = names[attribution.within] if attribution.within else None
    return replace(attribution, id=names[attribution.id], within=within)


def _appended(left: Document, right: Document) -> Document:
    """The sentences of both; a long report's tokens are let go of, part by part, since nothing reads them any more."""
    return replace(
        left,
        sections=left.sections + right.sections,
        sentences=left.sentences + right.sentences,
        tokens=(),
        entities=(),
    )
