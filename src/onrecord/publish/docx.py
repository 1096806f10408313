"""A brief as a Word document, for newsrooms that edit it there."""

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.shared import Pt

from onrecord.publish import setting
from onrecord.publish.document import Brief, Paragraph, Table

if TYPE_CHECKING:
    from onrecord.publish.render import Look

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def make_docx(brief: Brief, look: "Look") -> bytes:
    """The brief as DOCX, in the styles of `brief.docx` in a newsroom's folder of templates where there is one."""
    from onrecord.publish.render import facts, method

    own = look.template / "brief.docx" if look.template else None
    document = Document(str(own) if own and own.is_file() else None)
    document.add_heading(f"Brief of {setting.day(brief.day, year=True)}", 0)
    for name, value in facts(brief):
        line = document.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(_text(value))
    for section in brief.sections:
        document.add_heading(section.title, 1)
        after = section.key == "fighting"
        if section.table and not after:
            _table(document, section.table)
        for part in section.parts:
            if part.title:
                document.add_heading(_text(part.title), 2)
            for paragraph in part.paragraphs:
                _paragraph(document, paragraph, "List Bullet" if section.key == "takeaways" else None)
        if section.table and after:
            _table(document, section.table)
    _notes(document, brief)
    document.add_paragraph(method(brief))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _text(words: str) -> str:
    from onrecord.publish.render import inert

    return NOT_XML.sub("\ufffd", inert(words))


def _paragraph(document: Any, paragraph: Paragraph, style: str | None) -> None:
    line = document.add_paragraph(style=style)
    for sentence in paragraph:
        line.add_run(_text(sentence.text))
        line.add_run(",".join(map(str, sentence.notes))).font.superscript = True
        line.add_run(" ")


def _table(document: Any, table: Table) -> None:
    drawn = document.add_table(rows=1, cols=len(table.head) + 1)
    drawn.style = "Light Grid"
    for cell, name in zip(drawn.rows[0].cells, (*table.head, "Notes"), strict=True):
        cell.text = name
    for row in table.rows:
        cells = drawn.add_row().cells
        for cell, words in zip(cells, (*row.cells, ", ".join(map(str, row.notes))), strict=True):
            cell.text = _text(words)
    for row in drawn.rows:
        for run in (run for cell in row.cells for line in cell.paragraphs for run in line.runs):
            run.font.size = Pt(8.5)


def _notes(document: Any, brief: Brief) -> None:
    document.add_heading("Notes", 1)
    for note in brief.notes:
        day = setting.day(note.day, year=True) if note.day else "no date"
        source = f"; source: {note.source}" if note.source else ""
        line = f"{note.number}. {note.outlet or 'outlet not named'}, {day}{source}. “{note.quote}” {note.url or ''}"
        document.add_paragraph(_text(line.rstrip()))
