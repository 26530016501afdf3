"""Carries out what is due: each reminder is checked anew under the lock of its case, whatever it was set for.

Rule 1: a reminder that its case has overtaken is closed as stale, with a log line.
Rule 2: after a sleep only the last due step of a chain runs; nothing is sent at night, since steps are due at openings
and messages to staff wait for working hours.
Rule 3: a referent gets at most one reminder a day: those due together are one list, later ones wait for tomorrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.casework.follow_up import STAFF_KINDS, Step, last_due, resume_steps
from bot.machinery.stint import Stint
from bot.usecases import conversation
from bot.usecases.cases.after_withdrawal import FORGET_ANSWERS, forget_answers
from bot.usecases.cases.brief import Brief, read_brief
from bot.usecases.cases.calendars import calendar_of, policy_of
from bot.usecases.cases.called import ask_called
from bot.usecases.cases.decisions import escalate
from bot.usecases.cases.declining import stop_waiting_for_choice, tell_still_incomplete
from bot.usecases.cases.in_time import (
    lose_sight,
    remind_of_appointment,
    say_overdue,
)
from bot.usecases.cases.news import NEWS_REMINDERS, ask_news
from bot.usecases.cases.notification import card_buttons, contact_buttons, review_buttons
from bot.usecases.cases.routes import Desk, desk_of, staff_channel_of, tell_staff
from bot.usecases.cases.schedule_of_case import chain_of, set_next, set_step, steps_of
from bot.usecases.cases.sentences import project_line, says_of
from bot.usecases.cases.sought_list import NEW, STILL, Sought, tell_of_sought
from bot.usecases.cases.to_phone import list_silent
from bot.usecases.cases.tokens import StaffVerb, staff_token
from bot.usecases.set_aside import tell_set_aside
from dialogs.message import Button, Message
from dialogs.wording import say_day, say_short_day
from dialogs.world import World
from storage.reminders import DueReminder
from storage.tables import Reminder
from storage.talks import Talk
from storage.transient import is_transient
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

UNFINISHED_STAGES = frozenset({"opening", "listening", "proposal", "contact"})
NO_RESUME_FLAGS = frozenset({"distress", "minor", "no_resume"})
LIST_LIMIT = 6  # cases of one daily list with a button each: a keyboard holds eight

Nudges = dict[tuple[str, str, str], list["Nudge"]]
"""By territory, interlocutor and staff channel: what one person is to be reminded of today."""


NUDGES = frozenset({"remind", "contact_made", "appointment_after", "review", "pause_over", "session_day"})
"""Steps that ask the referent something: one message a day holds them all."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """One case that its referent is to be reminded of, and the reminder that says so."""

    brief: Brief
    kind: str
    reminder: Reminder

    @property
    def referral_id(self) -> int:
        """The referral it is about."""
        return self.brief.referral.id

    @property
    def reminder_id(self) -> int:
        """The reminder that brought it."""
        return self.reminder.id


def _escalate(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    escalate(uow, world, brief, now, tells=False)


def _nothing_yet(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The animators are told of it with the others of the morning."""


DEEDS: Mapping[str, Callable[[UnitOfWork, World, Brief, datetime], None]] = {
    "escalate": _escalate,
    "lost_sight": lose_sight,
    "animator": _nothing_yet,
    "appointment_eve": remind_of_appointment,
    "overdue": say_overdue,
    "called": ask_called,
    "silent": list_silent,
    "choice_over": stop_waiting_for_choice,
    "still_incomplete": tell_still_incomplete,
}
CHANGING = frozenset(
    {"escalate", "lost_sight", "choice_over"}
)  # these change the state, and plan what comes by themselves


def run_due(uow: UnitOfWork, world: World, now: datetime, limit: int = 200, stint: Stint | None = None) -> int:
    """Carry out due reminders within the open transaction, at most `limit`, until `stint` is over; how many.

    Each is carried out under a savepoint of its own: one that can't be read is set aside, and nobody else waits. Those
    of one desk come together, since it is reminded of all its cases in one message.
    """
    sought: list[Sought] = []
    done = _run(uow, world, now, limit, stint, sought)
    _tell_animators(uow, world, sought, now)
    return done


def _run(uow: UnitOfWork, world: World, now: datetime, limit: int, stint: Stint | None, sought: list[Sought]) -> int:
    done = 0
    for of_desk in _by_desk(uow.reminders.list_due(now, limit)):
        nudges: Nudges = defaultdict(list)
        undone = False
        for due in of_desk:
            kind = _try_carry_out(uow, world, due, nudges, now)
            undone |= kind is None
            done += 1
            if kind in (NEW, STILL) and due.referral_id is not None:
                sought.append((due.referral_id, kind))
            if stint is not None and stint.is_over() and not nudges:
                return done
        for whom, found in sorted(nudges.items()):
            _remind_each(uow, world, whom, found, now, again=undone)
        if stint is not None and stint.is_over():
            return done
    return done


