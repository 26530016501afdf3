"""What the whole-way tests share: the log, and a running product."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.logs import configure_logs
from dialogs.world import World
from tests.whole_way.house import House, open_house


@pytest.fixture(autouse=True)
def logs() -> Iterator[io.StringIO]:
    """What the product writes into its log, DEBUG included."""
    stream = io.StringIO()
    configure_logs("DEBUG", "json", stream=stream)
    yield stream
    print(stream.getvalue()[-6000:])


@pytest.fixture
async def house(world: World, tmp_path: Path) -> AsyncIterator[House]:
    """A running product on SQLite, on EXAMPLE's Sunday evening."""
    async with open_house(world, f"sqlite:///{tmp_path / 'house.db'}") as opened:
        yield opened
