"""An edited cell changes its own key in the YAML and nothing else, comments and layout included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import ndiff

import pytest
from small_sheets import import_small, small_workbook, with_cells, with_row, without_row
from small_territory import DIRECTORY, RULES, small_sources

from referral_rules.sheets import Change, Workbook, sheet_changes
from referral_rules.sheets.workbook import Cell
from referral_rules.vocabulary import Vocabulary

COMMENTED = RULES.replace("- regle: reprise-idee", "# Décidé en réunion, le 3 mars.\n- regle: reprise-idee").replace(
    "  priorite", "  # pourquoi\n  priorite"
)


def changed_lines(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The lines that go (-) and come (+), over all files in order."""
    lines = []
    for name in sorted({*before, *after}):
        for line in ndiff(before.get(name, "").splitlines(), after.get(name, "").splitlines()):
            if line[0] in "+-":
                lines.append(line[0] + line[2:])
    return lines


def import_edited(
    edit: Callable[[Workbook], Workbook], vocabulary: Vocabulary, **changes: str
) -> tuple[list[str], Mapping[str, str]]:
    imported = import_small(edit(small_workbook(vocabulary, **changes)), vocabulary)
    assert [str(finding) for finding in imported.findings] == []
    return changed_lines(small_sources(**changes), imported.sources), imported.sources


CELL_EDITS: list[tuple[str, str, Mapping[str, Cell], list[str]]] = [
    ("Règles", "commerce", {"titre": "Été : l’achat, « ou non »"},
     ["-  titre: Un commerce", '+  titre: "Été : l’achat, « ou non »"']),
    ("Règles", "commerce", {"etat": "brouillon"}, ["+  etat: brouillon"]),
    ("Règles", "commerce", {"secteur": "commerce,restauration ; "}, []),
    ("Règles", "commerce", {"secteur": "sauf autre"},
     ["-  si: {secteur: [commerce, restauration]}", "+  si: {secteur: {sauf: [autre]}}"]),
    ("Règles", "commerce", {"secteur": None}, ["-  si: {secteur: [commerce, restauration]}"]),
    ("Règles", "commerce", {"stade": "au moins etude", "secteur": None},
     ["-  si: {secteur: [commerce, restauration]}", "+  si:", "+    stade: {au_moins: etude}"]),
    ("Règles", "commerce", {"besoins_projet": "tous: local, aides"},
     ["-  si: {secteur: [commerce, restauration]}",
      "+  si: {secteur: [commerce, restauration], besoins_projet: {contient_tous: [local, aides]}}"]),
    ("Règles", "reprise-etude", {"forme_du_projet": None, "statut": "salarie, inconnu"},
     ["-    forme_du_projet: [reprise]", "+    statut: [salarie, inconnu]"]),
    ("Règles", "reprise-etude", {"zones": None, "communes_sauf": None, "communes": "63003"},
     ["-  territoire: {zones: [ambert], communes_sauf: [Arlanc]}", '+  territoire: {communes: ["63003"]}']),
    ("Règles", "commerce", {"referent": "cci.thiers, cci.ambert", "choix": "tour_de_role"},
     ["-  referent: cci.thiers", "+  referent: [cci.thiers, cci.ambert]", "+  choix: tour_de_role"]),
    ("Règles", "commerce", {"priorite": 60}, ["+  priorite: 60"]),
    ("Règles", "commerce", {"valable_du": date(2026, 1, 31), "valable_au": "28/02/2026"},
     ["+  valable_du: 2026-01-31", "+  valable_au: 2026-02-28"]),
    ("Règles", "commerce", {"motif": "Une ligne.\n\nDeux."},
     ['-  motif: "{referent} connaît les commerces."', "+  motif: |-", "+    Une ligne.", "+", "+    Deux."]),
    ("Règles", "reprise-etude", {"motifs_appuis": "cc.economie : pour les locaux : vite"},
     ["-  motifs_appuis: {cc.economie: pour les locaux}", '+  motifs_appuis: {cc.economie: "pour les locaux : vite"}']),
    ("Exemples", "reprise-etude", {"stade": "lancement"},
     ["-    - {profil: {commune: Le Brugeron, secteur: commerce, forme_du_projet: reprise, stade: montage}, "
      "attendu: cci.ambert}",
      "+    - {profil: {commune: Le Brugeron, secteur: commerce, forme_du_projet: reprise, stade: lancement}, "
      "attendu: cci.ambert}"]),
    ("Structures", "cc", {"telephone": "01 99 00 11 99"},
     ["-    telephone: 01 99 00 11 00", "+    telephone: 01 99 00 11 99"]),
    ("Interlocuteurs", "cc.economie", {"courriel": "eco@example.org", "pronom": None},
     ["-      - {interlocuteur: economie, nom: Paul Roche, pronom: il, presence: \"au service économie, à Ambert\"}",
      "+      - {interlocuteur: economie, nom: Paul Roche, presence: \"au service économie, à Ambert\", "
      "courriel: eco@example.org}"]),
    ("Interlocuteurs", "cc.accueil", {"jours_de_presence": None, "langues": "fr"},
     ["-        jours_de_presence: [lundi, mardi, jeudi]", "-        langues: [fr, en]", "+        langues: [fr]"]),
    ("Parcours", "premiers-pas", {"au": "2027-03-19"},
     ["-  - {parcours: premiers-pas, nom: Six demi-journées, structure: parc, du: 2027-01-04, au: 2027-03-12}",
      "+  - {parcours: premiers-pas, nom: Six demi-journées, structure: parc, du: 2027-01-04, au: 2027-03-19}"]),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "key", "cells", "expected"), CELL_EDITS, ids=lambda value: str(value)[:40])
