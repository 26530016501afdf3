"""The demonstration: the whole product, with nobody at the keyboard, and its essential lines in order."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from bot.commands.demo import play

ESSENTIAL = Path(__file__).with_name("demo_essential_lines.txt")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What the demonstration shows, frames and line breaks taken away; and its picture."""
    picture = tmp_path_factory.mktemp("demo") / "conversation.svg"
    out = StringIO()
    play(picture, Console(file=out, width=80))
    return re.sub(r"[\s│┃╭╮╰╯┏┓┗┛─━]+", " ", out.getvalue()), picture


def test_the_essential_lines_come_in_their_order(played: tuple[str, Path]) -> None:
    story, _ = played
    position = 0
    for line in ESSENTIAL.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        wanted = re.sub(r"\s+", " ", line)
        found = story.find(wanted, position)
        assert found >= 0, f"{wanted!r} does not come; from there: {story[position : position + 600]!r}"
        position = found + len(wanted)


def test_nothing_in_it_is_left_unfilled(played: tuple[str, Path]) -> None:
    story, _ = played
    for trace in ("{", "}", "None", "inconnu", "Traceback", "sans_objet"):
        assert trace not in story


def test_the_picture_needs_nothing_from_elsewhere(played: tuple[str, Path]) -> None:
    _, picture = played
    svg = picture.read_text(encoding="utf-8")
    ElementTree.fromstring(svg)
    assert "@font-face" not in svg
    assert not re.search(r"(?:href|src|url)\s*[=(:]\s*[\"']?http", svg)
    assert "Nadia" in svg
