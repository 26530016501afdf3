"""Refusals that aren't one yet: no room before a day, somebody who is followed already, a case that misses something.

Rule 1: the person decides how it goes on; the referent keeps the case, and the promise stands, until they said so.
Rule 2: nobody's name is written down because a referent believes that the person is followed by them.
Rule 3: whoever doesn't answer is not left alone: after some working days, while the promise can still be kept, the case
goes on as if the referent had declined it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from bot.casework.events import HOUSE, NEWCOMER, Actor, Coarse, Kind, Outcome
from bot.casework.life import Decision, Refusal, Status
from bot.usecases.cases.brief import Brief, find_interlocutor
from bot.usecases.cases.decisions import (
    DAYS_TO_CALL_WHEN_LATE,
    Answered,
    animator_choices,
    answer_by,
    decline,
    look_further,
)
from bot.usecases.cases.deeds import attempt
from bot.usecases.cases.history import read_state
from bot.usecases.cases.left_behind import leave_behind
from bot.usecases.cases.notification import card_buttons
from bot.usecases.cases.routes import desk_of, say_to, staff_channel_of, tell_newcomer, tell_staff, watchers_of
from bot.usecases.cases.schedule_of_case import plan_chains
from bot.usecases.cases.sentences import Says, project_line, says_of
from bot.usecases.cases.tokens import NewcomerVerb, newcomer_token
from dialogs.message import Button, Message
from dialogs.wording import say_day
from dialogs.world import World
from storage.unit_of_work import UnitOfWork

NO_ROOM: Final = "pas_de_place"
FOLLOWED: Final = "deja_suivi"
THE_PERSON_CHOOSES: Final = frozenset({NO_ROOM, FOLLOWED})
QUESTIONS: Final = {NO_ROOM: "suivi-choix-place", FOLLOWED: "suivi-choix-deja"}

WAIT, ANOTHER, ENOUGH, TOO, NOBODY = "w", "o", "e", "a", "n"
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {NO_ROOM: (WAIT, ANOTHER), FOLLOWED: (ENOUGH, TOO, NOBODY)}
"""By reason, what the person may answer; the letters stand in messages that were sent."""
LABELS: Final = {
    WAIT: "choix-attendre",
    ANOTHER: "choix-autre",
    ENOUGH: "choix-deja-suffit",
    TOO: "choix-deja-aussi",
    NOBODY: "choix-deja-non",
}


def ask_choice(
    uow: UnitOfWork, world: World, brief: Brief, actor: Actor, reason: str, until: date | None, now: datetime
) -> Answered:
    """Ask the person how it goes on; whom we can't write to is declined at once.

    Args:
        reason: one of `THE_PERSON_CHOOSES`.
        until: the day from which the referent has room, for `NO_ROOM`.
    """
    if brief.talk is None or brief.talk.blocked:
        return decline(uow, world, brief, actor, reason, now)
    more: dict[str, Coarse] = {"until": until.isoformat()} if until is not None else {}
    done = attempt(uow, brief, Kind.CHOICE_ASKED, actor, now, reason=reason, **more)
    if isinstance(done, Refusal):
        return done
    leave_behind(uow, world, brief, actor, "ask_choice", now, reason)
    says = Says(world, brief.language, {})
    name = brief.interlocutor.name
    rows = tuple(
        (Button(says.text(LABELS[code], name=name), newcomer_token(NewcomerVerb.CHOOSE, brief.referral.id, code)),)
        for code in CHOICES[reason]
    )
    words = {"name": name, "pivot": find_interlocutor(brief.territory, brief.territory.pivot).name}
    words["until"] = say_day(brief.language, until, brief.today(now)) if until is not None else ""
    message = say_to(world, brief.talk, QUESTIONS[reason], *rows, **words)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id, purpose="choice")
    return done


def choose(uow: UnitOfWork, world: World, brief: Brief, code: str, now: datetime) -> bool:
    """What the person answered; False when nobody asks it of them any more, or never asked that."""
    asked = read_state(uow, brief.case.id).current.asked_about or ""
    if code not in CHOICES.get(asked, ()):
        return False
    if code in (TOO, NOBODY):
        return _stay(uow, world, brief, code, now)
    deeds = {WAIT: _wait, ANOTHER: _look_for_another, ENOUGH: _close}
    return deeds[code](uow, world, brief, now)


def stop_waiting_for_choice(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The person didn't say how it goes on: the case goes on as if it had been declined."""
    _decline(uow, world, brief, HOUSE, "suivi-choix-sans-reponse", now)


def note_incomplete(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, now: datetime) -> Answered:
    """The person was asked for what is missing; referent and promise stay."""
    done = attempt(uow, brief, Kind.INCOMPLETE, actor, now)
    if isinstance(done, Decision):
        uow.counts.add(brief.territory.id, "declined:incomplet", brief.today(now))
        leave_behind(uow, world, brief, actor, "note_incomplete", now)
    return done


def note_completed(uow: UnitOfWork, brief: Brief, now: datetime) -> None:
    """The person answered a question of a case that missed something: it waits for the referent alone again."""
    if read_state(uow, brief.case.id).current.incomplete_since is not None:
        attempt(uow, brief, Kind.COMPLETED, NEWCOMER, now)
        plan_chains(uow, brief, now)


