"""The histories of cases: what happened, appended, in order. Rows only; what they mean is the caller's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from storage.tables import CaseEventRow

CASES_READ = 500  # histories a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """One row of a history as a plain value; `data` holds codes and coarse facts."""

    at: datetime
    kind: str
    actor: str
    referral_id: int | None
    data: Mapping[str, Any]


class CaseEvents:
    """The histories within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, case_id: int, events: Sequence[StoredEvent]) -> None:
        """Add to the history of a case. The case must be locked: the next place is counted."""
        last = self._session.exec(
            select(func.coalesce(func.max(CaseEventRow.seq), 0)).where(CaseEventRow.case_id == case_id)
        ).one()
        for seq, event in enumerate(events, start=last + 1):
            row = CaseEventRow(
                case_id=case_id,
                seq=seq,
                at=event.at,
                kind=event.kind,
                actor=event.actor,
                referral_id=event.referral_id,
                data=dict(event.data),
            )
            self._session.add(row)
        self._session.flush()

    def list_of(self, case_id: int) -> list[StoredEvent]:
        """The history of a case, from its beginning; empty once it was erased."""
        query = select(CaseEventRow).where(CaseEventRow.case_id == case_id).order_by(col(CaseEventRow.seq))
        return [_stored(row) for row in self._session.exec(query)]

    def of_cases(self, case_ids: Sequence[int]) -> dict[int, list[StoredEvent]]:
        """The histories of several cases, by case; none of those that were erased."""
        found: dict[int, list[StoredEvent]] = {}
        for start in range(0, len(case_ids), CASES_READ):
            some = case_ids[start : start + CASES_READ]
            query = select(CaseEventRow).where(col(CaseEventRow.case_id).in_(some))
            for row in self._session.exec(query.order_by(col(CaseEventRow.case_id), col(CaseEventRow.seq))):
                found.setdefault(row.case_id, []).append(_stored(row))
        return found


def _stored(row: CaseEventRow) -> StoredEvent:
    return StoredEvent(at=row.at, kind=row.kind, actor=row.actor, referral_id=row.referral_id, data=row.data)
