"""The signals by which the process is asked to stop: they are ours, no library sees them."""

from __future__ import annotations

import asyncio
import signal


async def wait_for_signal() -> None:
    """Return when the process is asked to stop: SIGINT or SIGTERM."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    try:
        await asked.wait()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
