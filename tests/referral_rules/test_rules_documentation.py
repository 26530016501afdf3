"""The page for animators is executed: its blocks load, its examples hold, its error messages are the real ones."""

from __future__ import annotations

import re
from datetime import date

import pytest
from small_territory import FOLLOW_UP, RULES_PACKAGE, small_geography

from referral_rules.analysis import analyse
from referral_rules.analysis.sentences import say_observation
from referral_rules.analysis.speech import typeset
from referral_rules.check import check_territory
from referral_rules.errors import DefinitionErrors, Severity
from referral_rules.explanations import POINTERS
from referral_rules.french import in_french
from referral_rules.loader import load_territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
PAGE = (RULES_PACKAGE.parent / "docs" / "regles.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BROKEN = "à corriger : "


def named_blocks() -> dict[str, str]:
    """The YAML blocks by the file name in their first line."""
    blocks = {}
    for language, text in BLOCK.findall(PAGE):
        if language == "yaml":
            name = text.splitlines()[0].removeprefix("# ")
            assert name not in blocks
            blocks[name] = text
    return blocks


def good_sources() -> dict[str, str]:
    sources = {name: text for name, text in named_blocks().items() if not name.startswith(BROKEN)}
    return sources | {"suivi.yaml": FOLLOW_UP}


def test_the_blocks_are_a_whole_territory_whose_examples_hold(vocabulary: Vocabulary) -> None:
    sources = good_sources()
    assert {"territoire.yaml", "annuaire.yaml", "regles/commerce.yaml"} <= set(sources)
    territory = load_territory(sources, vocabulary, small_geography())
    assert sum(len(rule.examples) for rule in territory.rules.rules) == len(territory.rules.rules) == 7
    found = check_territory(territory, ON)
    assert [str(finding) for finding in found if finding.severity is Severity.ERROR] == []
    assert [str(finding) for finding in found] == []


def test_the_messages_shown_are_the_real_ones(vocabulary: Vocabulary) -> None:
    ((name, text),) = [(name, text) for name, text in named_blocks().items() if name.startswith(BROKEN)]
    shown = [block for language, block in BLOCK.findall(PAGE) if language == "text"]
    with pytest.raises(DefinitionErrors) as refusal:
        load_territory(good_sources() | {name.removeprefix(BROKEN): text}, vocabulary, small_geography())
    told = [f"{finding.file}:{finding.line}: erreur: {in_french(finding)}" for finding in refusal.value.findings]
    assert told == [typeset(line) for line in shown[0].splitlines()]


def test_the_explanations_shown_explain_something_and_are_said_as_the_page_says(vocabulary: Vocabulary) -> None:
    territory = load_territory(good_sources(), vocabulary, small_geography())
    report = analyse(territory, ON)
    assert not report.is_blocking
    assert {found.explanation for found in report.observations if found.is_explained} == set(territory.explanations)
    said = [say_observation(found, territory, ON).replace("\u202f", " ") for found in report.observations]
    shown = [block for language, block in BLOCK.findall(PAGE) if language == "text"]
    assert any(sentence.endswith(shown[1].strip()) for sentence in said)


def test_every_kind_that_can_be_explained_is_told_with_what_names_it() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| (.*) \|$", PAGE, re.MULTILINE))
    for kind, keys in POINTERS.items():
        assert set(re.findall(r"`(\w+)`", rows[kind.value])) == set(keys)


def test_the_page_is_typeset_as_french() -> None:
    prose = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", PAGE))
    assert not re.search(r" [;:!?](\s|$)|« | »|\w'\w", prose)