def test_edited_cell_changes_only_its_key(
    sheet: str, key: str, cells: Mapping[str, Cell], expected: list[str], vocabulary: Vocabulary
) -> None:
    lines, _ = import_edited(lambda book: with_cells(book, sheet, key, cells), vocabulary)
    assert lines == expected


def test_new_rule_goes_to_the_end_of_its_file_with_its_examples(vocabulary: Vocabulary) -> None:
    rule = {"regle": "locaux-thiers", "titre": "Locaux", "zones": "thiers", "appuis": "cc.economie", "motif": "là"}
    example = {"regle": "locaux-thiers", "genre": "exemple", "commune": "Thiers", "attendu": "cc.economie"}

    def edit(book: Workbook) -> Workbook:
        return with_row(with_row(book, "Règles", {**rule, "fichier": "regles/commerce.yaml"}), "Exemples", example)

    lines, sources = import_edited(edit, vocabulary)
    assert sources["regles/commerce.yaml"].startswith(RULES)
    assert lines == [
        "+",
        "+- regle: locaux-thiers",
        "+  titre: Locaux",
        "+  territoire: {zones: [thiers]}",
        "+  appuis: [cc.economie]",
        "+  motif: >-",
        "+    là",
        "+  exemples:",
        "+    - {profil: {commune: Thiers}, attendu: cc.economie}",
    ]


def test_new_rule_without_a_file_gets_one(vocabulary: Vocabulary) -> None:
    rule = {"regle": "neuve", "titre": "Neuve", "referent": "cc.accueil", "motif": "{referent} écoute."}
    _, sources = import_edited(lambda book: with_row(book, "Règles", rule), vocabulary)
    assert sources["regles/commerce.yaml"] == RULES
    assert sources["regles/nouvelles-regles.yaml"].startswith("- regle: neuve\n")


def test_removed_row_removes_the_rule_and_keeps_comments(vocabulary: Vocabulary) -> None:
    lines, sources = import_edited(
        lambda book: without_row(book, "Règles", "reprise-idee"), vocabulary, regles=COMMENTED
    )
    assert "# Décidé en réunion, le 3 mars.\n\n- regle: locaux" in sources["regles/commerce.yaml"]
    assert lines[0] == "-- regle: reprise-idee"
    assert all(line.startswith("-") for line in lines)


