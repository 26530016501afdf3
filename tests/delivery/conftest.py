"""What the delivery tests share: stores on both engines, a clock that hurries, a channel with faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.machinery.delivery import Delivery
from bot.machinery.pacing import Pacing
from storage.store import Store
from tests.delivery.doubles import FakeSender, HurriedClock
from tests.storage.conftest import postgres, url

__all__ = ["postgres", "url"]

Opens = Callable[..., AbstractAsyncContextManager[Delivery]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A migrated, empty SQLite store."""
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}")
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def each_store(url: str) -> Iterator[Store]:
    """A migrated, empty store on each engine."""
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
def clock() -> HurriedClock:
    """Twenty seconds in one."""
    return HurriedClock(datetime(2026, 11, 22, 19, 47, tzinfo=UTC), speed=20)


@pytest.fixture
def sender(clock: HurriedClock) -> FakeSender:
    """A channel that works."""
    return FakeSender("telegram", clock)


@pytest.fixture
def delivering(store: Store, clock: HurriedClock, sender: FakeSender) -> Opens:
    """Opens a delivery on `store` to `sender` for a block; anything may be given instead."""

    @asynccontextmanager
    async def opens(**changes: Any) -> AsyncIterator[Delivery]:
        senders = changes.pop("senders", {sender.channel: sender})
        delivery = Delivery(
            changes.pop("store", store),
            senders,
            changes.pop("clock", clock),
            executor=changes.pop("executor", None),
            pacing=changes.pop("pacing", Pacing()),
            **{"alone": True, **changes},
        )
        await delivery.start()
        try:
            yield delivery
        finally:
            await delivery.stop()

    return opens


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], Awaitable[None]]:
    """Waits for something to become true; fails after ten real seconds."""

    async def wait(holds: Callable[[], bool], seconds: float = 10.0) -> None:
        async with asyncio.timeout(seconds):
            while not holds():
                await asyncio.sleep(0.01)

    return wait


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    """One thread for the store, as on SQLite."""
    with ThreadPoolExecutor(1) as executor:
        yield executor
