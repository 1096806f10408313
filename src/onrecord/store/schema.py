"""The tables. Wide ones that a person can read, and a narrow one that holds each value's exact words.

`claim` and what hangs on it is only ever added. A re-reading by another reader closes the older reading.
Everything from `event` on is derived: it can be dropped and rebuilt from the claims.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HEAD = "0001"  # the newest revision in migrations/versions; a test holds the two together
# Names for constraints, so that migrations can speak of them on every database.
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMES)


TOLD_AGAIN = text("coref IS NOT NULL")  # few claims are; with all of them in it, SQLite would not use the index
# What the map and the timeline draw of an event, by its day: they draw thousands, and would look up each row in a table
# that is wide. Not on PostgreSQL, whose indexes take no row of more than 2,700 bytes.
DRAWN = (
    *("when_start", "id", "when_end", "type", "mode", "when_precision", "actor", "recipient", "place", "country"),
    *("lat", "lon", "place_precision", "verification", "independent_sources", "first_reported", "last_reported"),
    "disputed",
)


def _words() -> tuple[Column[int], Column[int], Column[str], Column[str], Column[str]]:
    """Where words stand in the report's text, and what they are."""
    return (
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("quote", Text, nullable=False),
        Column("basis", String(16), nullable=False),
        Column("certainty", String(16)),
    )


def _when() -> tuple[Column[object], ...]:
    return (
        Column("when_start", Date),
        Column("when_end", Date),
        Column("when_precision", String(16)),
        Column("when_timex", Text),
    )


def _claim(*, primary: bool = True) -> Column[str]:
    return Column("claim", ForeignKey("claim.id"), primary_key=primary, nullable=False)


reader = Table(
    "reader",
    metadata,
    Column("id", String(32), primary_key=True),
    *(
        Column(name, Text, nullable=False)
        for name in ("onrecord", "model", "model_sha256", "codebook", "vocab", "gazetteer")
    ),
)

EDITED = text("known_day > day")  # a report that changed after its day: its words are known from when they were fetched

