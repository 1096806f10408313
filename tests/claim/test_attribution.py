"""Who says what, over invented sentences: each attribution as source | cue | content, in the order of the cues.

An empty source is a source that the words do not name. The leading 'that' of a content is left out.
"""

from functools import cache
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claim.attribution import find_attributions, length, nested
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution, Style
from onrecord.model.mention import Actor, Kind, Mention
from onrecord.model.span import Basis, Sourced, Span
from onrecord.read import read_document
from onrecord.read.parse import Parser
from onrecord.vocab.speech import load_speech
from onrecord.vocab.weights import load_speech_weights


@cache
def parser() -> Parser:
    return Parser()


class Words:
    """The part of the vocabulary that attribution reads."""

    speech = load_speech()
    speech_weights = load_speech_weights()


def attributions(text: str) -> tuple[Attribution, ...]:
    document = read_document(make_report(text), parser())
    return find_attributions(document, (), Words())  # type: ignore[arg-type]


def told(text: str, attribution: Attribution) -> str:
    source = " & ".join(source.span.quote(text) for source in attribution.sources)
    cue = attribution.cue.span.quote(text) if attribution.cue else ""
    content = " ... ".join(span.quote(text) for span in attribution.content)
    return f"{source}|{cue}|{content.removeprefix('that ').removeprefix('that, ')}"


