"""Paths -> files: files as they are, folders through all their levels, patterns; sorted, each file once.

Addresses of the network pass through: `fetched` reads them.
"""

from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from os import walk
from pathlib import Path
from typing import NewType

from onrecord.errors import MissingReport, ReportError
from onrecord.gather.kinds import KINDS

STANDARD_INPUT = "-"
SUFFIXES = tuple(KINDS)
Url = NewType("Url", str)


def is_address(words: str) -> bool:
    """Whether words are meant as an address of the network, of whatever scheme, and not as a path.

    >>> is_address("https://news.example/a"), is_address("file:///etc/passwd"), is_address("C:/reports")
    (True, True, False)
    """
    scheme, found, _ = words.strip().partition("://")
    return bool(found) and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum()


def find_files(paths: Iterable[str | Path]) -> Iterator[tuple[str, Path | Url | ReportError]]:
    """Files in the order of the paths, sorted inside a folder or pattern; for a path with none, (path, the reason).

    In a folder, files of other kinds than `SUFFIXES` and hidden ones are passed over; a file that is named is taken
    whatever its name. `-` and addresses are handed on as they are.
    """
    seen: set[Path | str] = set()
    for path in paths:
        for found in _expanded(path):
            if isinstance(found, ReportError):
                yield str(path), found
            elif _new(found, seen):
                yield str(found), found


def _new(file: Path | Url, seen: set[Path | str]) -> bool:
    real = file if isinstance(file, str) or str(file) == STANDARD_INPUT else file.resolve()
    new = real not in seen
    seen.add(real)
    return new


def _expanded(path: str | Path) -> Iterator[Path | Url | ReportError]:
    given = Path(path)
    if is_address(str(path)):
        yield Url(str(path).partition("#")[0])
    elif str(path) == STANDARD_INPUT or given.is_file():
        yield given
    elif given.is_dir():
        yield from _folder(given)
    elif given.exists():
        yield MissingReport(
            f"{path}: is neither a file nor a folder (a device or a pipe); give a file, or - for a pipe"
        )
    elif has_magic(str(path)):
        yield from _pattern(str(path))
    else:
        yield MissingReport(f"{path}: there is no such file or folder; check the path")


def _folder(folder: Path) -> Iterator[Path | ReportError]:
    count = 0
    for where, folders, files in walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                count += 1
                yield Path(where, name)
    if not count:
        yield MissingReport(
            f"{folder}: this folder holds no reports ({', '.join(SUFFIXES)}); name the files to read them all the same"
        )


def _pattern(pattern: str) -> Iterator[Path | ReportError]:
    found = sorted(glob(pattern, recursive=True))
    for path in found:
        if Path(path).is_file():
            yield Path(path)
        elif not pattern.endswith("**"):  # '**' lists the files of each folder by itself
            yield from _folder(Path(path))
    if not found:
        yield MissingReport(f"{pattern}: no file matches this pattern; check it")
