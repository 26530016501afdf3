"""What a territory that loads still has wrong on a day is told to animators in French: every kind of it, once each."""

from __future__ import annotations

from datetime import date

import pytest
from small_territory import DIRECTORY, RULES, small_territory

from referral_rules.analysis.speech import typeset
from referral_rules.check import check_territory
from referral_rules.french import in_french
from referral_rules.vocabulary import Vocabulary

ON = date(2026, 11, 22)
CCI = "  - structure: cci\n"
HELD = "    convention:\n      - {secteurs: [restauration], engagement: mandat}\n"
ABSENT = DIRECTORY.replace("nom: Jean Val,", "nom: Jean Val, statut: suspendu,")
VERIFIED = DIRECTORY.replace(CCI, CCI + "    verifie_le: 2026-05-01\n")


def convention(row: str) -> str:
    """The directory whose council has agreed to everything, and the chamber to one row."""
    council = "    sans_convention: vrai\n    motif_sans_convention: en cours\n"
    directory = DIRECTORY.replace("  - structure: cc\n", "  - structure: cc\n" + council)
    return directory.replace(CCI, f"{CCI}    convention:\n      - {{{row}}}\n")


def example(profile: str, expected: str, rule: str = "commerce", key: str = "exemples") -> str:
    """The rules with one more example of one of them."""
    told = f"{{profil: {{{profile}}}, attendu: {expected}}}" if key == "exemples" else f"{{profil: {{{profile}}}}}"
    return RULES.replace(f"- regle: {rule}\n", f"- regle: {rule}\n  {key}: [{told}]\n", 1)


