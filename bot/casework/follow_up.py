"""What is due in a case, and when: computed from its history, never from what was planned earlier.

Rule 1: two chains run beside each other. The staff chain: reminders until an answer, escalation on the morning before
the promised day, the animators' own clock while somebody is sought, "contact made?" until it was, then the fil rouge.
The newcomer's chain: who has it now when the promised day ends without anybody, then "were you called?".
Rule 2: an open case always has a next date: chains that wait for somebody repeat until they were answered.
Rule 3: a chain yields its steps in order; after a sleep only the last one that is due is carried out (`last_due`).
Rule 4: every step is due at the opening of a working day, so that a referent's day has one moment for it all; what the
person is told when a promise lapses is due in the evening of that day.
Rule 5: reminders count from the delivery that the channel accepted; a promise counts from the consent, whatever befell
the delivery; the animators' clock from the moment the case became theirs; the fil rouge from the first contact.
Rule 6: nobody is relieved before they worked a whole day: where the promised day is the first, they keep it to the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final, Literal

from bot.casework.fold import CaseState
from bot.casework.life import ACCOMPANIED, CARRIED, SOUGHT, UNANSWERED, Status
from referral_rules.follow_up_policy import FollowUpPolicy
from referral_rules.working_days import WEEKDAYS, Calendar

StepKind = Literal[
    "remind", "escalate", "animator", "contact_made", "appointment_eve", "appointment_after", "lost_sight", "review",
    "pause_over", "session_day", "choice_over", "still_incomplete", "overdue", "called", "silent", "resume_talk",
]  # fmt: skip

STAFF_KINDS: Final = frozenset({
    "remind", "escalate", "animator", "contact_made", "appointment_eve", "appointment_after", "lost_sight", "review",
    "pause_over", "session_day", "choice_over",
})  # fmt: skip
QUESTION_KINDS: Final = frozenset({"still_incomplete"})  # beside the staff chain: what the person was asked for
NEWCOMER_KINDS: Final = frozenset({"overdue", "called", "silent"})

ANIMATOR_WORKING_DAYS: Final = 2  # between two calls of the animators' clock
CHOICE_WORKING_DAYS: Final = 3  # for the person to say how it goes on, and to say what is missing
ASKED_AGAIN_WORKING_DAYS: Final = (0, 2, 5)  # "contact made?", after the day it was due
ASKED_ON_WORKING_DAYS: Final = 5  # between any two further ones
CALLED_AGAIN_WORKING_DAYS: Final = 3  # "were you called?" a second time, after the first
SILENT_WORKING_DAYS: Final = 2  # after the second question: then an animator phones
LOST_SIGHT_CALENDAR_DAYS: Final = 30  # after the last try, without anybody reached
REVIEW_MONTHS: Final = (1, 3, 6, 12, 24, 36)  # after the first contact; then yearly
REVIEWS_UNANSWERED: Final = 2  # so many in a row, and the case is lost sight of
REVIEW_PATIENCE_WORKING_DAYS: Final = 10  # after the last of them
OVERDUE_AT: Final = time(17, 0)  # on the promised day, the territory's clock
MONTHS_A_YEAR: Final = 12
SILENT_TO_NEWCOMER: Final = frozenset(
    {
        Status.REDIRECTED, Status.CLOSED, Status.WITHDRAWN, Status.PAUSED, Status.SESSION, Status.NEWCOMER_CHOOSES,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do at `due_at` (UTC); `step` counts the steps of one kind from 1."""

    kind: StepKind
    due_at: datetime
    step: int = 1


