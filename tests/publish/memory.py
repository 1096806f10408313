"""A record in memory: what the store hands to publish, from stories."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.model.record import Event, Judgement, Strike, Tally, Told, Transfer
from onrecord.model.report import Report
from onrecord.publish import Brief, Question, make_brief
from onrecord.reconcile import reconcile
from tests.stories import Story, told

DAY = date(2024, 1, 6)


@dataclass
class Memory:
    """`model.record.Records` over lists."""

    all_told: list[Told]
    all_events: tuple[Event, ...] = ()
    all_transfers: tuple[Transfer, ...] = ()
    all_strikes: tuple[Strike, ...] = ()
    all_judgements: tuple[Judgement, ...] = ()

    def reports(self) -> Iterator[Report]:
        yield from {each.report.id: each.report for each in self.all_told}.values()

    def claims(self) -> Iterator[Told]:
        yield from self.all_told

    def told(self, claims: Iterable[str]) -> tuple[Told, ...]:
        known = {each.claim.id: each for each in self.all_told}
        return tuple(known[id_] for id_ in claims if id_ in known)

    def events(self) -> Iterator[Event]:
        yield from self.all_events

    def transfers(self) -> Iterator[Transfer]:
        yield from self.all_transfers

    def strikes(self) -> Iterator[Strike]:
        yield from self.all_strikes

    def tallies(self) -> Iterator[Tally]:
        yield from ()

    def judgements(self) -> Iterator[Judgement]:
        yield from self.all_judgements


def memory(*stories: Story) -> Memory:
    claims = told(*stories)
    described = reconcile(claims)
    return Memory(claims, described.events, described.transfers, described.strikes)


def brief_of(*stories: Story, question: Question | None = None) -> Brief:
    return make_brief(question or Question(DAY), memory(*stories))


def sentences(made: Brief, *, takeaways: bool = False) -> list[str]:
    """The texts of all sections; with `takeaways` of these too."""
    sections = [section for section in made.sections if takeaways or section.key != "takeaways"]
    return [sentence.text for section in sections for paragraph in section.paragraphs for sentence in paragraph]
