"""`migrate`: the tables, brought to the newest form."""

from __future__ import annotations

from bot.commands.outcome import FINDINGS, CommandError
from bot.settings import Settings
from referral_rules.typography import typeset
from storage.store import Store, StoreError


def migrate_database(settings: Settings) -> None:
    """Migrate the database of the settings.

    Raises:
        CommandError: it can't be reached.
    """
    store = open_store(settings)
    store.close()
    print("La base de données est à jour.")


def open_store(settings: Settings) -> Store:
    """The store of the settings, migrated; close it when done.

    Raises:
        CommandError: it can't be reached, or its tables can't be migrated.
    """
    try:
        store = Store.open(settings.database_url)
        store.migrate()
    except (StoreError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        line = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        told = f"DATABASE_URL : la base de données ne répond pas comme il faut ({line}). Vérifiez qu’elle tourne."
        raise CommandError(typeset(told), FINDINGS) from None
    return store
