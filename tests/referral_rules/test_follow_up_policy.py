"""`suivi.yaml`: read as written, refused with file, line and mend."""

from __future__ import annotations

from datetime import time

import pytest

from referral_rules.analysis.speech import typeset
from referral_rules.errors import DefinitionErrors
from referral_rules.follow_up_policy import FollowUpPolicy, load_policy
from referral_rules.french import in_french

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
    assert load_policy({}) == FollowUpPolicy()
    assert load_policy({"promesse_jours": "3", "relances_jours": ["1"]}).promise_working_days == 3


@pytest.mark.parametrize(
    ("text", "expected", "french"),
    [
        (
            "fuseau: Europe/Pari",
            "suivi.yaml:1: unknown time zone 'Europe/Pari'; write e.g. Europe/Paris",
            "Le fuseau horaire « Europe/Pari » est inconnu. Écrivez par exemple Europe/Paris.",
        ),
        (
            "promesse_jours: 5\nrelance_jours: [2]",
            "suivi.yaml:2: unknown key 'relance_jours' in the follow-up policy; did you mean",
            "« relance_jours » ne veut rien dire dans le fichier de suivi. Vouliez-vous dire « relances_jours » ?",
        ),
        (
            "promesse_jours: cinq",
            "suivi.yaml:1: 'cinq' is no number of days for promesse_jours",
            "« promesse_jours » attend un nombre de jours, et non « cinq ». Écrivez un nombre entre 1 et 60.",
        ),
        (
            "relances_jours: [4, 2]",
            "suivi.yaml:1: relances_jours wants increasing numbers of days; write e.g. [2, 4]",
            "« relances_jours » attend des nombres de jours, du plus petit au plus grand. Écrivez par exemple « "
            "[2, 4] ».",
        ),
        (
            "heures: {de: '19:00', a: '08:30'}",
            "suivi.yaml:1: heures 19:00–08:30 is no span of a day",
            "De « 19:00 » à « 08:30 », « heures » n’est pas une plage de la journée. Écrivez par exemple « {de: "
            '"08:30", a: "19:00"} ».',
        ),
        (
            "heures: toujours",
            "suivi.yaml:1: heures wants both bounds",
            '« heures » attend une heure de début et une heure de fin. Écrivez par exemple « {de: "08:30", a: '
            '"19:00"} ».',
        ),
        (
            "feries: {pays: BE}",
            "suivi.yaml:1: feries knows France only",
            '« feries » ne connaît que les jours fériés de France. Écrivez « {pays: FR, region: ""} ».',
        ),
        (
            "feries: {pays: FR, region: Bretagne}",
            "suivi.yaml:1: unknown region 'Bretagne'",
            'La région « Bretagne » n’a pas de jours fériés à elle. Écrivez « "" », ou « Alsace-Moselle ».',
        ),
        (
            "reaffectation: auto",
            "suivi.yaml:1: unknown value 'auto' for reaffectation",
            "« auto » n’est pas une valeur de « reaffectation ». Écrivez l’un de ces mots : « animateur », « "
            "automatique ».",
        ),
        (
            "promesse_jours: 5\npromesse_jours: 6",
            "suivi.yaml:2: key 'promesse_jours' is written twice, first on line 1",
            "La clé « promesse_jours » est écrite deux fois, la première à la ligne 1. N’en gardez qu’une.",
        ),
        (
            "- liste",
            "suivi.yaml:1: the follow-up policy is a mapping of keys and values",
            "Ce texte n’a pas la forme qu’il faut pour le fichier de suivi. Écrivez par exemple « promesse_jours: 5 ».",
        ),
        (
            "heures: {de: '8'",
            "suivi.yaml:1: this is not YAML",
            "Ce fichier ne se lit pas, à cause de cette ligne : une accolade s’y ouvre et ne se ferme pas. "
            "Fermez-la par « } », avec des virgules entre les éléments.",
        ),
    ],
)
def test_a_broken_policy_is_refused_with_line_and_mend(text: str, expected: str, french: str) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        load_policy(text)
    assert str(refusal.value).startswith(expected)
    assert [in_french(finding) for finding in refusal.value.findings] == [typeset(french)]


def test_all_findings_are_told_at_once() -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        load_policy("promesse_jours: 0\nreaffectation: rien")
    assert str(refusal.value).count("suivi.yaml:") == 2
