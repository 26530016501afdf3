"""The ticker: wakes delivery, follow-up and retention. It holds no business job; what is due is in rows.

Rule 1: intervals in UTC only, so that a change of the hour skips and doubles nothing.
Rule 2: a tick that was missed is made up for once: the work is state-based, and asks "what is due now?".
Rule 3: a tick that fails is logged, and the next one comes in its time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol, TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.retention import retention
from dialogs.world import World
from storage.outbox_rows import OutboxRow
from storage.store import Store
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

_T = TypeVar("_T")

FOLLOW_UP_SECONDS: Final = 20
DELIVERY_SECONDS: Final = 5
RETENTION_SECONDS: Final = 3600
REMINDERS_A_BATCH: Final = 50  # a transaction: short enough that nobody who talks waits for it
BATCHES_A_TICK: Final = 200  # after a long sleep the rest waits for the next tick


class RunDue(Protocol):
    """Runs up to `limit` due reminders inside an open transaction; how many it settled."""

    def __call__(self, work: UnitOfWork, world: World, now: datetime, limit: int) -> int:
        """See the class."""
        ...


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to wake every so many seconds; the first time at once."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[None]]


class Schedule:
    """Wakes its ticks until it is stopped; never the same one twice at a time."""

    def __init__(self, ticks: Sequence[Tick]) -> None:
        self._ticks = tuple(ticks)
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    def start(self) -> None:
        """Start waking, on the running event loop."""
        for tick in self._ticks:
            self._scheduler.add_job(
                self._wake, "interval", args=[tick], id=tick.name, seconds=tick.seconds, next_run_time=datetime.now(UTC)
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Wake nothing more, and let the ticks under way end."""
        if self._scheduler.running:
            self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _wake(self, tick: Tick) -> None:
        """Run `tick` in a task of its own: the scheduler's shutdown cancels the coroutine that it runs itself."""
        task = asyncio.create_task(self._run(tick))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)

    async def _run(self, tick: Tick) -> None:
        try:
            await tick.run()
        except Exception as error:
            log.error("tick_failed", job=tick.name, exc_info=error)


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds that the ticks make: each a loop of short transactions, in a thread.

    Attributes:
        store: holds the rows.
        clock: tells `now`.
        executor: threads for the store's calls; on SQLite the one that all writers share.
        hand_over: gets the outbox rows of each commit, on the event loop.
    """

    store: Store
    clock: Clock
    executor: Executor
    hand_over: Callable[[list[OutboxRow]], None]

    async def follow_up(self, world: World, run_due: RunDue) -> None:
        """Run every reminder that is due."""
        for _ in range(BATCHES_A_TICK):
            settled, rows = await self._in_thread(lambda: self._run_batch(world, run_due))
            self.hand_over(rows)
            if settled < REMINDERS_A_BATCH:
                return

    async def forget(self) -> None:
        """Forget what is past its term."""
        for _ in range(BATCHES_A_TICK):
            if not await self._in_thread(self._forget_batch):
                return

    def _run_batch(self, world: World, run_due: RunDue) -> tuple[int, list[OutboxRow]]:
        with self.store.begin() as work:
            settled = run_due(work, world, self.clock.now(), REMINDERS_A_BATCH)
            return settled, work.outbox.written()

    def _forget_batch(self) -> bool:
        with self.store.begin() as work:
            return retention(work, self.clock.now())

    async def _in_thread(self, call: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self.executor, call)


def plan(
    wake_delivery: Callable[[], None], follow_up: Callable[[], Awaitable[None]], forget: Callable[[], Awaitable[None]]
) -> tuple[Tick, ...]:
    """The three ticks of a running service."""

    async def deliver() -> None:
        wake_delivery()

    return (
        Tick("delivery", DELIVERY_SECONDS, deliver),
        Tick("follow_up", FOLLOW_UP_SECONDS, follow_up),
        Tick("retention", RETENTION_SECONDS, forget),
    )
