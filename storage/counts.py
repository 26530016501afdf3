"""Anonymous counters, which stay when everything personal is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, func, select

from storage.tables import Count, core
from storage.upserts import insert_into


class Counts:
    """The counters within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._added: Counter[tuple[str, str, date]] = Counter()

    def add(self, territory: str, name: str, on: date, n: int = 1) -> None:
        """Count `n` more of `name` on this day of `territory`."""
        self._added[territory, name, on] += n

    def totals(self, territory: str, from_on: date, to_on: date) -> Mapping[str, int]:
        """The sums by name from `from_on` to `to_on`, both included."""
        self.flush()
        table = core(Count)
        rows = self._connection.execute(
            select(table.c.name, func.sum(table.c.total))
            .where(table.c.territory == territory, table.c.on.between(from_on, to_on))
            .group_by(table.c.name)
        )
        return {name: int(total) for name, total in rows}

    def discard(self) -> None:
        """Forget what is held back."""
        self._added.clear()

    def flush(self) -> None:
        """Write what was counted; rows in one order for all, so that two writers never wait for each other."""
        if not self._added:
            return
        table = core(Count)
        statement = insert_into(self._connection, table)
        statement = statement.on_conflict_do_update(
            index_elements=["territory", "name", "on"], set_={"total": table.c.total + statement.excluded.total}
        )
        rows = [
            {"territory": territory, "name": name, "on": on, "total": n}
            for (territory, name, on), n in sorted(self._added.items())
        ]
        self._connection.execute(statement, rows)
        self._added.clear()
