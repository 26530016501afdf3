"""Conventions as they are written: a row says who, for whom, how far and until when; a wrong one is refused."""

from __future__ import annotations

from datetime import date

import pytest
from small_conventions import COUNTER, WITHOUT, directory, loaded, plain

from referral_rules.boxes import Among, ContainsAny
from referral_rules.conventions import Commitment
from referral_rules.errors import DefinitionErrors
from referral_rules.facts import COMMUNE
from referral_rules.french import in_french
from referral_rules.vocabulary import Vocabulary


def test_a_row_says_who_for_whom_how_far_and_until_when(vocabulary: Vocabulary) -> None:
    row = """\
    convention:
      - secteurs: [commerce]
        stades: {au_moins: montage}
        formes: [reprise]
        besoins: [financement, aides]
        besoins_vie: [logement]
        si: {portage: [seul, couple]}
        zones: [ambert]
        communes_sauf: [Arlanc]
        engagement: objectifs
        delai_jours: 3
        du: 2026-01-01
        au: 2026-12-31
        revoir_le: 2026-10-01
"""
    (read,) = loaded(vocabulary, cci=row).directory.conventions
    assert (read.structure, read.interlocutor, read.number, read.commitment) == ("cci", None, 1, Commitment.OBJECTIFS)
    assert (read.answer_days, read.starts_on, read.ends_on) == (3, date(2026, 1, 1), date(2026, 12, 31))
    assert read.review_on == date(2026, 10, 1)
    assert read.default_rule is None
    assert read.box == {
        COMMUNE: Among(frozenset({"63003", "63057", "63901"})),
        "secteur": Among(frozenset({"commerce"})),
        "stade": Among(frozenset({"montage", "lancement", "activite"})),
        "forme_du_projet": Among(frozenset({"reprise"})),
        "besoins_projet": ContainsAny(frozenset({"financement", "aides"})),
        "besoins_vie": ContainsAny(frozenset({"logement"})),
        "portage": Among(frozenset({"seul", "couple"})),
    }
    assert not read.has_begun(date(2025, 12, 31))
    assert not read.has_ended(date(2026, 12, 31))
    assert read.has_ended(date(2027, 1, 1))


def test_one_persons_rows_are_theirs_and_numbered_with_the_structures(vocabulary: Vocabulary) -> None:
    territory = loaded(vocabulary, cci=COUNTER, thiers=", convention: [{stades: [envie], engagement: principe}]")
    whole, own = territory.directory.conventions
    assert [(row.interlocutor, row.number) for row in (whole, own)] == [(None, 1), ("cci.thiers", 2)]
    assert territory.directory.mandates_of("cci.thiers") == (own,)
    assert territory.directory.mandates_of("cci.ambert") == (whole,)
    assert territory.directory.mandates_of("parc.accueil") == ()


