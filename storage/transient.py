"""Tells a store that is unwell for a moment from a defect of ours: the first is tried again, the second is not."""

from __future__ import annotations

import sqlite3

from sqlalchemy import exc

# A generic SQLite error is a statement of ours that can't run (no such column…): trying again changes nothing.
_SQLITE_DEFECTS = frozenset({sqlite3.SQLITE_ERROR})
# PostgreSQL, appendix A: connection, rollback (serialization, deadlock), resources, object not ready, operator
# intervention (shutdown, restart), system error.
_POSTGRES_PASSING = ("08", "40", "53", "55", "57", "58")


def is_transient(error: BaseException) -> bool:
    """Whether `error` says that the store can't serve right now: locked, full, gone, deadlocked, out of connections."""
    if isinstance(error, exc.TimeoutError):  # the pool had no connection left
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        code = getattr(cause, "sqlite_errorcode", None)  # none: the driver's own word, "Could not decode to UTF-8"
        return code is not None and code not in _SQLITE_DEFECTS
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_POSTGRES_PASSING)
    return isinstance(error, (exc.OperationalError, exc.InterfaceError))  # no answer at all: the server is away
