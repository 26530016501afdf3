"""What is kept of what happened, without anything personal."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import instant, key, reference


class Audit(SQLModel, table=True):
    """Who of the staff did or read what, when. No personal data: ids and verbs."""

    id: int = Field(sa_column=key())
    at: datetime = Field(sa_column=instant())
    actor: str
    action: str
    case_id: int | None = Field(default=None, sa_column=reference(nullable=True, index=True))
    detail: str | None = None


class Announcement(SQLModel, table=True):
    """Something that the animators of a territory were told of by itself; `subject` is a hash of what it was."""

    territory: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    announced_at: datetime = Field(sa_column=instant())


class Numbering(SQLModel, table=True):
    """The last number given out under a name ("case", "revision:<territory>"); never given twice."""

    name: str = Field(primary_key=True)
    last: int


class Count(SQLModel, table=True):
    """Anonymous counters that stay when everything personal is gone (exits, outside the territory, erasures)."""

    __tablename__ = "count"

    territory: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    on: date = Field(primary_key=True)
    total: int = 0
