"""What a fil rouge does once somebody was called: appointments, where the project stands, pauses, a stuck project."""

from __future__ import annotations

from datetime import date, datetime

from bot.casework.events import STAGES, Actor, Kind
from bot.casework.life import Refusal
from bot.usecases.cases.brief import Brief
from bot.usecases.cases.decisions import Answered
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.in_time import appointment_words
from bot.usecases.cases.left_behind import leave_behind
from bot.usecases.cases.routes import say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.sentences import project_line, says_of
from dialogs.message import Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.unit_of_work import UnitOfWork


def make_appointment(
    uow: UnitOfWork, world: World, brief: Brief, actor: Actor, at: datetime, now: datetime
) -> Answered:
    """Note an appointment at `at` (aware); both are told of it again the day before."""
    done = attempt(uow, brief, Kind.APPOINTED, actor, now, appointment_at=at.isoformat())
    if isinstance(done, Refusal):
        return done
    leave_behind(uow, world, brief, actor, "make_appointment", now)
    day, hour = appointment_words(brief, brief.language, at, now)
    _tell(uow, world, brief, "suivi-rendez-vous", now, day=day, hour=hour)
    return done


def review_case(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, stage: str, now: datetime) -> Answered:
    """Say where the project stands; the next question comes on the next anniversary of the first contact.

    Raises:
        ValueError: `stage` is none of `STAGES`.
    """
    if stage not in STAGES:
        raise ValueError(f"unknown stage {stage!r}; one of {', '.join(STAGES)}")
    done = attempt(uow, brief, Kind.REVIEWED, actor, now, stage=stage)
    if isinstance(done, Refusal):
        return done
    uow.counts.add(brief.territory.id, f"reviewed:{stage}", brief.today(now))
    leave_behind(uow, world, brief, actor, "review_case", now, stage)
    return done


def pause_case(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, until: date, now: datetime) -> Answered:
    """Let the project rest until a day; the person knows it, and the fil rouge is asked again then."""
    done = attempt(uow, brief, Kind.PAUSED, actor, now, until=until.isoformat())
    if isinstance(done, Refusal):
        return done
    leave_behind(uow, world, brief, actor, "pause_case", now, until.isoformat())
    _tell(uow, world, brief, "suivi-en-pause", now, day=say_day(brief.language, until, brief.today(now)))
    return done


def await_session(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, until: date, now: datetime) -> Answered:
    """Let the project wait for a session; the person knows the day, and the fil rouge is asked what came of it then."""
    done = attempt(uow, brief, Kind.AWAITS_SESSION, actor, now, until=until.isoformat())
    if isinstance(done, Refusal):
        return done
    leave_behind(uow, world, brief, actor, "await_session", now, until.isoformat())
    _tell(uow, world, brief, "suivi-session", now, day=say_day(brief.language, until, brief.today(now)))
    return done


def say_blocked(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, now: datetime) -> Answered:
    """The fil rouge is stuck: the animators know it at once, and the monthly review lists it."""
    done = attempt(uow, brief, Kind.BLOCKED, actor, now)
    if isinstance(done, Refusal):
        return done
    leave_behind(uow, world, brief, actor, "say_blocked", now)

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        words = {"number": str(brief.case.number), "project": project_line(says), "who": brief.interlocutor.name}
        return Message(says.text("equipe-bloque", **words))

    watchers = watchers_of(uow, brief.territory, staff_channel_of(brief.talk))
    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)
    return done


def _tell(uow: UnitOfWork, world: World, brief: Brief, key: str, now: datetime, **words: str) -> None:
    desk = brief.interlocutor
    message = say_to(world, brief.talk, key, name=desk.name, phone=desk.phone or desk.structure.phone, **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
