"""Dated steps of the follow-up, as rows.

Rule 1: a reminder carries what it was set for (referral and case version, or passage and turn); whoever runs it checks
that under the lock and settles it as `stale` when it was overtaken.
Rule 2: due is due, however late: nothing here looks at windows of time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from storage.batches import PURGE_BATCH, delete_some
from storage.ids import new_id
from storage.tables import Referral, Reminder, core


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder that is due, and whose referral it is about (of a talk: nobody's)."""

    id: int
    kind: str
    referral_id: int | None
    territory: str | None
    interlocutor: str | None


class Reminders:
    """The reminders within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._buffered: list[dict[str, Any]] = []

    def set(
        self,
        kind: str,
        due_at: datetime,
        now: datetime,
        *,
        step: int = 1,
        referral_id: int | None = None,
        case_id: int | None = None,
        case_version: int | None = None,
        passage_id: int | None = None,
        passage_turn: int | None = None,
    ) -> int:
        """Have `kind` done at `due_at`; the reminder's id."""
        row = {
            "id": new_id(now),
            "kind": kind,
            "step": step,
            "due_at": due_at,
            "status": "pending",
            "referral_id": referral_id,
            "case_id": case_id,
            "case_version": case_version,
            "passage_id": passage_id,
            "passage_turn": passage_turn,
            "settled_at": None,
        }
        self._buffered.append(row)
        return int(str(row["id"]))

    def list_due(self, now: datetime, limit: int) -> list[DueReminder]:
        """What `due` gives, with whose it is: read without looking into what may not be readable."""
        self.flush()
        table, referral = core(Reminder), core(Referral)
        query = (
            core_select(table.c.id, table.c.kind, table.c.referral_id, referral.c.territory, referral.c.interlocutor)
            .outerjoin(referral, referral.c.id == table.c.referral_id)
            .where(table.c.status == "pending", table.c.due_at <= now)
            .order_by(table.c.due_at, table.c.id)
            .limit(limit)
            .with_for_update(of=table, skip_locked=True)
        )
        return [DueReminder(*row) for row in self._session.connection().execute(query)]

    def due(self, now: datetime, limit: int) -> list[Reminder]:
        """The pending reminders that are due, oldest first, locked; those in others' hands are left out."""
        self.flush()
        return list(
            self._session.exec(
                select(Reminder)
                .where(Reminder.status == "pending", Reminder.due_at <= now)
                .order_by(col(Reminder.due_at), col(Reminder.id))
                .limit(limit)
                .with_for_update(skip_locked=True)
                .execution_options(populate_existing=True)
            )
        )

    def get(self, reminder_id: int) -> Reminder | None:
        """The reminder, unless it was purged."""
        return self._session.get(Reminder, reminder_id)

    def ahead_of_case(self, case_id: int) -> list[tuple[str, datetime]]:
        """What is pending for a case, the next first: kinds and instants."""
        query = select(Reminder.kind, Reminder.due_at).where(Reminder.case_id == case_id, Reminder.status == "pending")
        return [(kind, due_at) for kind, due_at in self._session.exec(query.order_by(col(Reminder.due_at)))]

    def set_aside(self, reminder_id: int, now: datetime) -> None:
        """Leave a reminder alone that can't be carried out: its case or its talk can't be read."""
        table = core(Reminder)
        self._session.connection().execute(
            table.update().where(table.c.id == reminder_id).values(status="unreadable", settled_at=now)
        )

    def try_again(self) -> int:
        """Let what was set aside be due once more: the code that reads it may be another; how many."""
        table = core(Reminder)
        again = table.update().where(table.c.status == "unreadable").values(status="pending", settled_at=None)
        return self._session.connection().execute(again).rowcount

    def settle(self, reminder: Reminder, status: str, now: datetime) -> None:
        """Note that the reminder is `done` or `stale`."""
        reminder.status = status
        reminder.settled_at = now

    def close_for_referral(self, referral_id: int, now: datetime) -> None:
        """Close as stale what is pending for a referral."""
        self._close([col(Reminder.referral_id) == referral_id], now)

    def close_ahead(self, referral_id: int, now: datetime, kinds: Collection[str]) -> bool:
        """Close as stale what is pending of these kinds and not due yet; whether something due is left to be done."""
        own = [col(Reminder.referral_id) == referral_id, col(Reminder.kind).in_(list(kinds))]
        self._close([*own, col(Reminder.due_at) > now], now)
        due = select(Reminder.id).where(*own, Reminder.status == "pending", Reminder.due_at <= now)
        return self._session.exec(due.limit(1)).first() is not None

    def close_for_case(self, case_id: int, now: datetime) -> None:
        """Close as stale what is pending for a case, whatever the referral."""
        self._close([col(Reminder.case_id) == case_id], now)

    def close_kinds_of_case(self, case_id: int, kinds: Collection[str], now: datetime) -> None:
        """Close as stale what is pending of these kinds for a case."""
        self._close([col(Reminder.case_id) == case_id, col(Reminder.kind).in_(list(kinds))], now)

    def close_for_passage(self, passage_id: int, now: datetime, kinds: Collection[str] | None = None) -> None:
        """Close as stale what is pending for a passage (of these kinds only, if given)."""
        conditions = [col(Reminder.passage_id) == passage_id]
        if kinds is not None:
            conditions.append(col(Reminder.kind).in_(list(kinds)))
        self._close(conditions, now)

    def next_due_at(self, *, but: str) -> datetime | None:
        """When the next reminder is due that is not of the kind `but`; None when none is pending."""
        self.flush()
        table = core(Reminder)
        pending = core_select(func.min(table.c.due_at)).where(table.c.status == "pending", table.c.kind != but)
        due: datetime | None = self._session.connection().execute(pending).scalar()
        return due

    def late_count(self, now: datetime) -> int:
        """How many reminders are due and not settled."""
        self.flush()
        return self._session.exec(
            select(func.count()).select_from(Reminder).where(Reminder.status == "pending", Reminder.due_at <= now)
        ).one()

    def purge_settled(self, before: datetime, limit: int = PURGE_BATCH) -> int:
        """Forget up to `limit` reminders settled before `before`, the oldest first; how many.

        What was set aside stays until it can be read.
        """
        table = core(Reminder)
        over = (table.c.settled_at < before) & (table.c.status != "unreadable")
        return delete_some(self._session.connection(), table, over, table.c.settled_at, limit)

    def discard(self) -> None:
        """Forget what is held back."""
        self._buffered = []

    def flush(self) -> None:
        """Write what was set."""
        if self._buffered:
            self._session.connection().execute(core(Reminder).insert(), self._buffered)
            self._buffered = []

    def _close(self, conditions: list[ColumnElement[bool]], now: datetime) -> None:
        self.flush()
        self._session.flush()
        self._session.execute(
            update(Reminder)
            .where(*conditions, col(Reminder.status) == "pending")
            .values(status="stale", settled_at=now)
            .execution_options(synchronize_session="fetch")
        )
