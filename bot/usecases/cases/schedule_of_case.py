"""The reminders of a case: the next step of each of its chains, set anew whenever its state changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import structlog

from bot.casework.follow_up import NEWCOMER_KINDS, QUESTION_KINDS, STAFF_KINDS, Step, due_steps, history_of
from bot.usecases.cases.brief import Brief, read_brief
from bot.usecases.cases.calendars import policy_of
from bot.usecases.cases.history import read_state
from dialogs.world import World
from storage.transient import is_transient
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

CHAINS = (STAFF_KINDS, NEWCOMER_KINDS, QUESTION_KINDS)


def steps_of(uow: UnitOfWork, brief: Brief, now: datetime) -> tuple[Step, ...]:
    """Every step of the follow-up of the referral in force, as its history has it now; none once the case is over."""
    state = read_state(uow, brief.case.id)
    if not state.is_open or state.referral_id != brief.referral.id:
        return ()
    known = history_of(state, brief.referral.id, brief.referral.notified_at, brief.interlocutor.present_days)
    return due_steps(policy_of(brief.territory), brief.calendar, known, now)


def plan_chains(uow: UnitOfWork, brief: Brief, now: datetime) -> None:
    """Set the next step of every chain; the ones set before are closed.

    What is due and not done yet stays: whoever does it looks at what is true then, and sets what comes.
    A chain of staff whose steps are all past (somebody took the case on the promised day itself) ends at the next
    opening.
    """
    steps = steps_of(uow, brief, now)
    for chain in CHAINS:
        if uow.reminders.close_ahead(brief.referral.id, now, chain):
            continue
        own = [step for step in steps if step.kind in chain]
        ahead = next((step for step in own if step.due_at > now), None)
        if ahead is None and own and chain is STAFF_KINDS:
            tomorrow = brief.calendar.next_working_day(brief.calendar.today(now))
            ahead = replace(own[-1], due_at=brief.calendar.opening(tomorrow))
        if ahead is not None:
            set_step(uow, brief, ahead, now)


def plan_forgotten(uow: UnitOfWork, world: World, now: datetime, limit: int = 200) -> int:
    """Give the open cases for which nothing is due their next dates; how many were looked at.

    Cases of a version that let chains end have none, and so would a case that a defect of ours left without.
    """
    planned = 0
    for referral_id in uow.cases.open_without_date(limit):
        try:
            with uow.savepoint():
                brief = read_brief(uow, world, referral_id)
                if brief is not None and brief.is_current and brief.territory.id in world.territories:
                    plan_chains(uow, brief, now)
                    planned += 1
        except Exception as error:
            if is_transient(error):
                raise
            log.error("case_unreadable", referral=referral_id, exc_info=error)
    return planned


def set_next(uow: UnitOfWork, brief: Brief, chain: Collection[str], now: datetime) -> None:
    """Set the step of one chain that comes after those due at `now`, if there is one."""
    ahead = next((step for step in steps_of(uow, brief, now) if step.kind in chain and step.due_at > now), None)
    if ahead is not None:
        set_step(uow, brief, ahead, now)


def chain_of(kind: str) -> frozenset[str]:
    """The chain that a kind of reminder belongs to."""
    return next((chain for chain in CHAINS if kind in chain), NEWCOMER_KINDS)


def set_step(uow: UnitOfWork, brief: Brief, step: Step, now: datetime) -> None:
    """Write one step as a reminder row."""
    uow.reminders.set(
        step.kind,
        step.due_at,
        now,
        step=step.step,
        referral_id=brief.referral.id,
        case_id=brief.case.id,
        case_version=brief.case.version,
    )
