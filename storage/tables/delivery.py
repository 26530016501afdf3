"""What came in, what goes out, and how fast either may."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from storage.outbox_rows import UNREADABLE_SQL, UNSENT_SQL
from storage.tables.columns import instant, key, reference


class InboxUpdate(SQLModel, table=True):
    """An update that was taken in: the unique insert that makes its handling happen once. Purged after 48 h."""

    __tablename__ = "inbox"

    bot: str = Field(primary_key=True)
    update_id: int = Field(sa_column=key())
    received_at: datetime = Field(sa_column=instant(index=True))
    status: str = "handled"  # handled | failed


class OutboxMessage(SQLModel, table=True):
    """Something to be delivered, born leased to its writer. Claimable when no earlier unsent row of its chat exists."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_unsent",
            "channel",
            "chat_id",
            "id",
            sqlite_where=text(UNSENT_SQL),
            postgresql_where=text(UNSENT_SQL),
        ),
        Index("ix_outbox_message", "channel", "chat_id", "message_id"),
        Index(
            "ix_outbox_unreadable",
            "id",
            sqlite_where=text(UNREADABLE_SQL),
            postgresql_where=text(UNREADABLE_SQL),
        ),
    )

    id: int = Field(sa_column=key())
    channel: str
    chat_id: int = Field(sa_column=reference())
    kind: str  # send | edit | voice | document | delete
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    urgent: bool = True  # replies to talkers go before notifications in a bot's pace
    status: str = "pending"  # pending | sent | uncertain | errored | failed | unreadable (set aside until an upgrade)
    due_at: datetime = Field(sa_column=instant())
    leased_until: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    attempts: int = 0
    edits_outbox_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    edits_message_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    message_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    purpose: str = "talk"  # talk | notification | reminder | escalation | relay | menu | ...
    referral_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    person_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    context: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    personal: bool = False
    created_at: datetime = Field(sa_column=instant(index=True))
    sent_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    error: str | None = None


class SentMessage(SQLModel, table=True):
    """Where a personal message lies that was sent: kept when its outbox row goes, so that it can still be stubbed.

    Kept until erasure or withdrawal. It holds no words.
    """

    __tablename__ = "sent_message"

    id: int = Field(sa_column=key())  # that of its outbox row
    channel: str
    chat_id: int = Field(sa_column=reference())
    message_id: int = Field(sa_column=reference())
    person_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    case_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    referral_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    is_card: bool = False


class Pace(SQLModel, table=True):
    """Until when a bot (`chat_id` 0) or one of its chats must stay silent."""

    channel: str = Field(primary_key=True)
    chat_id: int = Field(sa_column=key())
    silent_until: datetime = Field(sa_column=instant(index=True))


class Throttle(SQLModel, table=True):
    """How often somebody tried something (invitation codes, relayed messages) in the current window."""

    subject: str = Field(primary_key=True)
    window_from: datetime = Field(sa_column=instant(index=True))
    count: int = 0
