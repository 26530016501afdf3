"""The rounds that the ticks make: short transactions, one after the other, in the thread where writers queue up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Final

from bot.clock import Clock
from bot.machinery.stint import Stint
from bot.rules.worlds import Worlds
from bot.usecases.anonymising import anonymise_ended
from bot.usecases.follow_through import run_due
from bot.usecases.monday import announce_week
from bot.usecases.retention import Progress, retention
from bot.usecases.upkeep import announce_upkeep
from storage.outbox_rows import OutboxRow
from storage.store import Store

BATCHES_A_ROUND: Final = 2_000  # each a tenth of a second at most; after a long sleep the rest waits for the next tick


@dataclass(slots=True)
class Rounds:
    """Follow-up, announcements and retention of one process.

    Attributes:
        store: holds the rows.
        worlds: gives the definitions in force.
        clock: tells `now`.
        executor: where the store's calls run.
        hand_over: gets the outbox rows of each commit, on the event loop.
    """

    store: Store
    worlds: Worlds
    clock: Clock
    executor: Executor
    hand_over: Callable[[Sequence[OutboxRow]], None]
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _forgotten: Progress = field(default_factory=Progress)

    async def follow_up(self) -> None:
        """Run every reminder that is due."""
        async with self._turn:
            for _ in range(BATCHES_A_ROUND):
                settled, rows = await asyncio.get_running_loop().run_in_executor(self.executor, self._run_batch)
                self.hand_over(rows)
                if not settled:
                    return

    async def retain(self) -> None:
        """Forget what is past its term; cases that ended long enough ago become anonymous."""
        async with self._turn:
            for _ in range(BATCHES_A_ROUND):
                self._forgotten = await asyncio.get_running_loop().run_in_executor(self.executor, self._forget_batch)
                if not self._forgotten.more:
                    break
            for _ in range(BATCHES_A_ROUND):
                more, rows = await asyncio.get_running_loop().run_in_executor(self.executor, self._anonymise_batch)
                self.hand_over(rows)
                if not more:
                    return

    async def announce(self) -> None:
        """Tell animators what time has overtaken in their rules, and how their week begins."""
        async with self._turn:
            self.hand_over(await asyncio.get_running_loop().run_in_executor(self.executor, self._announce))

    async def stop(self) -> None:
        """Wait for the round under way; none begins after it."""
        await self._turn.acquire()

    def _run_batch(self) -> tuple[int, list[OutboxRow]]:
        with self.store.begin() as work:
            settled = run_due(work, self.worlds.in_force(work), self.clock.now(), stint=Stint())
            return settled, work.outbox.written()

    def _announce(self) -> list[OutboxRow]:
        with self.store.begin() as work:
            world, now = self.worlds.in_force(work), self.clock.now()
            announce_upkeep(work, world, now)
            announce_week(work, world, now)
            return work.outbox.written()

    def _anonymise_batch(self) -> tuple[bool, list[OutboxRow]]:
        with self.store.begin() as work:
            more = anonymise_ended(work, self.worlds.in_force(work), self.clock.now())
            return more, work.outbox.written()

    def _forget_batch(self) -> Progress:
        with self.store.begin() as work:
            return retention(work, self.clock.now(), self._forgotten)