CLAUSES = [
    ("The air force said that two drones fell near Sumivka.", "The air force|said|two drones fell near Sumivka"),
    ("The air force said two drones fell near Sumivka.", "The air force|said|two drones fell near Sumivka"),
    ("The army claimed to have taken the village of Brod.", "The army|claimed|to have taken the village of Brod"),
    ("The ministry announced that it would send ten trucks.", "The ministry|announced|it would send ten trucks"),
    ("A spokesman denied that the convoy had been hit.", "A spokesman|denied|the convoy had been hit"),
    ("The commander warned that the road was mined.", "The commander|warned|the road was mined"),
    ("The mayor confirmed that the hospital was empty.", "The mayor|confirmed|the hospital was empty"),
    (
        "The agency estimates that 4,000 people have fled the valley.",
        "The agency|estimates|4,000 people have fled the valley",
    ),
    (
        "The strike hit the surgical wing of Brod Hospital, the ministry said, days after the place was overwhelmed.",
        "the ministry|said|The strike hit the surgical wing of Brod Hospital ... days after the place was overwhelmed",
    ),
    ("The rebels insisted that they had withdrawn.", "The rebels|insisted|they had withdrawn"),
    ("The envoy added that talks would resume in May.", "The envoy|added|talks would resume in May"),
    ("Officials believe that the depot held rockets.", "Officials|believe|the depot held rockets"),
    ("He wrote that the bridge was gone.", "He|wrote|the bridge was gone"),
    ("The general told reporters that his men held the ridge.", "The general|told|his men held the ridge"),
    ("She told state television that the port was open.", "She|told|the port was open"),
    ("The governor acknowledged that power had failed.", "The governor|acknowledged|power had failed"),
    (
        "The president promised that the wounded would be flown out.",
        "The president|promised|the wounded would be flown out",
    ),
    ("The UN mission reported that shells had struck its base.", "The UN mission|reported|shells had struck its base"),
    ("Witnesses said the column had turned back.", "Witnesses|said|the column had turned back"),
    ("The foreign minister argued that sanctions had failed.", "The foreign minister|argued|sanctions had failed"),
    ("The coalition says it intercepted three missiles.", "The coalition|says|it intercepted three missiles"),
    ("Two diplomats said the talks had been called off.", "Two diplomats|said|the talks had been called off"),
    ("Doctors fear that the toll will rise.", "Doctors|fear|the toll will rise"),
    (
        "The prosecutor alleged that the men had planted the bomb.",
        "The prosecutor|alleged|the men had planted the bomb",
    ),
    ("The militia declared that the truce was over.", "The militia|declared|the truce was over"),
    ("The minister hinted that new tanks were on their way.", "The minister|hinted|new tanks were on their way"),
]
TURNED = [
    ("Two drones fell near Sumivka, the air force said.", "the air force|said|Two drones fell near Sumivka"),
    ("Two drones fell near Sumivka, said the air force.", "the air force|said|Two drones fell near Sumivka"),
    (
        "The bridge was destroyed overnight, the governor wrote on Telegram.",
        "the governor|wrote|The bridge was destroyed overnight",
    ),
    (
        "Nine people were hurt, a spokesman for the rescue service said on Friday.",
        "a spokesman for the rescue service|said|Nine people were hurt",
    ),
    (
        "The port, the minister said, would stay closed.",
        "the minister|said|The port ... would stay closed",
    ),
    (
        "Nine people died when a shell hit a market in Harsa, a town in the east, medics and local officials said.",
        "medics & local officials|said|Nine people died when a shell hit a market in Harsa, a town in the east",
    ),
    ("The depot was hit at dawn, as the governor announced.", "the governor|announced|The depot was hit at dawn"),
    ("As the army announced, the town was retaken.", "the army|announced|the town was retaken"),
    ("The ship is drifting, its owner reported.", "its owner|reported|The ship is drifting"),
    ("No one was injured, police said.", "police|said|No one was injured"),
]
QUOTED = [
    ("“We will hold the bridge,” Colonel Marek Osten said.", "Colonel Marek Osten|said|“We will hold the bridge,”"),
    ('"We will hold the bridge," said Colonel Marek Osten.', 'Colonel Marek Osten|said|"We will hold the bridge,"'),
    (
        '"We will hold the bridge," Osten said. "We have the men for it."',
        'Osten|said|"We will hold the bridge," ... "We have the men for it."',
    ),
    ('Osten said: "We will hold the bridge."', 'Osten|said|"We will hold the bridge."'),
    (
        'The minister wrote on X: "Our guns will not fall silent."',
        'The minister|wrote|"Our guns will not fall silent."',
    ),
    (
        '"They came at night. They took the cattle. Nobody stopped them," a herder said.',
        'a herder|said|"They came at night. They took the cattle. Nobody stopped them,"',
    ),
    (
        'The general called the raid "a great success for our forces".',
        'The general|called|the raid "a great success for our forces"',
    ),
    (
        'The envoy said the offer was "a step in the right direction".',
        'The envoy|said|the offer was "a step in the right direction"',
    ),
    ('"It is over," she added.', 'she|added|"It is over,"'),
    ("“This is our answer,” the group said in a statement.", "the group|said|“This is our answer,”"),
]
PHRASES = [
    (
        "According to the ministry, four people died in the town of Harsa.",
        "the ministry|According|four people died in the town of Harsa",
    ),
    ("Four people died in Harsa, according to the ministry.", "the ministry|according|Four people died in Harsa"),
    (
        "According to Norwegian sources, the frigate left port on Monday.",
        "Norwegian sources|According|the frigate left port on Monday",
    ),
    ("The rebels reportedly took two villages.", "|reportedly|The rebels ... took two villages"),
    ("The rebels allegedly burned the archive.", "|allegedly|The rebels ... burned the archive"),
]
ACTS = [
    ("The envoy condemned the attack on the clinic.", "The envoy|condemned|the attack on the clinic"),
    (
        "The government accused the rebels of shelling the market.",
        "The government|accused|the rebels of shelling the market",
    ),
    ("The ministry rejected the allegations.", "The ministry|rejected|the allegations"),
    ("The bloc demanded the release of all prisoners.", "The bloc|demanded|the release of all prisoners"),
    ("The army blamed the militia for the blast.", "The army|blamed|the militia for the blast"),
    ("Both sides deny the claims.", "Both sides|deny|the claims"),
    ("The council urged the parties to halt the fighting.", "The council|urged|the parties to halt the fighting"),
    (
        "The mayor put the number of dead at 40, most of them miners.",
        "The mayor|put|the number of dead at 40, most of them miners",
    ),
    ("The army expects further attacks on the dam.", "The army|expects|further attacks on the dam"),
    ("The minister welcomed the ceasefire.", "The minister|welcomed|the ceasefire"),
    (
        "Residents reported heavy shelling in the north of Harsa.",
        "Residents|reported|heavy shelling in the north of Harsa",
    ),
    ("He claimed an attack on the pipeline.", "He|claimed|an attack on the pipeline"),
]
CHAINS = [
    (
        "Okello said that, according to French information, the rebels had received mortars.",
        "Okello|said|according to French information, the rebels had received mortars",
        "French information|according|the rebels had received mortars",
    ),
    (
        "According to Kenyan sources, the president announced that troops would leave in June.",
        "Kenyan sources|According|the president announced that troops would leave in June",
        "the president|announced|troops would leave in June",
    ),
    (
        "The radio reported that the general had said the siege was over.",
        "The radio|reported|the general had said the siege was over",
        "the general|said|the siege was over",
    ),
]
MORE = [
    ("The staff spoke of twelve clashes near the dam.", "The staff|spoke|of twelve clashes near the dam"),
    ("The clinic later raised the toll to nine.", "The clinic|raised|the toll to nine"),
    ("The rebels gave their own losses as four dead.", "The rebels|gave|their own losses as four dead"),
    ("Videos appeared to show a tank on fire.", "Videos|show|a tank on fire"),
    ("It assessed that the dam would hold.", "It|assessed|the dam would hold"),
    ("The group claimed the ambush in a message on Tuesday.", "The group|claimed|the ambush"),
    (
        "The union urged Harsa to reopen the road and dispatched two envoys.",
        "The union|urged|Harsa to reopen the road",
    ),
    (
        "Six men were killed, the Ostan Watch, a war monitor in Oslo, said.",
        "the Ostan Watch, a war monitor in Oslo|said|Six men were killed",
    ),
    ("Border guards say eleven boats were turned back.", "Border guards|say|eleven boats were turned back"),
    ("The navy says it sank a patrol boat.", "The navy|says|it sank a patrol boat"),
    ("Ilves, the spokesman, said the line had held.", "Ilves, the spokesman|said|the line had held"),
    (
        "The road was open, Tomas Ilves, a spokesman, said.",
        "Tomas Ilves, a spokesman|said|The road was open",
    ),
    ("Two teachers and a nurse said the wells were dry.", "Two teachers & a nurse|said|the wells were dry"),
    ("Hospitals say that they lack fuel.", "Hospitals|say|they lack fuel"),
    ("The general vowed to retake the pass.", "The general|vowed|to retake the pass"),
    ("The union pledged to send two ships.", "The union|pledged|to send two ships"),
    ("The militia threatened to shell the port.", "The militia|threatened|to shell the port"),
    ("The ministry plans to call up 5,000 men.", "The ministry|plans|to call up 5,000 men"),
    ("The agency expects the river to rise.", "The agency|expects|the river to rise"),
    ("Observers doubt that the truce will last.", "Observers|doubt|the truce will last"),
    ("Analysts think the offer was a ruse.", "Analysts|think|the offer was a ruse"),
    ("The premier wants the siege to end.", "The premier|wants|the siege to end"),
    ("The families hope that the hostages are alive.", "The families|hope|the hostages are alive"),
    ("The footage shows a column of trucks on fire.", "The footage|shows|a column of trucks on fire"),
    ("The report found that both sides had used mines.", "The report|found|both sides had used mines"),
    ("Satellite images show that the hangar is gone.", "Satellite images|show|the hangar is gone"),
    ("The court ruled that the arrests were unlawful.", "The court|ruled|the arrests were unlawful"),
    ("The colonel admitted that the raid had failed.", "The colonel|admitted|the raid had failed"),
    ("The embassy advised its citizens to leave.", "The embassy|advised|its citizens to leave"),
    ("She described the strike as a mistake.", "She|described|the strike as a mistake"),
    ("The bishop appealed for calm.", "The bishop|appealed|for calm"),
    ("The group called on both armies to withdraw.", "The group|called|on both armies to withdraw"),
    ("The two governments agreed to exchange prisoners.", "The two governments|agreed|to exchange prisoners"),
    ("The envoy refused to comment.", "The envoy|refused|to comment"),
    (
        "The Ostan news agency reported that the airport had been closed.",
        "The Ostan news agency|reported|the airport had been closed",
    ),
    (
        "Residents told the Ostan news agency that soldiers had searched their homes.",
        "Residents|told|soldiers had searched their homes",
    ),
    (
        "The minister stressed on Monday that no troops would be sent.",
        "The minister|stressed|no troops would be sent",
    ),
    (
        "The attack was condemned by the African Union.",
        "the African Union|condemned|The attack",
    ),
    (
        "The army said it had killed ten fighters, adding that three of its own men were missing.",
        "The army|said|it had killed ten fighters",
        "The army|adding|three of its own men were missing",
    ),
    (
        "The militia denied the report and said it had never been near the town.",
        "The militia|denied|the report",
        "The militia|said|it had never been near the town",
    ),
    (
        "Police said six people were held. They did not say why.",
        "Police|said|six people were held",
    ),
]
PLAIN = [
    "The government declared an emergency in two provinces.",
    "Harsa offered to host the talks.",
    "The army has not said whether its men were hit.",
    "No one has claimed the attack.",
    "Harsa responded by closing the border.",
    "The ministry did not comment on the raid.",
    "The junta has not rejected the offer.",
    "The rebels shelled the airport on Monday.",
    "Two trucks crossed the border before noon.",
    "The bridge over the Tarn was rebuilt in spring.",
    "Fighting went on near the dam for a third day.",
    "Ten soldiers were killed and four wounded in the ambush.",
]