@dataclass(frozen=True, slots=True)
class ReferralHistory:
    """What has happened to a referral. `notified_at` is None until a channel accepted the notification.

    `asked_again_on` is the day the referent asked to be asked again whether the contact was made; `since` when the
    case came to stand as it does; `first_contact_at` and `reviewed_at` are the case's, whoever had it then.
    """

    status: str
    sent_at: datetime
    promised_on: date
    notified_at: datetime | None = None
    snoozed_until: date | None = None
    asked_again_on: date | None = None
    present_days: frozenset[int] = WEEKDAYS
    since: datetime | None = None
    tried_at: datetime | None = None
    appointment_at: datetime | None = None
    first_contact_at: datetime | None = None
    reviewed_at: datetime | None = None
    paused_until: date | None = None
    session_on: date | None = None
    was_not_called: bool = False
    newcomer_calls: bool = False
    incomplete_since: datetime | None = None
    answer_by: date | None = None


def history_of(
    state: CaseState, referral_id: int, notified_at: datetime | None, present_days: frozenset[int]
) -> ReferralHistory:
    """What the follow-up needs to know of one referral of a case.

    Raises:
        KeyError: the case has no such referral.
    """
    referral = state.referrals[referral_id]
    return ReferralHistory(
        status=referral.status,
        sent_at=referral.sent_at,
        promised_on=referral.promised_on,
        notified_at=notified_at,
        snoozed_until=referral.call_on,
        asked_again_on=referral.ask_again_on,
        present_days=present_days,
        since=state.since,
        tried_at=referral.tried_at,
        appointment_at=state.appointment_at,
        first_contact_at=state.first_contact_at,
        reviewed_at=state.reviewed_at,
        paused_until=state.paused_until,
        session_on=state.session_on,
        was_not_called=referral.was_not_called,
        newcomer_calls=referral.newcomer_calls,
        incomplete_since=referral.incomplete_since,
        answer_by=referral.answer_by,
    )


def due_steps(
    policy: FollowUpPolicy, calendar: Calendar, history: ReferralHistory, now: datetime | None = None
) -> tuple[Step, ...]:
    """Every step of the referral's follow-up, past ones included, ordered by date.

    Which of them were carried out already is the reminders' affair. Chains that repeat are given until the first step
    after `now`, and from their beginning to their second step without it.
    """
    steps = [*_staff_steps(policy, calendar, history, now), *_newcomer_steps(policy, calendar, history, now)]
    steps += _question_steps(calendar, history)
    return tuple(sorted(steps, key=lambda step: step.due_at))


def last_due(steps: Sequence[Step], kinds: frozenset[str], now: datetime) -> Step | None:
    """The last step of `kinds` that is due at `now`: the only one of its chain that is still true after a sleep."""
    due = [step for step in steps if step.kind in kinds and step.due_at <= now]
    return max(due, key=lambda step: step.due_at, default=None)


def call_days(
    calendar: Calendar, history: ReferralHistory, now: datetime, most: int = 6, *, beyond: bool = False
) -> tuple[date, ...]:
    """The next days on which the referent could call, today included while it is open, at most `most`.

    Days after the promised one are left out, unless no other is left: then the next one is offered.

    Args:
        beyond: take days after the promised one too, for appointments.
    """
    today = calendar.today(now)
    days = [today] if calendar.in_hours(now) and today.weekday() in history.present_days else []
    day = today
    while len(days) < most:
        day = calendar.next_working_day(day, history.present_days)
        if day > history.promised_on and days and not beyond:
            break
        days.append(day)
        if day >= history.promised_on and not beyond:
            break
    return tuple(days)


def resume_steps(policy: FollowUpPolicy, calendar: Calendar, last_input_at: datetime) -> tuple[Step, ...]:
    """When an unfinished talk is gently resumed: so many calendar days after the last word, at a waking hour."""
    return tuple(
        Step("resume_talk", calendar.next_waking_hour(last_input_at + timedelta(days=days)), step)
        for step, days in enumerate(policy.unfinished_calendar_days, start=1)
    )


