"""Trains the reader of acts between two parties: `python -m bench.train.train_relation --data FILE --out FILE`.

FILE is `plover/PLV_train.tsv`; the even rows are learned from (525 sentences, 15 types), with the invented
sentences of `relation_phrases.yaml`; the odd rows stay unseen, since they are what `bench events` reports. `--folds N`
prints instead how well N parts of the even rows are read by what was learned from the others.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from bench.bench_events import marked
from onrecord.claim.relation import candidates, likeliest_pair, phrase, read_pair
from onrecord.claim.relation_features import Scene, one_features, pair_features, type_features
from onrecord.find import find_mentions
from onrecord.gather import make_report
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Span
from onrecord.pipeline import Reader, load_reader
from onrecord.read import read_document
from onrecord.vocab.relation import RelationWeights, RelationWords, load_relations
from onrecord.vocab.weights import hashed

Floats = npt.NDArray[np.float64]
PHRASES = Path(__file__).parent / "relation_phrases.yaml"
DAY = date(2020, 1, 15)
RARE = 3  # pair features seen less often are left out
STEPS = 250
RATE = 0.05
SHRINK = 1.0  # times the square of the weights; best of 0.3, 1 and 3 on six folds
SCALE = 7.0  # the length to which a sentence's features are brought
EPOCHS = 12
SEED = 20240105


@dataclass(frozen=True, slots=True)
class Example:
    """One marked sentence: its scene, the two marked stretches, the type."""

    scene: Scene
    spans: tuple[Span, Span]
    root: str

    @property
    def heads(self) -> tuple[int, int]:
        """The words that govern the marked stretches."""
        heads = [self.scene.document.head_of(span) for span in self.spans]
        return heads[0] or 0, heads[1] or 0


def read_examples(reader: Reader, path: Path) -> list[Example]:
    """The marked sentences that are learned from."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))[::2]
    found = []
    for row in rows:
        document = read_document(make_report(row["sentence"], published=DAY), reader.parser)
        mentions, _ = find_mentions(document, reader.vocab)
        scene = Scene(document, MentionIndex(mentions), load_relations())
        found.append(Example(scene, (marked(row, "s"), marked(row, "t")), row["gold_root"]))
    return found


def invented_examples(reader: Reader) -> list[Example]:
    """The sentences of `relation_phrases.yaml` with made-up parties in the places of $A, $B and $C."""
    table = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    found: list[Example] = []
    for root, phrases in table["phrases"].items():
        for written in phrases:
            found.append(_invented(reader, table["fillers"], root, written, len(found)))
    return found


