"""The one store suite runs on SQLite and on PostgreSQL: every test that asks for `store` runs twice."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.store import Store
from tests.postgres import PostgresServer

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL with a migrated template database."""
    server = PostgresServer()
    try:
        template = Store.open(server.create_database("migrated"))
        template.migrate()
        template.close()
        yield server
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'deeper' / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"empty_{next(_numbers)}"
    yield server.create_database(name)
    server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'store.db'}"
        store = Store.open(address)
        store.migrate()
        store.close()
        yield address
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"test_{next(_numbers)}"
    yield server.create_database(name, template="migrated")
    server.drop_database(name)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A migrated, empty store."""
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
def now() -> datetime:
    """A Sunday evening."""
    return datetime(2026, 11, 22, 20, 47, tzinfo=UTC)
