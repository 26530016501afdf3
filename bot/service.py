"""The composition root: the only place that wires. Everything else gets what it needs as an argument.

Order of start: tables, rules revisions, delivery, intake, ticks, then the channels; the end is the reverse, within
seconds. SIGINT and SIGTERM are ours: neither Telegram library ever sees them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import structlog

from bot.clock import Clock, SystemClock
from bot.machinery.arrival import Arrival
from bot.machinery.delivery import Delivery
from bot.machinery.intake import Intake, Receive, Reception
from bot.machinery.pacing import Pacing
from bot.machinery.ports import Sender
from bot.machinery.ticker import Schedule
from bot.rules.worlds import Worlds
from bot.settings import Settings
from bot.usecases import conversation, staffroom
from bot.usecases.cases import person_unreachable
from bot.usecases.cases.overtaken import let_through, may_be_overtaken
from bot.usecases.cases.schedule_of_case import plan_forgotten
from bot.usecases.revisions import follow_folder
from bot.usecases.rounds import Rounds
from bot.usecases.set_aside import note_lost_messages
from bot.usecases.staffroom import rules_files
from dialogs.world import World
from storage.addresses import is_sqlite
from storage.outbox_rows import LostRow, OutboxRow
from storage.store import Store
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

LANES: Final = 4  # intake workers on PostgreSQL; SQLite has one writer, hence one
NEWCOMER_CHANNELS: Final = ("telegram", "terminal")
STAFF_CHANNELS: Final = ("staff", "terminal-staff")


@dataclass(frozen=True, slots=True)
class Service:
    """The product, wired and running, whatever its channels.

    Attributes:
        world: the definitions that were in force at the start.
        worlds: gives those in force now.
        store: where everything is committed.
        clock: the time everything goes by.
        intake: takes arrivals and commits them.
        delivery: drains the outbox.
        rounds: does what is due; the ticks call it too.
    """

    settings: Settings
    world: World
    worlds: Worlds
    store: Store
    clock: Clock
    intake: Intake
    delivery: Delivery
    rounds: Rounds


@contextlib.asynccontextmanager
async def open_service(
    settings: Settings,
    world: World,
    senders: Sequence[Sender],
    *,
    clock: Clock | None = None,
    pacing: Pacing | None = None,
    has_ticks: bool = True,
) -> AsyncIterator[Service]:
    """The product with these channels, running until the block ends.

    Args:
        settings: the database's address, the territories' folder.
        world: the definitions as the files have them.
        senders: one a channel.
        clock: the machine's by default.
        pacing: how fast the channels are spoken to; Telegram's limits by default.
        has_ticks: False when the caller moves the clock and makes the rounds itself.

    Raises:
        storage.store.StoreError: the database can't be used.
    """
    clock = clock or SystemClock()
    alone = is_sqlite(settings.database_url)
    lanes = 1 if alone else LANES
    async with contextlib.AsyncExitStack() as stack:
        store = Store.open(settings.database_url)
        stack.callback(store.close)
        executor = ThreadPoolExecutor(1 if alone else lanes + 2, thread_name_prefix="store")
        stack.callback(executor.shutdown)
        worlds = Worlds(world)
        prepare = partial(prepare_store, store, worlds, settings.territories_dir, clock)
        world = await asyncio.get_running_loop().run_in_executor(executor, prepare)
        delivery = Delivery(
            store,
            {sender.channel: sender for sender in senders},
            clock,
            on_unreachable=partial(_note_unreachable, worlds),
            on_unreadable=partial(_note_unreadable, worlds),
            let_through=partial(_let_through, worlds),
            executor=executor,
            alone=alone,
            pacing=pacing,
        )
        intake = _make_intake(store, worlds, clock, delivery, executor, lanes)
        rounds = Rounds(store, worlds, clock, executor, delivery.hand_over)
        service = Service(settings, world, worlds, store, clock, intake, delivery, rounds)
        await _start_parts(stack, service, has_ticks=has_ticks)
        yield service


def _make_intake(
    store: Store, worlds: Worlds, clock: Clock, delivery: Delivery, executor: ThreadPoolExecutor, lanes: int
) -> Intake:
    return Intake(
        Reception(store, _receivers(worlds), _apologies(worlds)),
        clock,
        delivery.hand_over,
        lanes=lanes,
        ride_along=delivery.ride_along,
        executor=executor,
        prepare=partial(_long_work, store, worlds, clock),
    )


async def _start_parts(stack: contextlib.AsyncExitStack, service: Service, *, has_ticks: bool) -> None:
    """Start what runs by itself; `stack` stops it in the reverse order."""
    await service.delivery.start()
    stack.push_async_callback(service.delivery.stop)
    await service.intake.start()
    stack.push_async_callback(service.intake.stop)
    stack.push_async_callback(service.rounds.stop)
    if has_ticks:
        schedule = Schedule(
            service.delivery.wake, service.rounds.follow_up, service.rounds.announce, service.rounds.retain
        )
        schedule.start()
        stack.callback(schedule.stop)


def prepare_store(store: Store, worlds: Worlds, territories: Path, clock: Clock) -> World:
    """Bring the tables to the newest form, and the store and the rules' folder together; the world in force."""
    store.migrate()
    with store.begin() as work:
        work.reminders.try_again()
        work.outbox.try_again()
        follow_folder(work, worlds.packaged, territories, clock.now())
        world = worlds.in_force(work)
    with store.begin() as work:
        plan_forgotten(work, world, clock.now())
    return world


def _long_work(store: Store, worlds: Worlds, clock: Clock, arrival: Arrival) -> Callable[[], None] | None:
    """What is done beside the transaction of an arrival: rules that an animator sends or asks about are compared."""
    if arrival.bot not in STAFF_CHANNELS or not rules_files.is_about_rules(arrival):
        return None
    return lambda: rules_files.prepare(store, worlds, arrival, clock.now())


def _receivers(worlds: Worlds) -> Mapping[str, Receive]:
    """By channel, what handles an arrival."""
    return {
        **{channel: _with(worlds, conversation.receive) for channel in NEWCOMER_CHANNELS},
        **{channel: _with(worlds, staffroom.receive) for channel in STAFF_CHANNELS},
    }


def _apologies(worlds: Worlds) -> Mapping[str, Receive]:
    """By channel, what answers an arrival whose handling failed."""
    return {
        **{channel: _with(worlds, conversation.apologise) for channel in NEWCOMER_CHANNELS},
        **{channel: _with(worlds, staffroom.apologise) for channel in STAFF_CHANNELS},
    }


def _with(worlds: Worlds, use_case: Callable[[UnitOfWork, World, Arrival, datetime], None]) -> Receive:
    def receive(work: UnitOfWork, arrival: Arrival, now: datetime) -> None:
        use_case(work, worlds.in_force(work), arrival, now)

    return receive


def _note_unreachable(worlds: Worlds, work: UnitOfWork, channel: str, chat_id: int, now: datetime) -> None:
    person_unreachable(work, worlds.in_force(work), channel, chat_id, now)


def _note_unreadable(worlds: Worlds, work: UnitOfWork, lost: Sequence[LostRow], now: datetime) -> None:
    note_lost_messages(work, worlds.in_force(work), lost, now)


def _let_through(worlds: Worlds, work: UnitOfWork, rows: Sequence[OutboxRow], now: datetime) -> Sequence[OutboxRow]:
    return let_through(work, worlds.in_force(work), rows, now) if any(map(may_be_overtaken, rows)) else rows
