"""Actors in the sentences of invented stories: who is named, who is meant by later words."""

from datetime import date

import pytest

from bench.bench_actor import Finder, judge, read_gold
from onrecord.find import longest
from onrecord.find.actor import find_actors
from onrecord.find.actor_compose import compose, plain, slug
from onrecord.find.actor_person import spelling_key
from onrecord.gather import make_report
from onrecord.model.document import Document
from onrecord.model.mention import Actor, Mention
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.actor import Actors, NameKind, Role, RoleKind, load_actors
from onrecord.vocab.loader import read_csv


class OnlyActors:
    """A vocabulary with nothing but actors: places are not needed for these rules."""

    actors = load_actors()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def read(parser: Parser, text: str) -> tuple[Document, tuple[Mention, ...]]:
    document = read_document(make_report(text, published=date(2024, 5, 2)), parser)
    mentions, _ = find_actors(document, OnlyActors(), ())  # type: ignore[arg-type]
    return document, longest(mentions)


def told(parser: Parser, text: str) -> dict[str, Actor | None]:
    document, mentions = read(parser, text)
    return {mention.span.quote(document.text): mention.value for mention in mentions}


SENTENCES = [
    ("The Defense Ministry in Moscow announced that it had shot down ten missiles.",
     {"The Defense Ministry in Moscow": "RUS-MIL-defence-ministry", "it": "RUS-MIL-defence-ministry"}),
    ("Italy's Prime Minister Giorgia Meloni said she would travel to Tunis.",
     {"Italy's Prime Minister Giorgia Meloni": "meloni-giorgia", "she": "meloni-giorgia"}),
    ("A Russian drone hit a bus.", {"Russian": "RUS"}),
    ("Talks between Moscow and Tehran go on.", {"Moscow": "RUS", "Tehran": "IRN"}),
    ("American and British warships fired missiles.", {"American": "USA-MIL", "British warships": "GBR-MIL"}),
    ("M23 spokesman Paul Imara said the group held the airport.",
     {"M23 spokesman Paul Imara": "imara-paul", "the group": "m23"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_actors_of_a_sentence(parser: Parser, text: str, expected: dict[str, str]) -> None:
    found = told(parser, text)
    assert {words: actor.id for words, actor in found.items() if actor} == expected


def test_both_sides_are_two_actors_of_the_same_words(parser: Parser) -> None:
    text = "Armenia and Azerbaijan traded fire. Both sides reported losses."
    document, mentions = read(parser, text)
    both = [m.value.id for m in mentions if m.span.quote(document.text) == "Both sides"]  # type: ignore[union-attr]
    assert both == ["ARM", "AZE"]


def test_it_that_speaks_is_the_body_that_spoke_not_a_plural_one_named_since(parser: Parser) -> None:
    text = "Twenty drones came, the Ukrainian air force said. Ukrainian air defences downed nine of them, it said."
    found = told(parser, text)
    assert found["it"] is not None
    assert found["it"].id == "UKR-MIL-air-force"


def test_we_in_a_quotation_is_the_speakers_side(parser: Parser) -> None:
    text = '"We lost ten of our men," M23 spokesman Paul Imara said.'
    found = told(parser, text)
    assert found["We"] == Actor("m23", "M23", "COD", "REB")


def test_a_private_persons_name_is_not_put_on_record(parser: Parser) -> None:
    found = told(parser, "Amina Yusuf, a resident of Mali, said shells fell all night.")
    assert [actor.name for actor in found.values() if actor] == ["resident of Mali"]


def test_an_army_that_may_be_of_either_state_is_left_open_and_said_so(parser: Parser) -> None:
    text = "Armenia and Azerbaijan traded fire. The army did not comment."
    document = read_document(make_report(text), parser)
    mentions, issues = find_actors(document, OnlyActors(), ())  # type: ignore[arg-type]
    army = next(m.value for m in mentions if m.span.quote(text) == "The army")
    assert army == Actor(None, "army", None, "MIL")
    assert [(issue.code, issue.span.quote(text)) for issue in issues if issue.span] == [("actor_unsure", "The army")]


def test_a_city_that_only_says_where_is_no_actor(parser: Parser) -> None:
    assert told(parser, "A bomb went off in Kabul and two shops burned.") == {}


def test_head_is_the_token_that_governs_the_phrase(parser: Parser) -> None:
    document, mentions = read(parser, "Lebanon's health ministry reported six dead.")
    assert [document.tokens[m.head].text for m in mentions] == ["ministry"]


def test_every_actor_file_keeps_one_id_a_row() -> None:
    ids = [
        row["id"]
        for file in ("groups", "organisations", "media", "forces", "persons")
        for row in read_csv(f"{file}.csv")
    ]
    assert len(ids) == len(set(ids))


def test_at_least_150_armed_groups_are_known() -> None:
    assert sum(row["sector"] == "REB" for row in read_csv("groups.csv")) >= 150


def test_short_names_count_only_in_capitals() -> None:
    actors: Actors = OnlyActors.actors
    names = [name.kind for _, _, name in actors.find("who told us that it is so")]
    assert NameKind.STATE not in names
    assert NameKind.BODY not in names


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zelenskyj", "Zelensky"), ("Zelenskiy", "Selensky"), ("Khadyrov", "Hadyrov"), ("Syrskyi", "Syrsky")],
)
def test_spellings_of_a_family_name_have_one_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


def test_an_owner_and_a_role_make_an_actor() -> None:
    mali = OnlyActors.actors.states["MLI"].actor
    army = Role("army", RoleKind.ORGAN, "MIL", "", "")
    assert compose(mali, army, "army", OnlyActors.actors) == Actor("MLI-MIL", "Malian armed forces", "MLI", "MIL")


def test_without_an_owner_there_is_no_country_and_no_id() -> None:
    source = Role("diplomat", RoleKind.PEOPLE, "GOV", "", "")
    assert compose(None, source, "Two diplomats", OnlyActors.actors) == Actor(None, "diplomats", None, "GOV")


def test_slug_and_plain_words() -> None:
    assert slug("Ta'ang Army") == "ta-ang-army"
    assert plain("the two\nwarring parties") == "warring parties"


def test_gold_sentences_come_out_right() -> None:
    find = Finder()
    judged = [judge(expected, find(expected.text)[1]) for expected in read_gold()]
    assert sum(judged) >= 0.95 * len(judged)


SWAPPED = [
    "{A} accused {B} of shelling a village, and {B} denied that its troops had fired.",
    "{a} forces said they had shot down six {b} drones.",
    "The {a} defence ministry said a {b} strike had killed two of its soldiers.",
    "{A}'s president said his country would answer; the {b} army did not comment.",
    "Talks between {A} and {B} broke down. Both sides blamed each other.",
]
PAIRS = [
    ({"A": "Russia", "a": "Russian", "id": "RUS"}, {"A": "Ukraine", "a": "Ukrainian", "id": "UKR"}),
    ({"A": "Armenia", "a": "Armenian", "id": "ARM"}, {"A": "Azerbaijan", "a": "Azerbaijani", "id": "AZE"}),
    ({"A": "India", "a": "Indian", "id": "IND"}, {"A": "Pakistan", "a": "Pakistani", "id": "PAK"}),
    ({"A": "Israel", "a": "Israeli", "id": "ISR"}, {"A": "Iran", "a": "Iranian", "id": "IRN"}),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("sentence", SWAPPED)
def test_swapping_the_two_parties_swaps_their_actors(
    parser: Parser, sentence: str, one: dict[str, str], other: dict[str, str]
) -> None:
    def named(first: dict[str, str], second: dict[str, str]) -> list[tuple[int, str]]:
        """Word by word, who is named, the first party as 1 and the second as 2."""
        text = sentence.format(A=first["A"], a=first["a"], B=second["A"], b=second["a"])
        _, mentions = read(parser, text)
        told = [(m.head, str(m.value.id)) for m in mentions if isinstance(m.value, Actor)]
        return sorted((head, i.replace(first["id"], "1").replace(second["id"], "2")) for head, i in told)

    assert named(one, other) == named(other, one)
