"""Every sentence about a definition has its French: as many words to fill in, none that is never said, none twice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from referral_rules.errors import Finding, Severity
from referral_rules.french import CATALOGUES, SENTENCES, SHOWN_LENGTH, in_french, say_in_french
from referral_rules.saying import Phrase, placeholders, say

HOUSE = Path(__file__).resolve().parents[2]
SPEAKERS = [
    path
    for package in ("referral_rules", "bot")
    for path in sorted((HOUSE / package).rglob("*.py"))
    if "from referral_rules.saying import" in path.read_text("utf-8")
]
NNBSP = "\u202f"
WITHIN = (  # sayings that stand within a sentence, by what their French begins with
    *("ce ", "cet ", "cette ", "ces ", "la ", "le ", "les ", "l’", "« motifs_appuis"),
    *("elle ", "sa ", "un ", "une ", "il ", "on "),
)
ENGLISH = re.compile(r"\b(the|unknown|write|rule|is|are|of|and|or|with|remove|add|use|name|did|you|mean|list)\b")


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """The calls of a function anywhere in the packages that speak to animators, each with its place."""
    for path in SPEAKERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{path.relative_to(HOUSE)}:{node.lineno}", node


def said() -> dict[str, str]:
    """Every template that is said, and a place where it is."""
    templates = {}
    for place, call in calls("say"):
        template = call.args[0]
        assert isinstance(template, ast.Constant), f"{place}: a template is written where it is said"
        assert isinstance(template.value, str), place
        templates[template.value] = place
    return templates


def test_every_sentence_has_its_french_and_no_french_is_left_over() -> None:
    assert len(said()) > 250
    assert {template: place for template, place in said().items() if template not in SENTENCES} == {}
    assert SENTENCES.keys() - said().keys() == set()


def test_no_sentence_stands_in_two_catalogues() -> None:
    assert sum(map(len, CATALOGUES)) == len(SENTENCES)


def test_what_is_filled_in_is_what_the_template_wants() -> None:
    for place, call in calls("say"):
        named = {keyword.arg for keyword in call.keywords}
        template = call.args[0]
        assert isinstance(template, ast.Constant)
        wanted = placeholders(str(template.value))
        assert named == wanted or (None in named and named - {None} <= wanted), place  # None: `**parts`


@pytest.mark.parametrize("template", SENTENCES)
def test_french_fills_in_the_same_words(template: str) -> None:
    assert placeholders(SENTENCES[template]) == placeholders(template)


@pytest.mark.parametrize("template", SENTENCES)
def test_french_is_a_whole_sentence_or_a_part_of_one(template: str) -> None:
    french = SENTENCES[template]
    if french.startswith(WITHIN):
        assert french[-1] not in ".?!", french
    else:
        assert french[0].isupper() or french.startswith("« "), french
        assert french.endswith((".", " ?")), french


@pytest.mark.parametrize("template", SENTENCES)
def test_french_has_no_english_and_is_typeset(template: str) -> None:
    french = SENTENCES[template]
    prose = re.sub(r"« .*? »", "«»", french)
    assert not ENGLISH.search(prose), french
    assert "'" not in french, french
    assert not re.search(r"(?<! )[;!?]|(?<! ):(?= |$)", prose), french


def test_words_for_developers_come_from_the_house_only() -> None:
    assert {place.split(":")[0] for place, _ in calls("verbatim")} == {"bot/rules/definitions.py"}


def finding(template: str, **parts: str | tuple[str, ...]) -> Finding:
    return Finding("f.yaml", 1, Severity.ERROR, say(template, **parts))


def test_a_word_of_a_file_is_said_as_it_stands_there() -> None:
    braces = finding("unknown commune {name!r}", name="{0} 'x' \\")
    assert in_french(braces) == f"La commune «{NNBSP}{{0}} 'x' \\{NNBSP}» est inconnue."
    assert str(braces) == "f.yaml:1: unknown commune \"{0} 'x' \\\\\""


def test_a_word_of_several_lines_is_said_on_one_and_cut() -> None:
    told = in_french(finding("unknown commune {name!r}", name="Saint\n  Amant " + "x" * 200))
    assert told.startswith(f"La commune «{NNBSP}Saint Amant xxx")
    assert "…" in told
    assert len(told) < SHOWN_LENGTH + 40


def test_our_own_words_are_never_cut() -> None:
    whom = Phrase("secteur : commerce ; " * 20)
    template = "rule {rule!r} proposes {name} beyond their convention ({whom})"
    assert "…" not in in_french(finding(template, rule="r", name="a.b", whom=whom))


def test_days_and_lists_are_said_as_people_say_them() -> None:
    assert say_in_french(say("rule {rule!r} expires on {day}", rule="r", day=date(2026, 12, 1))).endswith(
        "après le 1er décembre 2026."
    )
    assert say_in_french(say("its values are: {values}", values=("a", "b"))) == (
        f"Ses valeurs sont «{NNBSP}a{NNBSP}», «{NNBSP}b{NNBSP}»."
    )
