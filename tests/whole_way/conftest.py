"""What the whole-way tests share: the packaged definitions, read once, and a running product."""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.definitions import load_world
from bot.logs import configure_logs
from bot.settings import load_settings
from dialogs.world import World
from tests.whole_way.house import House, open_house


@pytest.fixture(scope="session")
def world() -> World:
    """The packaged definitions."""
    return load_world(load_settings({}))


@pytest.fixture(autouse=True)
def logs() -> Iterator[io.StringIO]:
    """What the product writes into its log, DEBUG included; the process's logging is put back."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    configure_logs("DEBUG", "json", stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()
    print(stream.getvalue()[-6000:])


@pytest.fixture
async def house(world: World, tmp_path: Path) -> AsyncIterator[House]:
    """A running product on SQLite, on EXAMPLE's Sunday evening."""
    async with open_house(world, f"sqlite:///{tmp_path / 'house.db'}") as opened:
        yield opened
