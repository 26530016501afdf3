"""The packaged world, made once."""

from __future__ import annotations

import pytest
from newcomer import Newcomer
from packaged import packaged_world

from dialogs.world import World


@pytest.fixture(scope="session")
def world() -> World:
    return packaged_world()


@pytest.fixture
def person(world: World) -> Newcomer:
    """Somebody who just tapped /start."""
    return Newcomer(world).start()


@pytest.fixture
def english(world: World) -> Newcomer:
    return Newcomer(world, language="en").start()
