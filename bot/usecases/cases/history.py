"""A case's history as the store has it, and the state that it folds to."""

from __future__ import annotations

from bot.casework.events import Actor, CaseEvent, Kind
from bot.casework.fold import CaseState, fold
from storage.unit_of_work import UnitOfWork


def read_history(uow: UnitOfWork, case_id: int) -> list[CaseEvent]:
    """What happened to a case, from its beginning; empty once it was erased.

    Raises:
        ValueError: a row names a kind or a role that nobody knows.
    """
    return [
        CaseEvent(row.at, Kind(row.kind), Actor.read(row.actor), row.referral_id, row.data)
        for row in uow.case_events.list_of(case_id)
    ]


def read_state(uow: UnitOfWork, case_id: int) -> CaseState:
    """Where a case stands.

    Raises:
        HistoryError: its history can't be folded.
        ValueError: it can't be read.
    """
    return fold(read_history(uow, case_id))
