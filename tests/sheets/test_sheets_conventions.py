"""Conventions as rows: each line of the directory comes back as it was, changes alone, and keeps its default rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from small_sheets import (
    import_small,
    rows_of,
    small_workbook,
    through_xlsx,
    with_cells,
    with_row,
    without_row,
    without_sheet,
)
from small_territory import DIRECTORY, small_geography, small_sources
from test_sheets_editing import changed_lines

from referral_rules.conventions import DefaultRule
from referral_rules.errors import Severity
from referral_rules.loader import load_territory
from referral_rules.sheets import Change, Workbook, import_workbook, sheet_changes, workbook_of
from referral_rules.sheets.changes import CellChange
from referral_rules.sheets.columns import CONVENTIONS
from referral_rules.sheets.findings import typeset
from referral_rules.sheets.workbook import Cell, column_letters
from referral_rules.vocabulary import Vocabulary

LINES = """\
    # signé le 12 mars
    convention:
      # le commerce
      - secteurs: [commerce, restauration]   # les deux
        stades: {au_moins: etude}
        zones: [ambert]
        communes_sauf: [Arlanc]
        engagement: mandat
        delai_jours: 5
        du: 2026-01-01
        au: 2028-12-31
        revoir_le: 2027-06-30
      - {besoins: [local, chiffres], si: {statut: {sauf: [retraite]}}, engagement: principe}

      - formes: [reprise]
        secteurs: [tourisme]
        engagement: objectifs
        regle_par_defaut: oui
        interlocuteur: thiers
        titre: Les hôtels
        motif: >-
          {referent} connaît les hôtels.
        exemples:
          - {profil: {commune: Thiers, secteur: tourisme, forme_du_projet: reprise}, attendu: cci.thiers}
        contre_exemples: [{profil: {commune: Thiers, secteur: tourisme, forme_du_projet: creation}}]
