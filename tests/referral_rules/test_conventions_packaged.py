"""The packaged conventions: rules stay within them, and each row is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.definitions import load_world
from bot.settings import Settings
from referral_rules.conventions import ConventionRow
from referral_rules.mandates import Excess, find_overreaches
from referral_rules.territory import Territory

ON = date(2026, 11, 22)
AGREED = ("livradois-forez", "aix-urfe")


@pytest.fixture(scope="module")
def territories() -> dict[str, Territory]:
    return dict(load_world(Settings()).territories)


def without(territory: Territory, row: ConventionRow) -> Territory:
    rows = tuple(each for each in territory.directory.conventions if each is not row)
    return replace(territory, directory=replace(territory.directory, conventions=rows))


@pytest.mark.parametrize("name", AGREED)
def test_only_partners_who_say_why_have_no_convention(territories: dict[str, Territory], name: str) -> None:
    territory = territories[name]
    overreaches = find_overreaches(territory, ON)
    assert {each.excess for each in overreaches} == {Excess.NOTHING_WRITTEN}
    for each in overreaches:
        assert territory.directory.interlocutors[each.interlocutor].structure.without_convention
    signed = {row.structure for row in territory.directory.conventions}
    quiet = {each.id for each in territory.directory.structures.values() if each.without_convention}
    assert signed | quiet == set(territory.directory.structures)
    assert signed.isdisjoint(quiet)


@pytest.mark.parametrize("name", AGREED)
def test_no_row_is_idle(territories: dict[str, Territory], name: str) -> None:
    territory = territories[name]
    known = len(find_overreaches(territory, ON))
    rows = territory.directory.conventions
    assert len(rows) >= 20
    idle = [
        f"{row.structure}, line {row.line}"
        for row in rows
        if len(find_overreaches(without(territory, row), ON)) <= known
    ]
    assert idle == []
