"""Invitations to the staff bot: one-time codes for whom they are meant, as lines, links, or a sheet to cut up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import segno
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.usecases.staffroom import new_invitation
from bot.usecases.staffroom.binding import VALID_DAYS
from dialogs.wording import say_day
from referral_rules.territory import Territory
from storage.unit_of_work import UnitOfWork

STAFF_CHANNEL: Final = "staff"
CARDS_A_PAGE: Final = 8  # two by four on A4: large enough for a phone held at arm's length
ANIMATOR_NAME: Final = "Animation du réseau"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to invite; `interlocutor` is None for an animator."""

    interlocutor: str | None
    name: str
    structure: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A guest with their one-time code; `link` opens the staff bot with it, None while the bot's name is unknown."""

    guest: Guest
    code: str
    link: str | None
    valid_until: date


def guest_of(territory: Territory, interlocutor: str) -> Guest:
    """The interlocutor as a guest.

    Raises:
        LookupError: the directory doesn't know them.
    """
    found = territory.directory.interlocutors[interlocutor]
    return Guest(found.id, found.name, found.structure.name)


def animator_of(territory: Territory) -> Guest:
    """An animator of the territory, as a guest."""
    return Guest(None, ANIMATOR_NAME, territory.name)


def list_uninvited(work: UnitOfWork, territory: Territory) -> list[Guest]:
    """Everyone of the directory without an account yet, an animator first when there is none."""
    guests = [] if work.staff.animators_of(territory.id, STAFF_CHANNEL) else [animator_of(territory)]
    for interlocutor in territory.directory.interlocutors:
        if not work.staff.accounts_of(territory.id, interlocutor, STAFF_CHANNEL):
            guests.append(guest_of(territory, interlocutor))
    return guests


def invite(
    work: UnitOfWork, territory: Territory, guests: Iterable[Guest], now: datetime, bot: str | None, timezone: str
) -> list[Invited]:
    """A new code for each guest. `bot`: the staff bot's name without its @, when it is known."""
    last_day = (now + timedelta(days=VALID_DAYS)).astimezone(ZoneInfo(timezone)).date()
    invited = []
    for guest in guests:
        code = new_invitation(
            work, territory, now, interlocutor=guest.interlocutor, is_animator=guest.interlocutor is None
        )
        link = f"https://t.me/{bot}?start={code}" if bot else None
        invited.append(Invited(guest, code, link, last_day))
    return invited


def print_sheet(territory: Territory, invited: Sequence[Invited]) -> str:
    """A printable A4 page (or several) of cards to cut up, as one HTML text that needs nothing else."""
    environment = Environment(
        loader=PackageLoader("bot", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    cards = [
        {
            "name": one.guest.name,
            "structure": one.guest.structure,
            "code": one.code,
            "link": one.link,
            "qr": Markup(_qr(one.link)) if one.link else None,  # noqa: S704 (drawn by segno from our own link)
            "valid_until": say_day("fr", one.valid_until),
        }
        for one in invited
    ]
    pages = [cards[first : first + CARDS_A_PAGE] for first in range(0, len(cards), CARDS_A_PAGE)]
    return environment.get_template("invitations.html").render(territory=territory.name, pages=pages)


def _qr(link: str) -> str:
    return str(segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=0))
