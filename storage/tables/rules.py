"""The rules that territories went by and go by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import instant, key, reference


class RulesRevision(SQLModel, table=True):
    """A territory's rules as they came in once: the number people say, the content's hash, who, when. Never changes."""

    __tablename__ = "rules_revision"
    __table_args__ = (UniqueConstraint("territory", "number"), UniqueConstraint("territory", "content_hash"))

    id: int = Field(sa_column=key())
    territory: str
    number: int
    content_hash: str
    created_at: datetime = Field(sa_column=instant())
    author: str  # "folder", "cli:<login>", "staff:<account id>"
    note: str
    state: str  # draft | activated: whether it was ever in force


class RulesFile(SQLModel, table=True):
    """One file of a revision, byte for byte."""

    __tablename__ = "rules_file"

    revision_id: int = Field(sa_column=key())
    name: str = Field(primary_key=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class RulesActivation(SQLModel, table=True):
    """A revision put in force, by whom, when, and over which activation: where a rollback leads."""

    __tablename__ = "rules_activation"

    id: int = Field(sa_column=key())
    territory: str = Field(index=True)
    revision_id: int = Field(sa_column=reference())
    under_id: int | None = Field(default=None, sa_column=reference(nullable=True))
    by: str
    at: datetime = Field(sa_column=instant())


class ActiveRevision(SQLModel, table=True):
    """What a territory goes by now. One row a territory, read in every transaction."""

    __tablename__ = "active_revision"

    territory: str = Field(primary_key=True)
    content_hash: str
    revision_id: int = Field(sa_column=reference())
    activation_id: int = Field(sa_column=reference())
    origin: str  # folder | person: who decided
