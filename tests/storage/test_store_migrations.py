"""Migrations from nothing give the tables that the code speaks of, even when two processes start at once."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from storage.store import Store
from tests.storage.store_contents import at_once

# S43: the tables there must be at least.
REQUIRED = {
    *("identity", "person", "passage", "turn", "answer", "case", "membership", "proposal", "referral", "reminder"),
    *("consent", "staff_account", "invitation", "absence", "media", "relay", "rules_revision"),
    *("rules_file", "rules_activation", "active_revision"),
    *("inbox", "outbox", "pace", "throttle", "audit"),
}


def differences(store: Store) -> list[Any]:
    """What the models say that the database doesn't, or the reverse."""
    with store.read() as work:
        context = MigrationContext.configure(work.session.connection(), opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def test_migrating_nothing_gives_what_the_models_say(empty_url: str) -> None:
    store = Store.open(empty_url)
    assert differences(store)
    store.migrate()
    assert differences(store) == []
    with store.read() as work:
        tables = set(inspect(work.session.connection()).get_table_names())
    store.close()
    assert tables >= REQUIRED


def test_two_processes_that_migrate_at_once_take_turns(empty_url: str) -> None:
    stores = [Store.open(empty_url) for _ in range(3)]
    at_once(*[store.migrate for store in stores])
    assert differences(stores[0]) == []
    for store in stores:
        store.close()


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.migrate()
    assert differences(store) == []
