"""Files, folders, HTML, feeds, archives and tables -> Report."""

from onrecord.gather.text import make_report

__all__ = ["make_report"]
