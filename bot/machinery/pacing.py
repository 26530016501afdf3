"""The gate of one bot: how much it says, and who goes first.

Rule 1: at most `per_second` messages within any second, edits included, and at most `in_flight` at once.
Rule 2: replies to people who wait go before everything else; within each, first come, first served.
Rule 3: while the bot must be silent nobody passes.

Why the window counts calls from their start until a second after their end: the channel takes a message at some instant
of the call, which we don't learn. Counted so, no second of the channel's own ever holds more than `per_second`.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from storage.outbox_delivery import CHAT_PACE_SECONDS

MESSAGES_PER_SECOND: Final = 30  # of one bot; Bot API FAQ, "My bot is hitting limits"
IN_FLIGHT: Final = 16  # calls at once; at 30 messages a second, more than a server half a second away can use
WINDOW: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Pacing:
    """How fast a channel is spoken to; the defaults are Telegram's limits."""

    per_second: int = MESSAGES_PER_SECOND
    in_flight: int = IN_FLIGHT
    chat_seconds: float = CHAT_PACE_SECONDS
    call_seconds: float = 15.0  # the longest call; then nobody knows whether it went through


class Gate:
    """Lets messages through at the bot's pace. For one event loop."""

    def __init__(self, clock: Clock, *, per_second: int = MESSAGES_PER_SECOND, in_flight: int = IN_FLIGHT) -> None:
        self._clock = clock
        self._per_second = per_second
        self._most_in_flight = min(in_flight, per_second)
        self._in_flight = 0
        self._ended: deque[datetime] = deque()
        self._silent_until: datetime | None = None
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._timer: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def turn(self, *, urgent: bool) -> AsyncIterator[None]:
        """Wait for leave to send one message; the message is in flight until the block ends."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (not urgent, next(self._numbers), future))
        self._let_through()
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():  # leave was given just as we were told to stop
                self._leave()
            raise
        try:
            yield
        finally:
            self._leave()

    def silence(self, until: datetime) -> None:
        """Let nobody through before `until`. Never shortens."""
        self._silent_until = max(until, self._silent_until or until)

    def close(self) -> None:
        """Stop the timer; who waits is to be cancelled by whoever started it."""
        if self._timer is not None:
            self._timer.cancel()

    def _leave(self) -> None:
        self._in_flight -= 1
        self._ended.append(self._clock.now())
        self._let_through()

    def _let_through(self) -> None:
        while self._waiting and self._in_flight < self._most_in_flight:
            now = self._clock.now()
            opens_at = self._opens_at(now)
            if opens_at > now:
                if self._timer is None or self._timer.done():
                    self._timer = asyncio.create_task(self._try_again((opens_at - now).total_seconds()))
                return
            _, _, future = heapq.heappop(self._waiting)
            if not future.done():
                self._in_flight += 1
                future.set_result(None)

    def _opens_at(self, now: datetime) -> datetime:
        while self._ended and not now - WINDOW < self._ended[0] <= now:  # a clock set back empties the window too
            self._ended.popleft()
        if self._silent_until is not None and self._silent_until > now:
            return self._silent_until
        counted = self._in_flight + len(self._ended)
        return self._ended[0] + WINDOW if counted >= self._per_second else now

    async def _try_again(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._timer = None
        self._let_through()
