"""Tells those who watch over a territory what time has overtaken in its rules: by itself, each thing once.

Rule 1: at most one message a day and territory, in working hours; what is still so after a year is said again.
Rule 2: nobody is bound, nothing is noted: it is said once there is somebody to say it to.
Rule 3: what the network has explained beforehand (a rule that is meant to end) is no news.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.routes import tell_staff, watchers_of
from dialogs.message import Message
from dialogs.world import World
from referral_rules.errors import Finding
from referral_rules.french import mend_in_french, say_in_french
from referral_rules.territory import Territory
from referral_rules.upkeep import is_accepted, list_upkeep
from storage.unit_of_work import UnitOfWork

ANNOUNCED_FOR: Final = timedelta(days=365)  # then it is said again
MOST_LINES: Final = 12  # of one message; the rest is counted
CHANNEL: Final = "staff"  # on a terminal everybody is the operator, who has `check`


def announce_upkeep(uow: UnitOfWork, world: World, now: datetime) -> int:
    """Announce what is new, in each territory; how many messages that makes."""
    uow.announcements.purge(now - ANNOUNCED_FOR)
    return sum(_announce(uow, world, territory, now) for territory in world.territories.values())


def upkeep_lines(world: World, language: str, found: Sequence[Finding], most: int) -> list[str]:
    """Each finding in a line, and under those that have the same mend that mend; how many are left out at the end."""
    lines: list[str] = []
    shown = found[:most]
    for number, finding in enumerate(shown):
        fact, mend = _said(finding, language)
        lines.append(f"• {fact}")
        if number + 1 == len(shown) or _said(shown[number + 1], language)[1] != mend:
            lines.append(f"→ {mend}")
    if len(found) > most:
        lines.append(world.wording.say(language, "relecture-et-autres", count=str(len(found) - most)))
    return lines


def _announce(uow: UnitOfWork, world: World, territory: Territory, now: datetime) -> int:
    calendar = calendar_of(territory)
    last_at = uow.announcements.last_at(territory.id)
    today = calendar.today(now)
    if not calendar.in_hours(now) or (last_at is not None and calendar.today(last_at) >= today):
        return 0
    accounts = watchers_of(uow, territory, CHANNEL)
    if not accounts:
        return 0
    found = {_subject(each): each for each in list_upkeep(territory, today) if not is_accepted(territory, each)}
    noted = uow.announcements.note_new(territory.id, list(found), now)
    news = [each for subject, each in found.items() if subject in noted]
    if not news:
        return 0

    def render(language: str) -> Message:
        head = world.wording.say(language, "relecture", territory=territory.name)
        foot = world.wording.say(language, "relecture-suite")
        return Message("\n".join([head, *upkeep_lines(world, language, news, MOST_LINES), "", foot]))

    return tell_staff(uow, territory, accounts, render, now, purpose="upkeep")


def _subject(finding: Finding) -> str:
    """Names what a finding says; numbers are left out: a line that moves in a file is no news."""
    words = [f"{name}={part}" for name, part in finding.message.parts if not isinstance(part, int)]
    return hashlib.sha256("\n".join([finding.message.template, *words]).encode()).hexdigest()[:32]


def _said(finding: Finding, language: str) -> tuple[str, str]:
    if language == "fr":
        return say_in_french(finding.message), mend_in_french(finding)
    return f"{finding.message}.", f"{finding.mend or ''}."
