"""A place of the gazetteer as the record keeps it: with its precision, and never finer than the words."""

from onrecord.model.mention import Place, PlacePrecision
from onrecord.vocab.gazetteer import Entry, Feature, Gazetteer

PRECISION = {
    Feature.COUNTRY: PlacePrecision.COUNTRY,
    Feature.ADM1: PlacePrecision.ADM1,
    Feature.ADM2: PlacePrecision.ADM2,
    Feature.PLACE: PlacePrecision.PLACE,
    Feature.AREA: PlacePrecision.AREA,
    Feature.CONTINENT: PlacePrecision.AREA,
    Feature.SEA: PlacePrecision.INTERNATIONAL,
    Feature.SITE: PlacePrecision.SITE,
}


def place_of(entry: Entry, gazetteer: Gazetteer) -> Place:
    """The place with its state, first division, coordinates and precision."""
    return Place(
        entry.name,
        entry.country,
        division(entry, gazetteer),
        entry.lat,
        entry.lon,
        entry.geonameid,
        PRECISION[Feature(entry.feature)],
    )


def division(entry: Entry, gazetteer: Gazetteer) -> str | None:
    """The name of the first level division that holds a place."""
    above = gazetteer.get(entry.adm1) if entry.adm1 else None
    return above.name if above else None
