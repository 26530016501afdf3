"""Whatever grows with the years is found by an index; where a personal message lies says of which case it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

OPEN = "status NOT IN ('closed', 'withdrawn')"
INDEXES = (
    ("pace", "silent_until"),
    ("throttle", "window_from"),
    ("media", "heard_at"),
    ("reminder", "case_id"),
    ("reminder", "settled_at"),
    ("sent_message", "case_id"),
)


def upgrade() -> None:
    """Add the column, filled from the referrals, and the indexes."""
    op.add_column("sent_message", sa.Column("case_id", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE sent_message SET case_id = (SELECT case_id FROM referral WHERE referral.id = sent_message.referral_id)"
    )
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_referral_last", "referral", ["territory", "interlocutor", "sent_at"])
    op.create_index(
        "ix_case_open", "case", ["territory", "id"], sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN)
    )