def _staff_steps(
    policy: FollowUpPolicy, calendar: Calendar, history: ReferralHistory, now: datetime | None
) -> Iterator[Step]:
    status = history.status
    if status in UNANSWERED:
        yield from _unanswered_steps(policy, calendar, history)
    elif status in SOUGHT:
        since = calendar.today(history.since or history.sent_at)
        yield from _repeated("animator", calendar, since, (ANIMATOR_WORKING_DAYS,), ANIMATOR_WORKING_DAYS, now)
    elif status == Status.NEWCOMER_CHOOSES:
        yield Step("choice_over", _choice_over_at(calendar, history))
    elif status == Status.APPOINTMENT and history.appointment_at is not None:
        yield from _appointment_steps(calendar, history, history.appointment_at, now)
    elif status in CARRIED:
        yield from _carried_steps(calendar, history, now)
    elif status == Status.PAUSED and history.paused_until is not None:
        day = calendar.working_day_from(history.paused_until, history.present_days)
        yield from _repeated("pause_over", calendar, day, (0,), ASKED_ON_WORKING_DAYS, now, history.present_days)
    elif status == Status.SESSION and history.session_on is not None:
        day = calendar.working_day_from(history.session_on, history.present_days)
        yield from _repeated("session_day", calendar, day, (0,), ASKED_ON_WORKING_DAYS, now, history.present_days)
    elif status in ACCOMPANIED:
        yield from _review_steps(calendar, history)


def _unanswered_steps(policy: FollowUpPolicy, calendar: Calendar, history: ReferralHistory) -> Iterator[Step]:
    escalate_on = _relief_on(calendar, history)
    if history.snoozed_until is not None and history.snoozed_until >= escalate_on:
        escalate_on = calendar.next_working_day(history.snoozed_until)
    relief_at = calendar.opening(escalate_on)
    yield from (step for step in _reminders(policy, calendar, history) if step.due_at < relief_at)
    yield Step("escalate", relief_at)


def _question_steps(calendar: Calendar, history: ReferralHistory) -> Iterator[Step]:
    """What the person was asked for and hasn't said: the animators know it after a while; the promise stands."""
    if history.status in UNANSWERED and history.incomplete_since is not None:
        asked_on = calendar.today(history.incomplete_since)
        yield Step("still_incomplete", calendar.opening(calendar.add_working_days(asked_on, CHOICE_WORKING_DAYS)))


def _choice_over_at(calendar: Calendar, history: ReferralHistory) -> datetime:
    """When the house stops waiting for the person's choice: in some days, or while the promise can still be kept."""
    asked_on = calendar.today(history.since or history.sent_at)
    latest = calendar.add_working_days(asked_on, CHOICE_WORKING_DAYS)
    in_time = max(_relief_on(calendar, history), calendar.next_working_day(asked_on))
    return calendar.opening(min(latest, in_time))


def _carried_steps(calendar: Calendar, history: ReferralHistory, now: datetime | None) -> Iterator[Step]:
    """ "Contact made?", again and again until it was; whom nobody reached for a month is lost sight of."""
    asked_on = history.asked_again_on or max(history.promised_on, history.snoozed_until or history.promised_on)
    day = calendar.working_day_from(asked_on, history.present_days)
    asked = _repeated(
        "contact_made", calendar, day, ASKED_AGAIN_WORKING_DAYS, ASKED_ON_WORKING_DAYS, now, history.present_days
    )
    if history.status != Status.TRYING or history.tried_at is None:
        yield from asked
        return
    lost_at = calendar.next_opening(history.tried_at + timedelta(days=LOST_SIGHT_CALENDAR_DAYS))
    yield from (step for step in asked if step.due_at < lost_at)
    yield Step("lost_sight", lost_at)


def _appointment_steps(
    calendar: Calendar, history: ReferralHistory, appointment_at: datetime, now: datetime | None
) -> Iterator[Step]:
    day = calendar.today(appointment_at)
    eve = calendar.last_working_day_before(day)
    if history.since is not None and calendar.opening(eve) > history.since:
        yield Step("appointment_eve", calendar.opening(eve))
    after = calendar.next_working_day(day, history.present_days)
    yield from _repeated("appointment_after", calendar, after, (0,), ANIMATOR_WORKING_DAYS, now, history.present_days)


