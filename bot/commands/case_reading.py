"""The database as the verbs see it that only look at cases: there already, and never made or migrated by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.commands.outcome import FINDINGS, CommandError
from bot.settings import Settings
from referral_rules.typography import typeset
from storage.addresses import is_sqlite, sqlite_file
from storage.store import Store, StoreError


@contextmanager
def existing_store(settings: Settings) -> Iterator[Store | None]:
    """The store of DATABASE_URL, None while there is no such file; closed at the end.

    Raises:
        CommandError: the database can't be used, or its tables aren't there.
    """
    file = sqlite_file(settings.database_url)
    if is_sqlite(settings.database_url) and (file is None or not file.is_file()):
        yield None
        return
    store = Store.open(settings.database_url)
    try:
        yield store
    except (StoreError, OSError) as error:
        cause = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
        told = f"DATABASE_URL : la base de données ne se lit pas ({cause.splitlines()[0]})."
        mend = "Vérifiez qu’elle tourne, puis lancez premiere-ecoute migrate"
        raise CommandError(typeset(f"{told} {mend}"), FINDINGS) from None
    finally:
        store.close()
