"""The page about the directory is executed: its blocks load, its messages are the real ones, its keys exist."""

from __future__ import annotations

import re
from datetime import date

from small_territory import FOLLOW_UP, RULES_PACKAGE, TERRITORY, small_geography

from referral_rules.analysis.speech import typeset
from referral_rules.check import check_territory
from referral_rules.convention_reader import ROW_KEYS, RULE_KEYS
from referral_rules.errors import Severity
from referral_rules.facts import Facts
from referral_rules.follow_up_policy import load_policy
from referral_rules.french import in_french
from referral_rules.loader import load_territory
from referral_rules.promises import Promise, promise_of
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
PAGE = (RULES_PACKAGE.parent / "docs" / "annuaire.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def loaded(vocabulary: Vocabulary) -> Territory:
    blocks = {
        text.splitlines()[0].removeprefix("# "): text for language, text in BLOCK.findall(PAGE) if language == "yaml"
    }
    assert set(blocks) == {"annuaire.yaml", "regles/commerce.yaml"}
    territory = TERRITORY.replace("pivot: parc.accueil", "pivot: accueil.reseau")
    return load_territory(
        blocks | {"territoire.yaml": territory, "suivi.yaml": FOLLOW_UP}, vocabulary, small_geography()
    )


def test_the_message_shown_is_the_real_one(vocabulary: Vocabulary) -> None:
    shown, _ = [text for language, text in BLOCK.findall(PAGE) if language == "text"]
    found = check_territory(loaded(vocabulary), ON)
    told = [f"{finding.file}:{finding.line}: erreur: {in_french(finding)}" for finding in found]
    assert told == [typeset(line) for line in shown.splitlines()]
    assert [finding.severity for finding in found] == [Severity.ERROR]


def test_the_promise_shown_is_the_real_one(vocabulary: Vocabulary) -> None:
    _, shown = [text for language, text in BLOCK.findall(PAGE) if language == "text"]
    territory = loaded(vocabulary)
    shop: Facts = {"secteur": "commerce", "stade": "etude"}
    sentence = promise_of(territory, "cci.thiers", shop, ON).sentence(territory.directory)
    assert sentence.replace("\u202f", " ") == shown.strip()
    assert promise_of(territory, "cci.ambert", {"commune": "63430", "secteur": "tourisme"}, ON) == Promise(5)


def test_the_policy_shown_for_long_promises_loads() -> None:
    (shown,) = re.findall(r"`(relances_jours: [^`]*)`", PAGE)
    assert load_policy(shown).reminder_working_days == (2, 4, 8)


def test_the_default_rule_is_the_one_named(vocabulary: Vocabulary) -> None:
    generated = [rule for rule in loaded(vocabulary).rules.rules if rule.file == "annuaire.yaml"]
    assert [rule.id for rule in generated] == ["convention-cci-2"]
    assert f"`{generated[0].id}`" in PAGE
    assert len(generated[0].examples) == 1


def test_every_key_of_a_row_is_told() -> None:
    told = set(re.findall(r"`(\w+)(?:: \w+)?`", PAGE))
    assert {*ROW_KEYS, *RULE_KEYS} - {"titre_en", "motif_en"} <= told


def test_the_page_is_typeset_as_french() -> None:
    prose = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", PAGE))
    assert not re.search(r" [;:!?](\s|$)|« | »|\w'\w", prose)
