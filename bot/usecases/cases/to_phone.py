"""The animators' list of people to phone: whom nobody heard from, and who wasn't content.

Rule: a case leaves the list when somebody phoned, or when the silence it stands for is over.
"""

from __future__ import annotations

from datetime import datetime

from bot.casework.events import HOUSE, Actor, Kind
from bot.casework.fold import SILENCE
from bot.casework.life import Refusal
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.called import ask_called
from bot.usecases.cases.decisions import Answered, open_button
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.routes import staff_channel_of, tell_staff, watchers_of
from bot.usecases.cases.sentences import project_line, says_of
from bot.usecases.cases.tokens import StaffVerb, staff_token
from dialogs.message import Button, Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.unit_of_work import UnitOfWork


def list_silent(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The person answered neither of the two questions about their call: an animator is to phone them.

    After a long sleep nobody asked them yet: that comes first, whatever the day.
    """
    talk = brief.talk
    if talk is not None and not talk.blocked:
        asked = uow.outbox.last_said(talk.channel, talk.chat_id, purpose="called", referral_id=brief.referral.id)
        if asked is None:
            ask_called(uow, world, brief, now)
            return
    list_to_phone(uow, world, brief, HOUSE, SILENCE, now)


def list_to_phone(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, reason: str, now: datetime) -> Answered:
    """Put a case on the animators' list of people to phone, and tell them at once.

    Args:
        reason: `SILENCE` or `UNHAPPY` of `bot.casework.fold`.
    """
    done = attempt(uow, brief, Kind.TO_PHONE, actor, now, reason=reason)
    if isinstance(done, Refusal):
        return done
    uow.counts.add(brief.territory.id, f"to_phone:{reason}", brief.today(now))
    uow.audit.note(now, str(actor.role), "list_to_phone", brief.case.id, reason)
    watchers = watchers_of(uow, brief.territory, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        person = brief.person
        text = says.text(
            f"equipe-telephoner-{reason}",
            number=str(brief.case.number),
            project=project_line(says),
            who=brief.interlocutor.name,
            name=brief.first_name or says.text("fiche-la-personne"),
            phone=((person.phone or person.email) if person else None) or "–",
            day=say_day(language, brief.referral.promised_on, brief.today(now)),
        )
        phoned = Button(says.text("geste-telephone-fait"), staff_token(StaffVerb.PHONED, brief.referral.id))
        return Message(text, rows=((phoned,), (open_button(says, brief),)))

    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)
    return done


def note_phoned(uow: UnitOfWork, brief: Brief, actor: Actor, now: datetime) -> Answered:
    """Somebody phoned the person: the case leaves the list."""
    done = attempt(uow, brief, Kind.PHONED, actor, now)
    if not isinstance(done, Refusal):
        uow.audit.note(now, actor.audited, "note_phoned", brief.case.id)
    return done