@pytest.mark.parametrize(
    "case", [*CLAUSES, *TURNED, *QUOTED, *PHRASES, *ACTS, *CHAINS, *MORE], ids=lambda case: case[0][:50]
)
def test_source_cue_and_content(case: tuple[str, ...]) -> None:
    text, *expected = case
    assert [told(text, attribution) for attribution in attributions(text)] == expected


@pytest.mark.parametrize("text", PLAIN)
def test_the_reports_own_voice_carries_no_attribution(text: str) -> None:
    assert attributions(text) == ()


STYLES = [
    ('"The war is lost," the minister said.', "direct"),
    ('The minister said the war was "as good as lost".', "mixed"),
    ("The minister said the war was lost.", "indirect"),
    ("“The war is lost. We must talk,” the minister said.", "direct"),
]


@pytest.mark.parametrize(("text", "style"), STYLES)
def test_style_follows_the_quotation_marks(text: str, style: str) -> None:
    assert [attribution.style for attribution in attributions(text)] == [style]


CHANNELS = [
    ("The bridge is gone, the governor wrote on Telegram.", "on Telegram"),
    ("The group said in a statement that it had shelled the base.", "in a statement"),
    ("The general told state television that the pass was open.", "state television"),
    ("She said in a video that the town had fallen.", "in a video"),
    ("A nurse told reporters that the ward was full.", "reporters"),
    ("The minister said the pass was open.", None),
    ("The governor told the president that the pass was open.", None),
]


