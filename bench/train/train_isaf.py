"""`python -m bench.train.train_isaf [--data PATH]`: the weights with which ISAF's terms are chosen from our extraction.

Reads the training half of `isaf/dev.jsonl` alone (even hash of the text). The same data give the same weights.
"""

import argparse
import json
from pathlib import Path

from bench.__main__ import data_folder
from bench.isaf import WEIGHTS, files, learned, read, training, years_of
from onrecord.pipeline import load_reader


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    data = parser.parse_args().data
    lines = [line for file in files(data) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    years = years_of([json.loads(line) for line in lines])
    rows = [row for row in read(data, load_reader(), years=years) if training(row[0])]
    model = {"learned_from": f"training half of isaf/dev.jsonl, {len(rows)} releases", "years": years, **learned(rows)}
    WEIGHTS.write_text(json.dumps(model, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {len(rows)} releases")


if __name__ == "__main__":
    main()
