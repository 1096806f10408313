"""Mentions are found by head token and by position, whatever the order they came in."""

from onrecord.model.mention import Actor, Kind, Mention, Place
from onrecord.model.mentions import MentionIndex
from onrecord.model.span import Span

#       0         1         2         3
#       0123456789012345678901234567890123
TEXT = "The army of Mali left Gao on foot"
ARMY = Mention(Kind.ACTOR, Span(0, 16), Actor("MLI-MIL", "army of Mali", "MLI", "MIL"), head=1)
MALI = Mention(Kind.ACTOR, Span(12, 16), Actor("MLI", "Mali", "MLI"), head=3)
GAO = Mention(Kind.PLACE, Span(22, 25), Place("Gao", "MLI"), head=5)
INDEX = MentionIndex((GAO, MALI, ARMY))


def test_by_head_gives_the_mention_that_a_token_governs() -> None:
    assert INDEX.by_head(Kind.ACTOR, 1) is ARMY
    assert INDEX.by_head(Kind.PLACE, 5) is GAO
    assert INDEX.by_head(Kind.ACTOR, 5) is None


def test_in_span_gives_what_lies_wholly_inside_in_reading_order() -> None:
    assert INDEX.in_span(Kind.ACTOR, Span(0, 20)) == (ARMY, MALI)
    assert INDEX.in_span(Kind.ACTOR, Span(4, 20)) == (MALI,)
    assert INDEX.in_span(Kind.PLACE, Span(0, len(TEXT))) == (GAO,)


def test_covering_gives_the_shortest_that_holds_all() -> None:
    assert INDEX.covering(Kind.ACTOR, Span(12, 14)) is MALI
    assert INDEX.covering(Kind.ACTOR, Span(4, 14)) is ARMY
    assert INDEX.covering(Kind.ACTOR, Span(14, 20)) is None


def test_overlapping_gives_what_shares_a_character() -> None:
    assert INDEX.overlapping(Kind.ACTOR, Span(14, 23)) == (ARMY, MALI)
    assert INDEX.overlapping(Kind.ACTOR, Span(16, 23)) == ()
    assert INDEX.overlapping(Kind.PLACE, Span(0, 23)) == (GAO,)


def test_the_same_words_may_name_two() -> None:
    rebels = Mention(Kind.ACTOR, Span(0, 16), Actor("m23", "M23", "COD", "REB"), head=1)
    assert MentionIndex((ARMY, rebels, MALI)).of_words(ARMY) == (ARMY, rebels)


def test_of_is_empty_for_a_kind_without_mentions() -> None:
    assert INDEX.of(Kind.THING) == ()
    assert INDEX.covering(Kind.THING, Span(0, 1)) is None
