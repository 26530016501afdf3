"""How often somebody tried something lately."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, select

from storage.batches import PURGE_BATCH, delete_some
from storage.tables import Throttle, core
from storage.upserts import insert_into


class Throttles:
    """The throttles within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hit(self, subject: str, now: datetime, window_seconds: int) -> int:
        """Count one more try of `subject`; how many there are in the window, this one included.

        A window opens with the first try and lasts `window_seconds`; the first try after it opens the next.
        """
        table = core(Throttle)
        is_over = table.c.window_from <= now - timedelta(seconds=window_seconds)
        statement = insert_into(self._connection, table).values(subject=subject, window_from=now, count=1)
        statement = statement.on_conflict_do_update(
            index_elements=["subject"],
            set_={
                "count": case((is_over, 1), else_=table.c["count"] + 1),
                "window_from": case((is_over, statement.excluded.window_from), else_=table.c.window_from),
            },
        )
        return int(self._connection.execute(statement.returning(table.c["count"])).scalar_one())

    def count(self, subject: str, now: datetime, window_seconds: int) -> int:
        """How many tries of `subject` there are in the window, without one more."""
        table = core(Throttle)
        is_open = table.c.window_from > now - timedelta(seconds=window_seconds)
        found = self._connection.execute(select(table.c["count"]).where(table.c.subject == subject, is_open))
        return int(found.scalar_one_or_none() or 0)

    def purge(self, before: datetime, limit: int = PURGE_BATCH, *, of: str = "") -> int:
        """Forget up to `limit` windows that opened before `before`, the oldest first; how many.

        Only of subjects that begin with `of`, if it is given.
        """
        table = core(Throttle)
        over = table.c.window_from < before
        if of:
            over &= table.c.subject.startswith(of, autoescape=True)
        return delete_some(self._connection, table, over, table.c.window_from, limit)
