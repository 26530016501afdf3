"""What these tests share: both databases, a folder of territories to change, the packaged definitions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, load_settings
from dialogs.world import World
from storage.store import Store
from tests.postgres import PostgresServer

LF = "livradois-forez"


@pytest.fixture(scope="session")
def world() -> World:
    """The packaged definitions."""
    return load_world(load_settings({}))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A migrated, empty store; the test runs on both engines."""
    if request.param == "sqlite":
        opened = Store.open(f"sqlite:///{tmp_path / 'store.db'}")
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        opened = Store.open(server.create_database(f"rules_{abs(hash(tmp_path))}"))
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime:
    """A Sunday evening."""
    return datetime(2026, 11, 22, 20, 47, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of territories with one in it, to be changed."""
    shutil.copytree(PACKAGED_TERRITORIES / LF, tmp_path / "territoires" / LF)
    return tmp_path / "territoires"


@pytest.fixture
def files() -> dict[str, bytes]:
    """The files of the packaged territory, byte for byte."""
    home = PACKAGED_TERRITORIES / LF
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in sorted(home.glob("**/*.yaml"))}