"""
DESK = 'presence: "à la CCI, à Ambert"'
OWN = (
    ", convention: [{secteurs: [commerce], engagement: mandat}, "
    "{besoins: {contient_tous: [local, aides]}, engagement: objectifs}]"
)
PLACE = "    courriel: cci@example.org\n"
WITHOUT = "    sans_convention: vrai\n    motif_sans_convention: elle anime\n"
ANNUAIRE = (
    DIRECTORY.replace(PLACE, PLACE + LINES)
    .replace(DESK, DESK + OWN)
    .replace("    courriel: parc@example.org\n", "    courriel: parc@example.org\n" + WITHOUT)
)


def edited(vocabulary: Vocabulary, edit: Callable[[Workbook], Workbook]) -> tuple[list[str], str]:
    imported = import_small(edit(small_workbook(vocabulary, annuaire=ANNUAIRE)), vocabulary)
    assert [str(finding) for finding in imported.findings] == []
    return changed_lines(small_sources(annuaire=ANNUAIRE), imported.sources), imported.sources["annuaire.yaml"]


def agreed(sources: Mapping[str, str], vocabulary: Vocabulary) -> list[Any]:
    """What the directory agrees to, without the lines it is written on."""
    rows = load_territory(sources, vocabulary, small_geography()).directory.conventions
    return [replace(row, line=0, default_rule=bare_rule(row.default_rule)) for row in rows]


def bare_rule(rule: DefaultRule | None) -> DefaultRule | None:
    if rule is None:
        return None
    told = [tuple(replace(one, line=0) for one in each) for each in (rule.examples, rule.counter_examples)]
    return replace(rule, examples=told[0], counter_examples=told[1])


def test_each_line_is_a_row_under_its_structure_or_person(vocabulary: Vocabulary) -> None:
    heading, *rows = rows_of(small_workbook(vocabulary, annuaire=ANNUAIRE), CONVENTIONS)
    shown = [{name: cell for name, cell in zip(heading, row, strict=True) if cell is not None} for row in rows]
    assert shown[0] | {"du": None, "au": None, "revoir_le": None} == {
        "structure": "cci", "numero": 1, "secteurs": "commerce, restauration", "stades": "au moins etude",
        "zones": "ambert", "communes_sauf": "Arlanc", "engagement": "mandat", "delai_jours": 5,
        "du": None, "au": None, "revoir_le": None,
    }  # fmt: skip
    assert shown[1] == {"structure": "cci", "numero": 2, "besoins": "local, chiffres", "engagement": "principe",
                        "si statut": "sauf retraite"}  # fmt: skip
    assert shown[2]["interlocuteur_propose"] == "thiers"
    assert shown[3] == {"structure": "cci", "numero": 4, "interlocuteur": "cci.ambert", "secteurs": "commerce",
                        "engagement": "mandat"}  # fmt: skip
    assert shown[4]["besoins"] == "tous: local, aides"


def test_a_default_rule_has_its_examples_among_the_others(vocabulary: Vocabulary) -> None:
    rows = rows_of(small_workbook(vocabulary, annuaire=ANNUAIRE), "Exemples")
    assert [row[:3] for row in rows if row[0] == "convention-cci-3"] == [
        ["convention-cci-3", "exemple", "cci.thiers"],
        ["convention-cci-3", "contre_exemple", None],
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_untouched_lines_come_back_byte_for_byte(newline: str, vocabulary: Vocabulary) -> None:
    sources = small_sources(annuaire=ANNUAIRE.replace("\n", newline))
    imported = import_small(workbook_of(sources, vocabulary), vocabulary)
    assert imported.findings == ()
    assert imported.sources == sources


def test_the_cells_alone_say_every_line(vocabulary: Vocabulary) -> None:
    sources = small_sources(annuaire=ANNUAIRE)
    base = {name: sources[name] for name in ("territoire.yaml", "suivi.yaml")}
    workbook = without_sheet(through_xlsx(workbook_of(sources, vocabulary)))
    imported = import_workbook(workbook, vocabulary, small_geography(), base)
    assert [str(finding) for finding in imported.findings] == []
    assert agreed(imported.sources, vocabulary) == agreed(sources, vocabulary)


EDITS: list[tuple[str, str, Mapping[str, Cell], list[str]]] = [
    ("Conventions", "cci.1", {"engagement": "objectifs"},
     ["-        engagement: mandat", "+        engagement: objectifs"]),
    ("Conventions", "cci.1", {"zones": None, "communes_sauf": None, "communes": "Ambert"},
     ["-        zones: [ambert]", "+        communes: [Ambert]", "-        communes_sauf: [Arlanc]"]),
    ("Conventions", "cci.1", {"au": date(2029, 12, 31), "revoir_le": "30/06/2028", "delai_jours": 7},
     ["-        delai_jours: 5", "+        delai_jours: 7", "-        au: 2028-12-31", "+        au: 2029-12-31",
      "-        revoir_le: 2027-06-30", "+        revoir_le: 2028-06-30"]),
    ("Conventions", "cci.2", {"besoins": "tous: local, chiffres", "si statut": "retraite"},
     ["-      - {besoins: [local, chiffres], si: {statut: {sauf: [retraite]}}, engagement: principe}",
      "+      - {besoins: {contient_tous: [local, chiffres]}, si: {statut: [retraite]}, engagement: principe}"]),
    ("Conventions", "cci.2", {"si statut": None, "si portage": "collectif"},
     ["-      - {besoins: [local, chiffres], si: {statut: {sauf: [retraite]}}, engagement: principe}",
      "+      - {besoins: [local, chiffres], si: {portage: [collectif]}, engagement: principe}"]),
    ("Conventions", "cci.3", {"titre_en": "Hotels", "interlocuteur_propose": "cci.ambert"},
     ["-        interlocuteur: thiers", "+        interlocuteur: cci.ambert", "+        titre_en: Hotels"]),
    ("Conventions", "cci.4", {"stades": "au plus idee"},
     ["-      - {interlocuteur: ambert, nom: Léa Fort, pronom: elle, " + DESK + OWN + "}",
      "+      - {interlocuteur: ambert, nom: Léa Fort, pronom: elle, " + DESK
      + OWN.replace("[commerce],", "[commerce], stades: {au_plus: idee},") + "}"]),
    ("Exemples", "convention-cci-3.exemple", {"forme_du_projet": None},
     ["-          - {profil: {commune: Thiers, secteur: tourisme, forme_du_projet: reprise}, attendu: cci.thiers}",
      "+          - {profil: {commune: Thiers, secteur: tourisme}, attendu: cci.thiers}"]),
    ("Structures", "parc", {"motif_sans_convention": "le pivot"},
     ["-    motif_sans_convention: elle anime", "+    motif_sans_convention: le pivot"]),
    ("Structures", "parc", {"sans_convention": True}, []),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "key", "cells", "expected"), EDITS, ids=lambda value: str(value)[:40])
def test_edited_cell_changes_only_its_key(
    sheet: str, key: str, cells: Mapping[str, Cell], expected: list[str], vocabulary: Vocabulary
) -> None:
    lines, _ = edited(vocabulary, lambda book: with_cells(book, sheet, key, cells))
    assert lines == expected


def test_new_line_goes_after_the_others_of_its_structure(vocabulary: Vocabulary) -> None:
    row = {"structure": "cci", "formes": "creation", "engagement": "mandat", "du": date(2027, 1, 1)}
    lines, _ = edited(vocabulary, lambda book: with_row(book, CONVENTIONS, row))
    assert lines == ["+      - {formes: [creation], engagement: mandat, du: 2027-01-01}"]


def test_first_line_of_a_structure_stands_before_its_people(vocabulary: Vocabulary) -> None:
    row = {"structure": "cc", "engagement": "principe"}
    lines, text = edited(vocabulary, lambda book: with_row(book, CONVENTIONS, row))
    assert lines == ["+    convention:", "+      - {engagement: principe}"]
    assert "    courriel: cc@example.org\n    convention:\n" in text


@pytest.mark.parametrize("desk", ["thiers", "cci.thiers"])
def test_first_line_of_a_person_stands_under_them(desk: str, vocabulary: Vocabulary) -> None:
    row = {"structure": "cci", "interlocuteur": desk, "engagement": "principe"}
    lines, _ = edited(vocabulary, lambda book: with_row(book, CONVENTIONS, row))
    assert lines == [
        '-      - {interlocuteur: thiers, nom: Jean Val, pronom: il, presence: "à la CCI, à Thiers"}',
        '+      - {interlocuteur: thiers, nom: Jean Val, pronom: il, presence: "à la CCI, à Thiers", '
        "convention: [{engagement: principe}]}",
    ]


def test_new_line_that_stands_as_a_rule_brings_its_examples(vocabulary: Vocabulary) -> None:
    row = {"structure": "cci", "secteurs": "numerique", "engagement": "mandat", "regle_par_defaut": True,
           "motif": "{referent} connaît."}  # fmt: skip
    example = {"regle": "convention-cci-6", "genre": "exemple", "commune": "Thiers", "secteur": "numerique",
               "attendu": "cci.ambert"}  # fmt: skip
    lines, text = edited(vocabulary, lambda book: with_row(with_row(book, CONVENTIONS, row), "Exemples", example))
    assert lines == [
        "+      - secteurs: [numerique]",
        "+        engagement: mandat",
        "+        regle_par_defaut: vrai",
        "+        motif: >-",
        "+          {referent} connaît.",
        "+        exemples:",
        "+          - {profil: {commune: Thiers, secteur: numerique}, attendu: cci.ambert}",
    ]
    rules = load_territory(small_sources(annuaire=text), vocabulary, small_geography()).rules.rules
    assert {"convention-cci-3", "convention-cci-4"} <= {rule.id for rule in rules}  # counted anew, structure first


def test_removed_line_leaves_the_others_and_their_examples(vocabulary: Vocabulary) -> None:
    lines, text = edited(vocabulary, lambda book: without_row(book, CONVENTIONS, "cci.2"))
    assert lines == ["-      - {besoins: [local, chiffres], si: {statut: {sauf: [retraite]}}, engagement: principe}"]
    rules = load_territory(small_sources(annuaire=text), vocabulary, small_geography()).rules
    assert [len(rule.examples) for rule in rules.rules if rule.id == "convention-cci-2"] == [1]


def test_removed_default_rule_takes_its_examples_along(vocabulary: Vocabulary) -> None:
    book = without_row(small_workbook(vocabulary, annuaire=ANNUAIRE), CONVENTIONS, "cci.3")
    imported = import_small(book, vocabulary)
    assert {finding.severity for finding in imported.findings} == {Severity.WARNING}
    assert len(imported.findings) == 2
    assert "exemples" not in imported.sources["annuaire.yaml"]
    assert "principe}\n    interlocuteurs:" in imported.sources["annuaire.yaml"]


def test_last_line_takes_the_key_along(vocabulary: Vocabulary) -> None:
    book = small_workbook(vocabulary, annuaire=ANNUAIRE)
    for key in ("cci.4", "cci.5"):
        book = without_row(book, CONVENTIONS, key)
    imported = import_small(book, vocabulary)
    assert imported.findings == ()
    assert imported.sources["annuaire.yaml"] == ANNUAIRE.replace(OWN, "")


def test_a_line_given_to_somebody_moves_under_them(vocabulary: Vocabulary) -> None:
    lines, text = edited(vocabulary, lambda book: with_cells(book, CONVENTIONS, "cci.2", {"interlocuteur": "thiers"}))
    assert lines[0] == "-      - {besoins: [local, chiffres], si: {statut: {sauf: [retraite]}}, engagement: principe}"
    assert "convention: [{besoins: [local, chiffres], si: {statut: {sauf: [retraite]}}, engagement: principe}]}" in text
    holders = [row.interlocutor for row in agreed(small_sources(annuaire=text), vocabulary)]
    assert holders == [None, None, "cci.ambert", "cci.ambert", "cci.thiers"]


def test_a_line_given_to_another_structure_moves_there(vocabulary: Vocabulary) -> None:
    cells: Mapping[str, Cell] = {"structure": "cc", "numero": None}
    _, text = edited(vocabulary, lambda book: with_cells(book, CONVENTIONS, "cci.2", cells))
    rows = agreed(small_sources(annuaire=text), vocabulary)
    assert [(row.structure, row.number) for row in rows] == [("cc", 1), ("cci", 1), ("cci", 2), ("cci", 3), ("cci", 4)]


def test_a_new_structure_comes_with_its_convention(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        book = with_row(book, "Structures", {"structure": "adie", "nom": "Adie", "famille": "expertise"})
        book = with_row(book, CONVENTIONS, {"structure": "adie", "numero": 1, "besoins": "financement",
                                            "engagement": "mandat"})  # fmt: skip
        book = with_row(book, CONVENTIONS, {"structure": "adie", "interlocuteur": "pret", "engagement": "principe"})
        return with_row(book, "Interlocuteurs", {"structure": "adie", "interlocuteur": "pret", "nom": "Zoé Lac",
                                                 "presence": "à Thiers"})  # fmt: skip

    lines, _ = edited(vocabulary, edit)
    assert lines == [
        "+",
        "+  - structure: adie",
        "+    nom: Adie",
        "+    famille: expertise",
        "+    convention:",
        "+      - {besoins: [financement], engagement: mandat}",
        "+    interlocuteurs:",
        "+      - interlocuteur: pret",
        "+        nom: Zoé Lac",
        "+        presence: à Thiers",
        "+        convention:",
        "+          - {engagement: principe}",
    ]


def test_lines_leave_with_the_person_they_are_for(vocabulary: Vocabulary) -> None:
    rules = small_sources()["regles/commerce.yaml"].replace("cci.ambert", "cci.thiers")
    book = without_row(small_workbook(vocabulary, annuaire=ANNUAIRE, regles=rules), "Interlocuteurs", "cci.ambert")
    imported = import_small(book, vocabulary)
    assert [str(finding) for finding in imported.findings] == [
        typeset(f"Conventions!C{number} : L’interlocuteur « cci.ambert » est supprimé : cette ligne part aussi.")
        for number in (5, 6)
    ]
    assert [row.number for row in agreed(imported.sources, vocabulary)] == [1, 2, 3]


def test_changes_name_the_line_and_not_those_that_only_count_otherwise(vocabulary: Vocabulary) -> None:
    annuaire = ANNUAIRE.replace("{sauf: [retraite]}}, engagement: principe", "{sauf: [retraite]}}, engagement: mandat")
    first = LINES[LINES.index("      - secteurs: [commerce, restauration]") : LINES.index("      - {besoins")]
    told = sheet_changes(
        small_sources(annuaire=ANNUAIRE), small_sources(annuaire=annuaire.replace(first, "")), vocabulary
    )
    assert [(row.sheet, row.change, row.name) for row in told] == [
        (CONVENTIONS, Change.EDITED, "cci, ligne 1"),
        (CONVENTIONS, Change.REMOVED, "cci, ligne 1"),
    ]
    assert told[0].cells == (CellChange("engagement", "principe", "mandat"),)


BROKEN: dict[str, tuple[Mapping[str, Cell], str, str]] = {
    "unknown value": ({"secteurs": "artisant"}, "secteurs",
        "« artisant » n’est pas une valeur de « secteur ». Vouliez-vous dire « artisanat » ?"),
    "unknown zone": ({"zones": "amber", "communes_sauf": None}, "zones",
        "La zone « amber » n’est pas dans territoire.yaml. Vouliez-vous dire « ambert » ?"),
    "no commitment": ({"engagement": None}, "engagement",
        "Il manque « engagement » dans cette ligne de convention. Remplissez cette case."),
    "unknown commitment": ({"engagement": "mandt"}, "engagement",
        "« mandt » n’est pas une valeur de « engagement ». Vouliez-vous dire « mandat » ?"),
    "days the wrong way round": ({"au": date(2025, 1, 1)}, "au",
        "Cette ligne de convention finit avant de commencer. Échangez les deux dates."),
    "unknown structure": ({"structure": "ccii"}, "structure",
        "La structure « ccii » est inconnue. Vouliez-vous dire « cci » ?"),
    "unknown person": ({"interlocuteur": "ambret"}, "interlocuteur",
        "L’interlocuteur « cci.ambret » est inconnu. Vouliez-vous dire « cci.ambert » ?"),
    "somebody of another structure": ({"interlocuteur": "cc.accueil"}, "interlocuteur",
        "« cc.accueil » n’est pas de « cci ». Changez la structure ou l’interlocuteur."),
    "a number twice": ({"numero": 2}, "numero",
        "« cci.2 » est écrit deux fois, la première fois à la ligne 2. Videz « numero » sur la ligne neuve."),
    "no number": ({"numero": "deux"}, "numero", "« deux » n’est pas un nombre entier. Écrivez par exemple 50."),
    "a rule without a reason": ({"regle_par_defaut": "vrai"}, "motif",
        "Il manque « motif » dans cette ligne de convention. Remplissez cette case."),
    "a reason without a rule": ({"motif": "parce que"}, "motif",
        "« motif » ne sert que si la ligne donne une règle par défaut. "
        "Ajoutez « regle_par_defaut: vrai », ou retirez-le."),
    "somebody else's desk": (
        {"regle_par_defaut": "vrai", "motif": "{referent}.", "interlocuteur_propose": "cc.accueil"},
        "interlocuteur_propose",
        "« cc.accueil » n’est pas une personne de « cci ». Nommez une personne de cette structure."),
    "neither true nor false": ({"regle_par_defaut": "peut-être"}, "regle_par_defaut",
        "« peut-être » n’est ni vrai ni faux. Écrivez « vrai », ou videz la case."),
    "days that are no number": ({"delai_jours": "cinq"}, "delai_jours",
        "« cinq » n’est pas un nombre entier. Écrivez par exemple 50."),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_line_is_refused_by_its_cell(name: str, vocabulary: Vocabulary) -> None:
    cells, heading, message = BROKEN[name]
    book = with_cells(small_workbook(vocabulary, annuaire=ANNUAIRE), CONVENTIONS, "cci.1", cells)
    letter = column_letters(rows_of(book, CONVENTIONS)[0].index(heading))
    imported = import_small(book, vocabulary)
    number = 3 if name == "a number twice" else 2
    assert [str(finding) for finding in imported.findings] == [typeset(f"Conventions!{letter}{number} : {message}")]
    assert imported.sources == {}


def test_examples_without_a_default_rule_are_refused_where_it_is_said(vocabulary: Vocabulary) -> None:
    cells: Mapping[str, Cell] = dict.fromkeys(("regle_par_defaut", "interlocuteur_propose", "titre", "motif"), None)
    book = with_cells(small_workbook(vocabulary, annuaire=ANNUAIRE), CONVENTIONS, "cci.3", cells)
    letter = column_letters(rows_of(book, CONVENTIONS)[0].index("regle_par_defaut"))
    findings = import_small(book, vocabulary).findings
    assert {finding.place for finding in findings} == {f"Conventions!{letter}4"}


def test_a_written_rule_may_not_take_the_name_of_one_with_examples(vocabulary: Vocabulary) -> None:
    row = {"regle": "convention-cci-3", "titre": "x", "referent": "cci.thiers", "motif": "{referent}"}
    imported = import_small(with_row(small_workbook(vocabulary, annuaire=ANNUAIRE), "Règles", row), vocabulary)
    (finding,) = imported.findings
    assert finding.message == typeset("« convention-cci-3 » est aussi le nom d’une règle de convention.")
