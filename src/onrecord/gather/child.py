"""PDF and office documents, read in a process of their own with little memory and time: a crafted file ends that alone.

The parent starts `python -I -m onrecord.gather.child KIND`, gives the bytes on standard input, and takes JSON back.
"""

import json
import subprocess
import sys

from onrecord.errors import DamagedReport, EmptyReport, ReportError, TooLong
from onrecord.gather.draft import Draft, Drafts, Refused, moment_of, raw_hash, said

MEMORY = 1024**3  # bytes of address space, chosen by hand
SECONDS = 20  # of processor time; the clock may show twice as many on a busy machine
MOST_BYTES = 50 * 2**20
MOST_CHARS = 4_000_000
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
    command = [sys.executable, "-I", "-m", "onrecord.gather.child", kind]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=2 * SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired as error:
        raise TooLong(f"{name}: took more than {2 * SECONDS} s to read; {WAYS_OUT}") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", errors="replace").strip().splitlines()[-1:] or ["it ran out of memory"]
        if done.returncode < 0:
            reason = [f"stopped by its limits of {MEMORY // 2**20} MB and {SECONDS} s"]
        raise DamagedReport(f"{name}: this {kind.upper()} cannot be read ({reason[0][:200]}); {WAYS_OUT}")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _limit() -> None:
    """Bounds this process, where the system knows such bounds (Windows does not)."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _main(kind: str) -> None:
    from onrecord.gather.office import read_docx, read_pdf

    _limit()
    found = {"pdf": read_pdf, "docx": read_docx}[kind](sys.stdin.buffer.read())
    found["text"] = found["text"][:MOST_CHARS]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main(sys.argv[1])
