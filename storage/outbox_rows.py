"""A row of the outbox as a plain value, which may leave its transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

WRITER_LEASE_SECONDS = 30  # the writer's head start; after a crash others take over then

UNSENT = ("pending", "errored", "uncertain")
UNSENT_SQL = "status IN ('pending', 'errored', 'uncertain')"  # the condition of the partial index, to the letter


UNREADABLE = "unreadable"  # set aside until the program that reads it is another
UNREADABLE_SQL = "status = 'unreadable'"  # the condition of the partial index, to the letter


class UnreadableRowError(ValueError):
    """A row of the outbox has a shape that nothing of ours wrote."""


@dataclass(frozen=True, slots=True)
class LostRow:
    """What may be told of a row that was set aside: never its content."""

    id: int
    channel: str
    referral_id: int | None


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
    """The value of a selected row.

    Raises:
        UnreadableRowError: its content is not what a message is made of.
    """
    is_body = _is_body(row.kind, row.body) if row.status in UNSENT else isinstance(row.body, dict)
    if not is_body or not isinstance(row.context, dict | None):
        raise UnreadableRowError(f"outbox row {row.id} is not a message")
    return OutboxRow(**{name: getattr(row, name) for name in _COLUMNS})


FILES = ("voice", "document")  # kinds whose bytes are media, and whose message can't be edited to a stub


def is_card(context: str | None) -> bool:
    """Whether the stored context (as text) says that the message is a card; what can't be read is taken for one."""
    if context is None:
        return False
    try:
        known = json.loads(context)
    except ValueError:
        return True
    return "card" in known if isinstance(known, dict) else known is not None


def _is_body(kind: str, body: object) -> bool:
    if not isinstance(body, dict):
        return False
    if kind == "send":
        return isinstance(body.get("text"), str)
    if kind == "document" and not isinstance(body.get("name"), str):
        return False
    is_file = kind in FILES
    return not is_file or (isinstance(body.get("media_id"), int) and isinstance(body.get("caption"), dict))
