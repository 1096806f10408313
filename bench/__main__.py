"""`python -m bench NAME [--data PATH] [--peers]`: a bench's table; its last line is a JSON object of the figures.

`python -m bench floors [--raise | --lower]` holds the pinned floors, `python -m bench scorecard` makes the page.
A bench is a module `bench_NAME.py` with `run(data: Path, *, peers: bool, sample: int) -> dict`: figures by name
(accuracy in percent), and the hash of each set that it read under a name that ends in `corpus`.
"""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

from bench.floors import run_floors
from bench.scorecard import record, write_page

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "data"


def data_folder() -> Path:
    """The folder of public data: ONRECORD_DATA, else ../shared/data."""
    return Path(os.environ.get("ONRECORD_DATA", SHARED))


def _arguments() -> argparse.Namespace:
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=[*names, "floors", "scorecard"])
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder of the data (default: %(default)s)")
    parser.add_argument("--peers", action="store_true", help="run the peers too, where they are installed")
    parser.add_argument("--sample", type=int, default=0, help="only so many documents a set (0 = all)")
    parser.add_argument("--raise", dest="lift", action="store_true", help="floors: lift them to what is measured")
    parser.add_argument("--lower", action="store_true", help="floors: let those down that are missed")
    return parser.parse_args()


def main() -> int:
    arguments = _arguments()
    if arguments.name == "scorecard":
        write_page()
        return 0
    if not arguments.data.exists():
        print(f"bench {arguments.name}: no data at {arguments.data}; set ONRECORD_DATA or --data. Skipped.")
        return 0
    if arguments.name == "floors":
        return run_floors(arguments.data, lift=arguments.lift, lower=arguments.lower)
    bench = importlib.import_module(f"bench.bench_{arguments.name}")
    figures = bench.run(arguments.data, peers=arguments.peers, sample=arguments.sample)
    if not arguments.sample and arguments.data.resolve() == data_folder().resolve():
        record(arguments.name, figures)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
