"""What each reader was told of a case, kept beside the words that said it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table; what was told before is not known."""
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("referral_id", sa.BigInteger(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("belief", sa.JSON(), nullable=False),
        sa.Column("outbox_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notice_case_id", "notice", ["case_id"])
    op.create_index("ix_notice_outbox_id", "notice", ["outbox_id"])
