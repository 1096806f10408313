"""quantulum3 (MIT) over sentences, run in a Python of its own: it is no part of onrecord.

Reads from standard input one JSON string a line; writes one JSON list a line of [start, end, value].
Needs `pip install quantulum3` there; `ONRECORD_PEER_PYTHON` names that Python (default: this one).
"""

import json
import sys
import warnings

from quantulum3 import parser


def main():
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        found = parser.parse(json.loads(line))
        print(json.dumps([[*quantity.span, quantity.value] for quantity in found]), flush=True)


if __name__ == "__main__":
    main()
