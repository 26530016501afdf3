"""`suivi.yaml`: read as written, refused with file, line and mend."""

from __future__ import annotations

from datetime import time

import pytest

from referral_rules.follow_up import FollowUpPolicy, FollowUpPolicyError, load_policy

GOOD = """\
fuseau: Europe/Paris
heures: {de: "09:00", a: 18:15}
feries: {pays: FR, region: Alsace-Moselle}
promesse_jours: 4
relances_jours: [1, 3]
relances_temps_partiel_jours: [2]
reaffectation: automatique
verification_apres_promesse_jours: 2
reprise_inacheve_jours: [2, 9]
preavis_expiration_jours: 15
"""


def test_a_policy_is_read_as_written() -> None:
    assert load_policy(GOOD) == FollowUpPolicy(
        opens=time(9, 0),
        closes=time(18, 15),
        region="57",
        promise_working_days=4,
        reminder_working_days=(1, 3),
        part_time_reminder_working_days=(2,),
        reassignment="automatique",
        check_after_promise_working_days=2,
        unfinished_calendar_days=(2, 9),
        expiry_notice_calendar_days=15,
    )


def test_what_is_not_written_takes_the_agreed_default() -> None:
    assert load_policy("") == FollowUpPolicy()
    assert load_policy({"promesse_jours": "3", "relances_jours": ["1"]}).promise_working_days == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fuseau: Europe/Pari", "suivi.yaml:1: unknown time zone 'Europe/Pari'; write e.g. Europe/Paris"),
        ("promesse_jours: 5\nrelance_jours: [2]", "suivi.yaml:2: unknown key 'relance_jours'; did you mean"),
        ("promesse_jours: cinq", "suivi.yaml:1: 'cinq' is no number of days for promesse_jours"),
        ("relances_jours: [4, 2]", "suivi.yaml:1: relances_jours wants increasing numbers of days; write e.g. [2, 4]"),
        ("heures: {de: '19:00', a: '08:30'}", "suivi.yaml:1: heures 19:00–08:30 is no span of a day"),
        ("heures: toujours", "suivi.yaml:1: heures wants both bounds"),
        ("feries: {pays: BE}", "suivi.yaml:1: feries knows France only"),
        ("feries: {pays: FR, region: Bretagne}", "suivi.yaml:1: unknown region 'Bretagne'"),
        ("reaffectation: auto", "suivi.yaml:1: unknown value 'auto' for reaffectation"),
        ("promesse_jours: 5\npromesse_jours: 6", "suivi.yaml:2: 'promesse_jours' is already at line 1"),
        ("- liste", "suivi.yaml:1: expected `key: value` lines"),
        ("heures: {de: '8'", "suivi.yaml:"),
    ],
)  # fmt: skip
def test_a_broken_policy_is_refused_with_line_and_mend(text: str, expected: str) -> None:
    with pytest.raises(FollowUpPolicyError) as refusal:
        load_policy(text)
    assert str(refusal.value).startswith(expected)


def test_all_findings_are_told_at_once() -> None:
    with pytest.raises(FollowUpPolicyError) as refusal:
        load_policy("promesse_jours: 0\nreaffectation: rien")
    assert str(refusal.value).count("suivi.yaml:") == 2