TIED = RULES + (
    "\n- {regle: salaries, titre: t, motif: m, referent: cc.accueil, si: {statut: [salarie]},"
    "\n   exemples: [{profil: {commune: Thiers, statut: salarie, secteur: commerce}, attendu: cc.accueil}]}\n"
)
FOUND: dict[str, tuple[dict[str, str], date, str]] = {
    "a rule takes it": (
        {"regles": example("commune: Ambert, secteur: commerce, forme_du_projet: reprise, stade: idee", "cci.thiers")},
        ON,
        "Un exemple de la règle « commerce » attend « cci.thiers », mais c’est « cc.accueil » qui est proposé, par la "
        "règle « reprise-idee ». Une autre règle passe avant celle-ci : changez l’exemple, ou donnez-lui une "
        "« priorite » plus haute.",
    ),
    "no rule takes it": (
        {"regles": example("commune: Thiers, secteur: tourisme", "cci.thiers")},
        ON,
        "Un exemple de la règle « commerce » attend « cci.thiers », mais aucune règle ne s’applique et c’est le pivot, "
        "« parc.accueil », qui est proposé. La règle n’accepte pas ce que l’exemple dit, ou ne dit pas, de « secteur » "
        ": corrigez l’un ou l’autre.",
    ),
    "the rule itself proposes somebody else": (
        {"regles": example("commune: Thiers, secteur: commerce", "cci.ambert")},
        ON,
        "Un exemple de la règle « commerce » attend « cci.ambert », alors que cette règle propose « cci.thiers ». "
        "Changez qui l’exemple attend, ou qui la règle propose.",
    ),
    "somebody stands in": (
        {
            "annuaire": ABSENT.replace("statut: suspendu,", "statut: inactif, remplacant: ambert,"),
            "regles": example("commune: Thiers, secteur: commerce", "cci.thiers"),
        },
        ON,
        "Un exemple de la règle « commerce » attend « cci.thiers », mais « cci.ambert » est proposé à la place de "
        "« cci.thiers », indisponible. Changez qui l’exemple attend, ou corrigez l’annuaire.",
    ),
    "nobody is added": (
        {"regles": example("commune: Thiers, secteur: commerce", "cc.economie", "locaux")},
        ON,
        "Un exemple de la règle « locaux » attend « cc.economie », mais rien n’est ajouté à la proposition. La règle "
        "n’accepte pas ce que l’exemple dit, ou ne dit pas, de « besoins_projet » : corrigez l’un ou l’autre.",
    ),
    "others are added": (
        {"regles": example("commune: Thiers, besoins_projet: [local]", "cc.accueil", "locaux")},
        ON,
        "Un exemple de la règle « locaux » attend « cc.accueil », mais elle ne l’ajoute pas ; ce qui est proposé : "
        "« cc.economie ». Une autre règle passe avant celle-ci : changez l’exemple, ou donnez-lui une « priorite » "
        "plus haute.",
    ),
    "an example of another rule": (
        {"regles": example("commune: Ambert, secteur: commerce, forme_du_projet: reprise, stade: idee", "cc.accueil")},
        ON,
        "Un exemple de la règle « commerce » obtient bien « cc.accueil », mais par la règle « reprise-idee ». Déplacez "
        "l’exemple dans l’autre règle, ou changez son profil.",
    ),
    "a counter-example": (
        {"regles": example("commune: Thiers, secteur: commerce", "", key="contre_exemples")},
        ON,
        "La règle « commerce » s’applique à un de ses contre-exemples. Resserrez ses conditions, ou changez le "
        "contre-exemple.",
    ),
    "a tie": (
        {"regles": TIED},
        ON,
        "Sur un exemple de la règle « salaries », plusieurs règles de même rang proposent chacune quelqu’un d’autre : "
        "« commerce », « salaries ». Donnez à l’une d’elles une « priorite » plus haute.",
    ),
    "a rule that ends": (
        {},
        date(2027, 3, 1),
        "La règle « premiers-pas » ne s’applique plus après le 12 mars 2027. Renouvelez-la à temps.",
    ),
    "a rule that has ended": (
        {},
        date(2027, 4, 1),
        "La règle « premiers-pas » ne s’applique plus depuis le 12 mars 2027 au soir. Renouvelez-la, ou retirez-la.",
    ),
    "a programme that is over": (
        {},
        date(2027, 4, 1),
        "La règle « premiers-pas » propose le parcours « premiers-pas », qui est terminé. Nommez le parcours suivant, "
        "ou écrivez « etat: suspendue ».",
    ),
    "a programme that nobody proposes": (
        {"regles": RULES.replace("- regle: premiers-pas\n", "- regle: premiers-pas\n  etat: brouillon\n")},
        ON,
        "Aucune règle ne propose le parcours « premiers-pas ». Écrivez une règle pour lui, ou retirez-le.",
    ),
    "somebody whom nobody proposes": (
        {"regles": RULES.replace("referent: cci.thiers", "referent: cci.ambert")},
        ON,
        "Aucune règle ne propose « cci.thiers ». Écrivez une règle pour lui, ou « statut: inactif ».",
    ),
    "somebody who is away": (
        {"annuaire": ABSENT},
        ON,
        "La règle « commerce » propose « cci.thiers », dont le statut est « suspendu » et que personne ne remplace. "
        "Nommez quelqu’un d’autre, ou donnez-lui un « remplacant » dans l’annuaire.",
    ),
    "no convention": (
        {"annuaire": DIRECTORY.replace(CCI, CCI + HELD.replace("secteurs: [restauration], ", ""))},
        ON,
        "La règle « reprise-etude » propose « cc », qui n’a pas de convention. Écrivez sa « convention », ou "
        "« sans_convention: vrai » en disant pourquoi.",
    ),
    "beyond a convention": (
        {"annuaire": convention("stades: {au_moins: idee}, engagement: mandat")},
        ON,
        "La règle « commerce » propose « cci.thiers » au-delà de sa convention (secteur : commerce ou restauration ; "
        "stade : envie). Resserrez la règle, ou étendez la convention.",
    ),
    "agreed in principle": (
        {"annuaire": convention("engagement: principe")},
        ON,
        "La règle « commerce » propose « cci.thiers » là où il n’y a qu’un accord de principe (secteur : commerce ou "
        "restauration). Faites-le convenir, puis écrivez « engagement: objectifs » ou « engagement: mandat ».",
    ),
    "a convention that ends": (
        {"annuaire": convention("engagement: mandat, au: 2026-12-01")},
        ON,
        "La ligne 1 de la convention de « cci » ne vaut plus après le 1er décembre 2026. Renouvelez-la à temps.",
    ),
    "a convention that has ended": (
        {"annuaire": convention("engagement: mandat, au: 2026-11-21")},
        ON,
        "La ligne 1 de la convention de « cci » ne vaut plus depuis le 21 novembre 2026 au soir. Renouvelez-la, ou "
        "retirez-la.",
    ),
    "a convention to read again": (
        {"annuaire": convention("engagement: mandat, revoir_le: 2026-11-21")},
        ON,
        "La ligne 1 de la convention de « cci » devait être revue le 21 novembre 2026. Relisez-la ensemble, puis datez "
        "« revoir_le ».",
    ),
    "an entry that has grown old": (
        {"annuaire": VERIFIED},
        ON,
        "La fiche de « cci » n’a pas été vérifiée depuis le 1er mai 2026. Relisez-la avec eux, puis notez la date dans "
        "« verifie_le ».",
    ),
    "an entry that nobody verified": (
        {"annuaire": VERIFIED},
        ON,
        "La fiche de « cc » n’a jamais été vérifiée. Relisez-la avec eux, puis notez la date dans « verifie_le ».",
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_wrong_on_a_day_is_said_in_french(name: str, vocabulary: Vocabulary) -> None:
    changes, on, sentence = FOUND[name]
    told = [in_french(finding) for finding in check_territory(small_territory(vocabulary, **changes), on)]
    assert told.count(typeset(sentence)) == 1, told


def test_somebody_away_makes_no_example_fail(vocabulary: Vocabulary) -> None:
    away = ABSENT.replace("statut: suspendu,", "statut: suspendu, remplacant: ambert,")
    rules = example("commune: Thiers, secteur: commerce", "cci.thiers")
    territory = small_territory(vocabulary, annuaire=away, regles=rules)
    assert not [found for found in check_territory(territory, ON) if found.severity == "error"]