@pytest.mark.parametrize(("text", "channel"), CHANNELS)
def test_channel_is_the_words_that_say_where_it_was_said(text: str, channel: str | None) -> None:
    (attribution,) = attributions(text)
    assert (attribution.channel and attribution.channel.span.quote(text)) == channel


EVIDENCE = [
    ("The footage shows that the hangar is on fire.", "footage"),
    ("Satellite images show that the hangar is gone.", "imagery"),
    ("Witnesses said the column had turned back.", "witness"),
    ("The minister said the pass was open.", None),
]


@pytest.mark.parametrize(("text", "kind"), EVIDENCE)
def test_evidence_is_named_by_its_kind(text: str, kind: str | None) -> None:
    (attribution,) = attributions(text)
    assert (attribution.evidence and attribution.evidence.value) == kind


def test_what_a_source_says_that_another_says_stands_within() -> None:
    outer, inner = attributions("Okello said that, according to French information, the rebels had received mortars.")
    assert (outer.within, inner.within) == (None, outer.id)


def test_two_names_that_and_joins_are_two_sources_of_one_attribution() -> None:
    text = "Police and the governor of Harsa said the bridge was closed."
    (attribution,) = attributions(text)
    assert [source.span.quote(text) for source in attribution.sources] == ["Police", "the governor of Harsa"]