def _tell_animators(uow: UnitOfWork, world: World, sought: list[Sought], now: datetime) -> None:
    """Tell the animators of what became theirs, all of a morning together; where that fails, case by case."""
    if not sought:
        return
    try:
        with uow.savepoint():
            tell_of_sought(uow, world, sought, now)
    except Exception as error:
        if is_transient(error):
            raise
        log.error("animators_not_told", cases=len(sought), exc_info=error)
        if len(sought) > 1:
            for each in sought:
                _tell_animators(uow, world, [each], now)


def _by_desk(due: Iterable[DueReminder]) -> Iterable[list[DueReminder]]:
    """The reminders of each desk, in order; the desk whose first one is the oldest comes first."""
    desks: dict[tuple[str | None, str | None], list[DueReminder]] = defaultdict(list)
    for each in due:
        desks[each.territory, each.interlocutor].append(each)
    return desks.values()


def _try_carry_out(uow: UnitOfWork, world: World, due: DueReminder, nudges: Nudges, now: datetime) -> str | None:
    """Carry a reminder out, or set it aside; the kind of step that was done ("" for none), None when set aside."""
    try:
        with uow.savepoint():
            return _carry_out(uow, world, due.id, nudges, now)
    except Exception as error:
        if is_transient(error):
            raise
        _set_aside(uow, world, SetAside(due.id, due.kind, due.referral_id), error, now)
        return None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A reminder that can't be carried out."""

    reminder_id: int
    kind: str
    referral_id: int | None


def _carry_out(uow: UnitOfWork, world: World, reminder_id: int, nudges: Nudges, now: datetime) -> str:
    reminder = uow.reminders.get(reminder_id)
    if reminder is None or reminder.status != "pending":
        return ""
    if reminder.kind == "resume_talk":
        _resume(uow, world, reminder, now)
    elif reminder.kind == FORGET_ANSWERS:
        forget_answers(uow, world, reminder, now)
    elif reminder.kind in NEWS_REMINDERS:
        ask_news(uow, world, reminder, now)
    else:
        return _follow(uow, world, reminder, nudges, now)
    return ""


def _remind_each(
    uow: UnitOfWork, world: World, whom: tuple[str, str, str], found: list[Nudge], now: datetime, *, again: bool
) -> None:
    """Remind one desk of its cases; where one of them can't be told, of the others.

    Args:
        again: something was taken back since they were found, so that they are read once more.
    """
    territory, interlocutor, channel = whom
    try:
        with uow.savepoint():
            desk = desk_of(uow, world.territory(territory), interlocutor, channel)
            _remind(uow, world, desk, [_again(uow, world, nudge) for nudge in found] if again else found, now)
    except Exception as error:
        if is_transient(error):
            raise
        if len(found) > 1:
            for nudge in found:
                _remind_each(uow, world, whom, [nudge], now, again=True)
        else:
            lost = SetAside(found[0].reminder_id, found[0].kind, found[0].referral_id)
            _set_aside(uow, world, lost, error, now)


def _again(uow: UnitOfWork, world: World, nudge: Nudge) -> Nudge:
    """The nudge as its case stands now: an earlier savepoint may have been taken back since it was found."""
    brief = read_brief(uow, world, nudge.referral_id)
    reminder = uow.reminders.get(nudge.reminder_id)
    if brief is None or reminder is None:
        raise LookupError("a case went away while its referent was reminded of it")
    return Nudge(brief, nudge.kind, reminder)


def _set_aside(uow: UnitOfWork, world: World, lost: SetAside, error: Exception, now: datetime) -> None:
    """Leave a reminder alone until an upgrade; the log says which, and the animators hear of it once a day."""
    uow.reminders.set_aside(lost.reminder_id, now)
    log.error("reminder_unreadable", kind=lost.kind, reminder=lost.reminder_id, exc_info=error)
    territory = uow.cases.territory_of_referral(lost.referral_id) if lost.referral_id is not None else None
    tell_set_aside(uow, world, territory, now)


