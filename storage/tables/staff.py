"""Referents and animators: their accounts, how they come to have one, when they are away."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import instant, key, reference


class StaffAccount(SQLModel, table=True):
    """A staff channel's account bound to an interlocutor, or to a territory as animator."""

    __tablename__ = "staff_account"
    __table_args__ = (
        Index(
            "ix_staff_external",
            "channel",
            "external_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: int = Field(sa_column=key())
    channel: str
    external_id: int = Field(sa_column=reference())
    territory: str = Field(index=True)
    interlocutor: str | None = Field(default=None, index=True)
    is_animator: bool = False
    language: str = "fr"
    bound_at: datetime = Field(sa_column=instant())
    revoked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    blocked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Invitation(SQLModel, table=True):
    """A one-time code (stored hashed) that binds an account."""

    code_hash: str = Field(primary_key=True)
    territory: str
    interlocutor: str | None = None
    is_animator: bool = False
    created_at: datetime = Field(sa_column=instant())
    expires_at: datetime = Field(sa_column=instant())
    used_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Absence(SQLModel, table=True):
    """Days on which an interlocutor is away, both included."""

    id: int = Field(sa_column=key())
    territory: str
    interlocutor: str = Field(index=True)
    from_on: date
    to_on: date
