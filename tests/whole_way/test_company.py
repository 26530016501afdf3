"""Several processes on one PostgreSQL, and stores that are unwell: C45, C46."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, event

from bot.app import open_bots
from bot.doors.telegram.newcomer.sender import AiogramSender
from bot.doors.telegram.newcomer.session import make_bot
from bot.doors.telegram.referent.sender import PtbSender
from bot.doors.telegram.referent.session import close_bot
from bot.doors.telegram.referent.session import make_bot as make_staff_bot
from bot.machinery.ports import Sender
from bot.service import open_service
from dialogs.world import World
from storage.store import Store
from storage.tables import Reminder
from tests.postgres import PostgresServer
from tests.whole_way.house import ANIMATOR, FRONT_TOKEN, NADIA, SAMIRA, STAFF_TOKEN, House, open_house
from tests.whole_way.records import list_said
from tests.whole_way.stories import says

PEOPLE = (7101, 7102, 7103)


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL of the test's own."""
    server = PostgresServer()
    yield server
    server.stop()


async def test_two_processes_share_one_outbox_and_its_reminders(world: World, server: PostgresServer) -> None:
    """C45: a second product without polling drains the same rows; nothing comes twice, nothing is left."""
    async with open_house(world, server.create_database("whole")) as house:
        await house.bind(NADIA, ANIMATOR)
        for number in PEOPLE:
            await house.talk(number, says(prenom=f"Personne {number}"), until="portage" if number == 7103 else None)
        front, staff = make_bot(FRONT_TOKEN, house.api.url), make_staff_bot(STAFF_TOKEN, house.api.url)
        senders: list[Sender] = [AiogramSender(front), PtbSender(staff)]
        async with open_service(house.settings, world, senders, clock=house.clock, has_ticks=False) as second:
            end = house.clock.now() + timedelta(days=9)
            while house.clock.now() < end:
                house.clock.move_to(house.clock.now() + timedelta(hours=3))
                house.service.delivery.wake()
                second.delivery.wake()
                await asyncio.gather(house.service.rounds.follow_up(), second.rounds.follow_up())
                await house.settle()
        await front.session.close()
        await close_bot(staff)
        store = house.service.store
        for channel, fake, numbers in (("telegram", house.front, PEOPLE), ("staff", house.staff, (NADIA, ANIMATOR))):
            for number in numbers:
                came = Counter(message.versions[0] for message in fake.user(number).received)
                assert came == Counter(text.strip() for text in list_said(store, channel, number))
        done = Counter((row.referral_id, row.passage_id, row.kind, row.step) for row in house.rows(Reminder)
                       if row.status == "done")  # fmt: skip
        assert set(done.values()) == {1}
        assert {kind for _, _, kind, _ in done} == {
            "remind",
            "escalate",
            "animator",
            "overdue",
            "called",
            "resume_talk",
        }


async def test_a_database_that_restarts_loses_nothing(world: World, server: PostgresServer) -> None:
    """C46 on PostgreSQL: every connection is cut while people talk; they are answered after recovery."""
    async with open_house(world, server.create_database("cut")) as house:
        await house.bind(NADIA)
        await house.talk(until="portage")
        for _ in range(4):
            with psycopg.connect(host=str(server.folder), user="postgres", dbname="postgres") as connection:
                connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'cut'")
            question = house.question()
            await house.answer(SAMIRA, says()[str(question)])
        await house.go_on(SAMIRA)
        assert house.referral().status == "sent"


async def test_a_locked_database_is_waited_for(house: House) -> None:
    """C46: somebody else holds SQLite's write lock for seconds."""
    await house.talk(until="recit")
    path = house.settings.database_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    house.newcomer().send("une épicerie à Arlanc")
    await asyncio.sleep(6.0)  # longer than the store's own patience of five seconds
    assert house.front.queue != [], "not acknowledged before it is committed"
    other.execute("ROLLBACK")
    other.close()
    await house.settle()
    assert house.question() != "recit"


async def test_a_full_disk_keeps_updates_unacknowledged_until_there_is_room(house: House) -> None:
    """C46: `max_page_count` stands for the disk; nothing is half-written, and everything is answered afterwards."""
    await house.bind(NADIA)
    await house.talk(until="recit")
    before = house.count_rows()
    limit = _set_disk_full(house, True)
    for _ in range(3):
        house.newcomer().send("une épicerie à Arlanc " + "et la route, et l'école " * 160)
    await asyncio.sleep(1.5)
    assert house.front.queue != []
    after = house.count_rows()
    _set_disk_full(house, False, limit)
    assert after["turn"] == before["turn"]
    assert after["inbox"] < house.front.next_update_id - 100_000
    await house.settle()
    assert house.question() != "recit"
    await house.go_on(SAMIRA)
    assert house.referral().status == "sent"


async def test_a_stop_in_the_middle_of_everything_is_a_clean_one(world: World, house: House) -> None:
    """SIGTERM while updates come in: what was not handled comes again, what was is not handled twice."""
    await house.talk(until="portage")
    await house.stop()
    house.newcomer().tap_token("d.AAAAAAAA.9.rien")
    for words in ("en couple", "/aide", "/resume"):
        house.newcomer().send(words)
    async with open_bots(house.settings, world, clock=house.clock, has_ticks=False):
        await asyncio.sleep(0.01)
    await house.start()
    await house.settle()
    assert house.count_rows()["inbox"] == house.front.next_update_id - 100_000


_LISTENERS: dict[int, Callable[[Connection], None]] = {}


def _set_disk_full(house: House, is_full: bool, limit: int = 0) -> int:
    """Let the database's file grow no more from now on, or again up to `limit` pages; the limit before.

    The pragma holds for one connection: it is set at the beginning of every transaction.
    """
    engine = house.service.store._engine
    with engine.connect() as connection:
        before = int(connection.exec_driver_sql("PRAGMA max_page_count").scalar_one())

    def set_limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={1 if is_full else limit}")  # never below what is used

    former = _LISTENERS.pop(id(engine), None)
    if former is not None:
        event.remove(engine, "begin", former)
    event.listen(engine, "begin", set_limit)
    _LISTENERS[id(engine)] = set_limit
    return before


def test_the_folder_of_a_database_is_made(tmp_path: Path) -> None:
    """A fresh machine has no `var/` yet."""
    store = Store.open(f"sqlite:///{tmp_path / 'new' / 'x.db'}")
    store.migrate()
    store.close()
    assert (tmp_path / "new" / "x.db").is_file()