def _follow(uow: UnitOfWork, world: World, reminder: Reminder, nudges: Nudges, now: datetime) -> str:
    """Check a reminder of a referral against what is true now; act, gather, move it, or close it.

    Returns:
        The kind of step that was done, "" for none.
    """
    brief = read_brief(uow, world, reminder.referral_id) if reminder.referral_id is not None else None
    if brief is None or not brief.is_current:
        _close_stale(uow, reminder, now)
        return ""
    chain = chain_of(reminder.kind)
    steps = [step for step in steps_of(uow, brief, now) if step.kind in chain]
    step = last_due(steps, chain, now)
    ahead = next((each for each in steps if each.due_at > now), None)
    if step is None and ahead is not None:
        uow.reminders.settle(reminder, "stale", now)
        set_step(uow, brief, ahead, now)  # delivered later than planned: the deadline moved with it
    elif step is None:
        _close_stale(uow, reminder, now)
    elif step.kind in NUDGES:
        key = (brief.territory.id, brief.referral.interlocutor, staff_channel_of(brief.talk))
        nudges[key].append(Nudge(brief, step.kind, reminder))
    else:
        uow.reminders.settle(reminder, "done", now)
        DEEDS[step.kind](uow, world, brief, now)
        if step.kind not in CHANGING:
            set_next(uow, brief, chain, now)
        return step.kind
    return ""


def _remind(uow: UnitOfWork, world: World, desk: Desk, nudges: list[Nudge], now: datetime) -> None:
    """One message for all the cases one desk is to be reminded of; tomorrow's when there was one today."""
    territory = nudges[0].brief.territory
    calendar = calendar_of(territory)
    in_hours = calendar.in_hours(now)
    undelivered = [nudge for nudge in nudges if nudge.brief.referral.notified_at is None and nudge.kind == "remind"]
    told = [nudge for nudge in nudges if nudge not in undelivered]
    if not in_hours or any(_was_reminded(uow, nudge.brief, desk, now) for nudge in told[:1]):
        undelivered, told = nudges, []
    again_at = (
        calendar.opening(calendar.next_working_day(calendar.today(now))) if in_hours else calendar.next_opening(now)
    )
    for nudge in undelivered:
        _put_off(uow, nudge, again_at, now)
    if not told:
        return

    def render(language: str) -> Message:
        return _single(world, told[0], language, now) if len(told) == 1 else _list(world, told, language)

    brief = told[0].brief if len(told) == 1 else None
    if brief is not None:
        tell_staff(uow, territory, desk.accounts, render, now, purpose="reminder", brief=brief)
    else:
        about = [nudge.brief for nudge in told]
        tell_staff(uow, territory, desk.accounts, render, now, purpose="reminder", about=about)
    for nudge in told:
        uow.reminders.settle(nudge.reminder, "done", now)
        set_next(uow, nudge.brief, STAFF_KINDS, now)


def _put_off(uow: UnitOfWork, nudge: Nudge, again_at: datetime, now: datetime) -> None:
    """Set the same chain again: at its next step when that comes first, else at `again_at`."""
    uow.reminders.settle(nudge.reminder, "stale", now)
    steps = [step for step in steps_of(uow, nudge.brief, now) if step.kind in STAFF_KINDS]
    step = last_due(steps, STAFF_KINDS, now)
    ahead = next((each for each in steps if each.due_at > now), None)
    if ahead is not None and ahead.due_at <= again_at:
        set_step(uow, nudge.brief, ahead, now)
    elif step is not None:
        set_step(uow, nudge.brief, replace(step, due_at=again_at), now)


def _single(world: World, nudge: Nudge, language: str, now: datetime) -> Message:
    brief = nudge.brief
    says = says_of(world, brief, language)
    today = brief.today(now)
    words = {
        "number": str(brief.case.number),
        "project": project_line(says),
        "name": brief.first_name or says.text("fiche-la-personne"),
        "day": say_day(language, brief.referral.promised_on, today),
    }
    if nudge.kind == "session_day":
        return Message(says.text("rappel-session", **words), rows=review_buttons(says, brief))
    if nudge.kind in ("review", "pause_over"):
        return Message(says.text("rappel-fil-rouge", **words), rows=review_buttons(says, brief))
    if nudge.kind == "appointment_after":
        return Message(says.text("rappel-rendez-vous-apres", **words), rows=card_buttons(says, brief))
    if nudge.kind == "contact_made":
        promised_on = brief.referral.promised_on
        key = "rappel-contact-passe" if promised_on < today else "rappel-contact-avant"
        if promised_on == today:
            key = "rappel-contact"
        return Message(says.text(key, **words), rows=contact_buttons(says, brief))
    if brief.referral.snoozed_until is not None and brief.referral.snoozed_until <= today:
        rows = (*contact_buttons(says, brief), *card_buttons(says, brief)[1:])
        return Message(says.text("rappel-vu", **words), rows=rows)
    return Message(says.text("rappel-un", **words), rows=card_buttons(says, brief))


