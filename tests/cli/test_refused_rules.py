"""`premiere-ecoute rules refused`: which rules in force sent cases to somebody who said that they weren't theirs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from storage.store import Store
from tests.cli.conftest import Run

LF = "livradois-forez"


def declined(store: Store, rule: str, reason: str, days_ago: int = 1) -> int:
    """A case that was declined; its number."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    with store.begin() as uow:
        case = uow.cases.open(LF, {}, "fr", 1, at)
        referral = uow.cases.add_referral(
            case, interlocutor="cc-ambert.accueil", rule=rule, revision="x", reason="", promised_on=at.date(), now=at
        )
        referral.status, referral.decline_reason, referral.answered_at = "declined", reason, at
        return case.number


@pytest.mark.parametrize("store_is_there", [False, True])
def test_without_refusals_it_says_so(cli: Run, store: Store, store_is_there: bool) -> None:
    if store_is_there:
        declined(store, "reprise-idee", "autre")
        declined(store, "reprise-idee", "hors_competence", days_ago=120)
        declined(store, "a-rule-that-is-gone", "hors_competence")
    ran = cli("rules", "refused", "--territory", LF)
    assert "Aucune règle" in ran.out, ran.err
    assert ran.status == 0


def test_it_names_the_rule_the_reason_and_the_cases(cli: Run, store: Store) -> None:
    numbers = [declined(store, "reprise-idee", "hors_competence"), declined(store, "reprise-idee", "hors_competence")]
    declined(store, "reprise-idee", "hors_territoire")
    said = cli("rules", "refused", "--territory", LF).out
    assert f"(reprise-idee)\u202f: Hors compétence, dossiers {numbers[0]}, {numbers[1]}" in said
    assert "Hors territoire" in said
    listed = json.loads(cli("rules", "refused", "--territory", LF, "--json").out)
    assert [(each["rule"], each["reason"], len(each["cases"])) for each in listed] == [
        ("reprise-idee", "hors_competence", 2),
        ("reprise-idee", "hors_territoire", 1),
    ]


def test_an_unknown_territory_is_named(cli: Run, store: Store) -> None:
    declined(store, "reprise-idee", "autre")
    ran = cli("rules", "refused", "--territory", "nulle-part")
    assert ran.status != 0
    assert "nulle-part" in ran.err
