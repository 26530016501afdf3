"""`python -m tests.whole_way.nursery`: brings the product up many times without importing it anew each time.

A line on standard input, and a process is forked that runs both bots as `premiere-ecoute run` does; its number is
printed. The test kills it. Nothing of the product runs in the nursery itself: no loop, no thread, no connection.
"""

from __future__ import annotations

import asyncio
import os
import sys

from bot.app import run_bots
from bot.doors.telegram.newcomer import menu, polling, sender, session  # noqa: F401 (imported once for every child)
from bot.doors.telegram.referent import polling as staff_polling  # noqa: F401
from bot.doors.telegram.referent import sender as staff_sender  # noqa: F401
from bot.logs import configure_logs
from bot.rules.definitions import load_world
from bot.settings import load_settings


def main() -> None:
    """Fork a product for each line, until standard input ends."""
    settings = load_settings(os.environ)
    world = load_world(settings)
    print("ready", flush=True)
    for _ in sys.stdin:
        number = os.fork()
        if number == 0:
            configure_logs(settings.log_level, settings.log_format)
            try:
                asyncio.run(run_bots(settings, world))
            finally:
                os._exit(1)
        print(number, flush=True)
        os.waitpid(number, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main()
