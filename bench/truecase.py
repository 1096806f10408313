"""True-casing of text in capitals by a table of word counts from mixed-case text. Every letter keeps its place."""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
TAG = re.compile(r"<[^>]*>")
OPENS = re.compile(r"(?:^|[.!?:]['\")\]]*\s+|[\"“\[(]|--\s*|\n\s*\n\s*)$")
ACRONYM = re.compile(r"[(\[]([A-Z]{2,7})[)\]]")
BEGINNINGS = ("sub", "un", "re", "anti", "counter", "over", "under", "inter", "semi", "micro", "tele", "para", "hydro")
ENDINGS = ("ings", "edly", "ing", "ers", "ies", "ed", "es", "er", "ly", "s", "d")
MIXED = ("polnear", "aquaint_timeml", "wikiwars", "plover")  # sets of mixed-case news and history
ZIPPED = "event_location"

Table = dict[str, Counter[str]]


def table(data: Path) -> Table:
    """For each word in small letters, how often it stands as it does inside the sentences of the mixed-case sets."""
    counts: Table = {}
    for text in _texts(data):
        for match in WORD.finditer(text):
            if not OPENS.search(text[max(0, match.start() - 6) : match.start()]):
                counts.setdefault(match[0].lower(), Counter())[match[0]] += 1
    return counts


def _texts(data: Path) -> Iterator[str]:
    for name in MIXED:
        for file in sorted((data / name).rglob("*")):
            if file.suffix in (".txt", ".tml", ".tsv"):
                yield TAG.sub("", file.read_text(encoding="utf-8", errors="replace"))
    for file in sorted((data / ZIPPED).glob("*.zip")):
        with zipfile.ZipFile(file) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".jsonl") and not name.startswith("__"):
                    yield from (row["text"] for row in json.loads(archive.read(name)))


def truecased(text: str, counts: Table) -> str:
    """The text with the usual case of its words; words that the table has not are names."""
    acronyms = frozenset(ACRONYM.findall(text))
    out, at, before = [], 0, ""
    for match in WORD.finditer(text):
        gap = text[at : match.start()]
        opens = bool(OPENS.search(text[max(0, match.start() - 6) : match.start()])) or at == 0
        word = match[0] if match[0] in acronyms else _cased(match[0].lower(), counts, before if gap == " " else "")
        out += [gap, word[:1].upper() + word[1:] if opens else word]
        at, before = match.end(), word
    return "".join([*out, text[at:]])


def _cased(word: str, counts: Table, before: str) -> str:
    forms = counts.get(word)
    if not forms:
        return word if _inflected(word, counts) else _title(word)
    small = forms.get(word, 0)
    whole = sum(forms.values())
    capital = max(((n, form) for form, n in forms.items() if form != word), default=(0, word))
    named = before[:1].isupper() and before.lower() not in counts  # after a name that the table has not
    return capital[1] if capital[0] > small * (0.5 if named else 1) and whole else word


def _title(word: str) -> str:
    return word[:1].upper() + word[1:]


def _inflected(word: str, counts: Table) -> bool:
    """Whether a shorter or longer form of the word is known in small letters."""
    if any(
        word.startswith(start) and counts.get(word[len(start) :], Counter())[word[len(start) :]] for start in BEGINNINGS
    ):
        return True
    stems: Iterable[str] = (
        word.removesuffix(end) for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 2
    )
    forms = {form for stem in stems for form in (stem, f"{stem}e", f"{stem}y", f"{stem}s", stem[:-1], f"{stem}ed")}
    return any(counts.get(form, Counter()).get(form, 0) > 0 for form in forms | {f"{word}s", f"{word}ed"})
