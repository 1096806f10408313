"""The words by which MUC-4's set lists are told (see `muc4/doc/template-doc-part*.v7`), as words of our quotes."""

KINDS = {
    "BOMBING": "bomb bombs bombed bombing bombings blast blasts explosion explosions exploded explode"
    " explosive dynamite"
    " dynamited blew blown detonated detonate mine",
    "KIDNAPPING": "kidnap kidnapped kidnapping kidnappings abducted abduct abduction abductions hostage"
    " hostages seized",
    "ARSON": "burn burned burning burnt arson torched ablaze",
    "HIJACKING": "hijack hijacked hijacking hijackings",
    "ROBBERY": "stole steal stolen robbed robbery robbers robberies looted looting looters",
}
INSTRUMENTS = {
    "VEHICLE BOMB": "car-bomb",
    "MACHINE GUN": "machinegun machineguns submachinegun submachine machine",
    "MORTAR": "mortar mortars",
    "HANDGUN": "pistol pistols revolver revolvers",
    "RIFLE": "rifle rifles ak-47",
    "DYNAMITE": "dynamite",
    "MINE": "mine mines",
    "GRENADE": "grenade grenades",
    "MOLOTOV COCKTAIL": "molotov",
    "MISSILE": "missile missiles",
    "ROCKET": "rocket rockets",
    "CUTTING DEVICE": "knife knives machete machetes ax",
    "TORTURE": "torture",
    "BOMB": "bomb bombs",
    "EXPLOSIVE": "explosive explosives",
    "GUN": "gun guns weapon weapons firearms",
    "STONE": "stone stones",
}
FACILITIES = {
    "DIPLOMAT OFFICE OR RESIDENCE": "embassy embassies consulate ambassador's diplomatic",
    "LAW ENFORCEMENT FACILITY": "police barracks jail prison",
    "FINANCIAL": "bank banks",
    "ENERGY": "power electric electricity pipeline pipelines pylons pylon energy oil towers hydroelectric substation",
    "COMMUNICATIONS": "telephone radio station television newspaper telecommunications",
    "TRANSPORT VEHICLE": "vehicle vehicles car cars truck trucks bus buses plane airplane aircraft helicopter"
    " train jeep",
    "TRANSPORTATION FACILITY": "airport station port airfield",
    "TRANSPORTATION ROUTE": "bridge bridges highway road railroad railway",
    "WATER": "water aqueduct",
    "CIVILIAN RESIDENCE": "house houses home homes residence residences apartment building",
    "COMMERCIAL": "store stores restaurant hotel shop supermarket factory company market plant",
    "ORGANIZATION OFFICE": "headquarters union party",
    "GOVERNMENT OFFICE OR RESIDENCE": "ministry government presidential hall municipal mayor's court"
    " courthouse offices",
}
PEOPLE = {
    "FORMER GOVERNMENT OFFICIAL": "former ex-minister ex-president",
    "DIPLOMAT": "ambassador diplomat diplomats consul embassy attache",
    "LEGAL OR JUDICIAL": "judge judges magistrate magistrates attorney prosecutor lawyer justice",
    "SECURITY GUARD": "bodyguard bodyguards guard guards escort escorts",
    "LAW ENFORCEMENT": "police policeman policemen agent agents detective",
    "ACTIVE MILITARY": "pilot pilots crew sailor recruits soldier soldiers military army"
    " troops colonel general lieutenant captain major"
    " sergeant officer"
    " officers marine marines troop",
    "GOVERNMENT OFFICIAL": "minister mayor mayors governor president official officials deputy senator councilman",
    "POLITICAL FIGURE": "candidate leader leaders politician politicians secretary",
}
SECTORS = {"MIL": "ACTIVE MILITARY", "COP": "LAW ENFORCEMENT", "GOV": "GOVERNMENT OFFICIAL"}
SECTORS |= {"JUD": "LEGAL OR JUDICIAL", "OPP": "POLITICAL FIGURE", "PTY": "POLITICAL FIGURE"}
STATE = frozenset({"MIL", "COP", "GOV", "SPY"})
HOSTILE = (
    "guerrilla guerrillas rebel rebels terrorist terrorists gunmen men commando commandos subversives"
    " subversive hitmen"
    " extremists individuals assassins murderers killers kidnappers hooded insurgents squad squads militiamen armed"
    " traffickers members unidentified column attackers assailants youths criminals"
)
TITLES = (
    "attorney general colonel lieutenant captain major sergeant president minister mayor governor judge father bishop"
    " archbishop monsignor dr mr mrs col gen lt maj capt senator deputy commander leader chief police army priest"
    " rector ambassador engineer journalist candidate secretary former jesuit presidential doctor professor deputy"
    " department the of and director reporter lawyer magistrate peasant union"
)
NO_TARGET = (
    "mines rifles guns radio military factories laboratories laboratory site district weapons enemy minefield"
    " helicopter helicopters position positions convoy armored tank tanks unit units brigade battalion"
    " neighborhood area"
    " neighborhoods areas town towns city village villages movement front garrison patrol ammunition municipality camp"
    " camps country region zone targets points garrisons"
)
EMPTY = frozenset(
    [
        "he",
        "him",
        "she",
        "her",
        "they",
        "them",
        "it",
        "his",
        "their",
        "its",
        "who",
        "we",
        "us",
        "our",
        "you",
        "i",
        "this",
        "that",
        "these",
        "those",
        "others",
    ]
)
COUNTRIES = {"SLV": "EL SALVADOR", "GTM": "GUATEMALA", "HND": "HONDURAS", "ARG": "ARGENTINA", "BOL": "BOLIVIA"}
COUNTRIES |= {"CHL": "CHILE", "COL": "COLOMBIA", "ECU": "ECUADOR", "PER": "PERU", "NIC": "NICARAGUA", "PAN": "PANAMA"}
COUNTRIES |= {"USA": "UNITED STATES", "MEX": "MEXICO", "CRI": "COSTA RICA", "VEN": "VENEZUELA", "ESP": "SPAIN"}
COUNTRIES |= {
    "BRA": "BRAZIL",
    "CUB": "CUBA",
    "FRA": "FRANCE",
    "DEU": "WEST GERMANY",
    "ITA": "ITALY",
    "GBR": "UNITED KINGDOM",
}
OURS = frozenset({"SLV", "GTM", "HND", "ARG", "BOL", "CHL", "COL", "ECU", "PER"})


def told(quote: str, lists: dict[str, str]) -> str | None:
    """The first item of a set list one of whose words stands in the quote."""
    said = set(quote.lower().replace(",", " ").replace('"', " ").split())
    return next((name for name, words in lists.items() if said & set(words.split())), None)
