"""Invitations: a one-time code binds a staff chat to an interlocutor, or to a territory as its animator."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from bot.machinery.arrival import Arrival
from bot.usecases.cases.opening import tell_at_last
from bot.usecases.staffroom.room import Room
from dialogs.message import Message
from dialogs.world import World
from referral_rules.territory import Territory
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork

CODE_BYTES = 16  # 128 random bits; 22 characters of [A-Za-z0-9_-], within a start payload's 64 (Bot API, deep linking)
VALID_DAYS = 7
TRIES_AN_ACCOUNT = 5  # codes a chat may try in an hour
TRIES_A_BOT = 200  # codes that all strangers together may try in an hour
WINDOW_SECONDS = 3600


def new_invitation(
    uow: UnitOfWork,
    territory: Territory,
    now: datetime,
    *,
    interlocutor: str | None = None,
    is_animator: bool = False,
) -> str:
    """A new one-time code for an interlocutor, or for an animator; only its hash is kept. It expires in seven days.

    Raises:
        LookupError: the directory knows no such interlocutor.
        ValueError: it invites nobody.
    """
    if interlocutor is not None and interlocutor not in territory.directory.interlocutors:
        raise LookupError(f"no interlocutor '{interlocutor}' in {territory.id}; see annuaire.yaml")
    code = secrets.token_urlsafe(CODE_BYTES)
    uow.staff.create_invitation(
        territory.id,
        code_hash=hash_code(code),
        now=now,
        expires_at=now + timedelta(days=VALID_DAYS),
        interlocutor=interlocutor,
        is_animator=is_animator,
    )
    return code


def hash_code(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def start(
    uow: UnitOfWork, world: World, arrival: Arrival, code: str, account: StaffAccount | None, now: datetime
) -> None:
    """Handle /start: bind with a code, greet an account, tell a stranger what this is."""
    language = account.language if account is not None else _language(arrival)
    if not code:
        if account is None:
            _answer(uow, world, arrival, language, "salle-inconnu", now)
        else:
            _greet(Room(uow, world, arrival, now, account))
        return
    tries = uow.throttles.hit(f"code:{arrival.bot}:{arrival.sender_id}", now, WINDOW_SECONDS)
    tries_here = uow.throttles.hit(f"code:{arrival.bot}", now, WINDOW_SECONDS)
    if tries > TRIES_AN_ACCOUNT or tries_here > TRIES_A_BOT:
        _answer(uow, world, arrival, language, "salle-trop-d-essais", now)
        return
    invitation = uow.staff.use_invitation(hash_code(code), now)
    if invitation is None or invitation.territory not in world.territories:
        _answer(uow, world, arrival, language, "salle-code-inconnu", now)
        return
    bound = uow.staff.bind(invitation, arrival.bot, arrival.sender_id, now)
    bound.language = language
    uow.session.flush()
    tell_at_last(uow, world, world.territory(invitation.territory), now)
    uow.audit.note(now, str(bound.id), "bind_account", None, invitation.interlocutor or "animator")
    _greet(Room(uow, world, arrival, now, bound))


def _greet(room: Room) -> None:
    """Say what the account is for, and what waits for it."""
    territory, account = room.territory, room.account
    interlocutor = territory.directory.interlocutors.get(account.interlocutor or "")
    lines = []
    if interlocutor is not None:
        name = interlocutor.structure.name
        lines.append(room.words("salle-bienvenue", who=interlocutor.name, structure=name))
    if account.is_animator:
        lines.append(room.words("salle-bienvenue-animation", territory=territory.name))
    waiting = room.uow.cases.open_for_interlocutor(territory.id, account.interlocutor) if account.interlocutor else []
    if waiting:
        lines.append(room.words("salle-en-cours", count=str(len(waiting))))
    room.reply(Message("\n".join([*lines, *room.help_lines()])))


def _language(arrival: Arrival) -> str:
    return "en" if (arrival.language_code or "fr").startswith("en") else "fr"


def _answer(uow: UnitOfWork, world: World, arrival: Arrival, language: str, key: str, now: datetime) -> None:
    uow.outbox.add(
        channel=arrival.bot, chat_id=arrival.chat_id, message=Message(world.wording.say(language, key)), now=now,
        purpose="staffroom",
    )  # fmt: skip
