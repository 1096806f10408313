"""`python -m tests.fuzz [TARGET ...]`: atheris on each reader of files, FUZZ_SECONDS each (default 600).

Each target runs in a process of its own, from its valid files on. What it finds lies in build/fuzz/TARGET; the exit
status is 1 where there is anything. One found file is run again with `python -m tests.fuzz TARGET FILE`.
"""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

FOUND = Path("build/fuzz")
SECONDS = int(os.environ.get("FUZZ_SECONDS", "600"))
LONGEST = 1 << 14  # bytes of an input: what breaks a parser is short, and a long one takes its time
SLOW = 60  # seconds of the clock that one input may take, on a busy machine too
MEGABYTES = 2_000
INSTRUMENTED = [
    "onrecord.gather",
    "protego",
    "trafilatura",
    "htmldate",
    "justext",
    "pypdf",
    "docx",
    "email",
    "feedparser",
    "zipfile",
    "csv",
    "json",
]


def fuzz(name: str, arguments: list[str]) -> None:
    """Runs one target in this process, which atheris never lets return."""
    import atheris

    logging.disable()
    with atheris.instrument_imports(include=INSTRUMENTED, enable_loader_override=False):
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]
    for number, seed in enumerate(target.seeds()):
        target.read(seed)
        if arguments and Path(arguments[-1]).is_dir():
            Path(arguments[-1], f"seed-{number}").write_bytes(seed)
    atheris.Setup([name, *arguments], target.read)
    atheris.Fuzz()


def driven(name: str) -> bool:
    """Whether a target ran its time and found nothing."""
    corpus, found = Path("build/fuzz-corpus", name), FOUND / name
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    options = {
        "max_total_time": SECONDS,
        "max_len": LONGEST,
        "timeout": SLOW,
        "rss_limit_mb": MEGABYTES,
        "artifact_prefix": f"{found}/",
        "print_final_stats": 1,
    }
    told = [f"-{option}={value}" for option, value in options.items()]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--one", name, *told, str(corpus)], capture_output=True, check=False
    )
    said = done.stderr.decode("utf-8", errors="replace") + done.stdout.decode("utf-8", errors="replace")
    Path(FOUND, f"{name}.log").write_text(said[-20_000:], encoding="utf-8")
    runs = re.search(r"number_of_executed_units:\s*(\d+)", said)
    left = sorted(found.iterdir())
    print(
        f"{name:12} {int(runs[1]) if runs else 0:>10,} inputs in {SECONDS} s: {_outcome(done.returncode, left)}",
        flush=True,
    )
    return not done.returncode and not left


def _outcome(status: int, left: list[Path]) -> str:
    if left:
        return f"{len(left)} found, see {left[0].parent}"
    return f"ended with status {status}, see {FOUND}/*.log" if status else "nothing found"


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--one"]:
        fuzz(arguments[1], arguments[2:])
    if len(arguments) == 2 and Path(arguments[1]).is_file():
        fuzz(arguments[0], arguments[1:])
    from tests.fuzz.targets import TARGETS

    whole = [driven(name) for name in arguments or TARGETS]
    return int(not all(whole))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
