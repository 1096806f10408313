"""Files, folders, patterns, standard input and tables of reports -> Report.

`paths` finds the files, `decode` makes text of their bytes, `text` a report of the text; `gather` puts them in a row.
"""

from onrecord.gather.gather import MAX_CHARS, Gathered, gather
from onrecord.gather.text import make_report

__all__ = ["MAX_CHARS", "Gathered", "gather", "make_report"]
