"""What is found about conventions and the directory is told to animators in French."""

from __future__ import annotations

import pytest

from referral_rules.sheets.french import in_french, mend_in_french


@pytest.mark.parametrize(
    ("message", "mend", "said"),
    [
        (
            "rule 'commerce' proposes cci.thiers beyond their convention (secteur : commerce ; stade : idée)",
            "narrow the rule, or extend the convention",
            "la règle « commerce » propose cci.thiers au-delà de sa convention (secteur : commerce ; stade : idée) ; "
            "précisez la règle, ou étendez la convention",
        ),
        (
            "rule 'commerce' proposes cci.thiers where they agreed in principle only (secteur : tourisme)",
            "have it agreed: 'engagement: objectifs' or 'mandat'",
            "la règle « commerce » propose cci.thiers là où il n’y a qu’un accord de principe (secteur : tourisme) ; "
            "faites-le convenir : « objectifs » ou « mandat »",
        ),
        (
            "rule 'commerce' proposes cc, which has no convention",
            "write its 'convention', or 'sans_convention: vrai' and why",
            "la règle « commerce » propose cc, qui n’a pas de convention ; "
            "écrivez sa « convention », ou « sans_convention » et pourquoi",
        ),
        (
            "convention row 2 of 'cci' expired on 2026-11-21",
            "renew or remove it",
            "ligne 2 de la convention de cci : finie le 2026-11-21 ; renouvelez-la ou retirez-la",
        ),
        (
            "convention row 2 of 'cci' was to be looked at again on 2026-11-21",
            "read it again together, then write the next 'revoir_le'",
            "ligne 2 de la convention de cci : à revoir depuis le 2026-11-21 ; "
            "relisez-la ensemble, puis notez le prochain « revoir_le »",
        ),
        (
            "cci has not been verified since 2026-05-01",
            "check it with them, then write 'verifie_le'",
            "cci n’a pas été relu depuis le 2026-05-01 ; relisez la fiche avec eux, puis notez « verifie_le »",
        ),
        (
            "a convention calls 'stade' 'stades'",
            "write 'stades: …'",
            "une ligne de convention écrit « stades » pour stade ; écrivez « stades »",
        ),
        (
            "'sans_convention' lacks its reason",
            "add 'motif_sans_convention: …'",
            "« sans_convention » ne dit pas pourquoi ; remplissez motif_sans_convention",
        ),
        (
            "'cc.accueil' is no interlocutor of 'cci'",
            "name one of its desks",
            "« cc.accueil » n’est pas un interlocuteur de « cci » ; nommez une de ses personnes",
        ),
        (
            "'630' can't be a code_insee",
            "write it as 63003",
            "« 630 » n’est pas un code pour code_insee ; écrivez-le comme 63003",
        ),
        (
            "'capacite' is one open case or more",
            "write 'statut: suspendu' instead",
            "« capacite » : un dossier au moins ; écrivez plutôt « suspendu » dans statut",
        ),
    ],
)
def test_a_finding_in_french(message: str, mend: str, said: str) -> None:
    assert f"{in_french(message)} ; {mend_in_french(mend)}" == said


def test_a_general_pattern_is_not_taken_for_a_convention() -> None:
    assert in_french("'inconnu' can't be one of several") == "« inconnu » ne va pas avec « tous »"
