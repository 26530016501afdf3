"""The columns that all tables are made of, and the way from a model to its table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Table
from sqlmodel import SQLModel

from storage.instants import UtcInstant


def key() -> Any:
    """A primary key, or a part of one, that the code gives."""
    return Column(BigInteger, primary_key=True, autoincrement=False)


def reference(*, nullable: bool = False, index: bool = False) -> Any:
    """An id of another row, or of a channel."""
    return Column(BigInteger, nullable=nullable, index=index)


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """An aware instant in UTC."""
    return Column(UtcInstant, nullable=nullable, index=index)


def core(model: type[SQLModel]) -> Table:
    """The Core table of a model, for statements that need no objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
