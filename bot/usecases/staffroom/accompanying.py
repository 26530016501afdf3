"""Taps on a case that goes on: appointments, reviews, pauses, the end, and the way back."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.casework.events import STAGES, Outcome
from bot.casework.follow_up import call_days
from bot.casework.life import Refusal
from bot.usecases.cases import accompanying
from bot.usecases.cases.decisions import Answered
from bot.usecases.cases.in_time import appointment_words, close_case, reopen_case
from bot.usecases.cases.notification import card_buttons
from bot.usecases.cases.suggesting import suggested_supports
from bot.usecases.cases.tokens import StaffVerb, key_of, staff_token
from bot.usecases.staffroom.redirecting import short
from bot.usecases.staffroom.room import Deed, Room
from dialogs.message import Button
from dialogs.wording import say_day

HOURS = (9, 10, 11, 14, 15, 16, 17, 18)
PAUSES_DAYS = (30, 90, 180)
SESSIONS_SHOWN = 4  # of programmes, the nearest first
SESSION_DAYS = (7, 14, 30, 60)  # calendar days from today, for a session that no programme names
OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.LOST_SIGHT_OF)


def choose_appointment(deed: Deed) -> None:
    """The days to come, then the hours of the one chosen."""
    room, brief = deed.room, deed.brief
    number, day = brief.referral.id, deed.tapped.day(1)
    if day is None:
        today = room.calendar.today(room.now)
        days = call_days(room.calendar, brief.history(), room.now, beyond=True)
        buttons = [
            Button(say_day(room.account.language, each, today), staff_token(StaffVerb.CHOOSE_APPOINTMENT, number, each))
            for each in days
        ]
        room.say("choisir-jour-rendez-vous", *_by_two(buttons), brief=brief)
        return
    buttons = [
        Button(room.words("geste-heure", hour=str(hour)), staff_token(StaffVerb.APPOINT, number, day, hour))
        for hour in HOURS
    ]
    room.say("choisir-heure", *_by_two(buttons), brief=brief)


def appoint(deed: Deed) -> None:
    """Note the appointment of that day and hour."""
    room, brief = deed.room, deed.brief
    day, hour = deed.tapped.day(1), deed.tapped.number(2)
    if day is None or hour not in HOURS:
        room.say("refus-plus-en-cours")
        return
    at = room.calendar.at(day, time(hour))
    if at <= room.now:
        room.say("refus-deja-passe")
        return
    done = accompanying.make_appointment(room.uow, room.world, brief, room.actor(brief), at, room.now)
    said, clock = appointment_words(brief, room.account.language, at, room.now)
    _settle(deed, done, "note-rendez-vous", day=said, hour=clock)


def review(deed: Deed) -> None:
    """One tap says where the project stands."""
    room, brief = deed.room, deed.brief
    stage = deed.tapped.word(1)
    if stage not in STAGES:
        room.say("refus-plus-en-cours")
        return
    suggested = suggested_supports(room.uow, brief, stage, room.now)  # against the stage before this word
    done = accompanying.review_case(room.uow, room.world, brief, room.actor(brief), stage, room.now)
    _settle(deed, done, "note-fil-rouge", stage=room.says(brief).label("stade", stage))
    if not isinstance(done, Refusal) and suggested:
        rows = [
            (
                Button(
                    short(f"{each.name} · {each.structure.name}"),
                    staff_token(StaffVerb.CONFIRM_SUPPORT, brief.referral.id, key_of(each.id)),
                ),
            )
            for each in suggested
        ]
        room.say("appuis-a-ce-stade", *rows, brief=brief, number=str(brief.case.number))


def choose_pause(deed: Deed) -> None:
    """For how long the project rests."""
    room, brief = deed.room, deed.brief
    buttons = []
    for days in PAUSES_DAYS:
        until = room.calendar.working_day_from(room.calendar.today(room.now) + timedelta(days=days))
        label = say_day(room.account.language, until, room.calendar.today(room.now))
        buttons.append((Button(label, staff_token(StaffVerb.PAUSE, brief.referral.id, until)),))
    session = Button(room.words("geste-session"), staff_token(StaffVerb.CHOOSE_SESSION, brief.referral.id))
    room.say("choisir-pause", *buttons, (session,), brief=brief)


def choose_session(deed: Deed) -> None:
    """The sessions of the territory's programmes, then other days."""
    room, brief = deed.room, deed.brief
    today, number = room.calendar.today(room.now), brief.referral.id
    programmes = sorted(
        (each.starts_on, each.name)
        for each in brief.territory.directory.programmes.values()
        if each.starts_on is not None and each.starts_on > today
    )
    rows = [
        (Button(_session_label(room, name, day), staff_token(StaffVerb.AWAIT_SESSION, number, day)),)
        for day, name in programmes[:SESSIONS_SHOWN]
    ]
    others = [
        Button(say_day(room.account.language, day, today), staff_token(StaffVerb.AWAIT_SESSION, number, day))
        for day in (room.calendar.working_day_from(today + timedelta(days=ahead)) for ahead in SESSION_DAYS)
    ]
    room.say("choisir-session", *rows, *_by_two(others), brief=brief)