def test_removing_every_rule_of_a_file_removes_the_file(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        for name in ("commerce", "reprise-idee", "locaux", "premiers-pas"):
            book = without_row(book, "Règles", name)
        return with_cells(book, "Règles", "reprise-etude", {"fichier": "regles/reprises.yaml"})

    _, sources = import_edited(edit, vocabulary)
    assert "regles/commerce.yaml" not in sources
    assert sources["regles/reprises.yaml"] in RULES


def test_moved_rule_keeps_its_lines_and_takes_its_edit_along(vocabulary: Vocabulary) -> None:
    cells: Mapping[str, Cell] = {"fichier": "regles/reprises.yaml", "priorite": 70}
    _, sources = import_edited(lambda book: with_cells(book, "Règles", "reprise-etude", cells), vocabulary)
    start, end = RULES.index("- regle: reprise-etude"), RULES.index("\n\n- regle: reprise-idee")
    moved = RULES[start:end].replace("  appuis: [cc.economie]\n", "  appuis: [cc.economie]\n  priorite: 70\n")
    assert sources["regles/reprises.yaml"] == moved + "\n"
    assert sources["regles/commerce.yaml"] == RULES[:start] + RULES[end + 2 :]


def test_examples_come_and_go_one_by_one(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        book = without_row(book, "Exemples", "reprise-etude.contre_exemple")
        for stage in ("etude", "lancement"):
            row: Mapping[str, Cell] = {"regle": "reprise-etude", "genre": "exemple", "commune": "Ambert",
                                       "secteur": "commerce", "stade": stage, "attendu": "cci.ambert"}  # fmt: skip
            book = with_row(book, "Exemples", row)
        return book

    lines, _ = import_edited(edit, vocabulary)
    assert lines == [
        "-  contre_exemples:",
        "-    - {profil: {commune: Arlanc, secteur: commerce, forme_du_projet: reprise, stade: montage}}",
        "+    - {profil: {commune: Ambert, secteur: commerce, stade: etude}, attendu: cci.ambert}",
        "+    - {profil: {commune: Ambert, secteur: commerce, stade: lancement}, attendu: cci.ambert}",
    ]


def test_new_structure_comes_with_its_people(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        book = with_row(book, "Structures", {"structure": "adie", "nom": "Adie", "famille": "expertise"})
        return with_row(book, "Interlocuteurs", {"structure": "adie", "interlocuteur": "pret", "nom": "Zoé Lac",
                                                 "pronom": "elle", "presence": "à Thiers"})  # fmt: skip

    lines, sources = import_edited(edit, vocabulary)
    assert lines == [
        "+",
        "+  - structure: adie",
        "+    nom: Adie",
        "+    famille: expertise",
        "+    interlocuteurs:",
        "+      - interlocuteur: pret",
        "+        nom: Zoé Lac",
        "+        pronom: elle",
        "+        presence: à Thiers",
    ]
    assert sources["annuaire.yaml"].endswith(DIRECTORY[DIRECTORY.index("parcours:") :])


def test_removed_person_leaves_the_others_untouched(vocabulary: Vocabulary) -> None:
    def edit(book: Workbook) -> Workbook:
        book = with_cells(book, "Règles", "reprise-etude", {"referent": "cci.thiers"})
        book = with_cells(book, "Exemples", "reprise-etude", {"attendu": "cci.thiers"})
        return without_row(book, "Interlocuteurs", "cci.ambert")

    lines, _ = import_edited(edit, vocabulary)
    assert [line for line in lines if "interlocuteur:" in line] == [
        '-      - {interlocuteur: ambert, nom: Léa Fort, pronom: elle, presence: "à la CCI, à Ambert"}'
    ]


def test_crlf_files_stay_crlf(vocabulary: Vocabulary) -> None:
    regles = RULES.replace("\n", "\r\n")
    edited = with_cells(
        small_workbook(vocabulary, regles=regles), "Règles", "commerce", {"priorite": 60, "motif": "A\nB"}
    )
    imported = import_small(edited, vocabulary)
    text = imported.sources["regles/commerce.yaml"]
    assert text.count("\n") == text.count("\r\n") == regles.count("\n") + 3


def test_comment_behind_a_value_survives_its_change(vocabulary: Vocabulary) -> None:
    regles = RULES.replace('commerces."', 'commerces."   # à relire')
    cells: Mapping[str, Cell] = {"motif": "Un :\ndeux"}
    lines, _ = import_edited(lambda book: with_cells(book, "Règles", "commerce", cells), vocabulary, regles=regles)
    assert lines == [
        '-  motif: "{referent} connaît les commerces."   # à relire',
        '+  motif: "Un :\\ndeux"   # à relire',
    ]


def test_changes_are_told_by_row_and_cell(vocabulary: Vocabulary) -> None:
    regles = RULES.replace("titre: Un commerce", "titre: Deux").replace("stade: montage}}", "stade: etude}}")
    regles = regles.replace("- regle: locaux", "- regle: locaux-vides")
    annuaire = DIRECTORY.replace("telephone: 01 99 00 11 00", "telephone: 01 99 00 11 99")
    told = [
        (row.sheet, row.change, row.name, [(cell.heading, cell.before, cell.after) for cell in row.cells][:1])
        for row in sheet_changes(small_sources(), small_sources(regles=regles, annuaire=annuaire), vocabulary)
    ]
    assert told == [
        ("Règles", Change.EDITED, "commerce", [("titre", "Un commerce", "Deux")]),
        ("Règles", Change.ADDED, "locaux-vides", [("titre", "", "Trouver un local")]),
        ("Règles", Change.REMOVED, "locaux", [("titre", "Trouver un local", "")]),
        ("Exemples", Change.EDITED, "reprise-etude, contre-exemple", [("stade", "montage", "etude")]),
        ("Structures", Change.EDITED, "cc", [("telephone", "01 99 00 11 00", "01 99 00 11 99")]),
    ]


def test_only_comments_and_layout_are_no_change_of_rows(vocabulary: Vocabulary) -> None:
    assert sheet_changes(small_sources(), small_sources(regles=COMMENTED), vocabulary) == ()
