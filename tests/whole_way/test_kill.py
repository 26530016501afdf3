"""The product is killed (SIGKILL) again and again while people talk: nothing is lost, little is doubled."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.usecases.invitations import guest_of, invite
from dialogs.world import World
from storage.tables import Reminder
from tests.fake_bot_api import FakeBotApi
from tests.whole_way.house import NADIA, House, open_house
from tests.whole_way.kills import Product, Stage, lifetimes, take_cases, talk_on
from tests.whole_way.records import (
    Record,
    count_extra_copies,
    count_updates,
    list_doubled,
    list_unfinished,
    record_newcomer,
)
from tests.whole_way.stories import Says, says

LEAST_KILLS = 12
SOAK_KILLS = 90  # a round of the campaign
LONGEST_LIFE_SECONDS = 3.5
PEOPLE = {8001: "Samira", 8002: "Farid", 8003: "Lou"}


def says_of(number: int) -> Says:
    """What one of the people says: each has a name and a number of their own."""
    return says(prenom=PEOPLE[number], coordonnees=f"01 99 00 {number % 100:02d} 78")


async def test_killed_at_random_moments(world: World, tmp_path: Path) -> None:
    seed = int(time.time())
    await survive(world, tmp_path, seed, LEAST_KILLS)


@pytest.mark.soak
async def test_killed_for_a_long_time(world: World, tmp_path: Path) -> None:
    for round_number in range(5):
        folder = tmp_path / str(round_number)
        folder.mkdir()
        await survive(world, folder, int(time.time()), SOAK_KILLS)


async def survive(world: World, folder: Path, seed: int, least_kills: int) -> None:
    """Let people talk to a product that dies at least so often, and compare with one that lives."""
    print(f"seed {seed}")
    async with FakeBotApi() as api:
        stage = Stage(api, folder / "killed.db")
        stage.store.migrate()
        code = _invite(stage, world)
        product = await Product.prepare(stage)
        people = [asyncio.create_task(talk_on(stage, number, PEOPLE[number], says_of(number))) for number in PEOPLE]
        people.append(asyncio.create_task(take_cases(stage, NADIA, code, len(PEOPLE))))
        began = time.monotonic()
        try:
            await _live_and_die(stage, product, people, seed, least_kills)
        finally:
            for task in people:
                task.cancel()
            await product.close()
        print(f"{stage.kills} kills of {stage.started} lives in {time.monotonic() - began:.0f} s")
        extra = check_aftermath(stage)
        print(f"extra copies: {extra}")
        assert stage.kills >= least_kills
        expected = await run_oracle(world, folder)
        for number in PEOPLE:
            found = record_newcomer(stage.store, number)
            for what, wanted in expected[number].items():
                assert found[what] == wanted, f"{what} of {number}: {found[what]} instead of {wanted}"
        stage.store.close()


async def _live_and_die(
    stage: Stage, product: Product, people: list[asyncio.Task[None]], seed: int, least_kills: int
) -> None:
    def all_done() -> bool:
        for task in people:
            if task.done():
                task.result()
        return all(task.done() for task in people) and stage.kills >= least_kills and _is_quiet(stage)

    lives = lifetimes(seed, 400, LONGEST_LIFE_SECONDS)
    await product.live(1.0, lambda: False, by_command=True)
    for seconds in lives:
        if await product.live(seconds, all_done):
            return
    raise AssertionError("the people never came to their ends")


def _is_quiet(stage: Stage) -> bool:
    with stage.store.read() as work:
        unsent = work.outbox.unsent_count(datetime.now(UTC))
    return not (unsent or stage.front.queue or stage.staff.queue)


def check_aftermath(stage: Stage) -> dict[int, int]:
    """What must hold after any number of kills; how many messages each person got twice."""
    for fake, bot in ((stage.front, "telegram"), (stage.staff, "staff")):
        assert fake.violations == []
        assert count_updates(stage.store, bot) == fake.next_update_id - 100_000, "each update is handled once"
        assert [number for number, callback in fake.callbacks.items() if not callback.answers] == []
    assert list_unfinished(stage.store) == []
    with stage.store.read() as work:
        reminders = work.session.exec(select(Reminder)).all()
    assert list_doubled((row.referral_id, row.passage_id, row.kind, row.step, row.status) for row in reminders) == []
    extra = {number: count_extra_copies(stage.store, "telegram", stage.front, number) for number in PEOPLE}
    extra[NADIA] = count_extra_copies(stage.store, "staff", stage.staff, NADIA)
    assert max(extra.values()) <= stage.kills, "a chat gets at most one extra copy a kill"
    return extra


def _invite(stage: Stage, world: World) -> str:
    territory = world.territory(None)
    with stage.store.begin() as work:
        guests = [guest_of(territory, "cc-ambert.accueil")]
        (invited,) = invite(work, territory, guests, datetime.now(UTC), "equipe_bot", "Europe/Paris")
    return invited.code


async def run_oracle(world: World, folder: Path) -> dict[int, Record]:
    """The same people and the same product, in peace."""
    async with open_house(world, f"sqlite:///{folder / 'oracle.db'}", datetime.now(UTC)) as house:
        await house.bind(NADIA)
        for number in PEOPLE:
            await house.talk(number, says_of(number))
        for position in range(1, len(PEOPLE) + 1):
            await _take(house, position)
        return {number: record_newcomer(house.service.store, number) for number in PEOPLE}


async def _take(house: House, position: int) -> None:
    await house.staff_says(NADIA, "/dossiers")
    await house.staff_taps(NADIA, f"Dossier {position}")
    await house.staff_taps(NADIA, "Je prends")
