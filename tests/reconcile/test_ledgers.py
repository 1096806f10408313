"""Strikes by day, side, weapon and speaker; running tolls; wire groups."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.gather import make_report
from onrecord.model.claim import Effect, Item, Role, Type
from onrecord.model.mention import Actor, Quantity, Thing
from onrecord.model.record import Strike, Told
from onrecord.model.span import Sourced
from onrecord.reconcile import as_known, reconcile
from onrecord.reconcile.party import independent, parties
from onrecord.reconcile.syndication import wire_groups
from tests.stories import ARMY, HOSPITAL, Say, Story, told

RUSSIA, UKRAINE = Actor("RUS", "Russia", "RUS"), Actor("UKR", "Ukraine", "UKR")


def counts(outlet: str, source: Actor, **numbers: int) -> list[Told]:
    """One report in which a source tells what became of Russia's drones."""
    found = []
    says = tuple(Say(f"{effect} {number}.", source=source) for effect, number in numbers.items())
    for one, (effect, number) in zip(told(Story(says, outlet)), numbers.items(), strict=True):
        span, launch = one.claim.sentence, effect == "launched"
        item = Item(
            Role.WEAPON if launch else Role.TARGET,
            Sourced(Thing(None, "attack drone"), span),
            None,
            Sourced(Quantity(number, number, number), span),
            effect=Sourced(Effect(effect), span),
        )
        sides = (Sourced(RUSSIA, span),)
        claim = replace(one.claim, items=(item,), actor=sides if launch else (), recipient=() if launch else sides)
        claim = claim if launch else replace(claim, type=Sourced(Type.INTERCEPT, span))
        found.append(replace(one, claim=claim))
    return found


def lines(*reports: list[Told]) -> list[Strike]:
    return sorted(reconcile(one for report in reports for one in report).strikes, key=lambda strike: strike.id)


def bests(strike: Strike) -> list[object]:
    return [number and number.best for number in (strike.launched, strike.intercepted, strike.jammed)]


def test_a_weapon_is_launched_by_who_fires_it_and_not_by_who_made_it() -> None:
    (one,) = counts("Post", UKRAINE, launched=3)
    korea = Sourced(Actor("PRK", "North Korea", "PRK"), one.claim.sentence)
    made = replace(one.claim, items=(replace(one.claim.items[0], side=korea),))
    (fired,) = lines([replace(one, claim=made)])
    assert fired.side == RUSSIA
    (left_open,) = lines([replace(one, claim=replace(made, actor=()))])
    assert left_open.side == korea.value


def test_as_of_a_day_a_line_has_no_number_that_a_later_report_added() -> None:
    first, second = (
        counts("Post", UKRAINE, launched=64, intercepted=41),
        counts("Star", UKRAINE, launched=64, jammed=15),
    )
    (line,) = lines(first, second)
    assert bests(line) == [64, 41, 15]
    (known,) = as_known([line], first)
    assert bests(known) == [64, 41, None]
    assert known.claims == tuple(one.claim.id for one in first)
    assert list(as_known([line], [])) == []


def test_persons_without_a_post_are_no_party_that_two_reports_share() -> None:
    someone = Actor(None, "person")
    assert parties((someone, ARMY)) == parties((ARMY,))


def test_one_speakers_sum_is_one_line_however_many_outlets_quote_it() -> None:
    (line,) = lines(
        counts("A", UKRAINE, launched=74, intercepted=58, jammed=9), counts("B", UKRAINE, launched=74, intercepted=58)
    )
    assert (bests(line), line.sums, len(line.claims)) == ([74, 58, 9], True, 5)
    assert (line.side, line.weapon, line.source) == (RUSSIA, "drone", UKRAINE)


def test_two_speakers_or_a_changed_number_are_lines_of_their_own_and_are_never_added() -> None:
    found = lines(
        counts("A", UKRAINE, launched=74), counts("B", RUSSIA, launched=80), counts("C", UKRAINE, launched=76)
    )
    assert sorted(bests(line)[0] for line in found) == [74, 76, 80]  # type: ignore[type-var]


def test_a_sum_that_does_not_fit_is_marked() -> None:
    (line,) = lines(counts("A", UKRAINE, launched=10, intercepted=8, jammed=3))
    assert line.sums is False


def test_a_running_toll_grows_from_report_to_report_and_is_no_event() -> None:
    toll = Say("48 have died.", Type.SITUATION, killed=48, period=True, source=HOSPITAL, until=date(2024, 1, 31))
    more = replace(toll, words="50 have died.", killed=50)
    other = replace(toll, words="Nine have died.", killed=9, source=ARMY)
    reports = [Story((toll,)), Story((more,), day=date(2024, 1, 9)), Story((other,))]
    described = reconcile(one for report in reports for one in told(report))
    assert described.events == ()
    assert sorted([report.best for report in tally.reports] for tally in described.tallies) == [[9], [48, 50]]


ORIGINAL = (
    "Shells fell on the northern quarter of the old town before dawn and set two grain stores beside the river on fire."
)
MORE = " Families who had slept in a cellar carried out what they could while neighbours passed buckets along the lane."
OTHER = "Before sunrise artillery struck the old town. Two stores of grain burned, and people nearby fought the flames."


@pytest.mark.parametrize(
    ("text", "one"),
    [
        (ORIGINAL + MORE, True),
        (ORIGINAL, True),
        ((ORIGINAL + MORE).replace("two grain", "several grain").replace("neighbours", "others"), True),
        (OTHER, False),
    ],
)
def test_copies_are_one_wire_group_whole_cut_or_edited(text: str, one: bool) -> None:
    first = make_report(ORIGINAL + MORE, published=None, outlet="A")
    groups = wire_groups([first, make_report(text, published=None, outlet="B")])
    assert (len(set(groups.values())) == 1) is one


def test_twenty_copies_are_found_by_their_sketches() -> None:
    reports = [make_report(ORIGINAL + MORE, published=None, outlet=f"Outlet {n}") for n in range(20)]
    assert len(set(wire_groups([*reports, make_report(OTHER, published=None)]).values())) == 2


def test_outlets_that_print_one_wires_words_are_one_source() -> None:
    claims = tuple(
        told(*(Story((Say(ORIGINAL + MORE),), f"Outlet {n}") for n in range(5)), Story((Say(OTHER),), "Own"))
    )
    assert independent(claims, wire_groups(one.report for one in claims)) == 2
