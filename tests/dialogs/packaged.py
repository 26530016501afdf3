"""The packaged dialog in the packaged territory of Livradois-Forez, read once a process."""

from __future__ import annotations

from functools import cache

from bot.rules.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.world import World


@cache
def packaged_world() -> World:
    """The dialog, words and lexicon as they are served, with one territory: what lies outside it stays outside."""
    return world_of("livradois-forez")


@cache
def world_of(territory: str) -> World:
    """The same with one territory of the others."""
    return load_world(Settings(territories_dir=PACKAGED_TERRITORIES / territory))
