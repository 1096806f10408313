"""Where a happening was: the place that its words give it, however the parse hangs it."""

from datetime import date

import pytest

from onrecord.gather import make_report
from onrecord.pipeline import Reader, extract


def places(reader: Reader, text: str, words: str) -> set[str]:
    """The names of the places of the claim whose trigger is `words`."""
    found = extract(make_report(text, published=date(2024, 6, 14)), reader).claims
    claim = next(c for c in found if c.type.span.quote(text) == words)
    return {place.value.name for place in claim.place}


CASES = [
    ("Gunmen killed nine traders in the northern Nigerian city of Kano on Monday.", "killed", {"Kano"}),
    ("Two soldiers were shot dead in a camp on the Jaffna Peninsula.", "shot dead", {"Jaffna"}),
    ("Rebels captured most parts of Takhar province.", "captured", {"Takhar"}),
    ("Armed men broke into a bar in Goma on Friday and killed five people.", "killed", {"Goma"}),
    ("A trader was shot dead while driving through the northern district of Kumbo.", "shot dead", {"Kumbo"}),
    ("Fighters in Gaza captured the soldier in June.", "captured", {"Gaza"}),
    ("Four people were killed as rebels carried out two attacks on checkpoints in Mosul.", "killed", {"Mosul"}),
    ("The army sent reinforcements to Bukavu.", "sent", {"Bukavu"}),
    ("Fighters stormed the village of Qwembezi at dawn.", "stormed", {"Qwembezi"}),
    ("A bomb exploded at a market in the Dorrakan area, killing two people.", "exploded", {"Dorrakan"}),
    ("The suspect was captured in a raid in Quetta.", "captured", {"Quetta"}),
    ("The suspect was captured after a shootout in Quetta on Friday.", "captured", {"Quetta"}),
    ("Hundreds of people protested at rallies in Tunis.", "protested", {"Tunis"}),
    ("Four men were shot dead in Tripoli's eastern districts.", "shot dead", {"Tripoli"}),
    ("A trader was shot dead in one of Mogadishu's poorest districts.", "shot dead", {"Mogadishu"}),
    ("A bomb exploded in a southern section of Mosul, killing two people.", "exploded", {"Mosul"}),
    ("Rebels shot dead two drivers outside of Goma.", "shot dead", {"Goma"}),
    ("Rebels burned houses in towns such as Goma and Bukavu.", "burned", {"Goma", "Bukavu"}),
    ("Speaking in Geneva, he said that three men had been killed.", "killed", set()),
    ("An official in Nairobi said on Monday that gunmen had killed three men.", "killed", set()),
]


@pytest.mark.parametrize(("text", "words", "expected"), CASES)
def test_place_is_that_of_the_happening(reader, text, words, expected):
    def plain(name: str) -> str:
        return name.removesuffix(" Province").removesuffix(" Peninsula").removesuffix(" Strip")

    assert {plain(name) for name in places(reader, text, words)} == expected


def test_place_that_has_namesakes_is_the_claims_by_name_alone(reader):
    text = "A monk was shot dead in San Sebastian on Monday."
    claim = next(c for c in extract(make_report(text, published=date(2024, 6, 14)), reader).claims if c.type.value)
    assert [(place.value.name, place.value.geonameid) for place in claim.place] == [("San Sebastian", None)]