report = Table(
    "report",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("outlet", Text),
    Column("published", String(40)),  # ISO 8601, as the outlet gives it: a day, or a moment with its zone
    Column("day", Date),  # the day of publication in the outlet's zone
    Column("headline", Text),
    Column("byline", Text),
    Column("dateline", Text),
    Column("url", Text),
    Column("language", String(16)),
    Column("retrieved", String(40)),
    Column("known_day", Date),  # the day from which the report can have been known: published, else retrieved
    Column("known_at", DateTime),  # the same as a moment in UTC; a day counts from its end
    Column("sha256", String(64), nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("body", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_report_known_day", "known_day"),
    Index("ix_report_edited", "known_day", sqlite_where=EDITED, postgresql_where=EDITED),
    Index("ix_report_url", "url", postgresql_using="hash"),  # addresses may be longer than a B-tree takes
)

reading = Table(
    "reading",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False),
    Column("reader", ForeignKey("reader.id"), nullable=False),
    Column("closed_by", ForeignKey("reading.key")),  # the reading that took its place
    UniqueConstraint("report", "reader"),
)

actor = Table(
    "actor",
    metadata,
    Column("key", String(32), primary_key=True),  # a hash of the values
    Column("id", Text),
    Column("name", Text, nullable=False),
    Column("country", String(8)),
    Column("sector", String(8)),
)

place = Table(
    "place",
    metadata,
    Column("key", String(32), primary_key=True),  # a hash of the values
    Column("name", Text, nullable=False),
    Column("country", String(8)),
    Column("adm1", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("geonameid", Integer),
    Column("precision", String(16)),
    Index("ix_place_country", "country"),
)

attribution = Table(
    "attribution",
    metadata,
    Column("reading", ForeignKey("reading.key"), primary_key=True),
    Column("id", String(16), primary_key=True),  # a1, a2, ... in the order of the report
    Column("number", Integer, nullable=False),
    Column("sources", Text),  # names, for reading; the values and their words are in attribution_evidence
    Column("cue", Text),
    Column("style", String(16), nullable=False),
    Column("within", String(16)),
)

attribution_evidence = Table(
    "attribution_evidence",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("attribution", String(16), primary_key=True),
    Column("field", String(16), primary_key=True),  # source cue content channel evidence
    Column("number", Integer, primary_key=True),
    Column("value", Text),
    Column("actor", ForeignKey("actor.key")),
    *_words(),
    ForeignKeyConstraint(["reading", "attribution"], ["attribution.reading", "attribution.id"]),
    sqlite_with_rowid=False,
)

claim = Table(
    "claim",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("report", ForeignKey("report.id"), nullable=False),
    Column("reading", ForeignKey("reading.key"), nullable=False),
    Column("number", Integer, nullable=False),  # in the order of the report
    Column("type", String(16)),
    Column("mode", Text),
    *_when(),
    Column("polarity", String(16), nullable=False),
    Column("modality", String(16), nullable=False),
    Column("certainty", String(16), nullable=False),
    Column("stage", String(16)),
    Column("terms", Text),
    Column("package", Text),
    Column("plover_type", String(16)),
    Column("plover_mode", String(32)),
    Column("coref", String(32)),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("quote", Text, nullable=False),  # the sentence
    Index("ix_claim_reading_number", "reading", "number"),
    Index("ix_claim_report", "report"),
    Index("ix_claim_when_start", "when_start"),
    Index("ix_claim_type_when", "type", "when_start", "when_end"),
    Index("ix_claim_coref", "coref", sqlite_where=TOLD_AGAIN, postgresql_where=TOLD_AGAIN),
)

claim_attribution = Table(
    "claim_attribution",
    metadata,
    _claim(),
    Column("number", Integer, primary_key=True),  # 0 is the innermost
    Column("reading", Integer, nullable=False),
    Column("attribution", String(16), nullable=False),
    ForeignKeyConstraint(["reading", "attribution"], ["attribution.reading", "attribution.id"]),
    sqlite_with_rowid=False,
)

evidence = Table(
    "evidence",
    metadata,
    _claim(),
    Column("field", String(16), primary_key=True),  # a claim's field, or item.what item.side item.quantity item.effect
    Column("number", Integer, primary_key=True),  # among the field's values, or the item's number
    *_words(),
    Column("actor", ForeignKey("actor.key")),
    Column("place", ForeignKey("place.key")),
    Index("ix_evidence_actor", "actor"),
    Index("ix_evidence_place", "place"),
    sqlite_with_rowid=False,
)

item = Table(
    "item",
    metadata,
    _claim(),
    Column("number", Integer, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("effect", String(16)),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    Column("unit", Text),
    Column("word", Text),
    Column("designation", Text),
    Column("description", Text),
    Column("category", Text),
    Column("scope", String(16), nullable=False),
    Column("part_of", Integer),
    sqlite_with_rowid=False,
)

verification = Table(
    "verification",
    metadata,
    _claim(),
    Column("number", Integer, primary_key=True),
    Column("status", String(16), nullable=False),
    Column("by", Text),
    Column("of", String(16)),
    sqlite_with_rowid=False,
)

issue = Table(
    "issue",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False, index=True),
    Column("reading", ForeignKey("reading.key")),  # none where the report was not read
    Column("code", String(32), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("message", Text, nullable=False),
)


# One plain row a claim of an open reading: what a ledger lists, filters and counts. Filled from the tables above.
def _listed() -> tuple[Column[Any], ...]:
    return (
        Column("key", ForeignKey("claim.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        Column("claim", String(32), nullable=False),
        Column("report", String(32), nullable=False),
        Column("reading", Integer, nullable=False),
        Column("day", Date, nullable=False),  # from which it can have been known; without one, the calendar's first
        Column("known_at", DateTime),
        Column("outlet", Text),
        Column("type", String(16)),
        Column("source", Text),  # the innermost that is named
        Column("place", Text),  # the first
        Column("country", String(8)),
        Column("thing", Text),  # the first weapon or goods
        Column("standing", String(16), nullable=False),  # confirmed denied unverified claimed reported
        Column("certainty", String(16), nullable=False),
        Column("when_start", Date),
    )


ledger = Table(
    "ledger",
    metadata,
    *_listed(),
    *(
        Index(f"ix_ledger_{name}", name, "day", "key")
        for name in ("type", "source", "outlet", "country", "thing", "standing", "certainty")
    ),
    Index("ix_ledger_source_standing", "source", "standing"),
    Index("ix_ledger_day", "day", "key"),
    Index("ix_ledger_when_start", "when_start", "key"),
    Index("ix_ledger_report", "report"),
)

# The same of reports that a later one at their address took the place of, and until when they stood.
superseded = Table(
    "superseded",
    metadata,
    *_listed(),
    Column("until_day", Date, nullable=False),  # from which the later one can have been known
    Column("until_at", DateTime, nullable=False),
    Index("ix_superseded_until_day", "until_day", "day"),
    Index("ix_superseded_report", "report"),
)

unreconciled = Table(  # claims, added or closed, whose events and transfers are not rebuilt yet
    "unreconciled",
    metadata,
    _claim(),
    sqlite_with_rowid=False,
)

forgotten = Table(  # tombstones: that there was a report, and hashes of words and outlet, by which it is refused
    "forgotten",
    metadata,
    Column("report", String(32), primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("outlet", String(64)),
)

judgement = Table(
    "judgement",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("left", Text, nullable=False),
    Column("right", Text),
    Column("field", Text),
    Column("value", Text),
    Column("verdict", String(16)),
    Column("reasons", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("withdrawn", DateTime),
)

reach = Table(  # where each report's accounts of happenings may meet those of others (model.record.Bearing)
    "reach",
    metadata,
    Column("family", String(16), primary_key=True),
    Column("country", String(8), primary_key=True),
    Column("when_start", Date, primary_key=True),
    Column("when_end", Date, primary_key=True),
    Column("report", ForeignKey("report.id"), primary_key=True),
    Index("ix_reach_report", "report"),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("type", String(16), nullable=False),
    Column("mode", Text),
    *_when(),
    Column("actor", Text),
    Column("recipient", Text),
    Column("place", Text),
    Column("country", String(8)),
    Column("lat", Float),  # of the finest place
    Column("lon", Float),
    Column("place_precision", String(16)),
    Column("verification", String(16), nullable=False),
    Column("disputed", Boolean, nullable=False),  # whether `dispute` has any of it
    Column("independent_sources", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("first_reported", Date),
    Column("last_reported", Date),
    Column("record", Text, nullable=False),  # all of it, as JSON
    Index("ix_event_when", "when_start", "when_end"),
    Index("ix_event_drawn", *DRAWN).ddl_if(dialect="sqlite"),
    *(Index(f"ix_event_{name}", name, "when_start", "id") for name in ("type", "country", "verification")),
    *(Index(f"ix_event_{name}", name, "id") for name in ("last_reported", "first_reported")),
    *(Index(f"ix_event_disputed_{name}", "disputed", name, "id") for name in ("when_start", "last_reported")),
)

event_claim = Table(
    "event_claim",
    metadata,
    Column("event", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    _claim(),
    Column("number", Integer, nullable=False),
    Index("ix_event_claim_claim", "claim"),
    sqlite_with_rowid=False,
)

figure = Table(
    "figure",
    metadata,
    Column("event", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("of", Text, nullable=False),
    Column("side", Text),
    Column("source", Text),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    Column("reported", Date),
    _claim(primary=False),
    sqlite_with_rowid=False,
)

dispute = Table(
    "dispute",
    metadata,
    Column("event", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    _claim(),  # before `about`: SQLite 3.40's own check errs on a column that stands between those of the key
    Column("about", String(16), nullable=False),
    sqlite_with_rowid=False,
)

transfer = Table(
    "transfer",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("supplier", Text),
    Column("recipient", Text),
    Column("what", Text),
    Column("category", Text),
    Column("stage", String(16)),  # the furthest that was reported
    Column("announced", Float),
    Column("ordered", Float),
    Column("delivered", Float),
    Column("value", Float),
    Column("alleged", Boolean, nullable=False),
    Column("first_reported", Date),
    Column("last_reported", Date),
    Column("record", Text, nullable=False),  # all of it, as JSON
    Index("ix_transfer_last_reported", "last_reported", "id"),
)

transfer_claim = Table(
    "transfer_claim",
    metadata,
    Column("transfer", ForeignKey("transfer.id", ondelete="CASCADE"), primary_key=True),
    _claim(),
    Column("number", Integer, nullable=False),
    Index("ix_transfer_claim_claim", "claim"),
    sqlite_with_rowid=False,
)

step = Table(
    "step",
    metadata,
    Column("transfer", ForeignKey("transfer.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("stage", String(16), nullable=False),
    Column("reported", Date),
    *_when(),
    Column("source", Text),
    _claim(primary=False),
    sqlite_with_rowid=False,
)

strike = Table(
    "strike",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("key", String(32), nullable=False),  # of its day, side, weapon and speaker; their lines share it
    Column("day", Date, nullable=False),
    Column("side", Text),
    Column("weapon", Text, nullable=False),
    Column("source", Text),
    Column("launched", Float),
    Column("intercepted", Float),
    Column("jammed", Float),
    Column("hit", Float),
    Column("fallen", Float),
    Column("sums", Boolean),
    Column("record", Text, nullable=False),  # all of it, as JSON
    Index("ix_strike_day", "day"),
    Index("ix_strike_key", "key"),
)

strike_claim = Table(
    "strike_claim",
    metadata,
    Column("strike", ForeignKey("strike.id", ondelete="CASCADE"), primary_key=True),
    _claim(),
    Column("number", Integer, nullable=False),
    Index("ix_strike_claim_claim", "claim"),
    sqlite_with_rowid=False,
)

tally = Table(
    "tally",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("of", Text, nullable=False),
    Column("side", Text),
    Column("place", Text),
    Column("country", String(8)),
    Column("since", Date),
    Column("source", Text),
    Column("record", Text, nullable=False),  # all of it, as JSON
)

tally_report = Table(
    "tally_report",
    metadata,
    Column("tally", ForeignKey("tally.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("reported", Date),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    _claim(primary=False),
    Index("ix_tally_report_claim", "claim"),
    sqlite_with_rowid=False,
)

unsure = Table(  # pairs of claims of which the rules cannot tell whether they are one event; for a person to judge
    "unsure",
    metadata,
    Column("left", ForeignKey("claim.id"), primary_key=True),
    Column("right", ForeignKey("claim.id"), primary_key=True),
    Column("reasons", Text, nullable=False),
    Index("ix_unsure_right", "right"),
    sqlite_with_rowid=False,
)

# What is watched: derived from nothing, told by nobody; it is remembered so that a restart does not fetch again.

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("asked", DateTime),  # moments in UTC
    Column("due", DateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("said", Text, nullable=False),
)

feed_page = Table(
    "feed_page",
    metadata,
    Column("key", String(64), primary_key=True),  # a hash of its address, which is all that stays when it is done with
    Column("feed", ForeignKey("feed.url"), nullable=False),
    Column("stamp", String(64), nullable=False),
    Column("done", DateTime),
    Column("due", DateTime),
    Column("tries", Integer, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("published", String(40)),
    Column("words", Text),
    Index("ix_feed_page_feed_due", "feed", "due"),
)

robots = Table(
    "robots",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("until", DateTime, nullable=False),
    Column("text", Text),
    Column("why", Text, nullable=False),
)