def _review_steps(calendar: Calendar, history: ReferralHistory) -> Iterator[Step]:
    """The fil rouge: asked on each anniversary of the first contact, until two in a row went unanswered."""
    began = calendar.today(history.first_contact_at or history.sent_at)
    heard = calendar.today(history.reviewed_at or history.first_contact_at or history.sent_at)
    days = list(islice((day for day in _anniversaries(began) if day > heard), REVIEWS_UNANSWERED))
    for number, day in enumerate(days, start=1):
        yield Step("review", calendar.opening(calendar.working_day_from(day, history.present_days)), number)
    last = calendar.working_day_from(days[-1], history.present_days)
    yield Step("lost_sight", calendar.opening(calendar.add_working_days(last, REVIEW_PATIENCE_WORKING_DAYS)))


def _newcomer_steps(
    policy: FollowUpPolicy, calendar: Calendar, history: ReferralHistory, now: datetime | None
) -> Iterator[Step]:
    """What the person is told and asked of a promise; never of one that a refusal already took back."""
    if history.status in SILENT_TO_NEWCOMER:
        return
    lapses_on = max(calendar.working_day_from(history.promised_on), _relief_on(calendar, history))
    if history.status in UNANSWERED | SOUGHT and not history.newcomer_calls:
        yield Step("overdue", calendar.at(max(lapses_on, history.answer_by or lapses_on), OVERDUE_AT))
    if history.status == Status.DECLINED:
        return
    first = policy.check_after_promise_working_days
    again = () if history.was_not_called else (first + CALLED_AGAIN_WORKING_DAYS,)
    if history.status == Status.NEWCOMER_CALLS:
        yield from _repeated("called", calendar, lapses_on, (first, *again), 4 * ASKED_ON_WORKING_DAYS, now)
        return
    if history.status in ACCOMPANIED:
        again = ()
    for step, delay in enumerate((first, *again), start=1):
        yield Step("called", calendar.opening(calendar.add_working_days(lapses_on, delay)), step)
    if again:
        silent_on = calendar.add_working_days(lapses_on, again[-1] + SILENT_WORKING_DAYS)
        yield Step("silent", calendar.opening(silent_on))


def _repeated(
    kind: StepKind,
    calendar: Calendar,
    day: date,
    delays: Sequence[int],
    every: int,
    now: datetime | None,
    present_days: frozenset[int] = WEEKDAYS,
) -> Iterator[Step]:
    """Steps so many working days after `day`, then every so many, until the first one after `now`."""
    reached, passed, step = day, 0, 0
    while True:
        step += 1
        wanted = delays[step - 1] if step <= len(delays) else passed + every
        reached = calendar.add_working_days(reached, wanted - passed, present_days)
        passed = wanted
        due_at = calendar.opening(reached)
        yield Step(kind, due_at, step)
        if (due_at > now) if now is not None else step > len(delays):
            return


def _anniversaries(began: date) -> Iterator[date]:
    """The days on which a project is asked after: some months after its first contact, then every year."""
    for months in REVIEW_MONTHS:
        yield months_after(began, months)
    months = REVIEW_MONTHS[-1]
    while True:
        months += MONTHS_A_YEAR
        yield months_after(began, months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last one of a month that is too short."""
    year, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


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
    """The day at whose opening the animators get an unanswered case, while the promise can still be kept.

    It is the working day before the promised one, as rule 6 allows.
    """
    first = calendar.working_day_from(calendar.first_whole_day(history.sent_at), history.present_days)
    eve = calendar.last_working_day_before(calendar.working_day_from(history.promised_on))
    return max(eve, calendar.next_working_day(first))
