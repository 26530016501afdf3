"""What the animators of a territory have been told of by itself, so that each thing is told once.

Rule 1: a row names what was told by a hash: nothing of the rules or of anybody is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.tables import Announcement, core
from storage.upserts import insert_into


class Announcements:
    """The announcements within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_at(self, territory: str) -> datetime | None:
        """When something was last announced there; None if never."""
        table = core(Announcement)
        found = select(func.max(table.c.announced_at)).where(table.c.territory == territory)
        last: datetime | None = self._connection.execute(found).scalar_one()
        return last

    def note_new(self, territory: str, subjects: Sequence[str], now: datetime) -> frozenset[str]:
        """Note these as announced; those that nobody had noted before, in another process neither."""
        if not subjects:
            return frozenset()
        table = core(Announcement)
        rows = [{"territory": territory, "subject": each, "announced_at": now} for each in sorted(set(subjects))]
        statement = insert_into(self._connection, table).values(rows).on_conflict_do_nothing()
        return frozenset(self._connection.execute(statement.returning(table.c.subject)).scalars())

    def purge(self, before: datetime) -> int:
        """Forget what was announced before `before`: what is still so is announced again; how many."""
        table = core(Announcement)
        return self._connection.execute(table.delete().where(table.c.announced_at < before)).rowcount
