"""Migrations, packaged with the store and run by it: no configuration file, no command line."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

MIGRATION_LOCK = 5_236_011_274  # any number that nobody else locks; PostgreSQL, pg_advisory_xact_lock


def is_at_head(connection: Connection) -> bool:
    """Whether the tables are those of the last packaged migration."""
    head = ScriptDirectory(str(Path(__file__).parent)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def upgrade_to_head(connection: Connection) -> None:
    """Run what is missing inside the transaction of `connection`, once even when several processes start at once.

    On SQLite the transaction began with BEGIN IMMEDIATE, which already makes the others wait.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
