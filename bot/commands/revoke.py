"""`revoke`: shuts a staff account out, by the interlocutor it belongs to or by its number."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.casework.events import HOUSE
from bot.commands.migrate import open_store
from bot.commands.naming import none_of_that_name
from bot.commands.outcome import FINDINGS, CommandError
from bot.commands.printing import print_lines
from bot.rules.definitions import load_world
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases.staff_accounts import Revoked, revoke_account
from dialogs.world import World
from referral_rules.typography import typeset
from storage.tables import StaffAccount
from storage.unit_of_work import UnitOfWork


def revoke_accounts(settings: Settings, interlocutor: str | None, account: int | None) -> None:
    """Shut out every account of an interlocutor, or one account, and print what became of their cases.

    Raises:
        CommandError: nobody, or somebody unknown, is named; or there is no such account.
    """
    if (interlocutor is None) == (account is None):
        raise CommandError(typeset("Dites qui retirer : --interlocutor IDENTIFIANT ou --account NUMÉRO."))
    worlds = Worlds(load_world(settings))
    store = open_store(settings)
    try:
        with store.begin() as work:
            world = worlds.in_force(work)
            found = _accounts(work, world, interlocutor, account)
            done = [revoke_account(work, world, each, HOUSE, datetime.now(UTC)) for each in found]
    finally:
        store.close()
    print_lines(map(typeset, _lines(len(found), done)))


def _accounts(work: UnitOfWork, world: World, interlocutor: str | None, account: int | None) -> list[StaffAccount]:
    if interlocutor is not None:
        known = {name for territory in world.territories.values() for name in territory.directory.interlocutors}
        if interlocutor not in known:
            raise CommandError(none_of_that_name("--interlocutor : personne ne s’appelle", interlocutor, known))
    found = work.staff.accounts_in_force(interlocutor=interlocutor, account=account)
    if not found:
        raise CommandError(typeset("Aucun compte ouvert ne correspond."), FINDINGS)
    return found


def _lines(accounts: int, done: list[Revoked]) -> list[str]:
    lines = [f"Comptes retirés : {accounts}. Leurs messages en attente ne partiront pas ; leurs fiches sont effacées."]
    for each in done:
        lines += [f"  Dossier {number} : confié à {who}." for number, who in each.moved]
        lines += [f"  Dossier {number} : l’animation du réseau cherche qui le reprend." for number in each.sought]
        lines += [
            f"  Dossier {number} : personne n’a pu être prévenu ; la personne a les numéros publics."
            for number in each.untold
        ]
    if not all(each.is_watched for each in done):
        lines.append("Plus aucun compte ne veille sur ce territoire : invitez l’animation ou l’accueil.")
    return lines
