"""The reminders of a referral, set anew whenever its state changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.usecases.cases.brief import Brief
from bot.usecases.cases.calendars import policy_of
from referral_rules.follow_up import Step, due_steps
from storage.unit_of_work import UnitOfWork

STAFF_KINDS = frozenset({"remind", "escalate", "contact_made"})
NEWCOMER_KINDS = frozenset({"called"})


def steps_of(brief: Brief, asked_again_on: date | None = None) -> tuple[Step, ...]:
    """Every step of the referral's follow-up, as its state has it now."""
    history = replace(brief.history(), asked_again_on=asked_again_on)
    return due_steps(policy_of(brief.territory), brief.calendar, history)


def plan_staff_chain(uow: UnitOfWork, brief: Brief, now: datetime, asked_again_on: date | None = None) -> None:
    """Set the next step towards staff; the ones set before are closed.

    A chain whose steps are all past (somebody took the case on the promised day itself) ends at the next opening.
    """
    uow.reminders.close_for_referral(brief.referral.id, now, kinds=tuple(STAFF_KINDS))
    steps = [step for step in steps_of(brief, asked_again_on) if step.kind in STAFF_KINDS]
    if not steps:
        return
    ahead = next((step for step in steps if step.due_at > now), None)
    if ahead is None:
        today = brief.calendar.today(now)
        ahead = replace(steps[-1], due_at=brief.calendar.opening(brief.calendar.next_working_day(today)))
    set_step(uow, brief, ahead, now)


def plan_newcomer_chain(uow: UnitOfWork, brief: Brief, now: datetime) -> None:
    """Set "were you called?", after the promise that holds now; an earlier one is closed."""
    uow.reminders.close_for_referral(brief.referral.id, now, kinds=tuple(NEWCOMER_KINDS))
    for step in steps_of(brief):
        if step.kind in NEWCOMER_KINDS:
            set_step(uow, brief, step, now)


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
