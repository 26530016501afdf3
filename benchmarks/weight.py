"""What a process costs before it does anything: CPU and memory, part by part, and of whole commands.

The parts are imported one after the other in a fresh process; each is given what it adds. Commands are run as an
operator runs them. Run:

    python benchmarks/weight.py [--json]

Exit status: 0 every limit is kept, 1 one isn't.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
PARTS = (
    ("settings (pydantic)", "import bot.settings"),
    ("SQLAlchemy and SQLModel", "import sqlmodel"),
    ("the store with Alembic", "import storage.store, alembic.command"),
    ("reading definitions", "import bot.rules.definitions"),
    ("the house: communes, talk, lexicon", "bot.rules.definitions.read_house()"),
    (
        "six territories and the places",
        "from bot.settings import load_settings; world = bot.rules.definitions.load_world(load_settings({}))",
    ),
    ("the service", "import bot.service"),
    ("python-telegram-bot", "import bot.doors.telegram.referent.sender"),
    ("aiogram", "import bot.doors.telegram.newcomer.sender, bot.doors.telegram.newcomer.polling"),
    (
        "a message in and one out",
        "from aiogram.types import Message, Update; from aiogram.methods import Response, SendMessage;"
        "Update.model_validate({'update_id': 1}); Response[Message].model_validate({'ok': False});"
        "SendMessage(chat_id=1, text='x')",
    ),
)
COMMANDS = {"--help": 1.0, "check --quick": 1.0, "try --help": 1.0}
MOST_SECONDS, MOST_MEGABYTES = 4.0, 210


def weigh() -> list[tuple[str, float, int]]:
    """Each part with the CPU seconds and the megabytes that it adds, in this process."""
    found, seconds, megabytes = [], 0.0, 0
    for name, statement in PARTS:
        exec(statement, globals())
        now, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        found.append((name, now - seconds, held - megabytes))
        seconds, megabytes = now, held
    return found


def run(arguments: str) -> tuple[float, int]:
    """The CPU seconds and the megabytes of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "bot", *arguments.split()], cwd=HOUSE, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss // 1024  # the most of any command so far


def main() -> int:
    """Print the parts and the commands, and judge."""
    commands = {name: run(name) for name in COMMANDS}
    parts = weigh()
    seconds, megabytes = sum(part[1] for part in parts), sum(part[2] for part in parts)
    kept = seconds <= MOST_SECONDS and megabytes <= MOST_MEGABYTES
    kept &= all(commands[name][0] <= most for name, most in COMMANDS.items())
    if "--json" in sys.argv[1:]:
        print(json.dumps({"parts": parts, "commands": commands, "kept": kept}))
        return 0 if kept else 1
    for name, each, held in parts:
        print(f"{name:36}{each:>7.2f} s{held:>6} MB")
    print(f"{'all of it':36}{seconds:>7.2f} s{megabytes:>6} MB   (limits: {MOST_SECONDS} s, {MOST_MEGABYTES} MB)")
    for name, (each, _) in commands.items():
        print(f"premiere-ecoute {name:20}{each:>7.2f} s          (limit: {COMMANDS[name]} s)")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))
    sys.exit(main())
