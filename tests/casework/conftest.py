"""A working house for the casework tests: the packaged world, a real store, a clock that moves by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogs.world import World
from storage.store import Store
from tests.casework.house import House
from tests.histories import check_histories


@pytest.fixture
def house(world: World) -> Iterator[House]:
    store = Store.open("sqlite://")
    store.migrate()
    house = House(world, store)
    house.bind_everyone()
    yield house
    check_histories(store)
    store.close()
