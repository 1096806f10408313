"""Trains the chooser of attributions on PolNeAR: `python -m bench.train.train_attribution --data FOLDER --out FILE`.

FOLDER holds the parts `train` and `dev`; SciPy is needed here, not at run time. The parse is kept in `--cache`.
The bound above which a cue counts is the one with the best F1 (with source) on `dev`.
"""

import argparse
import pickle
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bench.polnear import Annotated, Counted, Words, iou, matched, read_polnear
from onrecord.claim.speech_features import content_features, cue_features, source_features, touched
from onrecord.claim.speech_model import choose, gate_key, possible_cues
from onrecord.claim.speech_options import Option, contents, make_page
from onrecord.claim.speech_quotes import find_quotations
from onrecord.claim.speech_sources import sources
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.weights import Network, SpeechWeights, hashed

SAME = 0.5
RARE = 3  # features and cue words seen less often are left out
HIDDEN = 24
SHOWN = 0.85  # of the features in each step of training
EPOCHS = 8
BATCH = 256
GIVEN = 0.9  # points of F1 (both sums) given for recall: a statement missed is worse than one too many
RATE = 0.004
DECAY = 2e-5
KEPT = 0.75  # of the hidden units in each step of training
SEED = 20240105


@dataclass(slots=True)
class Groups:
    """Groups of options: features of the group, features of each option, which options are right."""

    heads: list[list[int]] = field(default_factory=list)
    bags: list[list[int]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    none: list[bool] = field(default_factory=list)

    def add(self, head: list[str], options: list[list[str]], right: list[bool], none: bool) -> None:
        self.heads.append([hashed(feature) for feature in head])
        self.bags += [[hashed(feature) for feature in option] for option in options]
        self.sizes.append(len(options))
        self.right += [float(flag) for flag in right]
        self.none.append(none)


def parsed(part: Path, cache: Path) -> list[tuple[Annotated, Document]]:
    """Each text of a part once, with its first annotation and its parse."""
    file = cache / f"{part.name}.parsed"
    once = {annotated.name: annotated for annotated in reversed(list(read_polnear(part)))}
    if file.exists():
        documents = pickle.loads(file.read_bytes())  # our own file, not a model
    else:
        parser = Parser()
        documents = {name: read_document(make_report(a.text), parser) for name, a in sorted(once.items())}
        file.write_bytes(pickle.dumps(documents, protocol=5))
    return [(once[name], documents[name]) for name in sorted(once)]


def cue_words(texts: list[tuple[Annotated, Document]]) -> frozenset[int]:
    """Words with their part of speech that head cues at least `RARE` times, and not too rarely among their uses."""
    heads: Counter[int] = Counter()
    uses: Counter[int] = Counter()
    for annotated, document in texts:
        uses.update(gate_key(token) for token in document.tokens)
        for gold in annotated.gold:
            head = document.head_of(gold.cue[0]) if gold.cue else None
            if head is not None:
                heads[gate_key(document.tokens[head])] += 1
    return frozenset(key for key, count in heads.items() if count >= RARE and count >= LEAST * uses[key])


TRIED = -3.0  # log odds below which a word is not tried as a cue
LEAST = 0.03  # the share of a word's uses that must be cues for it to be tried


class Text:
    """One annotated text with its page and the words of any option."""

    def __init__(self, annotated: Annotated, document: Document) -> None:
        self.page = make_page(document, find_quotations(document))
        self.counted = Counted(annotated.text)
        self.gold = annotated.gold
        self.contents = [self.counted.words(gold.content) for gold in self.gold]
        self.sources = [self.counted.words(gold.source) for gold in self.gold]

    def words(self, option: Option | None) -> Words:
        if option is None:
            return frozenset()
        document = self.page.document
        return self.counted.words(tuple(document.span(first, last) for first, last in option.ranges))

    def assigned(self, gate: frozenset[int]) -> Iterator[tuple[object, list[Option], list[float], int | None]]:
        """Each possible cue with its options, how well each meets its gold attribution, and which that is."""
        cues = [(cue, options) for cue in possible_cues(self.page, gate) if (options := contents(self.page, cue))]
        words = [[self.words(option) for option in options] for _, options in cues]
        best: dict[int, tuple[float, int]] = {}
        overlaps: list[dict[int, list[float]]] = []
        for number, (cue, _) in enumerate(cues):
            near = {}
            for j, gold in enumerate(self.gold):
                if not any(cue.start < span.end and span.start < cue.end for span in gold.cue):
                    continue
                scores = [iou(self.contents[j], part) for part in words[number]]
                near[j] = scores
                if max(scores) >= SAME and max(scores) > best.get(j, (0.0, 0))[0] + 0.001:
                    best[j] = (max(scores), number)
            overlaps.append(near)
        chosen = {number: j for j, (_, number) in best.items()}
        for number, (cue, options) in enumerate(cues):
            gold = chosen.get(number)
            yield cue, options, overlaps[number][gold] if gold is not None else [], gold


def groups(texts: list[Text], gate: frozenset[int]) -> tuple[Groups, Groups]:
    """Training groups for contents and for sources."""
    content, source = Groups(), Groups()
    for text in texts:
        page = text.page
        for cue, options, scores, gold in text.assigned(gate):
            quoted = touched(page, cue)
            bags = [content_features(page, cue, option, quoted) for option in options]
            right = [score >= SAME for score in scores] if gold is not None else [False] * len(options)
            content.add(cue_features(page, cue), bags, right, gold is None)
            if gold is not None:
                _add_source(source, text, cue, options[int(np.argmax(scores))], gold)
    return content, source


def _add_source(groups: Groups, text: Text, cue, content: Option, gold: int) -> None:
    choices: list[Option | None] = [*sources(text.page, cue), None]
    meant = text.sources[gold]
    right = [
        iou(meant, text.words(option)) >= SAME if option and meant else not option and not meant for option in choices
    ]
    if any(right):
        bags = [source_features(text.page, cue, option, content) for option in choices]
        groups.add(["bias"], bags, right, False)


def numbered(bags: list[list[int]], rows: dict[int, int]) -> csr_matrix:
    """The bags as a sparse matrix over the known features."""
    kept = [[rows[key] for key in bag if key in rows] for bag in bags]
    starts = np.cumsum([0, *(len(bag) for bag in kept)])
    flat = np.fromiter((row for bag in kept for row in bag), dtype=np.int32)
    return csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(kept), len(rows)))


