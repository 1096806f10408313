"""The trained chooser: which words are cues, which stretch each governs and whose words they are.

One network scores each stretch as the content of a cue against there being none, the other each phrase as its source
against there being none.
"""

from collections.abc import Iterator

import numpy as np

from onrecord.claim.speech_features import COLONS, CUE_POS, content_features, cue_features, source_features, touched
from onrecord.claim.speech_options import Option, Page, Ranges, contents
from onrecord.claim.speech_rules import Draft
from onrecord.claim.speech_sources import sources
from onrecord.model.document import Token
from onrecord.vocab.weights import Floats, Network, SpeechWeights, hashed

SAME = 0.5  # two stretches that overlap so much count as the same content


def gate_key(token: Token) -> int:
    """The hash of a word and its part of speech: whether it was ever a cue."""
    return hashed(f"{token.lemma.lower()}|{token.pos}")


def possible_cues(page: Page, gate: frozenset[int]) -> Iterator[Token]:
    """The tokens that may be cues: words that were cues before, and any verb with a clause or a quotation beside it."""
    tokens = page.document.tokens
    for token in tokens:
        if token.pos == "VERB":
            clausal = gate_key(token) in gate or any(tokens[i].dep == "ccomp" for i in token.children)
            if clausal or any(touched(page, token)):
                yield token
        elif token.text in COLONS or (token.pos in CUE_POS and gate_key(token) in gate):
            yield token


def probabilities(scores: Floats, first: int, last: int) -> Floats:
    """The options' shares against there being none, whose score is 0."""
    part = scores[first:last]
    top = max(float(part.max()), 0.0)
    shares = np.exp(part - top)
    return np.asarray(shares / (shares.sum() + np.exp(-top)), dtype=np.float32)


def choose(page: Page, model: SpeechWeights) -> list[Draft]:
    """The attributions that the model finds, each content taken by its surest cue."""
    found = [draft for draft in _scored(page, model) if draft.score >= model.bound]
    kept: list[Draft] = []
    for draft in sorted(found, key=lambda draft: -draft.score):
        sourced = _sourced(page, model.source, draft)
        if not any(rivals(sourced, other) for other in kept):
            kept.append(sourced)
    return sorted(kept, key=lambda draft: draft.cue.index)


def _scored(page: Page, model: SpeechWeights) -> Iterator[Draft]:
    """Each cue that is worth trying, with its likeliest content and the probability that it is one."""
    network = model.content
    cues = list(possible_cues(page, model.gate))
    if not cues:
        return
    heads = network.sums([network.known(cue_features(page, cue)) for cue in cues])
    groups: list[tuple[Token, list[Option]]] = []
    bags: list[list[int]] = []
    rows: list[int] = []
    for row in map(int, np.flatnonzero(heads[:, 1] > model.tried)):
        cue = cues[row]
        options = contents(page, cue)
        if options:
            quoted = touched(page, cue)
            groups.append((cue, options))
            bags += [network.known(content_features(page, cue, option, quoted)) for option in options]
            rows += [row] * len(options)
    if not groups:
        return
    scores, first = network.scores(network.sums(bags) + heads[rows]), 0
    for cue, options in groups:
        best, share = likeliest(options, probabilities(scores, first, first + len(options)))
        yield Draft(cue, best, None, share)
        first += len(options)


def likeliest(options: list[Option], shares: Floats) -> tuple[Option, float]:
    """The option that most probability agrees with: an option's share counts for all that overlap it enough."""
    best, most = options[0], -1.0
    voting = [(other, share) for other, share in zip(options, map(float, shares), strict=True) if share > 0.01]
    for option, own in zip(options, map(float, shares), strict=True):
        if own < 0.02 and most >= 0:
            continue
        agreed = sum(share for other, share in voting if same(option.ranges, other.ranges))
        agreed += own * 0.01
        if agreed > most:
            best, most = option, agreed
    return best, most


def same(one: Ranges, other: Ranges) -> bool:
    """Whether two stretches overlap in at least half of their joint tokens."""
    if one[-1][1] <= other[0][0] or other[-1][1] <= one[0][0]:
        return False  # most pairs stand apart: told without counting
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    joint = sum(b - a for a, b in one) + sum(d - c for c, d in other) - shared
    return shared >= SAME * joint


def rivals(one: Draft, other: Draft) -> bool:
    """Whether two drafts are of the same content. Not so where one source says what the other source says."""
    if not same(one.content.ranges, other.content.ranges):
        return False
    held = one.holds(other) or other.holds(one)
    return not (held and one.source and other.source and one.source.ranges != other.source.ranges)


def _sourced(page: Page, network: Network, draft: Draft) -> Draft:
    """The draft with the likeliest source, None where that there is none is likelier than any."""
    options = sources(page, draft.cue)
    choices: list[Option | None] = [*options, None]
    bags = [network.known(source_features(page, draft.cue, option, draft.content)) for option in choices]
    scores = network.scores(network.sums(bags))
    return Draft(draft.cue, draft.content, choices[int(scores.argmax())], draft.score)
