"""Looks at everything the product needs to run, and says of each in French what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.doors.telegram.bot_identity import BotUnreachableError, fetch_bot_name
from bot.machinery.polling import TokenRefusedError
from bot.rules.definitions import DefinitionsError, load_world, read_house
from bot.rules.folder_check import check_folders
from bot.rules.remarks import Remark
from bot.rules.worlds import Worlds
from bot.settings import Settings, SettingsError, load_settings
from dialogs.world import World
from referral_rules.errors import Finding, Severity
from referral_rules.typography import typeset
from storage.addresses import sqlite_file
from storage.store import Store, StoreError

STAFF_CHANNEL: Final = "staff"
MIGRATE: Final = "Lancez premiere-ecoute migrate"
PATIENCE: Final = timedelta(minutes=10)  # a running service is never that late
Standing = Literal["ok", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it stands, and the mend when it failed.

    Attributes:
        name: what scripts know it by.
        label: what people call it.
        line: how it stands, a sentence.
    """

    name: str
    label: str
    standing: Standing
    line: str
    mend: str = ""

    def __post_init__(self) -> None:
        for part in ("line", "mend"):
            object.__setattr__(self, part, typeset(getattr(self, part)))


def examine(environ: Mapping[str, str], now: datetime) -> Iterator[Check]:
    """Every check, in order; what needs something that failed is skipped."""
    try:
        settings = load_settings(environ)
    except SettingsError as error:
        yield Check("settings", "réglages", "failed", error.fault, error.mend)
        return
    yield Check("settings", "réglages", "ok", "tous les réglages sont justes.")
    world: World | None = None
    yield _definitions(settings, now)
    try:
        world = load_world(settings)
    except DefinitionsError:
        world = None
    yield _token("front bot", "bot d’accueil", "FRONT_BOT_TOKEN", settings.front_bot_token, settings)
    yield _token("staff bot", "bot de l’équipe", "STAFF_BOT_TOKEN", settings.staff_bot_token, settings)
    yield from _database(settings, world, now)


def _definitions(settings: Settings, now: datetime) -> Check:
    label = "territoires"
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    house, faults = read_house()
    checked = [] if house is None else check_folders(house, settings.territories_dir, today, quick=True)
    found: list[Finding | Remark] = [*faults, *(remark for one in checked for remark in one.remarks)]
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        more = f", et {_several(len(errors) - 1, 'autre erreur', 'autres erreurs')}" if len(errors) > 1 else ""
        what = f"{errors[0].file}:{errors[0].line} est à corriger{more}."
        return Check("territories", label, "failed", what, "Lancez premiere-ecoute check, qui dit quoi corriger.")
    warnings = (
        f" ; {_several(len(found), 'avertissement', 'avertissements')} dans premiere-ecoute check" if found else ""
    )
    return Check("territories", label, "ok", f"la conversation et les territoires sont justes{warnings}.")


def _several(number: int, one: str, more: str) -> str:
    return f"{number} {one if number < 2 else more}"  # French: zero is singular


def _token(name: str, label: str, variable: str, token: SecretStr | None, settings: Settings) -> Check:
    if token is None:
        return Check(name, label, "skipped", f"{variable} n’est pas donné : la conversation se tient dans le terminal.")
    try:
        me = fetch_bot_name(settings.telegram_api_url, token.get_secret_value())
    except TokenRefusedError:
        mend = "Copiez-le de nouveau depuis BotFather."
        return Check(name, label, "failed", f"Telegram refuse le jeton {variable}.", mend)
    except BotUnreachableError as error:
        mend = "Vérifiez le réseau et TELEGRAM_API_URL."
        return Check(name, label, "failed", f"{settings.telegram_api_url} ne répond pas comme il faut ({error}).", mend)
    return Check(name, label, "ok", f"@{me.username} répond.")


def _database(settings: Settings, world: World | None, now: datetime) -> Iterator[Check]:
    label = "base de données"
    file = sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        yield Check("database", label, "failed", f"{file} n’existe pas encore.", MIGRATE)
        return
    store = Store.open(settings.database_url)
    try:
        if not store.is_newest():
            yield Check("database", label, "failed", "ses tables ne sont pas à jour.", MIGRATE)
            return
        yield Check("database", label, "ok", f"{store.kind} répond, ses tables sont à jour.")
        if world is not None:
            with store.read() as work:
                world = Worlds(world).in_force(work)
            yield from _pivots(store, world, settings)
        yield from _lateness(store, now)
    except (StoreError, OSError) as error:
        mend = "Vérifiez DATABASE_URL, et que le serveur tourne."
        yield Check("database", label, "failed", f"elle ne répond pas comme il faut ({type(error).__name__}).", mend)
    finally:
        store.close()


def _pivots(store: Store, world: World, settings: Settings) -> Iterator[Check]:
    for territory in world.territories.values():
        name, label = f"pivot of {territory.id}", f"pivot du territoire {territory.id}"
        if not settings.has_bots:
            yield Check(name, label, "skipped", "dans le terminal, vous jouez le pivot vous-même.")
            continue
        with store.read() as work:
            bound = work.staff.accounts_of(territory.id, territory.pivot, STAFF_CHANNEL)
        if bound:
            yield Check(name, label, "ok", f"{territory.pivot} a un compte.")
        else:
            mend = f"Lancez premiere-ecoute invite --interlocutor {territory.pivot} --territory {territory.id}"
            line = f"{territory.pivot} n’a pas de compte : ce que personne ne prend n’arrive à personne."
            yield Check(name, label, "failed", line, mend)


def _lateness(store: Store, now: datetime) -> Iterator[Check]:
    mend = "Le service tourne-t-il (premiere-ecoute run) ? Son journal dit ce qu’il attend."
    with store.read() as work:
        counts = (
            ("outbox", "message", work.outbox.unsent_count(now), work.outbox.unsent_count(now - PATIENCE)),
            ("reminders", "rappel", work.reminders.late_count(now), work.reminders.late_count(now - PATIENCE)),
        )
    for name, what, due, late in counts:
        label = f"{what}s"
        if late:
            line = f"{_several(late, what, label)} en retard de plus de dix minutes."
            yield Check(name, label, "failed", line, mend)
        else:
            yield Check(name, label, "ok", f"{_several(due, what, label)} à envoyer, aucun en retard.")
