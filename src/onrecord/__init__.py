"""Reads dated news reports on armed conflict and keeps them on the record.

>>> from datetime import date
>>> import onrecord
>>> extraction = onrecord.extract("Rebels shelled the town on Friday, the army said.", published=date(2024, 1, 6))
>>> extraction.claims[0].type.value.value
'ASSAULT'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.errors import OnrecordError
    from onrecord.model.attribution import Attribution
    from onrecord.model.claim import Claim
    from onrecord.model.extraction import Extraction
    from onrecord.model.mention import Mention
    from onrecord.model.report import Issue, Report
    from onrecord.model.span import Sourced, Span
    from onrecord.pipeline import Reader, load_reader
    from onrecord.pipeline import extract_text as extract

__version__ = "0.1.0"

_WHERE = {
    "Attribution": ("onrecord.model.attribution", "Attribution"),
    "Claim": ("onrecord.model.claim", "Claim"),
    "Extraction": ("onrecord.model.extraction", "Extraction"),
    "Issue": ("onrecord.model.report", "Issue"),
    "Mention": ("onrecord.model.mention", "Mention"),
    "OnrecordError": ("onrecord.errors", "OnrecordError"),
    "Reader": ("onrecord.pipeline", "Reader"),
    "Report": ("onrecord.model.report", "Report"),
    "Sourced": ("onrecord.model.span", "Sourced"),
    "Span": ("onrecord.model.span", "Span"),
    "extract": ("onrecord.pipeline", "extract_text"),
    "load_reader": ("onrecord.pipeline", "load_reader"),
}
__all__ = [
    "Attribution",
    "Claim",
    "Extraction",
    "Issue",
    "Mention",
    "OnrecordError",
    "Reader",
    "Report",
    "Sourced",
    "Span",
    "extract",
    "load_reader",
]


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used, so that `import onrecord` is quick."""
    if name not in _WHERE:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)
