"""Every text exists in each language and is used, gets its variables; every option can be reached (C61)."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from newcomer import Newcomer
from packaged import packaged_world
from walker import answer_at_random

from bot.rules.definitions import DIALOGS, HOUSE
from dialogs.check import values_of
from dialogs.schema import Moment
from dialogs.step import SPOKEN_OF
from dialogs.wording import LANGUAGES, say_day

CODE = sorted([*(HOUSE / "dialogs").rglob("*.py"), *(HOUSE / "bot").rglob("*.py")])
KEY = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*")
VARIABLE_PART = r"[a-z0-9_]+(?:-[a-z0-9_]+)*"


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def literal_keys() -> set[str]:
    """Every string of the code that could be a message's id."""
    nodes = (node for path in CODE for node in ast.walk(parsed(path)))
    strings = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in strings if KEY.fullmatch(text)}


def composed_keys() -> list[re.Pattern[str]]:
    """The ids that the code composes (f"q-{name}"), as patterns."""
    patterns = set()
    for path in CODE:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                pieces = [
                    re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else VARIABLE_PART
                    for piece in node.values
                ]
                if re.match(r"[a-z]+(-[a-z]+)*\\?-", pieces[0]):
                    patterns.add("".join(pieces))
    return [re.compile(pattern) for pattern in sorted(patterns)]


def spoken_calls() -> Iterator[tuple[str, str, set[str]]]:
    """Where a scene says a message by its literal id: place, id, variables passed (calls with a mapping left out)."""
    for path in CODE:
        if DIALOGS not in path.parents:
            continue
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "say":
                continue
            literal = node.args and isinstance(node.args[0], ast.Constant) and len(node.args) == 1
            if literal and all(keyword.arg is not None for keyword in node.keywords):
                given = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
                yield f"{path.name}:{node.lineno}", str(node.args[0].value), given  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_c61_every_message_that_is_said_exists_and_gets_its_variables(language: str) -> None:
    wording = packaged_world().wording
    calls = list(spoken_calls())
    assert len(calls) > 100
    missing = [f"{place}: {key}" for place, key, _ in calls if not wording.has(language, key)]
    assert missing == []
    bare = [
        f"{place}: {key} lacks {sorted(wording.variables(language, key) - given - SPOKEN_OF.keys())}"
        for place, key, given in calls
        if wording.variables(language, key) - given - SPOKEN_OF.keys()
    ]
    assert bare == []


def test_c61_no_message_of_the_talk_is_unused() -> None:
    wording = packaged_world().wording
    literal, composed = literal_keys(), composed_keys()
    referred = {
        key
        for path in (DIALOGS / "texts").glob("*.ftl")
        for key in re.findall(r"\{ ([a-z][a-z0-9-]+) \}", path.read_text("utf-8"))
    }
    talk = [key for key in wording.keys("fr") if wording.place("fr", key).startswith(("talk.", "scenes."))]
    assert len(talk) > 200
    used = literal | referred
    assert [key for key in sorted(talk) if key not in used and not any(p.fullmatch(key) for p in composed)] == []


def test_c61_every_option_label_belongs_to_an_option() -> None:
    """`o-…` and `q-…` are composed; each must be composed for something."""
    world = packaged_world()
    expected = {f"q-{name}" for name in world.dialog.questions} | {
        f"pourquoi-{name}" for name in world.dialog.questions
    }
    for question in world.dialog.questions.values():
        expected |= {f"o-{question.name}-{value}" for value in values_of(question, world.vocabulary)}
    written = {key for key in world.wording.keys("fr") if key.startswith(("q-", "o-"))}
    assert written - expected == set()
    assert {key for key in expected if not world.wording.has("en", key)} == set()


def test_c61_every_fact_that_a_rule_reads_is_asked() -> None:
    world = packaged_world()
    asked = set(world.dialog.questions)
    behind = {table.fact: {name for row in table.rows for name in row.box} for table in world.vocabulary.derivations}
    read = {fact for territory in world.territories.values() for rule in territory.rules.rules for fact in rule.box}
    assert {"secteur", "stade"} <= read
    assert {name for fact in read for name in behind.get(fact, {fact})} - asked == set()


def test_c61_every_option_of_the_listening_is_shown_to_somebody() -> None:
    """Random newcomers, who turn every page, see every option of every question before the proposal."""
    world = packaged_world()
    wanted = {
        (question.name, value)
        for part in world.dialog.of_moment(Moment.ECOUTE)
        for question in part.questions
        for value in values_of(question, world.vocabulary)
    }
    for seed in range(600):
        wanted -= shown_to(seed)
        if not wanted:
            return
    raise AssertionError(f"never shown: {sorted(wanted)}")


def shown_to(seed: int) -> set[tuple[str, str]]:
    """The options that one random newcomer is shown."""
    rng = random.Random(seed)
    newcomer = Newcomer(packaged_world()).start()
    seen: set[tuple[str, str]] = set()
    for _ in range(80):
        name = newcomer.question
        seen |= {(name, token.rsplit(".", 1)[1].lstrip("+-")) for token in newcomer.tokens}
        seen |= {("forme_du_projet", t.rsplit("+", 1)[1]) for t in newcomer.tokens if name == "secteur" and "+" in t}
        if "Autres…" in newcomer.buttons and rng.random() < 0.6:
            newcomer.tap("Autres…")
            continue
        newcomer.give(answer_at_random(newcomer, rng))
        if newcomer.froze:
            break
    return seen | {("secteur", str(newcomer.answer("secteur")))}


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("fr", date(2026, 11, 27), "vendredi 27"),
        ("fr", date(2026, 12, 1), "mardi 1er décembre"),
        ("en", date(2026, 12, 1), "Tuesday 1 December"),
        ("fr", date(2027, 7, 14), "mercredi 14 juillet 2027"),
    ],
)
def test_a_day_is_said_as_people_say_it(language: str, day: date, said: str) -> None:
    assert say_day(language, day, date(2026, 11, 22)) == said
