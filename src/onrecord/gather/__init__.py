"""Files, folders, patterns, standard input, tables of reports and addresses of the network -> Report.

`paths` finds the files, `decode` makes text of their bytes, `text` a report of the text; `gather` puts them in a row.
From the network: `fetch` fetches an `address`, `polite` asks whether and when it may, `fetched` reads the answer.
"""

from onrecord.gather.gather import MAX_CHARS, Gathered, gather
from onrecord.gather.text import make_report

__all__ = ["MAX_CHARS", "Gathered", "gather", "make_report"]
