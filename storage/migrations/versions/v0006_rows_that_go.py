"""Rows of what is over go: where their messages lie is kept apart; indexes for what is looked up as rows grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

UNSENT = "status IN ('pending', 'errored', 'uncertain')"


def upgrade() -> None:
    """Create the table and the indexes."""
    op.create_table(
        "sent_message",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("referral_id", sa.BigInteger(), nullable=True),
        sa.Column("is_card", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sent_message_person_id", "sent_message", ["person_id"])
    op.create_index("ix_sent_message_referral_id", "sent_message", ["referral_id"])
    op.drop_index("ix_outbox_claim", table_name="outbox")
    op.drop_index("ix_outbox_chat", table_name="outbox")
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["channel", "chat_id", "id"],
        sqlite_where=sa.text(UNSENT),
        postgresql_where=sa.text(UNSENT),
    )
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"])
    op.create_index("ix_passage_created_at", "passage", ["created_at"])
    op.create_index("ix_passage_shown_outbox_id", "passage", ["shown_outbox_id"])
    op.create_index("ix_referral_sent", "referral", ["territory", "sent_at"])
    op.create_index("ix_membership_person_id", "membership", ["person_id"])
