"""Prints what the ear understands of the labelled sets: each half, precision and recall a fact, recall a level.

Run: `python benchmarks/bench_listening.py`. A wrong claim counts against precision, one that is missed against recall.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bot.commands.try_matcher import Given, attempt_of  # noqa: E402
from bot.rules.definitions import load_world  # noqa: E402
from bot.settings import PACKAGED_TERRITORIES, Settings  # noqa: E402
from dialogs.world import World  # noqa: E402

SETS = HERE.parent / "tests" / "listening"
SAID_ON = date(2026, 11, 22)
HALVES = ((0, "tuned"), (1, "locked"))


def read(name: str) -> Any:
    """A set, every value as text."""
    return yaml.load((SETS / name).read_text("utf-8"), Loader=yaml.BaseLoader)


def as_list(value: Any) -> list[Any]:
    """One value or several as a list."""
    return value if isinstance(value, list) else [value]


def print_levels(world: World, half: int, name: str) -> None:
    """Recall of each level, and false alarms among calm lines."""
    for level, lines in read("emergencies.yaml").items():
        mine = lines[half::2]
        heard = sum(attempt_of(world, "intent", Given(line, said_on=SAID_ON))["level"] == level for line in mine)
        print(f"{name:7} level {level:9} {heard}/{len(mine)}")


def print_facts(world: World, half: int, name: str) -> None:
    """Precision and recall of each fact in stories."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for story in read("stories.yaml")[half::2]:
        claims = attempt_of(world, "story", Given(story["texte"], said_on=SAID_ON))["claims"]
        got = {(c["fact"], value) for c in claims if c["sure"] for value in as_list(c["value"])}
        told = {(fact, value) for fact, values in story["dit"].items() for value in as_list(values)}
        right.update(fact for fact, _ in got & told)
        wrong.update(fact for fact, _ in got - told)
        missed.update(fact for fact, _ in told - got)
    for fact in sorted(right | wrong | missed):
        print(f"{name:7} fact {fact:18} right {right[fact]} wrong {wrong[fact]} missed {missed[fact]}")
    precision, recall = right.total() / (right + wrong).total(), right.total() / (right + missed).total()
    print(f"{name:7} stories precision {precision:.2f} recall {recall:.2f}")


if __name__ == "__main__":
    packaged = load_world(Settings(territories_dir=PACKAGED_TERRITORIES / "livradois-forez"))
    for number, words in HALVES:
        print_levels(packaged, number, words)
        print_facts(packaged, number, words)
