"""THE FLOW, on one screen: extract(report) and update(store, extractions)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from onrecord.claim import identified, make_claims
from onrecord.find import find_mentions
from onrecord.gather import make_report
from onrecord.model.extraction import Extraction, Versions
from onrecord.model.report import Report
from onrecord.read import read_document
from onrecord.read.parse import PINNED, Parser
from onrecord.vocab import Vocab, load_vocab
from onrecord.vocab.gazetteer import default_path

VERSION = "0.1.0"
CODEBOOK = "1"


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading needs, loaded once: language model, vocabulary with its gazetteer, and their versions."""

    parser: Parser
    vocab: Vocab
    versions: Versions


def load_reader(*, model: str = PINNED, gazetteer: Path | None = None) -> Reader:
    """A reader. The gazetteer file is built at its path where it is not there yet, which takes about a minute."""
    parser, vocab = Parser(model), load_vocab(gazetteer or default_path())
    versions = Versions(VERSION, parser.model, parser.sha256, CODEBOOK, vocab.version, vocab.gazetteer.version)
    return Reader(parser, vocab, versions)


def extract(report: Report, reader: Reader) -> Extraction:
    """One report, start to end. No store, no network, no clock: same input, same output."""
    document = read_document(report, reader.parser)
    mentions, untold = find_mentions(document, reader.vocab)
    attributions, claims, issues = make_claims(document, mentions, reader.vocab)
    named = identified(claims, document.report, reader.versions)
    return Extraction(reader.versions, document, mentions, attributions, named, (*document.issues, *untold, *issues))


def extract_text(text: str, *, published: date | datetime | None = None, outlet: str | None = None) -> Extraction:
    """A text, read with the default reader. `published` is the day from which its dates are told."""
    return extract(make_report(text, published=published, outlet=outlet), default_reader())


@cache
def default_reader() -> Reader:
    """The reader that `extract_text` uses, loaded at its first call."""
    return load_reader()
