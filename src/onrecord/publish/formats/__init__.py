"""Records -> the formats of the field. `FORMATS` holds them in the order of the docs."""

from onrecord.publish.formats.acled import ACLED
from onrecord.publish.formats.feeds import ATOM, CLAIMREVIEW, FTM, TIMELINEJS
from onrecord.publish.formats.format import Format, Options
from onrecord.publish.formats.places import GEOJSON, HXL
from onrecord.publish.formats.plain import CSV, JSONL, PARQUET, SQLITE, XLSX
from onrecord.publish.formats.polecat import POLECAT
from onrecord.publish.formats.stix import STIX
from onrecord.publish.formats.transfers import KIEL, SIPRI
from onrecord.publish.formats.ucdp import UCDP

__all__ = ["FORMATS", "Format", "Options"]

PLAIN = (CSV, PARQUET, JSONL, GEOJSON, SQLITE, XLSX)
FIELD = (ACLED, UCDP, POLECAT, SIPRI, KIEL, HXL, STIX, FTM, CLAIMREVIEW, TIMELINEJS, ATOM)
FORMATS = {one.name: one for one in (*PLAIN, *FIELD)}
