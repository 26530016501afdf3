"""`invite`: one-time codes for the staff bot, handed over as codes, links, or a sheet to print."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.commands.migrate import open_store
from bot.commands.naming import none_of_that_name
from bot.commands.outcome import CommandError
from bot.doors.telegram.bot_identity import BotUnreachableError, fetch_bot_name
from bot.machinery.polling import TokenRefusedError
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.invitations import Guest, Invited, animator_of, guest_of, invite, list_uninvited, print_sheet
from dialogs.wording import say_day
from dialogs.world import World
from referral_rules.errors import likely
from referral_rules.french import say_in_french
from referral_rules.territory import Territory
from referral_rules.typography import typeset
from storage.unit_of_work import UnitOfWork

NO_LINK: Final = typeset(
    "STAFF_BOT_TOKEN n’est pas donné, donc pas de lien : chacun écrit /start et son code au bot de l’équipe."
)
CODES: Final = "Donnez-le, ou prenez --format code."


@dataclass(frozen=True, slots=True)
class Guests:
    """Who is to be invited."""

    territory: str | None
    interlocutor: str | None
    animator: bool
    everyone: bool


def invite_guests(settings: Settings, guests: Guests, form: str) -> None:
    """Print invitations.

    Raises:
        CommandError: nobody, or somebody unknown, is invited; links are wanted and the bot's name can't be had.
    """
    if sum((guests.interlocutor is not None, guests.animator, guests.everyone)) != 1:
        raise CommandError(
            typeset("Dites qui inviter, par une option : --interlocutor IDENTIFIANT, --animator ou --all.")
        )
    worlds = Worlds(load_world(settings))
    bot = _bot_name(settings, is_needed=form == "links")
    now = datetime.now(UTC)
    store = open_store(settings)
    try:
        with store.begin() as work:
            territory = _territory(worlds.in_force(work), guests)
            invited = invite(work, territory, _guests(work, territory, guests), now, bot, settings.timezone)
    finally:
        store.close()
    _hand_over(territory, invited, form, has_links=bot is not None)


def _territory(world: World, guests: Guests) -> Territory:
    if guests.territory is None:
        return world.territory(None)
    if guests.territory not in world.territories:
        raise CommandError(none_of_that_name("--territory : aucun territoire", guests.territory, world.territories))
    return world.territories[guests.territory]


def _guests(work: UnitOfWork, territory: Territory, guests: Guests) -> list[Guest]:
    if guests.everyone:
        return list_uninvited(work, territory)
    if guests.interlocutor is None:
        return [animator_of(territory)]
    known = territory.directory.interlocutors
    if guests.interlocutor not in known:
        meant = likely(guests.interlocutor, known)
        mend = say_in_french(meant) if meant else "L’annuaire : premiere-ecoute directory list"
        told = f"--interlocutor : à {territory.id}, personne n’a l’identifiant « {guests.interlocutor} »."
        raise CommandError(typeset(f"{told} {mend}"))
    return [guest_of(territory, guests.interlocutor)]


def _bot_name(settings: Settings, *, is_needed: bool) -> str | None:
    if settings.staff_bot_token is None:
        if is_needed:
            raise CommandError(typeset(f"STAFF_BOT_TOKEN : il manque, et un lien porte le nom du bot. {CODES}"))
        return None
    try:
        return fetch_bot_name(settings.telegram_api_url, settings.staff_bot_token.get_secret_value()).username
    except TokenRefusedError:
        raise CommandError(
            typeset("STAFF_BOT_TOKEN : Telegram refuse ce jeton. Copiez-le de nouveau depuis BotFather.")
        ) from None
    except BotUnreachableError as error:
        told = f"TELEGRAM_API_URL : {settings.telegram_api_url} ne répond pas comme il faut ({error})."
        raise CommandError(typeset(f"{told} Vérifiez le réseau.")) from None


def _hand_over(territory: Territory, invited: Sequence[Invited], form: str, *, has_links: bool) -> None:
    if not has_links and invited:
        print(f"premiere-ecoute: {NO_LINK}", file=sys.stderr)
    if form == "sheet":
        print(print_sheet(territory, invited))
        return
    for one in invited:
        if form == "links":
            print(one.link)
        else:
            whom = one.guest.interlocutor or "animateur"
            print("\t".join([whom, one.guest.name, one.code, *([one.link] if one.link and has_links else [])]))
    if form == "code" and invited:
        print(f"Valables une fois, jusqu’au {say_day('fr', invited[0].valid_until)}.", file=sys.stderr)
    if not invited:
        print("Tout le monde a déjà un compte.", file=sys.stderr)
