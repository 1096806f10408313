"""Who says what, over invented sentences: each attribution as source | cue | content, in the order of the cues.

An empty source is a source that the words do not name. The leading 'that' of a content is left out.
"""

from functools import cache

import pytest

from onrecord.claim.attribution import find_attributions
from onrecord.gather import make_report
from onrecord.model.attribution import Attribution
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
PLAIN = [
    "The rebels shelled the airport on Monday.",
    "Two trucks crossed the border before noon.",
    "The bridge over the Tarn was rebuilt in spring.",
    "Fighting went on near the dam for a third day.",
    "Ten soldiers were killed and four wounded in the ambush.",
]


@pytest.mark.parametrize("case", [*CLAUSES, *TURNED, *QUOTED, *PHRASES, *ACTS, *CHAINS], ids=lambda case: case[0][:50])
def test_source_cue_and_content(case: tuple[str, ...]) -> None:
    text, *expected = case
    assert [told(text, attribution) for attribution in attributions(text)] == expected


@pytest.mark.parametrize("text", PLAIN)
def test_the_reports_own_voice_carries_no_attribution(text: str) -> None:
    assert attributions(text) == ()
