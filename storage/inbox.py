"""Updates that were taken in: one unique insert makes the handling of each happen once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection
from sqlalchemy.sql.dml import ReturningInsert

from storage.batches import PURGE_BATCH, delete_some
from storage.tables import InboxUpdate, core
from storage.upserts import insert_into, insert_on

InboxKey = tuple[str, int]
"""(bot, update id). Ids are unique per bot for a while only: they restart after an idle week."""


class Inbox:
    """The inbox within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, keys: Sequence[InboxKey], now: datetime) -> frozenset[InboxKey]:
        """Take `keys` in; those that were not there before. The others were handled, or are being handled."""
        if not keys:
            return frozenset()
        rows = [
            {"bot": bot, "update_id": update_id, "received_at": now, "status": "handled"}
            for bot, update_id in sorted(set(keys))  # one order for all, so that two sets never wait for each other
        ]
        taken = self._connection.execute(_claim(self._connection.dialect.name), rows)
        return frozenset((bot, update_id) for bot, update_id in taken)

    def mark_failed(self, key: InboxKey, now: datetime) -> None:
        """Store `key` as an update that could not be handled, whether it was claimed before or not."""
        statement = insert_into(self._connection, core(InboxUpdate)).on_conflict_do_update(
            index_elements=["bot", "update_id"], set_={"status": "failed"}
        )
        bot, update_id = key
        self._connection.execute(
            statement, {"bot": bot, "update_id": update_id, "received_at": now, "status": "failed"}
        )

    def purge(self, before: datetime, limit: int = PURGE_BATCH) -> int:
        """Forget up to `limit` updates received before `before`, the oldest first; how many."""
        table = core(InboxUpdate)
        return delete_some(self._connection, table, table.c.received_at < before, table.c.received_at, limit)


@cache
def _claim(dialect: str) -> ReturningInsert[str, int]:
    """Insert what is new and say what was; built once, since building costs more than running."""
    table = core(InboxUpdate)
    return insert_on(dialect, table).on_conflict_do_nothing().returning(table.c.bot, table.c.update_id)
