"""The rules themselves, and which of them are in force.

A revision noted before is known by its hash alone; its files come in when their folder is met again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create these tables, and give the noted revisions an author, a note and a state."""
    op.execute("ALTER TABLE rules_revision RENAME COLUMN activated_at TO created_at")
    for name, value in (("author", "folder"), ("note", ""), ("state", "activated")):
        op.add_column("rules_revision", sa.Column(name, sa.String(), nullable=False, server_default=value))
    op.create_table(
        "rules_file",
        sa.Column("revision_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("revision_id", "name"),
    )
    op.create_table(
        "rules_activation",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("under_id", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rules_activation_territory", "rules_activation", ["territory"])
    op.create_table(
        "active_revision",
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("revision_id", sa.BigInteger(), nullable=False),
        sa.Column("activation_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("territory"),
    )