def _invented(reader: Reader, fillers: dict[str, list[str]], root: str, written: str, number: int) -> Example:
    text, spans, done = "", {}, 0
    for slot in re.finditer(r"\$([ABC])", written):
        choices = fillers[slot[1]]
        named = choices[(number * 5 + number // len(choices) + ord(slot[1])) % len(choices)]
        text += written[done : slot.start()]
        spans["B" if slot[1] == "B" else "A"] = Span(len(text), len(text) + len(named))
        text, done = text + named, slot.end()
    text += written[done:]
    document = read_document(make_report(text, published=DAY), reader.parser)
    mentions, _ = find_mentions(document, reader.vocab)
    return Example(Scene(document, MentionIndex(mentions), load_relations()), (spans["A"], spans["B"]), root)


def learn_types(examples: list[Example], kinds: tuple[str, ...]) -> tuple[dict[int, int], Floats]:
    """Multinomial logistic regression by Adam: the row of each feature's hash, and the weights by type."""
    bags = [[hashed(f) for f in type_features(e.scene, *e.heads, e.spans)] for e in examples]
    keys = sorted({key for bag in bags for key in bag})
    rows = {key: row for row, key in enumerate(keys)}
    seen = np.zeros((len(bags), len(keys)))
    for number, bag in enumerate(bags):
        seen[number, [rows[key] for key in bag]] = SCALE / np.sqrt(len(bag))
    right = np.eye(len(kinds))[[kinds.index(e.root) for e in examples]]

    def slope(table: Floats) -> Floats:
        scores = seen @ table
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return np.asarray((seen.T @ (shares - right) + SHRINK * table) / len(bags))

    return rows, descend(np.zeros((len(keys), len(kinds))), slope) * SCALE


def descend(table: Floats, slope: Callable[[Floats], Floats]) -> Floats:
    """Adam with a falling rate."""
    first, second = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, STEPS + 1):
        gradient = slope(table)
        first += 0.1 * (gradient - first)
        second += 0.01 * (gradient**2 - second)
        rate = RATE * (1 - step / (STEPS + 1))
        table = table - rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return table


def learn_pairs(examples: list[Example]) -> dict[int, float]:
    """Weights under which the marked pair is the likeliest of its sentence's pairs (AdaGrad, one sentence a step)."""
    groups = [group for e in examples if (group := _pairs(e)) is not None]
    counts = Counter(key for bags, _ in groups for bag in bags for key in bag)
    keys = [key for key, count in counts.items() if count >= RARE]
    rows = {key: row for row, key in enumerate(keys)}
    numbered = [([[rows[k] for k in bag if k in rows] for bag in bags], share) for bags, share in groups]
    weights, squares = np.zeros(len(rows)), np.full(len(rows), 1e-2)
    random = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        for at in random.permutation(len(numbered)):
            bags, share = numbered[at]
            scores = np.array([weights[bag].sum() for bag in bags])
            found = np.exp(scores - scores.max())
            gradient = 1e-3 * weights
            for bag, error in zip(bags, found / found.sum() - share, strict=True):
                np.add.at(gradient, bag, error)
            squares += gradient**2
            weights -= 0.15 * gradient / np.sqrt(squares)
    return dict(zip(keys, map(float, weights), strict=True))


def _pairs(example: Example) -> tuple[list[list[int]], Floats] | None:
    """The features of each pair of nouns, and how right each is; the governing words of the marked ones are best."""
    scene, document = example.scene, example.scene.document
    bags, right = [], []
    for sentence in document.sentences:
        nouns = candidates(scene, sentence)
        alone = {(tag, i): one_features(scene, tag, i, i == nouns[0]) for tag in ("s", "t") for i in nouns}
        for i in nouns:
            for j in (j for j in nouns if j != i):
                features = [*alone["s", i], *alone["t", j], *pair_features(scene, i, j)]
                bags.append([hashed(feature) for feature in features])
                inside = all(
                    document.tokens[at].span.within(span) for at, span in zip((i, j), example.spans, strict=True)
                )
                right.append(inside * (1.0 + (i == example.heads[0]) + (j == example.heads[1])))
    share = np.array(right)
    return (bags, share / share.sum()) if share.sum() else None


def learn(examples: list[Example], invented: list[Example]) -> RelationWeights:
    """All weights; pairs are learned from reported sentences alone."""
    kinds = tuple(sorted({example.root for example in (*examples, *invented)}))
    rows, table = learn_types([*examples, *invented], kinds)
    return RelationWeights(learn_pairs(examples), rows, table.astype(np.float16).astype(np.float32), kinds)


def check(examples: list[Example], invented: list[Example], folds: int) -> None:
    """Prints how often type (pair given), pair, and type with the pair found are right, each part unseen."""
    tally: Counter[str] = Counter()
    for fold in range(folds):
        weights = learn([e for n, e in enumerate(examples) if n % folds != fold], invented)
        for example in examples[fold::folds]:
            _check_one(Example(with_weights(example.scene, weights), example.spans, example.root), tally)
    print({name: round(100 * count / len(examples), 1) for name, count in tally.items()})


def with_weights(scene: Scene, weights: RelationWeights) -> Scene:
    """The same scene, read with other weights."""
    return Scene(scene.document, scene.mentions, RelationWords(scene.words.classes, weights))


def _check_one(example: Example, tally: Counter[str]) -> None:
    scene = example.scene
    tally["pair given"] += read_pair(scene, *example.heads, example.spans).root == example.root
    pair = likeliest_pair(scene, scene.document.sentences[0])
    if pair is not None:
        ends = [scene.document.tokens[i].span.overlaps(s) for i, s in zip(pair, example.spans, strict=True)]
        root = read_pair(scene, *pair, (phrase(scene, pair[0]), phrase(scene, pair[1]))).root
        tally["source"] += ends[0]
        tally["pair"] += all(ends)
        tally["type"] += root == example.root
        tally["type and pair"] += root == example.root and all(ends)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    reader = load_reader()
    examples, invented = read_examples(reader, arguments.data), invented_examples(reader)
    if arguments.folds:
        check(examples, invented, arguments.folds)
        return 0
    save(arguments.out, learn(examples, invented))
    return 0


def save(file: Path, weights: RelationWeights) -> None:
    """Writes hashes and float16 tables."""
    keys = sorted(weights.rows, key=weights.rows.__getitem__)
    np.savez_compressed(
        file,
        pair_keys=np.array(list(weights.pair), np.uint32),
        pair_weights=np.array(list(weights.pair.values()), np.float16),
        type_keys=np.array(keys, np.uint32),
        type_table=weights.table.astype(np.float16),
        kinds=np.array(weights.kinds),
    )


if __name__ == "__main__":
    sys.exit(main())
