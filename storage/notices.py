"""What each reader was told of a case: rows only; what they mean is the caller's.

Rule 1: a notice belongs to the outbox row that carries its words; it counts once the channel accepted that row.
Rule 2: a notice outlives its outbox row while it is the last one that its reader got of the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.ids import new_id
from storage.tables import Notice, OutboxMessage, core


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotice:
    """One row as a plain value. `reader` is "newcomer" or "account:<id>"; `accepted_at` None until it was delivered."""

    id: int
    case_id: int
    referral_id: int
    reader: str
    key: str
    belief: Mapping[str, str]
    outbox_id: int
    accepted_at: datetime | None


class Notices:
    """The notices within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        *,
        case_id: int,
        referral_id: int,
        reader: str,
        key: str,
        belief: Mapping[str, str],
        outbox_id: int,
        now: datetime,
    ) -> None:
        """Note what an outbox row makes its reader believe."""
        values: dict[str, Any] = {
            "id": new_id(now),
            "case_id": case_id,
            "referral_id": referral_id,
            "reader": reader,
            "key": key,
            "belief": dict(belief),
            "outbox_id": outbox_id,
            "at": now,
            "accepted_at": None,
        }
        self._connection.execute(core(Notice).insert(), values)

    def of_rows(self, outbox_ids: Sequence[int]) -> list[StoredNotice]:
        """What these outbox rows say."""
        table = core(Notice)
        query = select(table).where(table.c.outbox_id.in_(list(outbox_ids))).order_by(table.c.id)
        return [_notice(row) for row in self._connection.execute(query)] if outbox_ids else []

    def list_of(self, case_id: int) -> list[StoredNotice]:
        """What everybody was told, or is about to be told, of a case; in order."""
        table = core(Notice)
        query = select(table).where(table.c.case_id == case_id).order_by(table.c.id)
        return [_notice(row) for row in self._connection.execute(query)]

    def is_followed(self, notice: StoredNotice) -> bool:
        """Whether something newer about the same case waits for, or reached, the same reader."""
        table, row = core(Notice), core(OutboxMessage)
        later = (
            table.c.case_id == notice.case_id,
            table.c.reader == notice.reader,
            table.c.id > notice.id,
            table.c.outbox_id == row.c.id,
            row.c.status != "failed",
        )
        return self._connection.execute(select(table.c.id).where(*later).limit(1)).first() is not None

    def reword(self, notice: StoredNotice, key: str, belief: Mapping[str, str]) -> None:
        """The row of `notice` says something else now."""
        table = core(Notice)
        self._connection.execute(table.update().where(table.c.id == notice.id).values(key=key, belief=dict(belief)))

    def say(self, outbox_ids: Sequence[int], belief: Mapping[str, str]) -> None:
        """These rows were edited before their readers' eyes: they say this now; nothing, with an empty belief."""
        table = core(Notice)
        if outbox_ids:
            query = table.update().where(table.c.outbox_id.in_(list(outbox_ids)))
            self._connection.execute(query.values(belief=dict(belief)))

    def forget_reader(self, reader: str) -> None:
        """Everything that lies before a reader was written over: it says nothing of any case any more."""
        table = core(Notice)
        self._connection.execute(table.delete().where(table.c.reader == reader))

    def forget_staff_of(self, case_id: int) -> None:
        """The same of everything that lies before staff about one case."""
        table = core(Notice)
        of_staff = table.c.reader.like("account:%")
        self._connection.execute(table.delete().where(table.c.case_id == case_id, of_staff))


def _notice(row: Any) -> StoredNotice:
    return StoredNotice(
        id=row.id,
        case_id=row.case_id,
        referral_id=row.referral_id,
        reader=row.reader,
        key=row.key,
        belief=row.belief,
        outbox_id=row.outbox_id,
        accepted_at=row.accepted_at,
    )
