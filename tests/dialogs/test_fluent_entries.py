"""Cutting a Fluent text into messages says the same as parsing it, for every text there is and for hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.definitions import DIALOGS
from dialogs.fluent_entries import cut_messages
from dialogs.wording import Wording, WordingError
from tests.sizes import examples

TEXTS = sorted((DIALOGS / "texts").glob("*.ftl"))
LINES = st.lists(
    st.sampled_from(
        [
            "a = un mot", "b = { $x } et { $y-z }", "c =", "    suite { $x }", "    ", "", "# remarque", "### groupe",
            "d = { a }", "e = { -terme }", "-terme = mot", "f = { $n ->", "    [one] un", "   *[other] { $m }", "}",
            "    }",
            "g = {\"{ $nothing }\"}", "    .attribut = { $x }", "h : pas un message", "  i = en retrait", "j = {$x",
            "k = a}b", "\tl = tab", "m = fin\r", "a = encore", "n= { $x }{ $x }", "o    =    p", "É = q",
            "r = « s »\u202f!",
        ]
    ),
    max_size=12,
)  # fmt: skip


def parsed(text: str) -> tuple[dict[str, str], set[str]]:
    """What the library makes of a text: every message that can be said without anything, and all ids; or junk."""
    resource = FluentResource(text)
    if any(isinstance(entry, ast.Junk) for entry in resource.body):
        raise WordingError("junk")
    bundle = FluentBundle(["fr"], use_isolating=False)
    bundle.add_resource(resource)
    names = {entry.id.name for entry in resource.body if isinstance(entry, ast.Message)}
    said = {}
    for name in names:
        value = bundle.get_message(name).value
        if value is not None:
            words, errors = bundle.format_pattern(value, {"x": "X", "y-z": "Y", "n": 3, "m": "M"})
            said[name] = "" if errors else str(words)
    return said, names


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_text_of_ours_is_cut_into_what_the_parser_finds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    resource = FluentResource(text)
    cut = cut_messages(text)
    assert cut is not None
    lines = {
        entry.id.name: text.count("\n", 0, entry.span.start) + 1
        for entry in resource.body
        if isinstance(entry, ast.Message)
    }
    assert {entry.name: entry.line for entry in cut} == lines
    for entry in cut:
        (alone,) = FluentResource(entry.text).body
        (whole,) = (each for each in resource.body if isinstance(each, ast.Message) and each.id.name == entry.name)
        assert alone.equals(whole, ignored_fields=["span", "comment"])


@settings(max_examples=examples(400), deadline=None)
@given(lines=LINES)
def test_a_wording_says_and_refuses_what_the_parser_would(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    try:
        said, names = parsed(text)
    except WordingError:
        with pytest.raises(WordingError):
            Wording({"fr": {"a.ftl": text}})
        return
    wording = Wording({"fr": {"a.ftl": text}})
    assert wording.keys("fr") == names
    twice = any("already" in finding for finding in wording.findings())
    for name in names if not twice else ():
        given_values = {"x": "X", "y-z": "Y", "n": 3, "m": "M"}
        if said.get(name):
            assert wording.say("fr", name, **given_values) == said[name]
        else:
            with pytest.raises(WordingError):
                wording.say("fr", name, **given_values)
