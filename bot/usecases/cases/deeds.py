"""Deeds on a case: asked of the table, appended to the history, written to the index columns; nowhere else.

Rule 1: `record` is the only writer of the status columns; they follow the fold of the history.
Rule 2: the case is locked by whoever read its brief: what is decided here is decided on what is true now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.casework.events import Actor, CaseEvent, Coarse, Kind, Role
from bot.casework.fold import CaseState, ReferralState, apply
from bot.casework.life import ACCOMPANIED, CARRIED, SUPPORT_TURNS, Decision, Refusal, Status, decide
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.history import read_state
from bot.usecases.cases.routes import desk_of
from storage.case_events import StoredEvent
from storage.tables import Case, Referral, StaffAccount
from storage.unit_of_work import UnitOfWork


def begin(
    uow: UnitOfWork, case: Case, referral: Referral, actor: Actor, now: datetime, kind: Kind = Kind.RECEIVED
) -> None:
    """Note that a referral begins: the first of a case, or the one that follows another."""
    data: dict[str, Coarse] = {
        "interlocutor": referral.interlocutor,
        "promised_on": referral.promised_on.isoformat(),
        "rule": referral.rule,
    }
    if referral.newcomer_calls:
        data["newcomer_calls"] = True
    record(uow, case, CaseEvent(now, kind, actor, referral.id, data))


def attempt(
    uow: UnitOfWork, brief: Brief, kind: Kind, actor: Actor, now: datetime, **data: Coarse
) -> Decision | Refusal:
    """Do it if the table lets `actor`, on the case as it stands now; else say what is true. A refusal changes nothing.

    Args:
        data: codes and coarse facts of the event.
    """
    state = read_state(uow, brief.case.id)
    if state.referral_id != brief.referral.id:
        return Refusal(Status.REDIRECTED, kind)
    decision = decide(state.status, kind, actor, now, referral=brief.referral.id, data=_given(data))
    if isinstance(decision, Decision):
        record(uow, brief.case, decision.event)
    return decision


def attempt_support(
    uow: UnitOfWork, brief: Brief, support: Referral, kind: Kind, actor: Actor, now: datetime
) -> Decision | Refusal:
    """Let an appui answer where both their own life and the case's allow it. A refusal changes nothing."""
    state = read_state(uow, brief.case.id)
    known = state.supports.get(support.id)
    if known is None or (known.status, kind) not in SUPPORT_TURNS:
        return Refusal(state.status, kind)
    decision = decide(state.status, kind, actor, now, referral=support.id)
    if isinstance(decision, Decision):
        record(uow, brief.case, decision.event)
    return decision


def record(uow: UnitOfWork, case: Case, event: CaseEvent) -> CaseState:
    """Append an event to the history of a locked case, and write the index columns anew; the state after it.

    Raises:
        HistoryError: it can't have happened there: a defect of ours, the transaction is to be rolled back.
    """
    state = apply(read_state(uow, case.id), event)
    row = StoredEvent(
        at=event.at, kind=event.kind, actor=event.actor.written(), referral_id=event.referral, data=event.data
    )
    uow.case_events.append(case.id, [row])
    _write_index(uow, case, state)
    uow.cases.bump(case)
    return state


def staff_actor(uow: UnitOfWork, brief: Brief, account: StaffAccount) -> Actor:
    """As what a staff account acts on a case: its referent's desk, or who stands in for it; else an animator."""
    referral, territory = brief.referral, brief.territory
    if account.interlocutor == referral.interlocutor:
        return Actor(Role.REFERENT, account.id)
    if account.is_animator and referral.interlocutor == territory.pivot:
        return Actor(Role.REFERENT, account.id)
    desk = desk_of(uow, territory, referral.interlocutor, account.channel)
    if desk.stands_in and any(each.id == account.id for each in desk.accounts):
        return Actor(Role.REFERENT, account.id)
    if account.is_animator or account.interlocutor == territory.pivot:
        return Actor(Role.ANIMATOR, account.id)
    return Actor(Role.SUPPORT, account.id)


def _write_index(uow: UnitOfWork, case: Case, state: CaseState) -> None:
    case.status = case_status(state)
    case.closed_at = state.closed_at
    case.to_phone_since = state.to_phone_since
    if state.referral_id is not None:
        case.referral_id = state.referral_id
        case.referent = state.current.interlocutor
    for referral in uow.cases.referrals_of(case.id):
        known = state.referrals.get(referral.id)
        if known is not None:
            _index_referral(referral, known)
    for support in uow.cases.supports_of(case.id):
        asked = state.supports.get(support.id)
        if asked is not None:
            support.status, support.answered_at = asked.status, asked.answered_at


def _index_referral(referral: Referral, known: ReferralState) -> None:
    referral.status = known.status
    referral.answered_at = known.answered_at
    referral.contacted_at = known.contacted_at
    referral.snoozed_until = known.call_on
    referral.decline_reason = known.decline_reason
    referral.promised_on = known.promised_on


def case_status(state: CaseState) -> str:
    """What `case.status` says of a state: referred, taken_charge, contacted, closed or withdrawn."""
    if not state.is_open:
        return str(state.status)
    if state.status in ACCOMPANIED:
        return "contacted"
    return "taken_charge" if state.status in CARRIED else "referred"


def _given(data: Mapping[str, Coarse]) -> dict[str, Coarse]:
    return {name: value for name, value in data.items() if value is not None and value != ""}
