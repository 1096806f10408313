"""Places against LGL (news of small towns, GeoNames ids): end to end, and with the gold's spans given.

A gold toponym counts where it has coordinates. It is right where we give the same GeoNames id or a point within 161 km;
not found, found as something else or left open is wrong. `end_to_end` is the share of gold toponyms that are right
(recall, or accuracy), `precision` the share of our places at or off gold toponyms that are right, `f1` both. Places
over gold toponyms without coordinates, and bare nouns that go back ("the city"), which the gold does not mark, are
left out. LGL marks nationalities ("Israeli") as toponyms, which our record keeps
as actors: `places_only` leaves them out. `median_km` is over the toponyms found, `auc` the area under the curve of log
distances (0 best, 1 worst), unresolved as far as can be. `event_location`: the gold words of where an event happened,
found as a place or not.
"""

import io
import json
import math
import statistics
import time
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.corpus import corpus_hash
from onrecord.find.place import find_places, locate
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.mention import Mention, Place
from onrecord.model.span import Basis, Span
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab import Vocab, load_vocab
from onrecord.vocab.gazetteer import default_path

NEAR_KM = 161.0
FARTHEST_KM = 20_038.0


@dataclass(frozen=True)
class Toponym:
    """A gold span with its GeoNames id and coordinates, None where the gold gives none."""

    span: Span
    geonameid: int | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Article:
    """One article of LGL."""

    title: str
    url: str
    published: datetime | None
    text: str
    toponyms: tuple[Toponym, ...]


def read_lgl(file: Path) -> list[Article]:
    """All articles of an LGL file."""
    return [_article(node) for node in ET.parse(file).getroot()]


def _article(node: ET.Element) -> Article:
    toponyms = []
    for toponym in node.iter("toponym"):
        tag = toponym.find("gaztag")
        lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
        toponyms.append(
            Toponym(
                Span(int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)),
                int(tag.get("geonameid") or 0) or None if tag is not None else None,
                float(lat) if lat else None,
                float(lon) if lon else None,
            )
        )
    loaded = node.findtext("dltime") or ""
    return Article(
        node.findtext("title") or "",
        node.findtext("url") or "",
        datetime.fromisoformat(loaded[:19]) if loaded else None,
        node.findtext("text") or "",
        tuple(toponyms),
    )


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12_742.0 * math.asin(min(1.0, math.sqrt(half)))


def distance(place: Place | None, gold: Toponym) -> float | None:
    """How far a place is from the gold, 0 where the ids are the same; None where nothing was told."""
    if place is None:
        return None
    if place.geonameid is not None and place.geonameid == gold.geonameid:
        return 0.0
    if place.lat is None or place.lon is None or gold.lat is None or gold.lon is None:
        return None
    return kilometres((place.lat, place.lon), (gold.lat, gold.lon))


def right(far: float | None) -> bool:
    """Whether a distance is within 161 km (100 miles), the usual bar."""
    return far is not None and far <= NEAR_KM


def matched(mentions: list[Mention], gold: tuple[Toponym, ...]) -> list[tuple[Mention | None, Toponym]]:
    """For each gold toponym the mention that holds it, else one that overlaps it."""
    pairs: list[tuple[Mention | None, Toponym]] = []
    for toponym in gold:
        over = [m for m in mentions if m.span.overlaps(toponym.span)]
        over.sort(key=lambda m: (not toponym.span.within(m.span), len(m.span)))
        pairs.append((over[0] if over else None, toponym))
    return pairs


@dataclass
class Tally:
    """What was counted over all articles."""

    gold: int = 0
    hit: int = 0
    places: int = 0
    places_hit: int = 0
    said: int = 0
    said_right: int = 0
    spans_hit: int = 0
    far: list[float] | None = None
    far_spans: list[float] | None = None
    words: int = 0
    seconds: float = 0.0


def lgl(articles: list[Article], parser: Parser, vocab: Vocab) -> Tally:
    """Counts over articles."""
    tally = Tally(far=[], far_spans=[])
    for article in articles:
        report = make_report(article.text, published=article.published, url=article.url)
        count(article, read_document(report, parser), vocab, tally)
    return tally


