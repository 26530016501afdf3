"""What is due in a case, and when: computed from its history, never from what was planned earlier.

Rule 1: two chains run beside each other. The staff chain: reminders until an answer, escalation at the promised date,
then "contact made?" once somebody took the case. The newcomer's chain: "were you called?" after the promised date.
Rule 2: a chain yields its steps in order; after a sleep only the last one that is due is carried out (`last_due`).
Rule 3: every step is due at the opening of a working day, so that a referent's day has one moment for it all.
Rule 4: reminders count from the delivery that the channel accepted; a promise counts from the consent, whatever befell
the delivery.
Rule 5: nobody is relieved before they worked a whole day: where the promised day is the first, they keep it to the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from referral_rules.follow_up_policy import FollowUpPolicy, load_policy
from referral_rules.working_days import WEEKDAYS, Calendar

__all__ = [
    "Calendar",
    "FollowUpPolicy",
    "ReferralHistory",
    "Step",
    "StepKind",
    "call_days",
    "due_steps",
    "last_due",
    "load_policy",
    "resume_steps",
]

StepKind = Literal["remind", "escalate", "contact_made", "called", "resume_talk"]

_UNANSWERED = frozenset({"sent", "seen"})
_OVER = frozenset({"withdrawn", "redirected", "closed"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do at `due_at` (UTC); `step` counts the steps of one kind from 1."""

    kind: StepKind
    due_at: datetime
    step: int = 1


@dataclass(frozen=True, slots=True)
class ReferralHistory:
    """What has happened to a referral. `notified_at` is None until a channel accepted the notification.

    `asked_again_on` is the day the referent asked to be asked again whether the contact was made.
    """

    status: str
    sent_at: datetime
    promised_on: date
    notified_at: datetime | None = None
    snoozed_until: date | None = None
    asked_again_on: date | None = None
    present_days: frozenset[int] = WEEKDAYS


def due_steps(policy: FollowUpPolicy, calendar: Calendar, history: ReferralHistory) -> tuple[Step, ...]:
    """Every step of the referral's follow-up from its beginning to its end, past ones included, ordered by date.

    Which of them were carried out already is the reminders' affair.
    """
    if history.status in _OVER:
        return ()
    steps = list(_staff_steps(policy, calendar, history))
    called_on = calendar.add_working_days(_relief_on(calendar, history), policy.check_after_promise_working_days)
    steps.append(Step("called", calendar.opening(called_on)))
    return tuple(sorted(steps, key=lambda step: step.due_at))


def last_due(steps: Sequence[Step], kinds: frozenset[str], now: datetime) -> Step | None:
    """The last step of `kinds` that is due at `now`: the only one of its chain that is still true after a sleep."""
    due = [step for step in steps if step.kind in kinds and step.due_at <= now]
    return max(due, key=lambda step: step.due_at, default=None)


def call_days(calendar: Calendar, history: ReferralHistory, now: datetime, most: int = 6) -> tuple[date, ...]:
    """The next days on which the referent could call, today included while it is open, at most `most`.

    Days after the promised one are left out, unless no other is left: then the next one is offered.
    """
    today = calendar.today(now)
    days = [today] if calendar.in_hours(now) and today.weekday() in history.present_days else []
    day = today
    while len(days) < most:
        day = calendar.next_working_day(day, history.present_days)
        if day > history.promised_on and days:
            break
        days.append(day)
        if day >= history.promised_on:
            break
    return tuple(days)


def resume_steps(policy: FollowUpPolicy, calendar: Calendar, last_input_at: datetime) -> tuple[Step, ...]:
    """When an unfinished talk is gently resumed: so many calendar days after the last word, at a waking hour."""
    return tuple(
        Step("resume_talk", calendar.next_waking_hour(last_input_at + timedelta(days=days)), step)
        for step, days in enumerate(policy.unfinished_calendar_days, start=1)
    )


def _staff_steps(policy: FollowUpPolicy, calendar: Calendar, history: ReferralHistory) -> list[Step]:
    if history.status == "taken_charge":
        asked_on = history.asked_again_on or max(history.promised_on, history.snoozed_until or history.promised_on)
        return [Step("contact_made", calendar.opening(calendar.working_day_from(asked_on, history.present_days)))]
    if history.status not in _UNANSWERED:
        return []
    escalate_on = _relief_on(calendar, history)
    if history.snoozed_until is not None and history.snoozed_until >= escalate_on:
        escalate_on = calendar.next_working_day(history.snoozed_until)
    steps = [step for step in _reminders(policy, calendar, history) if step.due_at < calendar.opening(escalate_on)]
    return [*steps, Step("escalate", calendar.opening(escalate_on))]


def _reminders(policy: FollowUpPolicy, calendar: Calendar, history: ReferralHistory) -> list[Step]:
    """The reminders, those that a « Vu, j’appelle jeudi » silences drawn together on that day."""
    part_time = not history.present_days >= WEEKDAYS
    delays = policy.part_time_reminder_working_days if part_time else policy.reminder_working_days
    told_on = calendar.today(history.notified_at or calendar.next_opening(history.sent_at))
    due: dict[date, int] = {}
    for step, delay in enumerate(delays, start=1):
        day = calendar.add_working_days(told_on, delay, history.present_days)
        if history.snoozed_until is not None and day < history.snoozed_until:
            day = calendar.working_day_from(history.snoozed_until, history.present_days)
        due[day] = step
    if history.snoozed_until is not None:
        due.setdefault(calendar.working_day_from(history.snoozed_until, history.present_days), len(delays))
    return [Step("remind", calendar.opening(day), step) for day, step in sorted(due.items())]


def _relief_on(calendar: Calendar, history: ReferralHistory) -> date:
    """The day at whose opening somebody else gets an unanswered case: the promised one, as rule 5 allows."""
    first = calendar.working_day_from(calendar.first_whole_day(history.sent_at), history.present_days)
    return max(calendar.working_day_from(history.promised_on), calendar.next_working_day(first))
