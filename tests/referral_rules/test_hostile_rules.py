"""Rules made to wear the loader out: what no rule needs is refused in a sentence, and what comes after isn't read."""

from __future__ import annotations

import time
from datetime import date

import pytest
from small_territory import RULES, small_geography, small_sources, small_territory

from referral_rules.analysis import analyse
from referral_rules.analysis.changes import compare_territories
from referral_rules.errors import DefinitionErrors, Finding
from referral_rules.french import say_in_french
from referral_rules.loader import FINDINGS_LIMIT, load_territory
from referral_rules.vocabulary import Vocabulary

SECONDS = 10.0  # far more than any of these takes, far less than what they took
RULE = "- {{regle: r, titre: t, motif: m., referent: cc.economie, si: {{secteur: [commerce]}}, {}}}\n"


def findings(rules: str, vocabulary: Vocabulary, **others: str) -> tuple[Finding, ...]:
    with pytest.raises(DefinitionErrors) as refusal:
        load_territory(small_sources(**others) | {"regles/x.yaml": rules}, vocabulary, small_geography())
    return refusal.value.findings


@pytest.mark.parametrize(
    "extra",
    [
        "territoire: {{communes: [{}]}}".format(", ".join(f"Ville-{number}" for number in range(60_000))),
        "appuis: [{}]".format(", ".join(f"cc.personne{number}" for number in range(60_000))),
        ", ".join(f"cle{number}: x" for number in range(60_000)),
    ],
)
def test_a_thousand_mistakes_are_enough(extra: str, vocabulary: Vocabulary) -> None:
    begun = time.monotonic()
    found = findings(RULE.format(extra), vocabulary)
    assert len(found) == FINDINGS_LIMIT
    assert time.monotonic() - begun < SECONDS


def test_those_absent_from_a_directory_that_can_t_be_read_don_t_hide_why(vocabulary: Vocabulary) -> None:
    rules = RULE.format("appuis: [{}]".format(", ".join(f"cc.personne{number}" for number in range(5_000))))
    found = findings(rules, vocabulary, annuaire="structures: [")
    assert [finding.file for finding in found] == ["annuaire.yaml"]


@pytest.mark.parametrize("digits", [7, 400, 5_000])
def test_a_number_that_nobody_means_is_refused(digits: int, vocabulary: Vocabulary) -> None:
    found = findings(RULE.format(f"priorite: {'9' * digits}"), vocabulary)[0]
    assert say_in_french(found.message).replace("\u202f", " ") == "Le nombre de « priorite » est bien trop grand."


def test_the_last_day_there_is_means_always(vocabulary: Vocabulary) -> None:
    on = date(2026, 11, 22)
    old = small_territory(vocabulary)
    new = small_territory(vocabulary, regles=RULES.replace("  motif:", "  valable_au: 9999-12-31\n  motif:", 1))
    assert any(rule.ends_on == date.max for rule in new.rules.rules)
    assert analyse(new, on, ()).observations is not None
    assert not compare_territories(old, new, on, ()).moves
