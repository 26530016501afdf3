"""The histories of cases. Each case of before begins with what its columns said, a row for each of its referrals.

Nobody is sent anything by it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BATCH = 500  # cases read at once


def upgrade() -> None:
    """Create the table and begin the histories."""
    op.create_table(
        "case_event",
        sa.Column("case_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("referral_id", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "seq"),
    )
    op.create_index("ix_case_event_at", "case_event", ["at"])
    connection = op.get_bind()
    metadata = sa.MetaData()
    referral = sa.Table("referral", metadata, autoload_with=connection)
    case = sa.Table("case", metadata, autoload_with=connection)
    event = sa.Table("case_event", metadata, autoload_with=connection)
    wanted = (
        sa.select(referral, case.c.referral_id.label("in_force"))
        .join(case, case.c.id == referral.c.case_id)
        .where(case.c.status != "withdrawn")
    )
    seen: dict[int, int] = {}
    rows: list[dict[str, Any]] = []
    # The referral in force comes last, whatever its age: the last one that a history tells is.
    order = (referral.c.case_id, sa.case((referral.c.id == case.c.referral_id, 1), else_=0), referral.c.id)
    for row in connection.execute(wanted.order_by(*order)).mappings().all():
        seen[row["case_id"]] = seen.get(row["case_id"], 0) + 1
        rows.append(_carried_over(row, seen[row["case_id"]]))
        if len(rows) >= BATCH:
            connection.execute(event.insert(), rows)
            rows = []
    if rows:
        connection.execute(event.insert(), rows)


def _carried_over(row: Any, seq: int) -> dict[str, Any]:
    data = {
        "status": row["status"],
        "interlocutor": row["interlocutor"],
        "promised_on": row["promised_on"].isoformat(),
        "sent_at": _written(row["sent_at"]),
        "newcomer_calls": bool(row["newcomer_calls"]),
        "answered_at": _written(row["answered_at"]),
        "contacted_at": _written(row["contacted_at"]),
        "call_on": row["snoozed_until"].isoformat() if row["snoozed_until"] else None,
        "reason": row["decline_reason"],
    }
    return {
        "case_id": row["case_id"],
        "seq": seq,
        "at": _aware(row["answered_at"] or row["sent_at"]),
        "kind": "carried_over",
        "actor": "house",
        "referral_id": row["id"],
        "data": {name: value for name, value in data.items() if value not in (None, False)},
    }


def _written(at: datetime | None) -> str | None:
    return _aware(at).isoformat() if at is not None else None


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
