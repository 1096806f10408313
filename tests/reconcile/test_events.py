"""Which claims are one event, and what the event then says."""

from datetime import date

import pytest

from onrecord.model.claim import Modality, Status, Type
from onrecord.model.record import Event, Standing
from onrecord.reconcile import reconcile
from tests.stories import ARMY, FASHER, FRIDAY, HOSPITAL, NYALA, RSF, SUDAN, Say, Story, told

SATURDAY = date(2024, 1, 6)
LEFT = Say("Shells hit El Fasher.", actor=RSF)


def events(*stories: Story) -> tuple[Event, ...]:
    described = reconcile(told(*stories))
    found, transfers = described.events, described.transfers
    assert transfers == ()
    return found


def two(left: Say, right: Say) -> tuple[Event, ...]:
    return events(Story((left,), "Morning Post"), Story((right,), "Evening Star"))


ONE_EVENT = {
    "the same place, day and type": Say("El Fasher was shelled.", actor=RSF),
    "nobody named": Say("El Fasher was shelled."),
    "a night that holds the day": Say("El Fasher was shelled overnight.", day=date(2024, 1, 4), until=FRIDAY),
    "another's number": Say("Nine died in El Fasher.", killed=9),
    "no date, in a report of the day after": Say("El Fasher was shelled.", day=None),
}
TWO_EVENTS = {
    "another day": Say("El Fasher was shelled.", day=SATURDAY),
    "another town": Say("Nyala was shelled.", place=NYALA),
    "another type": Say("The army left El Fasher.", type=Type.RETREAT),
    "the other party": Say("The army shelled El Fasher.", actor=ARMY),
    "a whole country": Say("Shells fell in Sudan.", place=SUDAN),
    "a month": Say("El Fasher was shelled in January.", day=date(2024, 1, 1), until=date(2024, 1, 31)),
}


@pytest.mark.parametrize("right", ONE_EVENT.values(), ids=ONE_EVENT)
def test_one_event(right: Say) -> None:
    (event,) = two(LEFT, right)
    assert (event.reports, event.outlets, len(event.claims)) == (2, 2, 2)
    assert event.actor == (RSF,)
    assert event.place == (FASHER,)


@pytest.mark.parametrize("right", TWO_EVENTS.values(), ids=TWO_EVENTS)
def test_two_events(right: Say) -> None:
    assert len(two(LEFT, right)) == 2


NO_EVENT = {
    "a statement": Say(type=None),
    "a plan": Say(modality=Modality.EXPECTED),
    "a supposition": Say(modality=Modality.HYPOTHETICAL),
    "a habit": Say(modality=Modality.HABITUAL),
    "a running toll": Say(type=Type.SITUATION, killed=48_000, period=True),
}


@pytest.mark.parametrize("say", NO_EVENT.values(), ids=NO_EVENT)
def test_no_event(say: Say) -> None:
    assert events(Story((say,))) == ()


def test_three_days_and_two_towns_are_not_chained_by_a_night_between_them() -> None:
    night = Say("It was shelled overnight.", day=FRIDAY, until=SATURDAY)
    found = reconcile(
        told(
            Story((Say("El Fasher was shelled on Friday.", actor=RSF),), "A"),
            Story((Say("El Fasher was shelled on Saturday.", actor=RSF, day=SATURDAY),), "B"),
            Story((night,), "C"),
        )
    )
    assert [len(event.claims) for event in found.events] == [1, 1, 1]
    assert len(found.unsure) == 2  # whichever day's it was: a person may tell


def test_a_retelling_joins_its_event_though_it_has_neither_date_nor_place() -> None:
    more = Say("The attack killed six.", day=None, place=None, killed=6, retells=0)
    (event,) = events(Story((LEFT, more)))
    assert len(event.claims) == 2
    assert [figure.best for figure in event.figures] == [6]


def test_an_interception_is_an_event_of_its_own_on_the_day_of_the_attack_that_it_speaks_of() -> None:
    downed = Say("The army shot down all of them.", Type.INTERCEPT, day=None, place=None, actor=ARMY, retells=0)
    attack, stopped = sorted(events(Story((LEFT, downed))), key=lambda event: event.type)
    assert (attack.actor, stopped.actor) == ((RSF,), (ARMY,))
    assert stopped.type is Type.INTERCEPT
    assert (stopped.when, stopped.place) == (attack.when, attack.place)
    assert attack.disputes == ()


def test_a_report_that_gives_two_numbers_tells_of_two_events() -> None:
    first, second = Say("Six died in El Fasher.", killed=6), Say("Nine died in El Fasher later.", killed=9)
    assert len(events(Story((first, second)))) == 2


def test_two_sides_numbers_stand_side_by_side_and_are_a_dispute() -> None:
    (event,) = two(
        Say("Thirty died, the army said.", killed=30, source=ARMY),
        Say("Two died, a nurse said.", killed=2, source=HOSPITAL),
    )
    assert [(figure.source, figure.low, figure.best) for figure in event.figures] == [(ARMY, 30, 30), (HOSPITAL, 2, 2)]
    assert [(dispute.about, set(dispute.claims)) for dispute in event.disputes] == [("figure", set(event.claims))]


def test_one_source_that_corrects_its_number_is_no_dispute() -> None:
    (event,) = two(
        Say("Six died, the army said.", killed=6, source=ARMY), Say("Nine died, the army said.", killed=9, source=ARMY)
    )
    assert [figure.best for figure in event.figures] == [6, 9]
    assert event.disputes == ()


def test_figures_and_fields_of_a_denial_are_not_the_events() -> None:
    (event,) = two(LEFT, Say("The RSF denied it.", actor=RSF, source=RSF, denied=True, killed=4))
    assert event.figures == ()
    assert [dispute.about for dispute in event.disputes] == ["occurrence"]


STANDINGS = [
    (Standing.CONFIRMED, (Say(source=ARMY, status=Status.CONFIRMED),)),
    (Standing.CORROBORATED, (Say(source=ARMY), Say(source=HOSPITAL))),
    (Standing.CLAIMED, (Say(source=ARMY), Say("The town was hit, said the army.", source=ARMY))),
    (Standing.CORROBORATED, (Say("One outlet's words."), Say("Another's own words."))),
    (Standing.REPORTED, (Say("The same words."), Say("The same words."))),
    (Standing.UNVERIFIED, (Say(source=ARMY, status=Status.UNVERIFIED),)),
    (Standing.UNVERIFIED, (Say(source=ARMY), Say(source=RSF, denied=True))),
    (Standing.DENIED, (Say(source=RSF, denied=True),)),
]


@pytest.mark.parametrize(("expected", "says"), STANDINGS)
def test_standing(expected: Standing, says: tuple[Say, ...]) -> None:
    (event,) = events(*(Story((say,), f"Outlet {number}") for number, say in enumerate(says)))
    assert event.verification is expected


def test_outlets_that_quote_one_ministry_are_one_source() -> None:
    (event,) = events(*(Story((Say(source=ARMY),), f"Outlet {number}") for number in range(5)))
    assert (event.independent_sources, event.outlets) == (1, 5)


def test_the_id_is_the_earliest_claims_and_the_days_are_those_of_the_reports() -> None:
    early, late = Story((LEFT,), "A", date(2024, 1, 6)), Story((Say("Later words.", actor=RSF),), "B", date(2024, 1, 9))
    (event,) = events(late, early)
    assert event.id == told(early)[0].claim.id
    assert (event.first_reported, event.last_reported) == (date(2024, 1, 6), date(2024, 1, 9))
