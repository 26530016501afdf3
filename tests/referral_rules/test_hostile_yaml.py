"""YAML made to break its reader: answered with a finding, soon, and by a process that is still there."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from referral_rules.errors import Report
from referral_rules.french import mend_in_french, say_in_french
from referral_rules.source import DEPTH_LIMIT, REPEATED_LIMIT, Entries, Items, Text, read_source

HOUSE = Path(__file__).resolve().parents[2]
SECONDS = 5.0  # far more than any of these takes, far less than what they took


def read(text: str) -> tuple[object, list[str]]:
    report = Report()
    node = read_source(text, "vie.yaml", report)
    said = [f"{found.line}: {say_in_french(found.message)} {mend_in_french(found)}" for found in report.findings]
    return node, [line.replace("\u202f", " ") for line in said]


def laughing(levels: int) -> str:
    """Ten words, ten times, ten times… in a few lines."""
    lines = [f"r0: &r0 [{', '.join(['x'] * 10)}]"]
    lines += [f"r{level}: &r{level} [{', '.join([f'*r{level - 1}'] * 10)}]" for level in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    ["'[' * 500_000 + ']' * 500_000", "'[' * 1_000_000", "'- ' * 500_000 + 'x'", "'{a: ' * 200_000", "'? ' * 500_000"],
)
def test_depth_that_overflowed_the_parser_s_stack_is_a_finding(text: str) -> None:
    script = (
        "from referral_rules.errors import Report\nfrom referral_rules.source import read_source\n"
        f"report = Report()\nassert read_source({text}, 'vie.yaml', report) is None\n"
        "print([finding.line for finding in report.findings])"
    )
    begun = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout.strip()) == (0, "[1]"), ended.stderr[-300:]
    assert time.monotonic() - begun < SECONDS


def test_too_deep_is_said_with_its_line_and_a_mend() -> None:
    depth = DEPTH_LIMIT + 1
    node, found = read("a: x\nb: " + "[" * depth + "]" * depth)
    assert node is None
    assert found == [
        "2: Ce fichier ne se lit pas, à cause de cette ligne : elle emboîte trop de listes les unes dans les autres. "
        "Fermez les crochets et les accolades, et cherchez une virgule de trop."
    ]
    node, found = read("b: " + "[" * (DEPTH_LIMIT - 1) + "]" * (DEPTH_LIMIT - 1))
    assert isinstance(node, Entries)
    assert found == []


@pytest.mark.parametrize("levels", [6, 9, 60])
def test_a_text_that_multiplies_itself_is_refused_before_it_does(levels: int) -> None:
    begun = time.monotonic()
    node, found = read(laughing(levels))
    assert time.monotonic() - begun < SECONDS
    assert node is None
    assert len(found) == 1
    assert "elle répète trop de choses par « & » et « * »" in found[0]
    assert "Écrivez-le en entier" in found[0]


def test_a_text_that_repeats_a_little_is_read_as_if_it_were_written_out() -> None:
    node, found = read("ici: &ici {zones: [ambert]}\nla: *ici\nmot: &m x\nautre: [*m, *m]")
    assert found == []
    assert isinstance(node, Entries)
    assert node.entries["la"] == node.entries["ici"]
    assert node.entries["autre"] == Items((Text("x", 3), Text("x", 3)), 4)
    many, found = read("a: &a [x, x]\nb: [" + ", ".join(["*a"] * (REPEATED_LIMIT // 3 + 1)) + "]")
    assert many is None
    assert "répète trop" in found[0]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &a [*a]", 1, "Cet élément se contient lui-même."),
        ("a: 1\nb: &b\n  c: *b", 3, "Cet élément se contient lui-même."),
        ("a: *rien", 1, "un texte ne peut pas y commencer par « * »"),
        ("a: &x 1\nb: &x 2", 2, "un texte ne peut pas y commencer par « * »"),
        ("a: 1\n---\nb: 2", 2, "une ligne « --- » y commence un autre texte"),
        ("a: 1\n\x00b: 2", 2, "elle contient un caractère invisible"),
        ("", 1, "Ce fichier est vide."),
        ("# rien\n", 1, "Ce fichier est vide."),
        ("[a, b]: c", 1, "Ce qui précède le deux-points doit être un simple mot."),
    ],
)
def test_what_the_composer_would_have_refused_is_still_refused(text: str, line: int, words: str) -> None:
    _, found = read(text)
    assert len(found) == 1
    assert found[0].startswith(f"{line}: ")
    assert words in found[0]


def test_a_syntax_error_is_told_alone() -> None:
    node, found = read("a: 1\na: 2\nb: [1, 2\nc: 3")
    assert node is None
    assert len(found) == 1
    assert "un crochet s’y ouvre" in found[0]
