"""A brief as PDF, set by typst: the template is code, everything of the brief is data (JSON)."""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import OutputError, SettingError
from onrecord.publish import setting
from onrecord.publish.document import Brief, Note
from onrecord.publish.map import svg_map
from onrecord.publish.timeline import svg_timeline

if TYPE_CHECKING:
    from onrecord.publish.render import Look


def make_pdf(brief: Brief, look: "Look") -> bytes:
    """The brief as PDF.

    Raises SettingError where typst is not installed, OutputError where a newsroom's template does not compile.
    """
    try:
        import typst
    except ImportError as error:
        raise SettingError(
            "PDF needs typst, which is not installed; run pip install 'onrecord[pdf]', or choose --format html"
        ) from error
    try:
        made: bytes = typst.compile(
            template(look).encode(), format="pdf", sys_inputs={"data": json.dumps(data(brief, look), default=str)}
        )
    except typst.TypstError as error:
        raise OutputError(f"brief.typ does not compile ({error}); mend the template") from error
    return made


def template(look: "Look") -> str:
    """`brief.typ`, a newsroom's own where there is one."""
    own = look.template / "brief.typ" if look.template else Path()
    if own.is_file():
        return own.read_text("utf-8")
    return files("onrecord.publish").joinpath("templates", "brief.typ").read_text("utf-8")


def data(brief: Brief, look: "Look") -> dict[str, Any]:
    """What the template is given; marks of direction and control characters are taken out."""
    from onrecord.publish.render import facts, map_note, method

    found: dict[str, Any] = {
        "title": f"Brief of {setting.day(brief.day, year=True)}",
        "reports": brief.reports,
        "facts": facts(brief),
        "sections": [asdict(section) for section in brief.sections],
        "notes": [_note(note) for note in brief.notes],
        "map": svg_map(brief.marks, look.base),
        "timeline": svg_timeline(brief.marks, brief.since, brief.day),
        "map_note": map_note(brief, look.base),
        "method": method(brief),
    }
    inert: dict[str, Any] = _inert(found)
    return inert


def _note(note: Note) -> dict[str, Any]:
    day = setting.day(note.day, year=True) if note.day else "no date"
    source = f"; source: {note.source}" if note.source else ""
    url = note.url if note.url and note.url.startswith(("http://", "https://")) else None
    head = f"{note.outlet or 'outlet not named'}, {day}{source}."
    return {"number": note.number, "head": head, "quote": note.quote, "url": url}


def _inert(value: Any) -> Any:
    from onrecord.publish.render import inert

    if isinstance(value, str):
        return inert(value)
    if isinstance(value, dict):
        return {key: _inert(each) for key, each in value.items()}
    return [_inert(each) for each in value] if isinstance(value, list | tuple) else value
