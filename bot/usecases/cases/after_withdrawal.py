"""What becomes of somebody's answers once they took their agreement back: theirs alone, until they choose or forget.

Rule 1: nobody of the network sees anything any more; the answers stay with the person for a while, then go.
Rule 2: name and number go with the last talk or case that needs them, never before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.usecases.cases.brief import Brief, read_case_brief
from bot.usecases.cases.routes import STAFF_CHANNELS, delete_file, say_to, tell_newcomer
from bot.usecases.cases.sentences import Says
from bot.usecases.cases.tokens import NewcomerVerb, newcomer_token
from dialogs.message import Button, Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.outbox import ErasedMessage
from storage.tables import Reminder
from storage.unit_of_work import UnitOfWork

FORGET_ANSWERS: Final = "forget_answers"  # the reminder's kind
SILENCE_DAYS: Final = 30  # calendar days after which a silence erases
KEPT_DAYS: Final = 90  # calendar days from the withdrawal, on the person's wish
WITHDRAWN: Final = "withdrawn"


def ask_what_becomes(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """Ask the person what becomes of their answers; a silence erases them."""
    talk = brief.talk
    if talk is None:
        return
    set_forgetting(uow, brief, now + timedelta(days=SILENCE_DAYS), now)
    today = brief.today(now)
    says = Says(world, brief.language, {})
    kept_until = say_day(brief.language, brief.calendar.today(now + timedelta(days=KEPT_DAYS)), today)
    rows = (
        (Button(says.text("geste-effacer-reponses"), newcomer_token(NewcomerVerb.ERASE_ANSWERS, brief.referral.id)),),
        (
            Button(
                says.text("geste-garder-reponses", day=kept_until),
                newcomer_token(NewcomerVerb.KEEP_ANSWERS, brief.referral.id),
            ),
        ),
    )
    erased_on = say_day(brief.language, brief.calendar.today(now + timedelta(days=SILENCE_DAYS)), today)
    message = say_to(world, talk, "suivi-retire", *rows, name=brief.interlocutor.name, day=erased_on)
    tell_newcomer(uow, talk, message, now, referral_id=brief.referral.id, purpose="withdrawn")


def keep_answers(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    """Keep the answers for ninety days from the withdrawal; False where nothing was withdrawn, or it is too late."""
    if brief.talk is None or brief.case.status != WITHDRAWN or brief.case.closed_at is None:
        return False
    until = brief.case.closed_at + timedelta(days=KEPT_DAYS)
    if until <= now:
        return False
    set_forgetting(uow, brief, until, now)
    uow.audit.note(now, "newcomer", "keep_answers", brief.case.id)
    day = say_day(brief.language, brief.calendar.today(until), brief.today(now))
    tell_newcomer(uow, brief.talk, say_to(world, brief.talk, "suivi-retire-garde", day=day), now)
    return True


def erase_answers(
    uow: UnitOfWork, world: World, brief: Brief, now: datetime, *, key: str = "suivi-retire-efface"
) -> bool:
    """Erase the talk of a withdrawn case, and the person where nothing else of theirs is left; False if it isn't one.

    Args:
        key: the Fluent key of what the person is told once it is done.
    """
    talk = brief.talk
    if talk is None or brief.case.status != WITHDRAWN:
        return False
    uow.audit.note(now, "newcomer", "erase_answers", brief.case.id)
    uow.counts.add(brief.territory.id, "erased", brief.today(now))
    stub = Message(world.wording.say(brief.language, "oubli-stub"))
    for message in uow.people.erase_talk(talk.passage_id, now):
        if message.is_file:
            delete_file(uow, message, now)
        elif message.channel not in STAFF_CHANNELS.values():  # theirs became stubs at the withdrawal
            _stub(uow, message, stub, now)
    said = Message(world.wording.say(brief.language, key))
    if not talk.blocked:
        uow.outbox.add(channel=talk.channel, chat_id=talk.chat_id, message=said, now=now, purpose="erasure")
    return True


def forget_answers(uow: UnitOfWork, world: World, reminder: Reminder, now: datetime) -> None:
    """The person said nothing, or the time they chose is over: their answers go."""
    uow.reminders.settle(reminder, "done", now)
    brief = read_case_brief(uow, world, reminder.case_id) if reminder.case_id is not None else None
    if brief is not None:
        erase_answers(uow, world, brief, now, key="suivi-retire-oublie")


def set_forgetting(uow: UnitOfWork, brief: Brief, due_at: datetime, now: datetime) -> None:
    """Set the day on which the answers go, in place of the one before; at an hour at which a message may come."""
    assert brief.talk is not None
    uow.reminders.close_for_passage(brief.talk.passage_id, now, kinds=(FORGET_ANSWERS,))
    uow.reminders.set(
        FORGET_ANSWERS,
        brief.calendar.next_waking_hour(due_at),
        now,
        case_id=brief.case.id,
        passage_id=brief.talk.passage_id,
    )


def _stub(uow: UnitOfWork, message: ErasedMessage, stub: Message, now: datetime) -> None:
    uow.outbox.add(
        channel=message.channel,
        chat_id=message.chat_id,
        message=stub,
        kind="edit",
        now=now,
        purpose="erasure",
        edits_message_id=message.message_id,
    )