def await_session(deed: Deed) -> None:
    """Let the project wait for that day."""
    room, brief = deed.room, deed.brief
    until = deed.tapped.day(1)
    if until is None or until <= room.calendar.today(room.now):
        room.say("refus-deja-passe")
        return
    done = accompanying.await_session(room.uow, room.world, brief, room.actor(brief), until, room.now)
    _settle(deed, done, "note-session", day=say_day(room.account.language, until, room.calendar.today(room.now)))


def _session_label(room: Room, name: str, day: date) -> str:
    said = say_day(room.account.language, day, room.calendar.today(room.now))
    return short(f"{said} · {name}")


def pause(deed: Deed) -> None:
    """Let the project rest until that day."""
    room, brief = deed.room, deed.brief
    until = deed.tapped.day(1)
    if until is None or until <= room.calendar.today(room.now):
        room.say("refus-deja-passe")
        return
    done = accompanying.pause_case(room.uow, room.world, brief, room.actor(brief), until, room.now)
    _settle(deed, done, "note-pause", day=say_day(room.account.language, until, room.calendar.today(room.now)))


def block(deed: Deed) -> None:
    """« Je suis bloqué »: the animators know."""
    room, brief = deed.room, deed.brief
    _settle(deed, accompanying.say_blocked(room.uow, room.world, brief, room.actor(brief), room.now), "note-bloque")


def choose_outcome(deed: Deed) -> None:
    """How the project ended."""
    room, brief = deed.room, deed.brief
    buttons = [
        Button(room.words(_key(outcome)), staff_token(StaffVerb.CLOSE, brief.referral.id, outcome))
        for outcome in OUTCOMES
    ]
    room.say("choisir-issue", *_by_two(buttons), brief=brief)


def close(deed: Deed) -> None:
    """The case ends with that outcome."""
    room, brief = deed.room, deed.brief
    outcome = next((each for each in OUTCOMES if each == deed.tapped.word(1)), None)
    if outcome is None:
        room.say("refus-plus-en-cours")
        return
    done = close_case(room.uow, room.world, brief, room.actor(brief), outcome, room.now)
    _settle(deed, done, "note-clos", outcome=room.words(_key(outcome)))


def reopen(deed: Deed) -> None:
    """A closed case goes on."""
    room, brief = deed.room, deed.brief
    _settle(deed, reopen_case(room.uow, room.world, brief, room.actor(brief), room.now), "note-rouvert")


def _settle(deed: Deed, done: Answered, key: str, **words: str) -> None:
    room, brief = deed.room, deed.brief
    if isinstance(done, Refusal):
        room.refuse(done, brief)
        return
    room.settle(room.words(key, **words), card_buttons(room.says(brief), brief), deed.order, brief)


def _key(outcome: Outcome) -> str:
    return f"issue-{outcome.replace('_', '-')}"


def _by_two(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
