"""What can't be read or handled: set aside, and those who watch over the territory are told, once a day.

Rule 1: the telling holds no content and no number; whoever keeps the server finds which one in the log.
Rule 2: nobody else waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import structlog

from bot.usecases.cases.calendars import calendar_of
from bot.usecases.cases.routes import STAFF_CHANNELS, tell_staff, watchers_of
from dialogs.message import Message
from dialogs.world import World
from storage.outbox_rows import LostRow
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

A_DAY_SECONDS: Final = 24 * 3600
UNREADABLE: Final = "equipe-illisible"
UNHANDLED: Final = "equipe-panne"


def tell_set_aside(uow: UnitOfWork, world: World, territory_id: str | None, now: datetime) -> None:
    """Tell a territory's animators that a row could not be read; without a territory, the first one's."""
    _tell_once_a_day(uow, world, territory_id, UNREADABLE, now)


def tell_unhandled(uow: UnitOfWork, world: World, territory_id: str | None, now: datetime) -> None:
    """Tell a territory's animators that something that came in could not be handled."""
    _tell_once_a_day(uow, world, territory_id, UNHANDLED, now)


def note_lost_messages(uow: UnitOfWork, world: World, lost: Sequence[LostRow], now: datetime) -> None:
    """Tell of messages that could not be read when they were to leave."""
    territories: set[str | None] = set()
    for row in lost:
        log.error("message_unreadable", outbox_id=row.id, channel=row.channel)
        territories.add(uow.cases.territory_of_referral(row.referral_id) if row.referral_id is not None else None)
    for territory_id in sorted(territories, key=str):
        tell_set_aside(uow, world, territory_id, now)


def _tell_once_a_day(uow: UnitOfWork, world: World, territory_id: str | None, key: str, now: datetime) -> None:
    if territory_id is not None and territory_id not in world.territories:
        return
    territory = world.territory(territory_id)
    day = calendar_of(territory).today(now).isoformat()
    if uow.throttles.hit(f"{key}:{territory.id}:{day}", now, A_DAY_SECONDS) > 1:
        return
    for channel in STAFF_CHANNELS.values():
        tell_staff(
            uow,
            territory,
            watchers_of(uow, territory, channel),
            lambda language: Message(world.wording.say(language, key)),
            now,
            purpose="escalation",
        )