@pytest.mark.parametrize(
    ("row", "message", "french"),
    [
        (
            "{secteurs: [commerce]}",
            "a convention row lacks 'engagement'; use one of: principe, objectifs, mandat",
            "Il manque « engagement » dans cette ligne de convention. Écrivez l’un de ces mots : « principe », « "
            "objectifs », « mandat ».",
        ),
        (
            "{engagement: promis}",
            "unknown value 'promis' for engagement; use one of: principe, objectifs, mandat",
            "« promis » n’est pas une valeur de « engagement ». Écrivez l’un de ces mots : « principe », « "
            "objectifs », « mandat ».",
        ),
        (
            "{secteurs: [artisant], engagement: mandat}",
            "unknown value 'artisant' for secteur; did you mean 'artisanat",
            "« artisant » n’est pas une valeur de « secteur ». Vouliez-vous dire « artisanat » ?",
        ),
        (
            "{secteur: [bois], engagement: mandat}",
            "unknown key 'secteur' in a convention row; did you mean 'secteurs'",
            "« secteur » ne veut rien dire dans cette ligne de convention. Vouliez-vous dire « secteurs » ?",
        ),
        (
            "{zones: [amber], engagement: mandat}",
            "unknown zone 'amber'; did you mean 'ambert'?",
            "La zone « amber » n’est pas dans territoire.yaml. Vouliez-vous dire « ambert » ?",
        ),
        (
            "{communes: [Tiers], engagement: mandat}",
            "unknown commune 'Tiers'; did you mean 'Thiers'?",
            "La commune « Tiers » est inconnue. Vouliez-vous dire « Thiers » ?",
        ),
        (
            "{si: {stade: [envie]}, engagement: mandat}",
            "a convention calls 'stade' 'stades'; write 'stades: …'",
            "Dans une convention, « stade » s’écrit « stades ». Écrivez « stades: … », hors de « si ».",
        ),
        (
            "{si: [envie], engagement: mandat}",
            "'si' takes a mapping of facts and conditions",
            "Sous « si », il faut une ligne par condition. Écrivez par exemple « secteur: [commerce] ».",
        ),
        (
            "{si: {jalons: {contient_un_de: [budget]}}, engagement: mandat}",
            "no rule can read 'jalons'; use 'stade'",
            "Aucune règle ne peut lire « jalons ». Servez-vous de « stade », qui s’en déduit.",
        ),
        (
            "{du: 2026-02-01, au: 2026-01-01, engagement: mandat}",
            "the row ends before it starts; swap the two days",
            "Cette ligne de convention finit avant de commencer. Échangez les deux dates.",
        ),
        (
            "{revoir_le: demain, engagement: mandat}",
            "'revoir_le' is no day: 'demain'; write it as 2026-01-31",
            "« revoir_le » attend une date, et non « demain ». Écrivez l’année, le mois, le jour, comme 2026-01-31.",
        ),
        (
            "{delai_jours: vite, engagement: mandat}",
            "'delai_jours' is a whole number, not 'vite'",
            "« delai_jours » attend un nombre entier, et non « vite ». Écrivez-le en chiffres, sans autre mot.",
        ),
        (
            "{motif: Bonjour, engagement: mandat}",
            "'motif' is for the default rule; add 'regle_par_defaut: vrai' or ",
            "« motif » ne sert que si la ligne donne une règle par défaut. Ajoutez « regle_par_defaut: vrai », "
            "ou retirez-le.",
        ),
        (
            "{regle_par_defaut: vrai, engagement: mandat}",
            "a convention row lacks 'motif'; add 'motif: …'",
            "Il manque « motif » dans cette ligne de convention. Ajoutez « motif: … ».",
        ),
        (
            "{regle_par_defaut: vrai, motif: x, interlocuteur: cc.accueil, engagement: mandat}",
            "'cc.accueil' is no interlocutor of 'cci'; name one of its desks",
            "« cc.accueil » n’est pas une personne de « cci ». Nommez une personne de cette structure.",
        ),
        (
            "mandat",
            "a convention row is a mapping of keys and values",
            "Ce texte n’a pas la forme qu’il faut pour cette ligne de convention. Écrivez « clé: valeur ».",
        ),
    ],
)
def test_a_wrong_row_is_refused_once_with_its_line_and_mend(
    vocabulary: Vocabulary, row: str, message: str, french: str
) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        loaded(vocabulary, cci=f"    convention:\n      - {row}\n")
    (finding,) = refusal.value.findings
    line = directory().splitlines().index("  - structure: cci") + 3
    assert str(finding).startswith(f"annuaire.yaml:{line}: {message}")
    assert plain(in_french(finding)) == french


@pytest.mark.parametrize(
    ("lines", "message", "french"),
    [
        (
            "    convention: {engagement: mandat}\n",
            "a list is expected here, each item being a convention row",
            "Il faut une liste ici, avec un tiret devant cette ligne de convention. Commencez par « - ».",
        ),
        (
            "    sans_convention: vrai\n",
            "'sans_convention' lacks its reason; add 'motif_sans_convention: …'",
            "« sans_convention » ne dit pas pourquoi. Ajoutez « motif_sans_convention: … ».",
        ),
        (
            "    motif_sans_convention: x\n",
            "a reason without 'sans_convention'; add 'sans_convention: vrai'",
            "Il y a un motif, mais pas de « sans_convention ». Ajoutez « sans_convention: vrai ».",
        ),
        (
            WITHOUT + COUNTER,
            "this structure has a convention; remove 'sans_convention'",
            "Cette structure a une convention, et dit qu’elle n’en a pas. Retirez « sans_convention ».",
        ),
        (
            "    code_insee: '630'\n",
            "'630' can't be a code_insee; write it as 63003",
            "« 630 » ne peut pas être un « code_insee ». Écrivez-le comme 63003.",
        ),
        (
            "    reseaux_porteurs: [CCI]\n",
            "'CCI' can't be a code of reseaux_porteurs; write it as chambres-consulaires",
            "« CCI » ne peut pas être un code de « reseaux_porteurs ». Écrivez-le comme chambres-consulaires.",
        ),
        (
            "    verifie_le: hier\n",
            "'verifie_le' is no day: 'hier'; write it as 2026-01-31",
            "« verifie_le » attend une date, et non « hier ». Écrivez l’année, le mois, le jour, comme 2026-01-31.",
        ),
    ],
)
def test_a_wrong_structure_is_refused(vocabulary: Vocabulary, lines: str, message: str, french: str) -> None:
    with pytest.raises(DefinitionErrors) as refusal:
        loaded(vocabulary, cci=lines)
    (finding,) = refusal.value.findings
    assert str(finding).split(": ", 1)[1].startswith(message)
    assert plain(in_french(finding)) == french
