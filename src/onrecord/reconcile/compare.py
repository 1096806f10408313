"""How far two accounts are of one happening: features in a list, each a small function with its weight and its words.

A feature gives what it found (`Evidence`), or None where nothing can be said. Weights are added; `APART` alone decides.
From `SAME` on two accounts are one; from `DOUBT` on a person should look; else they are two.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import asin, cos, inf, radians, sin, sqrt

from onrecord.model.mention import Place
from onrecord.model.record import Verdict
from onrecord.reconcile.account import Account, Ground, excluded, names, overlap

SAME = 3.0  # chosen by hand: the twelve stories give the same clusters from 1.5 to 4 and lose some from 4.5 on
DOUBT = 2.25  # chosen by hand: the stories give the same doubts from 1.5 to 2.5
APART = -inf
NEAR = 25.0  # kilometres between a town and the village or district in whose name the same happening is told


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one feature found."""

    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum of what all features found, and their words."""

    weight: float
    reasons: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """What follows."""
        if self.weight >= SAME:
            return Verdict.SAME
        return Verdict.UNSURE if self.weight >= DOUBT else Verdict.DIFFERENT


def compare(left: Account, right: Account) -> Comparison:
    """All features, until one says that they are apart. Symmetric."""
    total, reasons = 0.0, []
    for feature in FEATURES:
        found = feature(left, right)
        if found is None:
            continue
        total += found.weight
        reasons.append(f"{found.words} ({found.weight:+g})")
        if found.weight == APART:
            break
    return Comparison(total, tuple(reasons))


def days(left: Account, right: Account) -> Evidence | None:
    """One stated day 2, a night or few days that overlap 1.5; a day that only the report beside it gives 1."""
    if left.span is None or right.span is None:
        return Evidence(APART, "no day can be told")
    if not overlap(left.span, right.span):
        return Evidence(APART, "other days")
    if min(left.dated, right.dated) is not Ground.STATED:
        return Evidence(1.0, "days that may be one")
    return Evidence(2.0, "one day") if left.span == right.span else Evidence(1.5, "days that overlap")


def place(left: Account, right: Account) -> Evidence | None:
    """One town or site 2; one that is near 1; one region 0.5. Two towns are apart. A whole country tells little."""
    if not left.places or not right.places:
        return Evidence(-0.5, "no place is named")
    if left.fine and right.fine:
        return _two_places(left, right)
    if left.fine or right.fine:
        return _within(left, right)
    shared = names(left.places) & names(right.places)
    return Evidence(1.0, "one region or country") if shared else Evidence(APART, "other regions")


def _two_places(left: Account, right: Account) -> Evidence:
    if names(left.fine) & names(right.fine):
        stated = min(left.placed, right.placed) is Ground.STATED
        return Evidence(2.0, "one place") if stated else Evidence(0.5, "a place that the report names beside it")
    far = min((distance(ours, theirs) for ours in left.fine for theirs in right.fine), default=inf)
    return Evidence(1.0, f"places {far:.0f} km apart") if far <= NEAR else Evidence(APART, "other places")


def _within(left: Account, right: Account) -> Evidence:
    fine, broad = (left, right) if left.fine else (right, left)
    inside = {part for place in fine.places for part in (place.adm1, place.name) if part}
    if any(place.name in inside or place.adm1 in inside for place in broad.places):
        return Evidence(0.5, "a place in that region")
    countries = {place.country for place in fine.places}
    if all(place.country not in countries for place in broad.places):
        return Evidence(APART, "other countries")
    return Evidence(-1.0, "a place somewhere in that area")


def actor(left: Account, right: Account) -> Evidence | None:
    """One party acts 1. Two parties speak against it, unless two sources blame one another: that is a dispute."""
    if not left.actors or not right.actors:
        return None
    if left.actors & right.actors:
        return Evidence(1.0, "one party acts")
    if left.voices & right.voices:
        return Evidence(APART, "one source names two parties")
    return Evidence(-1.5, "two parties are named")


def recipient(left: Account, right: Account) -> Evidence | None:
    """One party is hit 0.5; two 1 against."""
    if not left.recipients or not right.recipients:
        return None
    one = left.recipients & right.recipients
    return Evidence(0.5, "one party is hit") if one else Evidence(-1.0, "two parties are hit")


def means(left: Account, right: Account) -> Evidence | None:
    """One mode 0.5; modes that exclude one another are apart."""
    if not left.means or not right.means:
        return None
    if excluded(left.means, right.means):
        return Evidence(APART, "means that exclude one another")
    return Evidence(0.5, "one means") if left.means & right.means else None


def targets(left: Account, right: Account) -> Evidence | None:
    """One target 1; two that are named 0.5 against: two sides may see two things."""
    if not left.targets or not right.targets:
        return None
    if left.targets & right.targets:
        return Evidence(1.0, "one target")
    return Evidence(-0.5, "two targets")


def beside(left: Account, right: Account) -> Evidence | None:
    """1 where a report goes on to tell, naming no day and no place of its own."""
    if left.report != right.report:
        return None
    bare = any(max(one.dated, one.placed) <= Ground.NEXT for one in (left, right))
    return Evidence(1.0, "the report goes on telling") if bare else None


def numbers(left: Account, right: Account) -> Evidence | None:
    """One number of one kind 1 (a number of one or nothing tells little); one report's two numbers are apart."""
    shared = left.numbers.keys() & right.numbers.keys()
    equal = [key for key in shared if left.numbers[key] == right.numbers[key]]
    if left.report == right.report and left.voices & right.voices and len(equal) < len(shared):
        return Evidence(APART, "one report tells of two numbers")
    telling = [key for key in equal if max(n for n in left.numbers[key] if isinstance(n, int | float)) > 1]
    if telling:
        return Evidence(1.0, "one number")
    effects = {kind for kind, _ in left.numbers} & {kind for kind, _ in right.numbers}
    return Evidence(0.5, "numbers of one kind") if effects else None


def speaker(left: Account, right: Account) -> Evidence | None:
    """One source in two reports 0.5, and 1 where it counts the same again: it corrects itself."""
    named = {voice for voice in left.voices & right.voices if not voice.startswith("outlet ")}
    if not named or left.report == right.report:
        return None
    again = left.numbers.keys() & right.numbers.keys()
    return Evidence(1.0, "one source counts again") if again else Evidence(0.5, "one source")


def told_apart(left: Account, right: Account) -> Evidence | None:
    """The report itself says that it is another: "a second strike"."""
    if left.report != right.report:
        return None
    later = max(left, right, key=lambda one: one.order)
    return Evidence(APART, "the report goes on to another") if later.goes_on else None


Feature = Callable[[Account, Account], Evidence | None]
FEATURES: tuple[Feature, ...] = (
    days,
    place,
    means,
    told_apart,
    numbers,
    actor,
    recipient,
    targets,
    speaker,
    beside,
)


def distance(left: Place, right: Place) -> float:
    """Kilometres between two places by the great circle, infinite where one has no coordinates.

    >>> round(distance(Place("Kyiv", lat=50.45, lon=30.52), Place("Moscow", lat=55.75, lon=37.62)))
    756
    """
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return inf
    north, south = radians(left.lat), radians(right.lat)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(right.lon - left.lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def table() -> Iterable[tuple[str, str]]:
    """Each feature and what it says of itself, for the page of decisions."""
    return ((feature.__name__, " ".join((feature.__doc__ or "").split())) for feature in FEATURES)
