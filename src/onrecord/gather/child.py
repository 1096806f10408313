"""PDF and office documents, read in a process of their own with little memory and time: a crafted file ends that alone.

The parent starts `python -I -m onrecord.gather.child KIND`, gives the bytes on standard input, and takes JSON back.
"""

import json
import logging
import subprocess
import sys

from onrecord.errors import DamagedReport, EmptyReport, ReportError, TooLong
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of, raw_hash, said

MEMORY = 1024**3  # bytes of address space, chosen by hand
SECONDS = 20  # of processor time; the clock may show twice as many on a busy machine
MOST_BYTES = 50 * 2**20
MOST_CHARS = 4_000_000
OUT_OF_MEMORY = 3  # exit status
NO_MEMORY = 2  # libxml2's code for it, which lxml raises as an error of syntax
WAYS_OUT = "save its words as a .txt file and read that"


def read_document(raw: bytes, name: str, kind: str) -> Drafts:
    """The report of a document; `kind` is pdf or docx."""
    try:
        yield _told(raw, name, kind)
    except ReportError as error:
        yield Refused(name, error)


def _told(raw: bytes, name: str, kind: str) -> Draft:
    if not raw.strip():
        raise EmptyReport(f"{name}: holds no words; nothing was read")
    if len(raw) > MOST_BYTES:
        raise TooLong(f"{name}: a document of over {MOST_BYTES // 2**20} MB; {WAYS_OUT}")
    return draft_of(_asked(raw, name, kind), raw, name)


def draft_of(found: dict[str, str], raw: bytes, name: str) -> Draft:
    """The report of what the child told of a document. Raises EmptyReport where that is no words."""
    text = found.get("text") or ""
    if not text.strip():
        raise EmptyReport(f"{name}: has no text layer (a scan?); {WAYS_OUT}")
    published = moment_of(found.get("published"))
    return Draft(name, text, raw_hash(raw), published, None, said(found.get("headline")), said(found.get("byline")))


def _asked(raw: bytes, name: str, kind: str) -> dict[str, str]:
    command = [sys.executable, "-I", "-m", "onrecord.gather.child", kind, str(MEMORY), str(SECONDS)]
    clock = max(1, 2 * SECONDS)
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=clock, env={}, check=False)
    except subprocess.TimeoutExpired as error:
        raise TooLong(f"{name}: took more than {clock} s to read; {WAYS_OUT}") from error
    if done.returncode == OUT_OF_MEMORY:
        raise TooLong(f"{name}: takes more than {MEMORY // 2**20} MB of memory to read; {WAYS_OUT}")
    if done.returncode < 0:
        limits = f"{MEMORY // 2**20} MB of memory and {SECONDS} s"
        raise TooLong(f"{name}: was stopped by its limits of {limits} (signal {-done.returncode}); {WAYS_OUT}")
    if done.returncode:
        reason = done.stderr.decode("utf-8", errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise DamagedReport(f"{name}: this {kind.upper()} cannot be read ({reason[0][:200]}); {WAYS_OUT}")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _limit(memory: int, seconds: int) -> None:
    """Bounds this process, where the system knows such bounds (Windows does not)."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _main(kind: str, memory: int, seconds: int) -> int:
    """Tells what the document holds on standard output, or in one line on standard error why it cannot be read."""
    from onrecord.gather.office import read_docx, read_pdf

    logging.disable()  # pypdf has a word on each of a million faults
    raw = sys.stdin.buffer.read()
    _limit(memory, seconds)
    try:
        found = {"pdf": read_pdf, "docx": read_docx}[kind](raw)
        told = json.dumps({field: words[:MOST_CHARS] for field, words in found.items()})
    except Exception as error:  # noqa: BLE001 - whatever a crafted file makes a library raise
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        starved = isinstance(error, MemoryError) or getattr(error, "code", None) == NO_MEMORY
        return OUT_OF_MEMORY if starved else 1
    sys.stdout.write(told)
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
