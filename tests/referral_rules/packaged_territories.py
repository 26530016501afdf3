"""The packaged territories, read once; of those beside Livradois-Forez, a town in each of their groupings."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from bot.rules.definitions import load_world
from bot.settings import Settings
from dialogs.world import World
from referral_rules.territory import Territory

ON = date(2026, 11, 22)
TOWNS = {
    "mezenc-lignon": ("43244", "43200"),  # Tence; Saint-Julien-Chapteuil
    "aix-urfe": ("42248", "42230", "42182"),  # Saint-Just-en-Chevalet; Saint-Germain-Laval; Renaison
    "bourganeuf-royere": ("23030", "23165", "23001"),  # Bourganeuf; Royère-de-Vassivière; Ahun
    "sud-gironde": ("33227", "33036", "33352", "33327", "33523"),  # Langon; Bazas; La Réole; Podensac; Targon
    "diois-crestois": ("26113", "26108"),  # Die; Crest
}
ALL_SIX = ("livradois-forez", *TOWNS)
every_territory = pytest.mark.parametrize("name", TOWNS)
each_of_the_six = pytest.mark.parametrize("name", ALL_SIX)


@cache
def world() -> World:
    return load_world(Settings())


def territory_of(name: str) -> Territory:
    return world().territories[name]