def test_cited_sources_stand_within_what_the_agency_reports() -> None:
    text = "The Ostan news agency reported that the port was closed, citing two officials."
    outer, inner = attributions(text)
    assert told(text, inner) == "two officials|citing|the port was closed"
    assert inner.within == outer.id


def test_a_quotation_without_a_cue_goes_on_from_the_last_speaker() -> None:
    text = "Osten said the line would hold. He gave no details. “We have the men and the guns for it.”"
    first, last = attributions(text)
    assert last.cue is None
    assert last.sources[0].span.quote(text) == "Osten"
    assert (last.sources[0].value, last.sources[0].basis) == (first.sources[0].value, Basis.CONTEXT)


def test_a_pronoun_that_nothing_else_resolves_is_the_last_speaker() -> None:
    text = "Osten said the line would hold. He added that fresh men had come."
    first, last = attributions(text)
    assert last.sources[0].span.quote(text) == "He"
    assert (last.sources[0].value, last.sources[0].basis) == (first.sources[0].value, Basis.CONTEXT)


def test_a_source_resolves_to_the_actor_that_its_words_mention() -> None:
    text = "The Defence Ministry of Ostan said that ten missiles fell."
    document = read_document(make_report(text), parser())
    actor = Actor("OST-MIL", "Ministry of Defence of Ostan", "OST", "MIL")
    mention = Mention(Kind.ACTOR, Span(4, 20), actor, head=2)
    (attribution,) = find_attributions(document, (mention,), Words())  # type: ignore[arg-type]
    assert attribution.sources == (Sourced(actor, Span(0, 29)),)


def test_an_anonymous_source_keeps_its_words_and_what_its_nouns_tell() -> None:
    (attribution,) = attributions("A senior army officer who asked not to be named said that the pass was lost.")
    assert attribution.sources[0].value == Actor(None, "A senior army officer who asked not to be named", None, "MIL")


def test_a_quotation_over_paragraphs_stays_with_its_speaker() -> None:
    text = '"We came at dawn," Osten said.\n\n"The town was empty.\n\n"We found no one there."'
    said = [span.quote(text) for attribution in attributions(text) for span in attribution.content]
    assert said == ['"We came at dawn,"', '"The town was empty.', '"We found no one there."']
    assert {source.value.name for attribution in attributions(text) for source in attribution.sources} == {"Osten"}


def test_a_headline_may_open_with_its_speaker() -> None:
    text = "Kastor: two depots hit in the night\n\nThe depots near Harsa burned until noon on Friday."
    (attribution,) = attributions(text)
    assert told(text, attribution) == "Kastor|:|two depots hit in the night"


def test_the_same_text_gives_the_same_attributions() -> None:
    text = "The army claimed to have taken Brod. The militia denied that its men had fled, according to Osten."
    assert attributions(text) == attributions(text)


PLACES = st.tuples(st.integers(0, 3_000), st.integers(0, 2_000), st.integers(0, 3_000))


@given(st.lists(PLACES, max_size=12))
def test_an_attribution_lies_in_the_shortest_content_that_holds_its_cue(places: list[tuple[int, int, int]]) -> None:
    told = tuple(
        Attribution(
            f"a{n}", (), Sourced("said", Span(cue, cue + 4), Basis.STATED), (Span(at, at + size),), Style.INDIRECT
        )
        for n, (at, size, cue) in enumerate(places)
    )
    for one in nested(told):
        assert one.cue is not None
        around = [a for a in told if a.holds(one.cue.span) and length(a.content) > length(one.content)]
        assert one.within == (min(around, key=lambda a: length(a.content)).id if around else None)


def test_thousands_of_attributions_are_nested_in_time_that_grows_with_their_number() -> None:
    told = tuple(
        Attribution(
            f"a{n}",
            (),
            Sourced("said", Span(n * 40, n * 40 + 4), Basis.STATED),
            (Span(n * 40 + 5, n * 40 + 39),),
            Style.INDIRECT,
        )
        for n in range(20_000)
    )
    start = process_time()
    assert {a.within for a in nested(told)} == {None}
    assert process_time() - start < 20  # each beside each: minutes
