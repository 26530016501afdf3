"""The ticker: wakes delivery, follow-up, announcements and retention. It holds no business job; what is due is in rows.

Rule 1: intervals in UTC only, so that a change of the hour skips and doubles nothing.
Rule 2: a tick that was missed is made up for once: the work is state-based, and asks "what is due now?".
Rule 3: a tick that fails is logged, and the next one comes in its time; the same one never runs twice at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger(__name__)

DELIVERY_SECONDS: Final = 5.0  # delivery looks by itself more often; this wakes it should its own timer be late
FOLLOW_UP_SECONDS: Final = 20.0
ANNOUNCE_SECONDS: Final = 900.0
RETENTION_SECONDS: Final = 3600.0


class Schedule:
    """Wakes until it is stopped; each tick for the first time at once.

    Args:
        wake_delivery: has what is due claimed.
        follow_up: runs the reminders that are due.
        announce: tells animators what time has overtaken.
        retain: forgets what is past its term.
    """

    def __init__(
        self,
        wake_delivery: Callable[[], None],
        follow_up: Callable[[], Awaitable[object]],
        announce: Callable[[], Awaitable[object]],
        retain: Callable[[], Awaitable[object]],
        *,
        delivery_seconds: float = DELIVERY_SECONDS,
        follow_up_seconds: float = FOLLOW_UP_SECONDS,
        announce_seconds: float = ANNOUNCE_SECONDS,
        retention_seconds: float = RETENTION_SECONDS,
    ) -> None:
        async def deliver() -> None:
            wake_delivery()

        self._ticks: dict[str, tuple[float, Callable[[], Awaitable[object]]]] = {
            "delivery": (delivery_seconds, deliver),
            "follow_up": (follow_up_seconds, follow_up),
            "announce": (announce_seconds, announce),
            "retention": (retention_seconds, retain),
        }
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    def start(self) -> None:
        """Start waking, on the running event loop."""
        for name, (seconds, _) in self._ticks.items():
            self._scheduler.add_job(
                self._wake, "interval", args=[name], id=name, seconds=seconds, next_run_time=datetime.now(UTC)
            )
        self._scheduler.start()

    def stop(self) -> None:
        """Wake nothing more. What is under way ends by itself: it is a transaction or two."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _wake(self, name: str) -> None:
        """Run a tick in a task of its own, since the scheduler's shutdown cancels the coroutine that it runs itself."""
        if name not in self._under_way:
            task = self._under_way[name] = asyncio.create_task(self._run(name))
            task.add_done_callback(lambda _: self._under_way.pop(name))
            await asyncio.shield(task)

    async def _run(self, name: str) -> None:
        try:
            await self._ticks[name][1]()
        except Exception as error:
            log.error("tick_failed", job=name, exc_info=error)