def tell_still_incomplete(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> None:
    """The person hasn't said what is missing: the animators know it, and may phone; referent and promise stay."""
    watchers = watchers_of(uow, brief.territory, staff_channel_of(brief.talk))

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        text = says.text(
            "equipe-toujours-incomplet",
            number=str(brief.case.number),
            project=project_line(says),
            who=brief.interlocutor.name,
            name=brief.first_name or says.text("fiche-la-personne"),
            day=say_day(language, brief.referral.promised_on, brief.today(now)),
        )
        return Message(text, rows=animator_choices(uow, says, brief, now))

    tell_staff(uow, brief.territory, watchers, render, now, purpose="escalation", brief=brief)


def _wait(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    room_on = read_state(uow, brief.case.id).current.room_on or brief.today(now)
    days, calendar = brief.interlocutor.present_days, brief.calendar
    call_on = calendar.working_day_from(max(room_on, calendar.next_working_day(brief.today(now), days)), days)
    promised_on = calendar.add_working_days(call_on, DAYS_TO_CALL_WHEN_LATE, days)
    done = attempt(
        uow, brief, Kind.WILL_WAIT, NEWCOMER, now, call_on=call_on.isoformat(), promised_on=promised_on.isoformat()
    )
    if isinstance(done, Refusal):
        return False
    leave_behind(uow, world, brief, NEWCOMER, "choose", now, "wait")
    days_named = {"until": call_on, "day": promised_on}
    _tell_both(uow, world, brief, ("suivi-choix-attend", "equipe-choix-attend"), days_named, now)
    return True


def _stay(uow: UnitOfWork, world: World, brief: Brief, code: str, now: datetime) -> bool:
    """The person stays with who asked: nobody follows them, or somebody does and they would like both."""
    too_near = brief.referral.promised_on <= brief.today(now)
    days = brief.interlocutor.present_days
    promised_on = brief.referral.promised_on
    if too_near:
        promised_on = brief.calendar.add_working_days(brief.today(now), DAYS_TO_CALL_WHEN_LATE, days)
    choice = "too" if code == TOO else "nobody"
    done = attempt(uow, brief, Kind.STAYED, NEWCOMER, now, choice=choice, promised_on=promised_on.isoformat())
    if isinstance(done, Refusal):
        return False
    leave_behind(uow, world, brief, NEWCOMER, "choose", now, choice)
    key = "equipe-choix-aussi" if code == TOO else "equipe-choix-personne"
    _tell_both(uow, world, brief, ("suivi-choix-reste", key), {"day": promised_on}, now)
    return True


def _look_for_another(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    done = _decline(uow, world, brief, NEWCOMER, "suivi-choix-autre", now)
    if isinstance(done, Refusal):
        return False
    _tell_desk(uow, world, brief, "equipe-choix-autre", {}, now)
    return True


def _close(uow: UnitOfWork, world: World, brief: Brief, now: datetime) -> bool:
    """Who follows them already is enough: the case ends, on the person's word."""
    outcome = Outcome.PASSED_TO_OTHERS
    done = attempt(uow, brief, Kind.CLOSED, NEWCOMER, now, outcome=outcome)
    if isinstance(done, Refusal):
        return False
    uow.counts.add(brief.territory.id, f"closed:{outcome}", brief.today(now))
    leave_behind(uow, world, brief, NEWCOMER, "choose", now, "enough")
    _tell_both(uow, world, brief, ("suivi-choix-suffit", "equipe-choix-suffit"), {}, now)
    return True


def _decline(uow: UnitOfWork, world: World, brief: Brief, actor: Actor, told: str, now: datetime) -> Answered:
    """Let the case go on without who asked, for the reason they gave."""
    if read_state(uow, brief.case.id).status is not Status.NEWCOMER_CHOOSES:
        return Refusal(read_state(uow, brief.case.id).status, Kind.DECLINED)
    reason = read_state(uow, brief.case.id).current.asked_about or NO_ROOM
    by = answer_by(brief, now).isoformat()
    done = attempt(uow, brief, Kind.DECLINED, actor, now, reason=reason, answer_by=by)
    if isinstance(done, Refusal):
        return done
    uow.counts.add(brief.territory.id, f"declined:{reason}", brief.today(now))
    leave_behind(uow, world, brief, actor, "choose", now, f"another:{reason}")
    look_further(uow, world, brief, now, "decline", {"reason": reason, "detail": ""}, told=told)
    return done


def _tell_both(
    uow: UnitOfWork, world: World, brief: Brief, keys: tuple[str, str], days: Mapping[str, date], now: datetime
) -> None:
    """Say what the person chose: to them, then to the desk that asked."""
    said = {name: say_day(brief.language, day, brief.today(now)) for name, day in days.items()}
    who = brief.interlocutor
    phone = who.phone or who.structure.phone
    message = say_to(world, brief.talk, keys[0], name=who.name, phone=phone, **said)
    tell_newcomer(uow, brief.talk, message, now, referral_id=brief.referral.id)
    _tell_desk(uow, world, brief, keys[1], days, now)


def _tell_desk(uow: UnitOfWork, world: World, brief: Brief, key: str, days: Mapping[str, date], now: datetime) -> None:
    channel = staff_channel_of(brief.talk)
    told = {each.id: each for each in desk_of(uow, brief.territory, brief.referral.interlocutor, channel).accounts}
    if brief.state.is_sought:
        told |= {each.id: each for each in watchers_of(uow, brief.territory, channel)}  # they were looking already
    goes_on = read_state(uow, brief.case.id).status in (Status.ASKED, Status.ANNOUNCED)

    def render(language: str) -> Message:
        says = says_of(world, brief, language)
        said = {name: say_day(language, day, brief.today(now)) for name, day in days.items()}
        name = brief.first_name or says.text("fiche-la-personne")
        text = says.text(key, number=str(brief.case.number), name=name, who=brief.interlocutor.name, **said)
        return Message(text, rows=card_buttons(says, brief) if goes_on else ())

    tell_staff(uow, brief.territory, told.values(), render, now, purpose="relay", brief=brief)
