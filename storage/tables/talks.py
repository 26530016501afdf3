"""Who talks, and what was said: erased first when somebody asks to be forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import instant, key, reference


class Person(SQLModel, table=True):
    """Somebody who talks to the front door, with what it takes to call them back. Erased first."""

    id: int = Field(sa_column=key())
    created_at: datetime = Field(sa_column=instant())
    language: str = "fr"
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None


class Identity(SQLModel, table=True):
    """A channel's name for a person: a Telegram chat, the terminal."""

    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: int = Field(sa_column=key())
    channel: str
    external_id: int = Field(sa_column=reference())
    person_id: int = Field(sa_column=reference(index=True))
    passage_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    blocked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class PassageRow(SQLModel, table=True):
    """One talk. `state` is `dialogs.stored.dump_passage`; the answers are rows of their own."""

    __tablename__ = "passage"

    id: int = Field(sa_column=key())
    person_id: int = Field(sa_column=reference(index=True))
    case_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    channel: str
    stage: str = Field(index=True)
    version: int = 0
    state: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    shown_outbox_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    created_at: datetime = Field(sa_column=instant(index=True))
    updated_at: datetime = Field(sa_column=instant(index=True))


class AnswerRow(SQLModel, table=True):
    """The answer to one question of a passage, as `dialogs.stored.dump_answer`."""

    __tablename__ = "answer"

    passage_id: int = Field(sa_column=key())
    question: str = Field(primary_key=True)
    personal: bool
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_column=instant())


class TurnRow(SQLModel, table=True):
    """One turn of a passage, kept for figures: which question, when answered. Holds no words of anybody."""

    __tablename__ = "turn"

    passage_id: int = Field(sa_column=key())
    number: int = Field(primary_key=True)
    question: str
    answered_at: datetime = Field(sa_column=instant())


class Media(SQLModel, table=True):
    """A voice message of a passage: bytes of our own, since a bot's file id is no use to the other bot."""

    id: int = Field(sa_column=key())
    passage_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    person_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    kind: str
    mime: str
    seconds: int
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(sa_column=instant(index=True))
    heard_at: datetime | None = Field(default=None, sa_column=instant(nullable=True, index=True))  # by the referent
