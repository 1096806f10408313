"""Report -> Document: date line, sections, sentences, parse."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.model.document import Document, Section, SectionKind
from onrecord.model.report import Issue, Report
from onrecord.read.dateline import Dateline, read_dateline
from onrecord.read.parse import Parser
from onrecord.read.sections import read_sections
from onrecord.read.window import windows

READ = {SectionKind.HEADLINE, SectionKind.HEADING, SectionKind.PARAGRAPH}


def read_document(report: Report, parser: Parser) -> Document:
    """The report with its sections and its parse. The text is never altered; all spans count in it."""
    completed, sections, issues = _prepared(report)
    return _parsed(completed, sections, issues, parser)


def read_parts(report: Report, parser: Parser) -> Iterator[Document]:
    """The same, a report too long for one parse in several parts, whose spans all count in the whole text."""
    completed, sections, issues = _prepared(report)
    for number, part in enumerate(windows(report.text, sections)):
        yield _parsed(completed, part, () if number else issues, parser)


def _prepared(report: Report) -> tuple[Report, tuple[Section, ...], tuple[Issue, ...]]:
    sections, dateline = read_dateline(report.text, read_sections(report))
    completed = _complete(report, sections, dateline)
    return completed, sections, (*report.issues, *_undated(completed))


def _parsed(report: Report, sections: tuple[Section, ...], issues: tuple[Issue, ...], parser: Parser) -> Document:
    parsed = parser.parse(report.text, [(i, s.span) for i, s in enumerate(sections) if s.kind in READ])
    return Document(report, report.day, sections, parsed.sentences, parsed.tokens, parsed.entities, issues)


def _complete(report: Report, sections: tuple[Section, ...], dateline: Dateline | None) -> Report:
    """What the header leaves open, the headline, byline and date line may say."""
    said = {s.kind: s.span.quote(report.text).strip() for s in reversed(sections)}
    return replace(
        report,
        headline=report.headline or said.get(SectionKind.HEADLINE),
        byline=report.byline or said.get(SectionKind.BYLINE),
        dateline=report.dateline or said.get(SectionKind.DATELINE),
        outlet=report.outlet or (dateline.agency if dateline else None),
        published=report.published or (dateline.day if dateline else None),
    )


def _undated(report: Report) -> tuple[Issue, ...]:
    if report.published is not None:
        return ()
    message = "no day of publication is known: dates told from it stay open; give --published YYYY-MM-DD"
    return (Issue("no_date", "read", None, message),)
