"""A row of the outbox as a plain value, which may leave its transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

WRITER_LEASE_SECONDS = 30  # the writer's head start; after a crash others take over then

UNSENT = ("pending", "errored", "uncertain")
UNSENT_SQL = "status IN ('pending', 'errored', 'uncertain')"  # the condition of the partial index, to the letter


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """The same fields as `storage.tables.OutboxMessage`."""

    id: int
    channel: str
    chat_id: int
    kind: str
    body: dict[str, Any]
    urgent: bool
    status: str = "pending"
    due_at: datetime
    leased_until: datetime | None
    attempts: int = 0
    edits_outbox_id: int | None
    edits_message_id: int | None
    message_id: int | None = None
    purpose: str
    referral_id: int | None
    person_id: int | None
    context: dict[str, Any] | None
    personal: bool
    created_at: datetime
    sent_at: datetime | None = None
    error: str | None = None

    def to_values(self) -> dict[str, Any]:
        """The row as values by column."""
        return {name: getattr(self, name) for name in _COLUMNS}


_COLUMNS = tuple(OutboxRow.__dataclass_fields__)


def row_from(row: Row[Any]) -> OutboxRow:
    """The value of a selected row."""
    return OutboxRow(**{name: getattr(row, name) for name in _COLUMNS})
