"""Looks at everything the product needs to run, and says of each what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.bot_identity import BotUnreachableError, fetch_bot_name
from bot.definitions import DefinitionsError, load_world, read_house
from bot.folder_check import check_folders
from bot.polling import TokenRefusedError
from bot.rules_remarks import Remark
from bot.settings import Settings, SettingsError, load_settings
from bot.worlds import Worlds
from dialogs.world import World
from referral_rules.errors import Finding, Severity
from storage import migrations
from storage.store import Store

STAFF_CHANNEL: Final = "staff"
PATIENCE: Final = timedelta(minutes=10)  # a running service is never that late
Standing = Literal["ok", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it stands, and the mend when it failed."""

    name: str
    standing: Standing
    line: str
    mend: str = ""


def examine(environ: Mapping[str, str], now: datetime) -> Iterator[Check]:
    """Every check, in order; what needs something that failed is skipped."""
    try:
        settings = load_settings(environ)
    except SettingsError as error:
        variable, _, rest = str(error).partition(": ")
        what, _, mend = rest.partition("; ")
        yield Check("settings", "failed", f"{variable}: {what}", mend)
        return
    yield Check("settings", "ok", "every variable is in order")
    world: World | None = None
    yield _definitions(settings, now)
    try:
        world = load_world(settings)
    except DefinitionsError:
        world = None
    yield _token("front bot", "FRONT_BOT_TOKEN", settings.front_bot_token, settings)
    yield _token("staff bot", "STAFF_BOT_TOKEN", settings.staff_bot_token, settings)
    yield from _database(settings, world, now)


def _definitions(settings: Settings, now: datetime) -> Check:
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    house, faults = read_house()
    checked = [] if house is None else check_folders(house, settings.territories_dir, today, quick=True)
    found: list[Finding | Remark] = [*faults, *(remark for one in checked for remark in one.remarks)]
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        what = f"{errors[0].file}:{errors[0].line} is wrong{more}"
        return Check("territories", "failed", what, "run `premiere-ecoute check` and mend them")
    warnings = f", {len(found)} warnings (`premiere-ecoute check`)" if found else ""
    return Check("territories", "ok", f"dialog and territories are valid{warnings}")


def _token(name: str, variable: str, token: SecretStr | None, settings: Settings) -> Check:
    if token is None:
        return Check(name, "skipped", f"{variable} is not set: the terminal is the front door")
    try:
        me = fetch_bot_name(settings.telegram_api_url, token.get_secret_value())
    except TokenRefusedError:
        mend = f"copy the token again from BotFather into {variable}"
        return Check(name, "failed", f"{variable}: Telegram refuses the token", mend)
    except BotUnreachableError as error:
        mend = "check the network and TELEGRAM_API_URL"
        return Check(name, "failed", f"{settings.telegram_api_url}: {error}", mend)
    return Check(name, "ok", f"@{me.username} answers")


def _database(settings: Settings, world: World | None, now: datetime) -> Iterator[Check]:
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    if is_file and not Path(str(url.database)).exists():
        yield Check("database", "failed", f"{url.database} does not exist yet", "run `premiere-ecoute migrate`")
        return
    store = Store.open(settings.database_url)
    try:
        with store.read() as work:
            if not _is_newest(work.session.connection()):
                yield Check("database", "failed", "its tables are not the newest", "run `premiere-ecoute migrate`")
                return
        yield Check("database", "ok", f"{url.get_backend_name()} answers, its tables are the newest")
        if world is not None:
            with store.read() as work:
                world = Worlds(world).in_force(work)
            yield from _pivots(store, world, settings)
        yield from _lateness(store, now)
    except (SQLAlchemyError, OSError) as error:
        mend = "check DATABASE_URL and that the server runs"
        yield Check("database", "failed", f"it can't be used ({type(error).__name__})", mend)
    finally:
        store.close()


def _is_newest(connection: Connection) -> bool:
    """Whether the tables are those of the last packaged migration."""
    head = ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def _pivots(store: Store, world: World, settings: Settings) -> Iterator[Check]:
    for territory in world.territories.values():
        name = f"pivot of {territory.id}"
        if not settings.has_bots:
            yield Check(name, "skipped", "in the terminal you play the pivot yourself")
            continue
        with store.read() as work:
            bound = work.staff.accounts_of(territory.id, territory.pivot, STAFF_CHANNEL)
        if bound:
            yield Check(name, "ok", f"{territory.pivot} has an account")
        else:
            mend = f"run `premiere-ecoute invite --interlocutor {territory.pivot} --territory {territory.id}`"
            line = f"{territory.pivot} has no account: nobody gets what no one takes"
            yield Check(name, "failed", line, mend)


def _lateness(store: Store, now: datetime) -> Iterator[Check]:
    mend = "is `premiere-ecoute run` running? its log says what it waits for"
    with store.read() as work:
        counts = (
            ("outbox", "messages", work.outbox.unsent_count(now), work.outbox.unsent_count(now - PATIENCE)),
            ("reminders", "reminders", work.reminders.late_count(now), work.reminders.late_count(now - PATIENCE)),
        )
    for name, what, due, late in counts:
        if late:
            yield Check(name, "failed", f"{late} {what} late by more than ten minutes", mend)
        else:
            yield Check(name, "ok", f"{due} {what} due, none late")
