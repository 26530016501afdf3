"""The animators' summary on the first working day of a week: how the territory's cases stand, and which have nobody.

Rule 1: once a week and territory, in working hours; nobody bound, nothing noted.
Rule 2: nobody's name is in it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from bot.usecases.cases.brief import find_interlocutor
from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.routes import STAFF_CHANNELS, tell_staff, watchers_of
from bot.usecases.cases.sentences import Says, project_line
from dialogs.message import Message
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.territory import Territory
from referral_rules.working_days import Calendar
from storage.facts_json import load_facts
from storage.unit_of_work import UnitOfWork

LINES: Final = 8  # cases without anybody that are named; the rest is counted


def announce_week(uow: UnitOfWork, world: World, now: datetime) -> int:
    """Tell each territory's animators how the week begins; how many messages that makes."""
    return sum(_announce(uow, world, territory, now) for territory in world.territories.values())


def begins_week(calendar: Calendar, today: date) -> bool:
    """Whether `today` is the first working day of its week."""
    monday = today - timedelta(days=today.weekday())
    earlier = (monday + timedelta(days=each) for each in range(today.weekday()))
    return calendar.is_working_day(today) and not any(calendar.is_working_day(day) for day in earlier)


def _announce(uow: UnitOfWork, world: World, territory: Territory, now: datetime) -> int:
    calendar = calendar_of(territory)
    today = calendar.today(now)
    if not calendar.in_hours(now) or not begins_week(calendar, today):
        return 0
    accounts = [account for channel in STAFF_CHANNELS.values() for account in watchers_of(uow, territory, channel)]
    if not accounts or not uow.cases.figures(territory.id, now)["cases_open"]:
        return 0
    year, week, _ = today.isocalendar()
    if not uow.announcements.note_new(territory.id, [f"week:{year}-{week:02}"], now):
        return 0

    def render(language: str) -> Message:
        return Message("\n".join(_lines(uow, world, territory, language, now)))

    return tell_staff(uow, territory, accounts, render, now, purpose="week")


def _lines(uow: UnitOfWork, world: World, territory: Territory, language: str, now: datetime) -> list[str]:
    figures = uow.cases.figures(territory.id, now)
    counts = world.wording.say(
        language,
        "lundi-chiffres",
        open=str(figures["cases_open"]),
        waiting=str(figures["waiting"]),
        late=str(figures["late"]),
        taken=str(figures["taken_in_charge"]),
        contacted=str(figures["contacted"]),
    )
    head = world.wording.say(language, "lundi-titre", territory=territory.name)
    untaken = uow.cases.unanswered(territory.id, now)
    sought = [(case, referral) for case, referral in untaken if referral.status in ("declined", "escalated")]
    if not sought:
        return [head, counts, world.wording.say(language, "lundi-tout-est-pris")]
    lines = [head, counts, world.wording.say(language, "lundi-sans-personne", count=str(len(sought)))]
    today = calendar_of(territory).today(now)
    for case, referral in sought[:LINES]:
        says = Says(world, language, load_facts(case.facts))
        words = {"who": find_interlocutor(territory, referral.interlocutor).name, "project": project_line(says)}
        day = say_day(language, referral.promised_on, today)
        lines.append(says.text("liste-ligne", number=str(case.number), day=day, **words))
    if len(sought) > LINES:
        lines.append(world.wording.say(language, "liste-et-autres", count=str(len(sought) - LINES)))
    return [*lines, world.wording.say(language, "lundi-suite")]