REMINDED_OF = (
    ("rappel-groupe-reponse", frozenset({"remind"})),
    ("rappel-groupe-contact", frozenset({"contact_made", "appointment_after"})),
    ("rappel-groupe-fil-rouge", frozenset({"review", "pause_over", "session_day"})),
)
"""The groups of a day's list, by what is asked."""


def _list(world: World, nudges: list[Nudge], language: str) -> Message:
    """One message for the day: what waits for an answer, whether contact was made, where projects stand."""
    lines, buttons = [world.wording.say(language, "rappel-liste")], []
    for head, kinds in REMINDED_OF:
        group = [nudge for nudge in nudges if nudge.kind in kinds]
        if group:
            lines += ["", world.wording.say(language, head, count=str(len(group)))]
        for nudge in group:
            says = says_of(world, nudge.brief, language)
            number = str(nudge.brief.case.number)
            day = say_short_day(language, nudge.brief.referral.promised_on)
            key = "rappel-ligne-suivi" if head == "rappel-groupe-fil-rouge" else "rappel-ligne"
            lines.append(says.text(key, number=number, project=project_line(says), day=day))
            buttons.append(
                Button(says.text("geste-dossier", number=number), staff_token(StaffVerb.OPEN_CASE, nudge.brief.case.id))
            )
    kept = buttons[:LIST_LIMIT]
    return Message("\n".join(lines), rows=tuple(tuple(kept[at : at + 2]) for at in range(0, len(kept), 2)))


def _was_reminded(uow: UnitOfWork, brief: Brief, desk: Desk, now: datetime) -> bool:
    """Whether one of the desk's accounts got a reminder today already."""
    midnight = datetime.combine(brief.today(now), time.min, ZoneInfo(policy_of(brief.territory).timezone))
    chats = ((account.channel, account.external_id) for account in desk.accounts)
    return any(uow.outbox.was_told_since(*chat, "reminder", midnight) for chat in chats)


def _resume(uow: UnitOfWork, world: World, reminder: Reminder, now: datetime) -> None:
    """Hand a gentle resume to the talk, only when it is idle and unfinished, never after distress, never at night.

    A talk that went on since the reminder was set moves it to so many days after its last word.
    """
    talk = uow.talks.find_by_passage(reminder.passage_id) if reminder.passage_id is not None else None
    active = uow.talks.by_person(talk.person_id) if talk is not None else None
    if talk is None or not _may_resume(talk) or active is None or active.passage_id != talk.passage_id:
        _close_stale(uow, reminder, now)
        return
    territory = world.territory(None)
    spoken_at = datetime.fromisoformat(talk.passage.last_input_at) if talk.passage.last_input_at else reminder.due_at
    steps = resume_steps(policy_of(territory), calendar_of(territory), spoken_at)
    left = [step for step in steps if step.step >= reminder.step]
    step = last_due(left, frozenset({"resume_talk"}), now)
    waking = calendar_of(territory).next_waking_hour(now)
    uow.reminders.close_for_passage(talk.passage_id, now, kinds=("resume_talk",))
    if talk.passage.last_input_at is None:
        step = Step("resume_talk", reminder.due_at, reminder.step)
    if step is None or waking > now:
        due_at = max(waking, left[0].due_at) if left else None
        uow.reminders.settle(reminder, "stale", now)
        _set_resume(uow, talk, left[0].step if left else 0, due_at, now)
        return
    uow.reminders.settle(reminder, "done", now)
    following = next((each for each in steps if each.step > step.step), None)
    if following is not None:
        tomorrow = calendar_of(territory).opening(calendar_of(territory).today(now) + timedelta(days=1))
        _set_resume(uow, talk, following.step, max(following.due_at, tomorrow), now)
    conversation.wake(uow, world, talk, step.step, now)


def _set_resume(uow: UnitOfWork, talk: Talk, step: int, due_at: datetime | None, now: datetime) -> None:
    if due_at is not None:
        turn = talk.passage.turn
        uow.reminders.set("resume_talk", due_at, now, step=step, passage_id=talk.passage_id, passage_turn=turn)


def _may_resume(talk: Talk) -> bool:
    passage = talk.passage
    return not (talk.blocked or passage.stage not in UNFINISHED_STAGES or NO_RESUME_FLAGS & set(passage.flags))


def _close_stale(uow: UnitOfWork, reminder: Reminder, now: datetime) -> None:
    uow.reminders.settle(reminder, "stale", now)
    log.info("reminder_stale", kind=reminder.kind, step=reminder.step, reminder=reminder.id)
