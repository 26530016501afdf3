"""What cases leave for figures when they are gone; which ones have left it already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables, add the column and the index."""
    op.create_table(
        "past_case",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        *_text("territory", "month", "epci", "stage", "sectors", "form", "door", "structure", "outcome"),
        sa.Column("is_fallback", sa.Boolean(), nullable=False),
        sa.Column("taken_in", sa.Integer(), nullable=True),
        sa.Column("contacted_in", sa.Integer(), nullable=True),
        *_text("satisfaction"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "past_referral",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        *_text("territory", "month", "structure", "answer", "reason"),
        sa.Column("taken_in", sa.Integer(), nullable=True),
        sa.Column("is_contacted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    for table in ("past_case", "past_referral"):
        op.create_index(f"ix_{table}_territory", table, ["territory"])
    op.add_column("case", sa.Column("is_counted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_case_closed_at", "case", ["closed_at"])


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
