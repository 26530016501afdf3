"""`INSERT … ON CONFLICT`, which both engines know but SQLAlchemy keeps in their dialects."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

SQLITE = "sqlite"


def insert_into(connection: Connection, table: Table) -> postgresql.Insert:
    """An insert into `table` that takes `on_conflict_do_nothing` and `on_conflict_do_update` on this engine."""
    return insert_on(connection.dialect.name, table)


def insert_on(dialect: str, table: Table) -> postgresql.Insert:
    """The same by the engine's name: for statements that are built once and kept."""
    if dialect == SQLITE:
        return cast(postgresql.Insert, sqlite.insert(table))  # the two share these methods
    return postgresql.insert(table)


def is_sqlite(connection: Connection) -> bool:
    """Whether this connection has the database for itself once it writes (one writer at a time)."""
    return connection.dialect.name == SQLITE
