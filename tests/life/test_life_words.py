"""Every kind and every status has words, and the drawing is the table's."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from bot.casework.events import Kind, Outcome, Role
from bot.casework.follow_up import NEWCOMER_KINDS, STAFF_KINDS
from bot.casework.life import CASE_STATUSES, TURNS
from bot.usecases.cases import DECLINE_REASONS
from dialogs.world import World

HOUSE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_history_has_words_for_everything(world: World, language: str) -> None:
    words = {"who": "A", "to": "B", "reason": "c", "outcome": "d", "stage": "e", "day": "f", "pivot": "g"}
    keys = [f"histoire-{kind.replace('_', '-')}" for kind in Kind]
    keys += [f"histoire-qui-{role}" for role in Role]
    keys += [f"histoire-etat-{status.replace('_', '-')}" for status in CASE_STATUSES]
    keys += [f"histoire-echeance-{kind.replace('_', '-')}" for kind in STAFF_KINDS | NEWCOMER_KINDS]
    keys += [f"histoire-motif-{reason.replace('_', '-')}" for reason in DECLINE_REASONS]
    keys += [f"issue-{outcome.replace('_', '-')}" for outcome in Outcome]
    for key in keys:
        assert world.wording.say(language, key, **words).strip()
    for status in CASE_STATUSES:
        assert world.wording.say(language, f"refus-etat-{status.replace('_', '-')}", number="1", who="A", day="f")


def test_whom_the_table_tells_is_told_in_words_that_exist(world: World) -> None:
    told = {key for turn in TURNS for key in (turn.tells or {}).values()}
    for language in ("fr", "en"):
        known = world.wording.keys(language)
        assert told <= known, told - known


def test_the_drawing_in_the_docs_is_current() -> None:
    page = HOUSE / "docs" / "life-of-a-case.md"
    script = runpy.run_path(str(HOUSE / "scripts" / "draw_life.py"))
    assert script["page_with"](page.read_text("utf-8")) == page.read_text("utf-8"), "run scripts/draw_life.py"