def train(data: Groups, *, with_none: bool, least: int, seed: int = SEED) -> Network:
    """A network fitted by Adam to put probability on the right options of each group."""
    counts = Counter(key for bag in (*data.heads, *data.bags) for key in set(bag))
    keys = sorted(key for key, count in counts.items() if count >= least)
    rows = {key: row for row, key in enumerate(keys)}
    heads, bags = numbered(data.heads, rows), numbered(data.bags, rows)
    starts = np.cumsum([0, *data.sizes])
    right, none = np.array(data.right, np.float32), np.array(data.none)
    random = np.random.default_rng(seed)
    table = (random.normal(size=(len(keys), HIDDEN + 2)) * 0.05).astype(np.float32)
    table[:, :2] = 0
    weights = (random.normal(size=HIDDEN) * 0.3).astype(np.float32)
    parameters = [table, weights]
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in parameters]
    average = [np.zeros_like(p) for p in parameters]
    step, averaged = 0, 0
    steps = EPOCHS * (len(data.sizes) // BATCH + 1)
    for epoch in range(EPOCHS):
        order = random.permutation(len(data.sizes))
        total = 0.0
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            sizes = starts[batch + 1] - starts[batch]
            picked = np.concatenate([np.arange(starts[b], starts[b + 1]) for b in batch])
            owner = np.repeat(np.arange(len(batch)), sizes)
            x, h = thinned(bags[picked], random), thinned(heads[batch], random)
            own = h @ table
            sums = x @ table + own[owner]
            mask = sums[:, 2:] > 0
            drop = (random.random(mask.shape) < KEPT) / np.float32(KEPT)
            bent = sums[:, 2:] * mask * drop
            scores = sums[:, 0] + bent @ weights
            loss, gradient = _loss(scores, owner, right[picked], none[batch], with_none)
            total += loss
            ds = np.empty_like(sums)
            ds[:, 0], ds[:, 1] = gradient, 0
            ds[:, 2:] = gradient[:, None] * weights * mask * drop
            by_owner = np.zeros((len(batch), ds.shape[1]), np.float32)
            np.add.at(by_owner, owner, ds)
            by_owner[:, 1] = 1 / (1 + np.exp(-own[:, 1])) - ~none[batch]
            gradients = [x.T @ ds + h.T @ by_owner, bent.T @ gradient]
            step += 1
            rate = RATE * (1 - step / (steps + 1))
            for p, g, (m, v) in zip(parameters, gradients, moments, strict=True):
                g = g / len(batch) + DECAY * p
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                p -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
            if epoch >= EPOCHS - 2:
                averaged += 1
                for mean, p in zip(average, parameters, strict=True):
                    mean += (p - mean) / averaged
        print(f"epoch {epoch}: loss {total / len(order):.4f}", flush=True)
    table, weights = (part.astype(np.float16).astype(np.float32) for part in average)
    padded = np.vstack([np.zeros((1, HIDDEN + 2), np.float32), table])
    return Network({key: row + 1 for row, key in enumerate(keys)}, padded, weights)


def thinned(bags: csr_matrix, random: np.random.Generator) -> csr_matrix:
    """The bags with some features left out at random, so that none is leaned on alone."""
    bags.data = ((random.random(len(bags.data)) < SHOWN) / SHOWN).astype(np.float32)
    return bags


def _loss(scores, owner, right, none, with_none):
    """Minus the log of the probability on right options, summed over groups, and its gradient by score."""
    count = len(none)
    top = np.full(count, 0.0 if with_none else -1e9, np.float32)
    np.maximum.at(top, owner, scores)
    shares = np.exp(scores - top[owner])
    empty = np.exp(-top) if with_none else np.zeros(count, np.float32)
    whole = np.bincount(owner, shares, count) + empty
    good = np.where(none, empty, np.bincount(owner, shares * right, count))
    good = np.maximum(good, 1e-12)
    posterior = shares / whole[owner]
    target = np.where(none[owner], 0.0, shares * right / good[owner])
    return float(-np.log(good / whole).sum()), (posterior - target).astype(np.float32)


def evaluate(texts: list[Text], model: SpeechWeights) -> list[tuple[float, int, float, float]]:
    """For each bound: how many attributions are made, F1 of contents, F1 with source."""
    made, total = [], sum(len(text.gold) for text in texts)
    for text in texts:
        found = choose(text.page, model)
        pairs = [(text.words(draft.content), text.words(draft.source)) for draft in found]
        gold = list(zip(text.contents, text.sources, strict=True))
        plain, sourced = (matched(pairs, gold, source=flag) for flag in (False, True))
        made += [(draft.score, i in plain, i in sourced) for i, draft in enumerate(found)]
    made.sort(reverse=True)
    curve = []
    for n in range(20, len(made) + 1, 20):
        both = (200 * sum(row[k] for row in made[:n]) / (n + total) for k in (1, 2))
        curve.append((made[n - 1][0], n, *both))
    return curve


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=0)
    arguments = parser.parse_args()
    training = parsed(arguments.data / "train", arguments.cache)
    if arguments.sample:
        training = training[:: len(training) // arguments.sample]
    gate = cue_words(training)
    content, source = groups([Text(*pair) for pair in training], gate)
    print(f"{len(gate)} cue words; {len(content.sizes)} groups; {len(content.bags)} options", flush=True)
    networks = [train(content, with_none=True, least=RARE), train(source, with_none=False, least=RARE)]
    texts = [Text(*pair) for pair in parsed(arguments.data / "dev", arguments.cache)]
    curve = evaluate(texts, SpeechWeights(gate, *networks, 0.1, TRIED))
    most = max(row[2] + row[3] for row in curve)
    best = min(row for row in curve if row[2] + row[3] >= most - GIVEN)
    for row in (*curve[:: max(1, len(curve) // 12)], best):
        print("bound {:.3f}: {} made, relation F1 {:.2f}, with source {:.2f}".format(*row))
    save(arguments.out, gate, networks, best[0])
    return 0


def save(file: Path, gate: frozenset[int], networks: list[Network], bound: float) -> None:
    """Writes hashes, float16 tables and the bound."""
    arrays = {"gate": np.array(sorted(gate), np.uint32), "bound": np.float32(bound), "tried": np.float32(TRIED)}
    for name, network in zip(("content", "source"), networks, strict=True):
        keys = sorted(network.rows, key=network.rows.__getitem__)
        arrays |= {
            f"{name}_keys": np.array(keys, np.uint32),
            f"{name}_table": network.table[1:].astype(np.float16),
            f"{name}_weights": network.weights.astype(np.float16),
        }
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(file, **arrays)


if __name__ == "__main__":
    sys.exit(main())
