"""How long before its last day a rule or a convention row is announced: as `suivi.yaml` says."""

from __future__ import annotations

from datetime import date

import pytest
from small_conventions import directory
from small_territory import FOLLOW_UP, RULES, small_territory

from referral_rules.analysis import Kind, analyse
from referral_rules.check import check_territory
from referral_rules.vocabulary import Vocabulary

LAST_DAY = date(2027, 3, 12)  # of the rule « premiers-pas »
ROW = "    convention:\n      - {secteurs: [commerce, restauration], engagement: mandat, au: 2027-03-12}\n"


@pytest.mark.parametrize(
    ("notice", "on", "announced"),
    [
        ("", date(2027, 2, 10), True),
        ("", date(2027, 2, 9), False),
        ("preavis_expiration_jours: 60\n", date(2027, 1, 11), True),
        ("preavis_expiration_jours: 60\n", date(2027, 1, 10), False),
        ("preavis_expiration_jours: 7\n", date(2027, 3, 5), True),
        ("preavis_expiration_jours: 7\n", date(2027, 3, 4), False),
        ("preavis_expiration_jours: 7\n", date(2027, 3, 13), True),
    ],
)
def test_the_end_of_a_rule_and_of_a_row_is_announced_as_long_before_as_agreed(
    vocabulary: Vocabulary, notice: str, on: date, announced: bool
) -> None:
    territory = small_territory(vocabulary, annuaire=directory(cci=ROW), regles=RULES, suivi=FOLLOW_UP + notice)
    told = [str(finding.message) for finding in check_territory(territory, on)]
    for said in ("rule 'premiers-pas' expire", "convention row 1 of 'cci' expire"):
        assert any(message.startswith(said) for message in told) == announced, told
    assert [found.rules for found in analyse(territory, on).of_kind(Kind.EXPIRY)] == [("premiers-pas",)] * announced
