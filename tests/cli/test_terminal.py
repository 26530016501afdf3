"""The terminal front door, at a real (pseudo-)terminal of 80 columns."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable

import pytest

from tests.cli.terminal import COLUMNS, Terminal

Open = Callable[..., Terminal]
STORY = "on voudrait reprendre l'épicerie d'arlanc"


def number_of(label: str, shown: str) -> str:
    """The number before a choice."""
    found = re.search(rf"(\d+) (?:✓ )?{label}", shown)
    assert found is not None, f"no choice {label!r} in {shown!r}"
    return found[1]


def test_run_without_tokens_says_so_in_one_line_and_opens_the_talk(terminal: Open) -> None:
    person = terminal("run")
    person.wait_for_prompt()
    first, rest = person.text.split("\n", 1)
    assert "Sans FRONT_BOT_TOKEN ni STAFF_BOT_TOKEN" in first
    assert "1 C’est parti" in rest
    assert max(len(line) for line in person.text.split("\n")) <= COLUMNS


def test_numbers_and_words_answer_and_commands_help(terminal: Open) -> None:
    person = terminal("chat")
    person.wait_for_prompt()
    assert "amène" in person.answer("1")
    shown = person.answer(STORY)
    assert "Ailleurs" in person.answer(number_of("Reprendre", shown))
    assert "Ailleurs" in person.answer("/pourquoi")
    assert "Ailleurs" not in person.answer("oui")
    assert "comme avant" in person.answer("/retour")
    assert "/oublier" in person.answer("/aide")
    assert max(len(line) for line in person.text.split("\n")) <= COLUMNS


def test_several_ticks_in_one_line_are_shown_together(terminal: Open) -> None:
    person = terminal("chat")
    person.wait_for_prompt()
    person.answer("1")
    shown = person.answer(STORY)
    for label in ("Reprendre", "Oui", "J’y pense", "En couple"):
        shown = person.answer(number_of(label, shown))
    ticked = person.answer("1 2")
    assert "1 ✓" in ticked
    assert "2 ✓" in ticked
    assert ticked.count("Continuer") == 1
    settled = person.answer(number_of("Continuer", ticked))
    assert re.search("✓ [^╭]*, [^╭]*╭", settled), "both ticks are said back"


def test_a_number_beyond_the_choices_is_just_words(terminal: Open) -> None:
    person = terminal("chat")
    person.wait_for_prompt()
    person.answer("1")
    person.answer(STORY)
    assert " 1 " in person.answer("99"), "choices stand there again"


@pytest.mark.parametrize("key", ["C", "D"])
def test_leaving_is_kind_and_gives_the_terminal_back(terminal: Open, key: str) -> None:
    person = terminal("chat")
    person.wait_for_prompt()
    person.press(key)
    person.wait_for("À bientôt")
    assert person.wait_for_end() == 0
    assert person.is_echoing()


def test_sigterm_ends_it_within_seconds(terminal: Open) -> None:
    person = terminal("chat")
    person.wait_for_prompt()
    person.process.send_signal(signal.SIGTERM)
    assert person.wait_for_end() == 0
    assert person.is_echoing()


def test_a_return_finds_the_talk_where_it_was(terminal: Open) -> None:
    person = terminal("chat")
    person.wait_for_prompt()
    person.answer("1")
    person.answer(STORY)
    person.press("D")
    person.wait_for_end()
    back = terminal("chat")
    shown = back.wait_for_prompt()
    back.type(number_of("Continuer", shown))
    back.wait_for("Reprendre")


def test_referent_without_a_card_is_told_so(terminal: Open) -> None:
    person = terminal("chat")
    person.wait_for_prompt()
    assert "Aucun référent n’a encore de fiche" in person.answer("/referent")
