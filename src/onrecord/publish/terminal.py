"""An extraction for a person's eyes in the terminal: the text with its evidence marked, the claims beside it."""

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from onrecord.model.claim import Claim, plain
from onrecord.model.document import Section, SectionKind
from onrecord.model.extraction import Extraction
from onrecord.model.span import Span
from onrecord.publish import phrase
from onrecord.publish.render import inert

SOFT = {SectionKind.HEADER, SectionKind.BYLINE, SectionKind.DATELINE}


def shown(extraction: Extraction) -> RenderableType:
    """The report in two columns, one row a section; numbers in the text lead to the claims beside it."""
    report = extraction.report
    table = Table(box=None, padding=(0, 2, 1, 0), expand=True, show_header=False)
    table.add_column(ratio=11)
    table.add_column(ratio=9)
    numbers = {claim.id: n for n, claim in enumerate(extraction.claims, 1)}
    for section in extraction.document.sections:
        inside = [claim for claim in extraction.claims if claim.type.span.within(section.span)]
        beside = [_claim(numbers[claim.id], claim, extraction) for claim in inside]
        table.add_row(_marked(report.text, section, inside, numbers), Group(*beside))
    named = " · ".join(str(part) for part in (report.outlet, report.day, report.headline) if part)
    title = Text(inert(named), style="bold")
    issues = [Text(f"! {inert(issue.message)}", style="yellow") for issue in extraction.issues]
    return Group(title, Text(""), table, *issues)


def _marked(text: str, section: Section, claims: list[Claim], numbers: dict[str, int]) -> Text:
    soft = "dim" if section.kind in SOFT else "bold" if section.kind is not SectionKind.PARAGRAPH else ""
    text = inert(text)
    written, at = Text(style=soft), section.span.start
    for claim in sorted(claims, key=lambda claim: claim.type.span):
        span = claim.type.span
        if span.start < at:
            continue
        written.append(text[at : span.start])
        written.append(span.quote(text), style="bold green" if claim.type.value else "green")
        written.append(f"[{numbers[claim.id]}]", style="dim cyan")
        at = span.end
    written.append(text[at : section.span.end])
    written.rstrip()
    return written


def _claim(number: int, claim: Claim, extraction: Extraction) -> RenderableType:
    kind = claim.type.value.value if claim.type.value else "statement"
    modes = "/".join(mode.value for mode in claim.mode)
    head = Text.from_markup(f"[dim cyan]{number}[/] [bold]{kind}[/]{f'/{modes}' if modes else ''} {_standing(claim)}")
    fields = Table.grid(padding=(0, 1, 0, 0))
    for name, value in _fields(claim, extraction):
        fields.add_row(Text(f"   {name}", style="dim"), Text(inert(value)))
    return Group(head, fields)


def _standing(claim: Claim) -> str:
    marked = [plain(f) for f in (claim.polarity, claim.modality, claim.certainty)]
    said = [word for word in marked if word not in ("affirmed", "actual", "certain")]
    said += [each.value.status.value for each in claim.verification]
    return f"[yellow]{escape(' '.join(said))}[/]" if said else ""


def _fields(claim: Claim, extraction: Extraction) -> list[tuple[str, str]]:
    text = extraction.report.text
    by_id = {attribution.id: attribution for attribution in extraction.attributions}
    chain = [_sources([s.span for s in by_id[each].sources], text) for each in claim.attribution if each in by_id]
    what = [phrase.thing(item, text) + (f" {item.effect.value.value}" if item.effect else "") for item in claim.items]
    rows = (
        ("says", " < ".join(chain)),
        ("actor", phrase.actors(claim.actor)),
        ("recipient", phrase.actors(claim.recipient)),
        ("stage", claim.stage.value.value if claim.stage else ""),
        ("items", ", ".join(part for part in what if part)),
        ("when", _when(claim)),
        ("where", "; ".join(f"{p.value.name} ({p.value.precision})" for p in claim.place)),
    )
    return [(name, value) for name, value in rows if value]


def _sources(spans: list[Span], text: str) -> str:
    return phrase.listed([" ".join(span.quote(text).split()) for span in spans]) or "unnamed"


def _when(claim: Claim) -> str:
    if claim.when is None:
        return ""
    value = claim.when.value
    days = " to ".join(str(day) for day in dict.fromkeys((value.start, value.end)) if day)
    return days or value.timex or ""
