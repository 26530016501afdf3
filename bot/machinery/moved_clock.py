"""A clock that hurries and jumps, for playing weeks in seconds."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Final

LOOK_SECONDS: Final = 0.02  # real ones; how late a sleeper notices that the clock was moved


class MovedClock:
    """Implements `bot.clock.Clock`: starts at an instant, runs `speed` times as fast, and can be moved forward."""

    def __init__(self, start: datetime, speed: float = 20.0) -> None:
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The instant it shows, aware, in UTC."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._speed)

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` of this clock, jumps included."""
        until = self.now() + timedelta(seconds=max(0.0, seconds))
        while (left := (until - self.now()).total_seconds()) > 0:
            await asyncio.sleep(min(left / self._speed, LOOK_SECONDS))

    def move_to(self, instant: datetime) -> None:
        """Show `instant` from now on; never goes back."""
        ahead = instant.astimezone(UTC) - self.now()
        if ahead > timedelta(0):
            self._start += ahead
