"""The language is told where enough speaks for one; English is never refused."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from onrecord.gather import gather
from onrecord.gather.language import READ, _identifier, is_plainly_english, language_of

FOREIGN = {
    "de": "Bei einem Angriff auf die Stadt wurden gestern Abend zwei Menschen getötet, sagte der Bürgermeister.",
    "fr": "Deux personnes ont été tuées hier soir lors d'une attaque contre la ville, a déclaré le maire.",
    "es": "Dos personas murieron anoche en un ataque contra la ciudad, según dijo el alcalde a la prensa.",
    "it": "Due persone sono state uccise ieri sera in un attacco contro la città, ha detto il sindaco.",
    "pt": "Duas pessoas foram mortas ontem à noite num ataque contra a cidade, disse o presidente da câmara.",
    "nl": "Bij een aanval op de stad zijn gisteravond twee mensen om het leven gekomen, zei de burgemeester.",
    "pl": "Wczoraj wieczorem w ataku na miasto zginęły dwie osoby, powiedział burmistrz dziennikarzom.",
    "tr": "Belediye başkanı, dün akşam şehre yapılan saldırıda iki kişinin öldüğünü gazetecilere söyledi.",
    "uk": "Учора ввечері внаслідок обстрілу міста загинули двоє людей, повідомив міський голова.",
    "ru": "Вчера вечером в результате обстрела города погибли два человека, сообщил мэр журналистам.",
    "ar": "قتل شخصان مساء أمس في هجوم على المدينة، حسبما قال رئيس البلدية للصحفيين.",
    "fa": "شهردار گفت که دیشب در حمله به شهر دو نفر کشته شدند و چند نفر زخمی شدند.",
    "he": "שני בני אדם נהרגו אמש בהתקפה על העיר, אמר ראש העיר לעיתונאים.",
    "zh": "市长告诉记者，昨晚该市遭到袭击，两人死亡，多人受伤。",
    "sw": "Watu wawili waliuawa jana usiku katika shambulio dhidi ya mji huo, meya aliwaambia waandishi wa habari.",
}
ENGLISH = (
    "Shells fell.",
    "KYIV, Jan 5 (Example) - Two killed.",
    "EL FASHER, Sudan — RSF shells hit Abu Shouk camp; 12 dead.",
    "Ouagadougou: gunmen kill 11 in Djibo, Soum, Sahel.",
    "Izz ad-Din al-Qassam Brigades claim hit on Merkava tank in Jabaliya.",
    "Zelenskyy: Drones hit Odesa, Kryvyi Rih, Zaporizhzhia and Khmelnytskyi.",
)


@pytest.mark.parametrize("code", FOREIGN)
def test_a_sentence_in_another_language_is_told(code: str) -> None:
    assert language_of(FOREIGN[code]) == code


@pytest.mark.parametrize("words", ENGLISH)
def test_short_english_with_foreign_names_is_never_taken_for_another_language(words: str) -> None:
    assert language_of(words) in ("en", None)


def test_a_foreign_report_is_kept_with_its_language_and_an_issue() -> None:
    raw = f"date: 2024-01-05\noutlet: Example\n\n{FOREIGN['de']}".encode()
    (found,) = gather(["-"], stdin=lambda: raw)
    assert found.report is not None
    assert (found.report.language, found.report.day) == ("de", date(2024, 1, 5))
    assert [issue.code for issue in found.report.issues] == ["language"]


def test_no_english_report_or_sentence_of_the_shared_ones_is_refused(shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "reports").glob("*.txt"))]
    texts += [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text)]
    for name in ("factuality_uw", "isaf"):
        for path in sorted((shared / "data" / name).glob("dev.jsonl")):
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
            texts += [row[field] for row in rows for field in ("text", "sentence") if isinstance(row.get(field), str)]
    assert len(texts) > 100
    assert [text for text in texts if language_of(text) not in ("en", None)] == []


def test_where_english_is_told_by_its_words_alone_the_identifier_tells_it_too(shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "reports").glob("*.txt"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted((shared / "data/polnear/dev/text").glob("*.txt"))]
    assert len(texts) > 10
    texts += [line for text in texts for line in text.split("\n") if is_plainly_english(line)]
    plain = [text[:4_000] for text in texts if is_plainly_english(text[:4_000])]
    assert len(plain) > 0.9 * len(texts)
    assert [text for text in plain if _identifier().rank(text)[0][0] != READ] == []


@pytest.mark.parametrize("code", FOREIGN)
def test_no_other_language_is_plainly_english_nor_with_an_english_quote_in_it(code: str) -> None:
    words = FOREIGN[code]
    assert not is_plainly_english(words * 10)
    assert not is_plainly_english((words + " ") * 6 + '"The fighting that went on," said BBC. ')
