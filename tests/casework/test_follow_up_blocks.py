"""The follow-up of many cases comes in short blocks, so that whoever talks meanwhile is answered."""

from __future__ import annotations

import itertools

from bot.machinery.stint import Stint
from bot.usecases.follow_through import run_due
from tests.casework.house import ANIMATOR, NADIA, SAMIRA, House, paris


def over_at_once() -> Stint:
    """A stint that is over whenever it is asked."""
    return Stint(0, itertools.count(1.0).__next__)


def test_a_block_ends_with_its_stint_and_the_next_goes_on(house: House) -> None:
    for chat in range(20, 26):
        house.refer(chat=chat)
    house.at("2026-11-23T09:00")
    house.now = paris("2026-11-26T08:30")
    blocks = []
    while True:
        with house.work() as uow:
            done = run_due(uow, house.world, house.now, stint=over_at_once())
        if not done:
            break
        blocks.append(done)
    assert blocks == [1] * 6, "an escalation each"
    house.deliver()
    assert len([said for said in house.heard("staff", ANIMATOR) if "Sans réponse" in said]) == 6


def test_one_desk_is_reminded_of_all_its_cases_in_one_message_however_short_the_stint(house: House) -> None:
    for chat in (SAMIRA, 8, 9):
        house.refer(chat=chat)
    house.at("2026-11-23T09:00")
    house.now = paris("2026-11-25T08:30")
    before = len(house.heard("staff", NADIA))
    with house.work() as uow:
        assert run_due(uow, house.world, house.now, stint=over_at_once()) == 3
    house.deliver()
    (told,) = house.heard("staff", NADIA)[before:]
    assert all(f"\n{number} · " in told for number in (1, 2, 3)), told
