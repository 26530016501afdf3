"""Emergencies as people type them, and their look-alikes; the locked half is counted here like the other."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from dialogs.lexicon import DistressGuard, load_distress
from dialogs.listening.emergencies import spot_emergency

HERE = Path(__file__).resolve().parent
LEXICON = HERE.parent.parent / "dialogs" / "lexicon"
LINES: dict[str, list[str]] = yaml.safe_load((HERE / "emergencies.yaml").read_text(encoding="utf-8"))
MENDED: dict[str, list[str]] = yaml.safe_load((HERE / "emergencies_mended.yaml").read_text(encoding="utf-8"))
LEAST_RECALL = {"danger": 0.95, "violence": 0.95, "shelter": 0.95, "minor": 0.8, "strain": 0.75}
MOST_FALSE_ALARMS = 2  # of the calm lines of a half
HARDEST = {
    "apostrophes": "l'" * 2047,
    "je": "je " * 1365,
    "il me": "il me " * 682,
    "one letter": "a " * 2048,
    "one word": "a" * 4096,
    "a story": "mon mari et moi on a un projet de café dans le village et je veux en parler avec ma femme. " * 45,
}


@pytest.fixture(scope="module")
def guard() -> DistressGuard:
    return load_distress((LEXICON / "detresse.yaml").read_text(encoding="utf-8"))


def level_of(line: str, guard: DistressGuard) -> str:
    found = spot_emergency(line, guard)
    return found.level if found is not None else "none"


@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "locked"])
@pytest.mark.parametrize("level", LEAST_RECALL)
def test_everyday_wording_is_heard(level: str, half: int, guard: DistressGuard) -> None:
    lines = LINES[level][half::2]
    heard = [line for line in lines if level_of(line, guard) == level]
    assert len(heard) >= LEAST_RECALL[level] * len(lines)


@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "locked"])
def test_look_alikes_stay_calm(half: int, guard: DistressGuard) -> None:
    alarms = [line for line in LINES["none"][half::2] if level_of(line, guard) != "none"]
    assert len(alarms) <= MOST_FALSE_ALARMS


@pytest.mark.parametrize(("level", "line"), [(level, line) for level, told in MENDED.items() for line in told])
def test_a_line_that_was_missed_once_is_heard(level: str, line: str, guard: DistressGuard) -> None:
    assert level_of(line, guard) == level


@pytest.mark.parametrize("typed", ["g envie 2 mourir", "jai envi de mourrir", "J’AI ENVIE DE MOURIR"])
def test_spelling_of_phones_is_the_same_words(typed: str, guard: DistressGuard) -> None:
    assert level_of(typed, guard) == "danger"


def test_past_negation_and_somebody_else_never_silence_the_numbers(guard: DistressGuard) -> None:
    assert level_of("mon frère a fait une tentative de suicide il y a dix ans", guard) == "danger"
    assert level_of("je ne suis pas suicidaire", guard) == "danger"
    assert level_of("ma voisine se fait battre", guard) == "violence"


@pytest.mark.parametrize("hardest", HARDEST)
def test_a_full_message_costs_little_whatever_is_in_it(hardest: str, guard: DistressGuard) -> None:
    text = HARDEST[hardest][:4096]
    spot_emergency(text, guard)
    best = min(_seconds(text, guard) for _ in range(5))
    assert best < 0.08  # seconds of the processor: far from the second that a text read anew at each word would take


def _seconds(text: str, guard: DistressGuard) -> float:
    start = time.process_time()
    spot_emergency(text, guard)
    return time.process_time() - start
