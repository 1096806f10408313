"""`python -m bench NAME [--data PATH] [--peers]`: a bench's table; its last line is a JSON object of the figures."""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "data"


def data_folder() -> Path:
    """The folder of public data: ONRECORD_DATA, else ../shared/data."""
    return Path(os.environ.get("ONRECORD_DATA", SHARED))


def main() -> int:
    names = sorted(p.stem for p in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=[name.removeprefix("bench_") for name in names])
    parser.add_argument("--data", type=Path, default=data_folder(), help="folder of the data (default: %(default)s)")
    parser.add_argument("--peers", action="store_true", help="run the peers too, where they are installed")
    parser.add_argument("--sample", type=int, default=0, help="only so many documents (0 = all)")
    arguments = parser.parse_args()
    if not arguments.data.exists():
        print(f"bench {arguments.name}: no data at {arguments.data}; set ONRECORD_DATA or --data. Skipped.")
        return 0
    bench = importlib.import_module(f"bench.bench_{arguments.name}")
    figures = bench.run(arguments.data, peers=arguments.peers, sample=arguments.sample)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
