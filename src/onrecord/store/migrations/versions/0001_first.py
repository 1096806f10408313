"""The first schema: what `schema` holds, and the search."""

import sqlalchemy as sa
from alembic import op

from onrecord.store.search import create_search

DRAWN = (
    *("when_start", "id", "when_end", "type", "mode", "when_precision", "actor", "recipient", "place", "country"),
    *("lat", "lon", "place_precision", "verification", "independent_sources", "first_reported", "last_reported"),
    "disputed",
)
revision = "0001"
down_revision = None


def upgrade() -> None:
    """All tables."""
    op.create_table(
        "actor",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_actor"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("when_precision", sa.String(length=16), nullable=True),
        sa.Column("when_timex", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("place_precision", sa.String(length=16), nullable=True),
        sa.Column("verification", sa.String(length=16), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("independent_sources", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("first_reported", sa.Date(), nullable=True),
        sa.Column("last_reported", sa.Date(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_when", "event", ["when_start", "when_end"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_event_drawn", "event", list(DRAWN), unique=False)
    for name in ("type", "country", "verification"):
        op.create_index(f"ix_event_{name}", "event", [name, "when_start", "id"], unique=False)
    for name in ("last_reported", "first_reported"):
        op.create_index(f"ix_event_{name}", "event", [name, "id"], unique=False)
    for name in ("when_start", "last_reported"):
        op.create_index(f"ix_event_disputed_{name}", "event", ["disputed", name, "id"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_judgement"),
    )
    op.create_table(
        "place",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("adm1", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.Column("precision", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_place"),
    )
    op.create_index("ix_place_country", "place", ["country"], unique=False)
    op.create_table(
        "reader",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("onrecord", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("model_sha256", sa.Text(), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=False),
        sa.Column("vocab", sa.Text(), nullable=False),
        sa.Column("gazetteer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reader"),
    )
    op.create_table(
        "report",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=40), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("retrieved", sa.String(length=40), nullable=True),
        sa.Column("known_day", sa.Date(), nullable=True),
        sa.Column("known_at", sa.DateTime(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_report"),
        sa.UniqueConstraint("id", name="uq_report_id"),
    )
    op.create_index("ix_report_url", "report", ["url"], unique=False, postgresql_using="hash")
    op.create_index("ix_report_known_day", "report", ["known_day"], unique=False)
    op.create_index(
        "ix_report_edited",
        "report",
        ["known_day"],
        unique=False,
        sqlite_where=sa.text("known_day > day"),
        postgresql_where=sa.text("known_day > day"),
    )
    op.create_table(
        "transfer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("announced", sa.Float(), nullable=True),
        sa.Column("ordered", sa.Float(), nullable=True),
        sa.Column("delivered", sa.Float(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("alleged", sa.Boolean(), nullable=False),
        sa.Column("first_reported", sa.Date(), nullable=True),
        sa.Column("last_reported", sa.Date(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_transfer"),
    )
    op.create_index("ix_transfer_last_reported", "transfer", ["last_reported", "id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("reader", sa.String(length=32), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["reading.key"], name="fk_reading_closed_by"),
        sa.ForeignKeyConstraint(["reader"], ["reader.id"], name="fk_reading_reader"),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_reading_report"),
        sa.PrimaryKeyConstraint("key", name="pk_reading"),
        sa.UniqueConstraint("report", "reader", name="uq_reading_report_reader"),
    )
    op.create_table(
        "attribution",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("style", sa.String(length=16), nullable=False),
        sa.Column("within", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["reading"], ["reading.key"], name="fk_attribution_reading"),
        sa.PrimaryKeyConstraint("reading", "id", name="pk_attribution"),
    )
    op.create_table(
        "claim",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("when_precision", sa.String(length=16), nullable=True),
        sa.Column("when_timex", sa.Text(), nullable=True),
        sa.Column("polarity", sa.String(length=16), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("certainty", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("package", sa.Text(), nullable=True),
        sa.Column("plover_type", sa.String(length=16), nullable=True),
        sa.Column("plover_mode", sa.String(length=32), nullable=True),
        sa.Column("coref", sa.String(length=32), nullable=True),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["reading.key"], name="fk_claim_reading"),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_claim_report"),
        sa.PrimaryKeyConstraint("key", name="pk_claim"),
        sa.UniqueConstraint("id", name="uq_claim_id"),
    )
    told_again = sa.text("coref IS NOT NULL")
    op.create_index(
        "ix_claim_coref", "claim", ["coref"], sqlite_where=told_again, postgresql_where=told_again, unique=False
    )
    op.create_index("ix_claim_reading_number", "claim", ["reading", "number"], unique=False)
    op.create_index("ix_claim_report", "claim", ["report"], unique=False)
    op.create_index("ix_claim_when_start", "claim", ["when_start"], unique=False)
    op.create_index("ix_claim_type_when", "claim", ["type", "when_start", "when_end"], unique=False)
    op.create_table(
        "issue",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["reading.key"], name="fk_issue_reading"),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_issue_report"),
        sa.PrimaryKeyConstraint("key", name="pk_issue"),
    )
    op.create_index(("ix_issue_report"), "issue", ["report"], unique=False)
    op.create_table(
        "attribution_evidence",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("actor", sa.String(length=32), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("certainty", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["actor"], ["actor.key"], name="fk_attribution_evidence_actor"),
        sa.ForeignKeyConstraint(
            ["reading", "attribution"],
            ["attribution.reading", "attribution.id"],
            name="fk_attribution_evidence_reading_attribution",
        ),
        sa.PrimaryKeyConstraint("reading", "attribution", "field", "number", name="pk_attribution_evidence"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_attribution",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_claim_attribution_claim"),
        sa.ForeignKeyConstraint(
            ["reading", "attribution"],
            ["attribution.reading", "attribution.id"],
            name="fk_claim_attribution_reading_attribution",
        ),
        sa.PrimaryKeyConstraint("claim", "number", name="pk_claim_attribution"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dispute",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_dispute_claim"),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name="fk_dispute_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "number", "claim", name="pk_dispute"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_claim",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_event_claim_claim"),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name="fk_event_claim_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "claim", name="pk_event_claim"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_claim_claim", "event_claim", ["claim"], unique=False)
    op.create_table(
        "reach",
        sa.Column("family", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=8), nullable=False),
        sa.Column("when_start", sa.Date(), nullable=False),
        sa.Column("when_end", sa.Date(), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_reach_report"),
        sa.PrimaryKeyConstraint("family", "country", "when_start", "when_end", "report", name="pk_reach"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reach_report", "reach", ["report"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("certainty", sa.String(length=16), nullable=True),
        sa.Column("actor", sa.String(length=32), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["actor"], ["actor.key"], name="fk_evidence_actor"),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_evidence_claim"),
        sa.ForeignKeyConstraint(["place"], ["place.key"], name="fk_evidence_place"),
        sa.PrimaryKeyConstraint("claim", "field", "number", name="pk_evidence"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_evidence_actor", "evidence", ["actor"], unique=False)
    op.create_index("ix_evidence_place", "evidence", ["place"], unique=False)
    op.create_table(
        "figure",
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("best", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("reported", sa.Date(), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_figure_claim"),
        sa.ForeignKeyConstraint(["event"], ["event.id"], name="fk_figure_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "number", name="pk_figure"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "item",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("effect", sa.String(length=16), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("best", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("designation", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("part_of", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_item_claim"),
        sa.PrimaryKeyConstraint("claim", "number", name="pk_item"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "step",
        sa.Column("transfer", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("reported", sa.Date(), nullable=True),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("when_precision", sa.String(length=16), nullable=True),
        sa.Column("when_timex", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_step_claim"),
        sa.ForeignKeyConstraint(["transfer"], ["transfer.id"], name="fk_step_transfer", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("transfer", "number", name="pk_step"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "transfer_claim",
        sa.Column("transfer", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_transfer_claim_claim"),
        sa.ForeignKeyConstraint(["transfer"], ["transfer.id"], name="fk_transfer_claim_transfer", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("transfer", "claim", name="pk_transfer_claim"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_transfer_claim_claim", "transfer_claim", ["claim"], unique=False)
    op.create_table(
        "unreconciled",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_unreconciled_claim"),
        sa.PrimaryKeyConstraint("claim", name="pk_unreconciled"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "verification",
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("of", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_verification_claim"),
        sa.PrimaryKeyConstraint("claim", "number", name="pk_verification"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "strike",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("weapon", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("launched", sa.Float(), nullable=True),
        sa.Column("intercepted", sa.Float(), nullable=True),
        sa.Column("jammed", sa.Float(), nullable=True),
        sa.Column("hit", sa.Float(), nullable=True),
        sa.Column("fallen", sa.Float(), nullable=True),
        sa.Column("sums", sa.Boolean(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_strike"),
    )
    op.create_index("ix_strike_day", "strike", ["day"], unique=False)
    op.create_index("ix_strike_key", "strike", ["key"], unique=False)
    op.create_table(
        "strike_claim",
        sa.Column("strike", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_strike_claim_claim"),
        sa.ForeignKeyConstraint(["strike"], ["strike.id"], name="fk_strike_claim_strike", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("strike", "claim", name="pk_strike_claim"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_strike_claim_claim", "strike_claim", ["claim"], unique=False)
    op.create_table(
        "tally",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tally"),
    )
    op.create_table(
        "tally_report",
        sa.Column("tally", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reported", sa.Date(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("best", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claim.id"], name="fk_tally_report_claim"),
        sa.ForeignKeyConstraint(["tally"], ["tally.id"], name="fk_tally_report_tally", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tally", "number", name="pk_tally_report"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tally_report_claim", "tally_report", ["claim"], unique=False)
    op.create_table(
        "unsure",
        sa.Column("left", sa.String(length=32), nullable=False),
        sa.Column("right", sa.String(length=32), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["left"], ["claim.id"], name="fk_unsure_left"),
        sa.ForeignKeyConstraint(["right"], ["claim.id"], name="fk_unsure_right"),
        sa.PrimaryKeyConstraint("left", "right", name="pk_unsure"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unsure_right", "unsure", ["right"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("known_at", sa.DateTime(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("type", sa.String(length=16), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("thing", sa.Text(), nullable=True),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("certainty", sa.String(length=16), nullable=False),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["claim.key"], name="fk_ledger_key", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="pk_ledger"),
    )
    for name in ("type", "source", "outlet", "country", "thing", "standing", "certainty"):
        op.create_index(f"ix_ledger_{name}", "ledger", [name, "day", "key"], unique=False)
    op.create_index("ix_ledger_source_standing", "ledger", ["source", "standing"], unique=False)
    op.create_index("ix_ledger_day", "ledger", ["day", "key"], unique=False)
    op.create_index("ix_ledger_when_start", "ledger", ["when_start", "key"], unique=False)
    op.create_index("ix_ledger_report", "ledger", ["report"], unique=False)
    op.create_table(
        "superseded",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("known_at", sa.DateTime(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("type", sa.String(length=16), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=8), nullable=True),
        sa.Column("thing", sa.Text(), nullable=True),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("certainty", sa.String(length=16), nullable=False),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["claim.key"], name="fk_superseded_key", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="pk_superseded"),
    )
    op.create_index("ix_superseded_until_day", "superseded", ["until_day", "day"], unique=False)
    op.create_index("ix_superseded_report", "superseded", ["report"], unique=False)
    create_search(op.get_bind())
    op.create_table(
        "forgotten",
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("outlet", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("report", name="pk_forgotten"),
    )
    op.create_index("ix_forgotten_sha256", "forgotten", ["sha256"], unique=False)
    op.create_table(
        "feed",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("asked", sa.DateTime(), nullable=True),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_feed"),
    )
    op.create_table(
        "feed_page",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.Column("done", sa.DateTime(), nullable=True),
        sa.Column("due", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["feed"], ["feed.url"], name="fk_feed_page_feed"),
        sa.PrimaryKeyConstraint("key", name="pk_feed_page"),
    )
    op.create_index("ix_feed_page_feed_due", "feed_page", ["feed", "due"], unique=False)
    op.create_table(
        "robots",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin", name="pk_robots"),
    )