def count(article: Article, document: Document, vocab: Vocab, tally: Tally) -> None:
    """Counts over one article."""
    before = time.process_time()
    found, _ = find_places(document, vocab, ())
    tally.seconds += time.process_time() - before
    tally.words += len(document.tokens)
    mentions = [mention for mention in found if mention.basis is not Basis.CONTEXT]
    placed = locate(document, vocab, [toponym.span for toponym in article.toponyms])
    hits: set[int] = set()
    for (mention, toponym), place in zip(matched(mentions, article.toponyms), placed, strict=True):
        if toponym.lat is None:
            continue
        far = distance(mention.value if mention else None, toponym)  # type: ignore[arg-type]
        tally.gold += 1
        tally.hit += right(far)
        if toponym.span.quote(article.text) not in vocab.places.demonyms:
            tally.places += 1
            tally.places_hit += right(far)
        if mention and right(far):
            hits.add(id(mention))
        tally.far.append(FARTHEST_KM if far is None else far)  # type: ignore[union-attr]
        far = distance(place, toponym)
        tally.spans_hit += right(far)
        tally.far_spans.append(FARTHEST_KM if far is None else far)  # type: ignore[union-attr]
    without = [toponym.span for toponym in article.toponyms if toponym.lat is None]
    counted = [m for m in mentions if not any(m.span.overlaps(span) for span in without)]
    tally.said += len(counted)
    tally.said_right += sum(id(m) in hits for m in counted)


def auc(far: list[float]) -> float:
    """Area under the curve of logarithms of distances, 0 to 1."""
    return round(sum(math.log1p(f) for f in far) / (len(far) * math.log1p(FARTHEST_KM)), 4) if far else 1.0


def figures(tally: Tally) -> dict[str, Any]:
    """The figures of a count, accuracy in percent."""
    recall = 100 * tally.hit / max(tally.gold, 1)
    precision = 100 * tally.said_right / max(tally.said, 1)
    told = [far for far in tally.far or [] if far < FARTHEST_KM]
    return {
        "lgl_toponyms": tally.gold,
        "lgl_end_to_end": round(recall, 1),
        "lgl_precision": round(precision, 1),
        "lgl_f1": round(2 * recall * precision / max(recall + precision, 1e-9), 1),
        "lgl_places_only": round(100 * tally.places_hit / max(tally.places, 1), 1),
        "lgl_gold_spans": round(100 * tally.spans_hit / max(tally.gold, 1), 1),
        "lgl_median_km": round(statistics.median(told), 1) if told else None,
        "lgl_auc": auc(tally.far or []),
        "lgl_gold_spans_auc": auc(tally.far_spans or []),
        "microseconds_a_word": round(1e6 * tally.seconds / max(tally.words, 1), 1),
    }


def event_sentences(archive: Path, sample: int) -> Iterator[tuple[str, list[Span]]]:
    """Sentences of event_location with the spans of their locations."""
    with zipfile.ZipFile(archive) as zipped:
        inside = next(name for name in zipped.namelist() if name.endswith(".jsonl") and "/" not in name)
        lines = io.TextIOWrapper(zipped.open(inside), encoding="utf-8")
        read = [json.loads(line) for line in lines]
    items = [item for part in read for item in (part if isinstance(part, list) else [part])]
    for item in items[:: max(1, len(items) // sample)]:
        spans = [Span(s["start"], s["end"]) for s in item.get("spans", ()) if s["label"] == "LOCATION"]
        if spans:
            yield item["text"], spans


def event_location(archive: Path, parser: Parser, vocab: Vocab, sample: int) -> dict[str, Any]:
    """The share of gold words of locations over which we find a place, and one with a value."""
    gold = found = valued = 0
    for text, spans in event_sentences(archive, sample or 1500):
        document = read_document(make_report(text), parser)
        mentions, _ = find_places(document, vocab, ())
        for span in spans:
            over = [m for m in mentions if m.span.overlaps(span)]
            gold += 1
            found += bool(over)
            valued += any(m.value is not None for m in over)
    return {
        "event_location_found": round(100 * found / max(gold, 1), 1),
        "event_location_valued": round(100 * valued / max(gold, 1), 1),
        "event_location_corpus": corpus_hash([archive]),
    }


def run(data: Path, *, peers: bool, sample: int) -> dict[str, Any]:
    """Measures on an LGL file, a folder that holds one, or the folder of all data."""
    parser, vocab = Parser(), load_vocab(default_path())
    result: dict[str, Any] = {}
    files = [data] if data.is_file() else sorted({*data.glob("*.xml"), *data.glob("places/*.xml")})
    articles = [article for file in files for article in read_lgl(file)]
    if articles:
        step = max(1, len(articles) // sample) if sample else 1
        result |= figures(lgl(articles[::step], parser, vocab)) | {"lgl_corpus": corpus_hash(files)}
        result["corpus_sha256"] = result["lgl_corpus"]
    archive = data / "event_location" / "labeled_text.jsonl.zip"
    if archive.exists():
        result |= event_location(archive, parser, vocab, sample)
    for name, value in result.items():
        print(f"{name:28} {value}")
    return result
