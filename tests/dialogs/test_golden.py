"""Newcomers' talks, word for word. `--update` writes what is answered today; read it aloud before you commit it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from transcripts import play, write_transcript

from bot.rules.definitions import load_world
from bot.settings import PACKAGED_TERRITORIES, Settings
from dialogs.world import World

GOLDEN = Path(__file__).resolve().parent / "golden"
NEWCOMERS = (
    "samira-grocery",
    "market-gardeners-from-the-city",
    "farmer-hands-over",
    "bike-workshop",
    "co-housing",
    "secretary-without-a-car",
    "carpenter-grows",
    "bare-wish",
    "english-couple",
    "dutch-story",
    "already-accompanied",
    "outside-the-territory",
    "just-a-phone-number",
    "emergencies-english",
    "emergencies-french",
    "fourteen-years-old",
    "all-by-voice",
    "corrects-three-answers",
    "not-now",
    "sells-her-business",
    "retired-couple",
)


@pytest.fixture(scope="module")
def packaged_world() -> World:
    return load_world(Settings(territories_dir=PACKAGED_TERRITORIES / "livradois-forez"))


def read(name: str) -> dict[str, Any]:
    path = GOLDEN / f"{name}.yaml"
    if not path.is_file():
        pytest.fail(f"{path.name} is missing: write what the newcomer does, then run with --update")
    transcript: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return transcript


@pytest.mark.parametrize("name", NEWCOMERS)
def test_newcomer_is_answered_word_for_word(name: str, packaged_world: World, pytestconfig: pytest.Config) -> None:
    transcript = read(name)
    played = play(packaged_world, transcript)
    if pytestconfig.getoption("--update"):
        (GOLDEN / f"{name}.yaml").write_text(write_transcript({**transcript, "echange": played}), "utf-8")
        return
    expected = transcript["echange"]
    assert all("recoit" in step for step in expected), f"{name}.yaml has no answers yet: run with --update"
    for number, (before, now) in enumerate(zip(expected, played, strict=True), start=1):
        assert now == before, f"{name}.yaml, step {number}"


def test_every_golden_file_is_played() -> None:
    assert {path.stem for path in GOLDEN.glob("*.yaml")} == set(NEWCOMERS)


def test_playing_twice_gives_the_same_answers(packaged_world: World) -> None:
    transcript = read("samira-grocery")
    assert play(packaged_world, transcript) == play(packaged_world, transcript)
