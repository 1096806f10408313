"""langextract's (Apache-2.0) own chunking, without any model, run in a Python of its own: it is no part of onrecord.

Reads from standard input one JSON string a line; writes the seconds of processor time and the number of chunks as JSON.
Needs `pip install langextract` there; `ONRECORD_PEER_PYTHON` names that Python (default: this one).
"""

import json
import sys
import time

from langextract import chunking
from langextract.core import tokenizer

CHARS = 1_000  # langextract's default


def main():
    texts = [json.loads(line) for line in sys.stdin]
    start, chunks = time.process_time(), 0
    for text in texts:
        chunks += sum(1 for _ in chunking.ChunkIterator(text, CHARS, tokenizer.RegexTokenizer()))
    print(json.dumps({"seconds": time.process_time() - start, "chunks": chunks}))


if __name__ == "__main__":
    main()
