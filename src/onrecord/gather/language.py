"""The language of a report's words, and the Issue that keeps a report unread which is in none that we read."""

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.model.report import Issue, Report

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ = "en"
HEAD = 4_000  # characters looked at, chosen by hand
# Refused only where another language is all but certain: on the English development texts none is, down to single
# sentences, and of the invented sentences in other languages none passes (tests/gather/test_language.py).
SURE = 0.9
UNLIKELY = 0.001  # and English is as good as ruled out
# Words that no other language has among its commonest. The identifier's model takes 0.4 s of processor time to load,
# and on no development text that they speak for (tests/gather/test_language.py) does it differ.
ENGLISH = frozenset(
    (
        "the", "and", "that", "said", "were", "from", "with", "which", "who", "has", "have", "been", "they", "this",
        "their", "would", "it", "its", "while", "after",
    )
)  # fmt: skip
ENOUGH = 3  # such words, which are also
PLAINLY = 0.1  # of all words
WORD = re.compile(r"[^\W\d_]+")
FEW = 20  # letters below which no answer is given for words in Latin letters: a name, a figure and a date


def with_language(report: Report) -> Report:
    """The report with its language; with an Issue, which keeps it unread, where that is one that we can't read."""
    found = language_of(report.text[report.body : report.body + HEAD])
    if found is None or found == READ:
        return replace(report, language=found)
    message = f"in {found!r}, and only English ({READ!r}) can be read: kept unread. Give an English version of it"
    return replace(report, language=found, issues=(*report.issues, Issue("language", "gather", None, message)))


def language_of(words: str) -> str | None:
    """The ISO 639 code of the words' language, None where too little speaks for any.

    >>> language_of("Two people were killed when a shell hit the market, the mayor said.")
    'en'
    >>> language_of("Gestern Nacht wurden in der Stadt zwei Menschen getötet."), language_of("Kherson")
    ('de', None)
    """
    letters = [char for char in words if char.isalpha()]
    latin = sum(char < "\u0250" for char in letters)
    foreign = len(letters) >= 4 and latin < len(letters) / 4
    if len(letters) < FEW and not foreign:
        return None
    if latin == len(letters) and is_plainly_english(words):
        return READ
    ranked = dict(_identifier().rank(words))
    best = max(ranked, key=lambda code: ranked[code])
    if best == READ:
        return READ if not foreign else None
    sure = ranked[best] >= SURE and ranked[READ] <= UNLIKELY
    return str(best) if foreign or sure else None


def is_plainly_english(words: str) -> bool:
    """Whether common words that only English has make up enough of a text, itself long enough."""
    told = WORD.findall(words.lower())
    return sum(word in ENGLISH for word in told) >= max(ENOUGH, PLAINLY * len(told))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
