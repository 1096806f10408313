"""How one sentence gives one claim: constructions, light verbs, what is implied, and what makes none."""

from datetime import date

import pytest

from onrecord.model.claim import Claim, Effect, Role, Scope, Type
from onrecord.model.extraction import Extraction
from onrecord.model.span import Basis
from onrecord.pipeline import extract_text

DAY = date(2024, 6, 14)  # a Friday


def read(text: str) -> Extraction:
    return extract_text(text, published=DAY)


def typed(text: str) -> list[Claim]:
    return [claim for claim in read(text).claims if claim.type.value is not None]


CONSTRUCTIONS = [  # sentence, type, trigger, actor countries, recipient countries
    ("Ukraine shot down three drones.", Type.INTERCEPT, "shot down", {"UKR"}, set()),
    ("Three Russian drones were shot down by Ukraine.", Type.INTERCEPT, "shot down", {"UKR"}, {"RUS"}),
    ("Israel, which bombed a depot in Damascus, was silent.", Type.ASSAULT, "bombed", {"ISR"}, {"SYR"}),
    ("Israel managed to shoot down two Iranian missiles.", Type.INTERCEPT, "shoot down", {"ISR"}, {"IRN"}),
    ("Russia carried out an air strike on a school in Kharkiv.", Type.ASSAULT, "air strike", {"RUS"}, {"UKR"}),
    ("An air strike was carried out by Russia on Kharkiv.", Type.ASSAULT, "air strike", {"RUS"}, {"UKR"}),
    ("A Turkish drone strike killed two men in Aleppo.", Type.ASSAULT, "killed", {"TUR"}, {"SYR"}),
    ("Russia's attack on Odesa on Thursday lasted for hours.", Type.ASSAULT, "attack", {"RUS"}, {"UKR"}),
    ("Talks between Egypt and Ethiopia began in Cairo.", Type.CONSULT, "Talks", {"EGY", "ETH"}, set()),
    ("Armenia claimed to have destroyed two Azerbaijani tanks.", Type.ASSAULT, "destroyed", {"ARM"}, {"AZE"}),
]


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "actor", "recipient"), CONSTRUCTIONS, ids=[row[0] for row in CONSTRUCTIONS]
)
def test_construction_gives_its_parties(
    text: str, kind: Type, trigger: str, actor: set[str], recipient: set[str]
) -> None:
    claim = next(c for c in typed(text) if c.type.value is kind and trigger in c.type.span.quote(text))
    assert {a.value.country for a in claim.actor} == actor
    assert {r.value.country for r in claim.recipient} == recipient


MODES = [
    ("Shells hit a village near Goma.", "heavy-weapons"),
    ("Gunmen opened fire on a bus in Quetta.", "firearms"),
    ("A roadside bomb exploded near a convoy in Kano.", "explosives"),
    ("Fighting raged around Bakhmut.", "ground"),
    ("Two rockets hit a base in Erbil.", "missile"),
    ("The rebels abducted six teachers.", "abduct"),
]


@pytest.mark.parametrize(("text", "mode"), MODES)
def test_weapon_or_verb_gives_the_mode(text: str, mode: str) -> None:
    assert mode in {m.value for claim in typed(text) for m in claim.mode}


def test_two_verbs_of_harm_with_one_auxiliary_are_one_claim() -> None:
    claims = typed("Nine people were killed and 14 wounded when a shell hit a bus in Taiz.")
    assert len(claims) == 1
    effects = {(i.effect.value, i.quantity.value.best) for i in claims[0].items if i.effect and i.quantity}
    assert {(Effect.KILLED, 9), (Effect.INJURED, 14)} <= effects


def test_own_number_with_own_day_is_its_own_claim() -> None:
    claims = typed("The rebels killed 60 people on Wednesday and 50 on Thursday.")
    assert [c.when.value.start for c in claims if c.when] == [date(2024, 6, 12), date(2024, 6, 13)]


def test_part_of_the_casualties_is_counted_in_them() -> None:
    claim = typed("Nine people, including four children, were killed in the shelling of Aden.")[0]
    part = next(item for item in claim.items if item.part_of is not None)
    assert part.quantity is not None
    assert (part.quantity.value.best, claim.items[part.part_of or 0].role) == (4, Role.CASUALTY)


def test_losses_since_a_day_are_a_running_toll() -> None:
    claim = typed("Since October 7, 2023, more than 900 soldiers have been killed.")[0]
    assert (claim.type.value, claim.mode[0].value) == (Type.SITUATION, "toll")
    assert {item.scope for item in claim.items} == {Scope.PERIOD}
    assert claim.when is not None
    assert claim.when.value.end == DAY


def test_bare_number_retells_and_borrows_from_context() -> None:
    first, second = typed("British warships engaged 12 drones over the Red Sea on Thursday. Eleven were destroyed.")
    assert second.coref == first.id
    assert second.when is not None
    assert second.when.basis is Basis.CONTEXT
    assert second.items[0].what is not None
    assert second.items[0].what.basis is Basis.CONTEXT


def test_enemy_weapons_are_the_other_partys() -> None:
    text = "Russia attacked Ukraine with drones on Thursday. Ukraine's air force said it shot down ten enemy drones."
    claim = next(c for c in typed(text) if c.type.value is Type.INTERCEPT)
    assert [(r.value.country, r.basis) for r in claim.recipient] == [("RUS", Basis.CONTEXT)]


def test_attack_named_in_its_defence_shares_day_and_place() -> None:
    text = "The Syrian army in Aleppo defended itself against an Israeli air strike on Thursday."
    claim = next(c for c in typed(text) if c.type.value is Type.ASSAULT)
    assert [p.value.name for p in claim.place] == ["Aleppo"]
    assert claim.when is not None


def test_day_of_the_saying_is_not_the_day_of_the_deed() -> None:
    claim = typed("Mali said on Thursday that gunmen had attacked a base.")[0]
    assert claim.when is None


def test_participle_after_a_parenthesis_goes_on_from_the_main_clause() -> None:
    claims = typed("Myanmar's army shelled Sittwe, local media reported, killing 14 civilians.")
    assert len(claims) == 1
    assert {a.value.country for a in claims[0].actor} == {"MMR"}


def test_headings_make_no_claims_and_definite_nouns_only_lend() -> None:
    text = "Rebels attacked a base near Gao on Thursday.\n\nAttack on the base\n\nBurkina Faso condemned the attack."
    assert [claim.type.value for claim in typed(text)] == [Type.ASSAULT, Type.ACCUSE]


@pytest.mark.parametrize("text", [pair[0] for pair in CONSTRUCTIONS])
def test_every_span_slices_to_its_words(text: str) -> None:
    for claim in typed(text):
        spans = [claim.type.span, *(a.span for a in (*claim.actor, *claim.recipient)), *(p.span for p in claim.place)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
