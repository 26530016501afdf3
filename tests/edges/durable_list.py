"""A working intake for tests of the loop: arrivals are durable once their line is on the disk."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.doors.telegram.newcomer.polling import AiogramUpdates
from bot.doors.telegram.newcomer.session import make_bot
from bot.machinery.arrival import Arrival
from bot.machinery.polling import Pauses, PollingLoop


class DurableList:
    """Writes one line per update id and returns when the disk has it; `broken` makes the commit fail."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.broken = False
        self.held: asyncio.Event | None = None
        self.submitted: list[Arrival] = []

    async def submit(self, arrivals: Sequence[Arrival]) -> None:
        """Commit the whole batch, or raise and commit nothing."""
        self.submitted.extend(arrivals)
        if self.held is not None:
            await self.held.wait()
        if self.broken:
            raise OSError("no space left on device")
        with self.path.open("a") as file:
            file.writelines(f"{arrival.update_id}\n" for arrival in arrivals)
            file.flush()
            os.fsync(file.fileno())

    @property
    def update_ids(self) -> list[int]:
        """What is on the disk, in order, repeats included."""
        return [int(line) for line in self.path.read_text().split()] if self.path.exists() else []


async def poll_for_ever(url: str, token: str, path: str) -> None:
    """What the killed process does."""
    bot = make_bot(token, url)
    await PollingLoop(AiogramUpdates(bot), DurableList(Path(path)).submit, Pauses(long_poll=1)).run()


if __name__ == "__main__":
    asyncio.run(poll_for_ever(*sys.argv[1:]))
