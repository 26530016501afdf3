"""Aware UTC instants in every database: SQLite keeps no zone, so the column type adds it back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcInstant(TypeDecorator[datetime]):
    """An instant, aware and in UTC on the way in and on the way out.

    Raises:
        ValueError: a naive instant was given (a bug of ours: `now` is always aware).
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC, refusing naive instants."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive instant reached the store; instants are aware, in UTC")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back to aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
