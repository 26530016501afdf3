"""What was answered and what was set aside is found by an index, however many years lie before it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

UNREADABLE = "status = 'unreadable'"


def upgrade() -> None:
    """Create the indexes."""
    op.create_index("ix_referral_answered_at", "referral", ["answered_at"])
    op.create_index(
        "ix_outbox_unreadable", "outbox", ["id"], sqlite_where=sa.text(UNREADABLE), postgresql_where=sa.text(UNREADABLE)
    )
