"""Who of the staff did or read what, when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.ids import new_id
from storage.tables import Audit, core


class AuditTrail:
    """The audit within one unit of work. Holds ids and verbs, nothing personal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[dict[str, Any]] = []

    def note(
        self, at: datetime, actor: str, action: str, case_id: int | None = None, detail: str | None = None
    ) -> None:
        """Note that `actor` (an account's id, "newcomer", "house") did `action`."""
        self._rows.append(
            {"id": new_id(at), "at": at, "actor": actor, "action": action, "case_id": case_id, "detail": detail}
        )

    def details_of(self, action: str) -> list[str]:
        """The details that were noted with an action, oldest first."""
        self.flush()
        table = core(Audit)
        query = select(table.c.detail).where(table.c.action == action, table.c.detail.is_not(None))
        return [str(detail) for detail in self._connection.execute(query.order_by(table.c.id)).scalars()]

    def discard(self) -> None:
        """Forget what is held back."""
        self._rows = []

    def flush(self) -> None:
        """Write what was noted."""
        if self._rows:
            self._connection.execute(core(Audit).insert(), self._rows)
            self._rows = []
