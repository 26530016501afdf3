"""The local operator's seats: on a terminal, one person plays every referent who has no account of their own.

Rule: a seat's chat id is made from what it stands for, so that it is the same at every start.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.doors.terminal.channel import STAFF
from dialogs.world import World
from storage.store import Store
from storage.tables import Invitation
from storage.unit_of_work import UnitOfWork

ANIMATOR = "animateur"  # the seat of a territory's animator; no interlocutor's id is without a dot


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at the staff's side of the terminal: whose it is and its chat."""

    chat_id: int
    territory: str
    name: str
    presence: str


def take_seats(store: Store, world: World, now: datetime) -> Mapping[int, Seat]:
    """Bind every interlocutor without a terminal account, and an animator a territory; all seats by chat id."""
    seats: dict[int, Seat] = {}
    with store.begin() as work:
        for territory in world.territories.values():
            for found in territory.directory.interlocutors.values():
                chat_id = seat_id(territory.id, found.id)
                seats[chat_id] = Seat(chat_id, territory.id, found.name, found.presence)
                _bind(work, territory.id, chat_id, found.id, now)
            chat_id = seat_id(territory.id, ANIMATOR)
            seats[chat_id] = Seat(chat_id, territory.id, "l’animation du réseau", territory.name)
            _bind(work, territory.id, chat_id, None, now)
    return seats


def seat_id(territory: str, holder: str) -> int:
    """The chat id of a seat: 48 bits, positive as private chats are."""
    return int.from_bytes(hashlib.blake2b(f"{territory}/{holder}".encode(), digest_size=6).digest())


def _bind(work: UnitOfWork, territory: str, chat_id: int, interlocutor: str | None, now: datetime) -> None:
    if work.staff.find_account(STAFF, chat_id) is not None:
        return
    seat = Invitation(
        code_hash="", territory=territory, interlocutor=interlocutor, is_animator=interlocutor is None,
        created_at=now, expires_at=now,
    )  # fmt: skip
    work.staff.bind(seat, STAFF, chat_id, now)
