"""Deleting a few rows at a time, so that nobody waits long for the writer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select, tuple_

PURGE_BATCH = 50  # rows that one statement deletes; on SQLite what is deleted is written over, a page at a time


def delete_some(
    connection: Connection, table: Table, over: ColumnElement[bool], oldest: ColumnElement[Any], limit: int
) -> int:
    """Delete up to `limit` rows that are `over`, in the order of `oldest`; how many."""
    key = list(table.primary_key)
    found = connection.execute(select(*key).where(over).order_by(oldest).limit(limit)).all()
    if not found:
        return 0
    these = key[0].in_([row[0] for row in found]) if len(key) == 1 else tuple_(*key).in_([tuple(row) for row in found])
    connection.execute(table.delete().where(these))
    return len(found)
