"""Since when an animator is to phone the person of a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column, and an index of the few cases for which it says something."""
    op.add_column("case", sa.Column("to_phone_since", sa.DateTime(timezone=True), nullable=True))
    listed = sa.text("to_phone_since IS NOT NULL")
    op.create_index("ix_case_to_phone", "case", ["territory"], sqlite_where=listed, postgresql_where=listed)
