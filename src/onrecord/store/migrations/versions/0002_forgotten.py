"""Tombstones of forgotten reports, and reports found by their address."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From the first schema."""
    op.create_table(
        "forgotten",
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_forgotten"),
    )
    op.create_index("ix_forgotten_sha256", "forgotten", ["sha256"], unique=False)
    op.create_index("ix_report_url", "report", ["url"], unique=False, postgresql_using="hash")
