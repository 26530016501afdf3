"""Every broken sheet is refused (or warned of), by its cell, in French, with the likely mend; nothing comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from small_sheets import (
    import_small,
    rows_of,
    small_workbook,
    with_cells,
    with_row,
    with_rows,
    without_column,
    without_row,
    without_sheet,
)
from small_territory import RULES, TERRITORY, small_geography, small_sources

from referral_rules.errors import Severity
from referral_rules.sheets import SheetsError, Workbook, import_workbook, workbook_of
from referral_rules.sheets.columns import KEPT
from referral_rules.sheets.findings import typeset
from referral_rules.sheets.workbook import Cell, Formula, Sheet, column_letters
from referral_rules.vocabulary import Vocabulary

Edit = Callable[[Workbook], Workbook]


def cell(sheet: str, key: str, heading: str, value: Cell) -> Edit:
    return lambda book: with_cells(book, sheet, key, {heading: value})


def row(sheet: str, **cells: Cell) -> Edit:
    return lambda book: with_row(book, sheet, cells)


def heading(sheet: str, old: str, new: str) -> Edit:
    def edit(book: Workbook) -> Workbook:
        first, *rest = rows_of(book, sheet)
        return with_rows(book, sheet, [[new if one == old else one for one in first], *rest])

    return edit


def kept_cell(number: int, column: int, value: Cell) -> Edit:
    def edit(book: Workbook) -> Workbook:
        rows = rows_of(book, KEPT)
        rows[number][column] = value
        return with_rows(book, KEPT, rows)

    return edit


def notes(book: Workbook) -> Workbook:
    first, *rest = rows_of(book, "Structures")
    return with_rows(book, "Structures", [[*first, "remarques"], [*rest[0], "à rappeler"], *rest[1:]])


def placed(lines: list[str], book: Workbook) -> list[str]:
    """Turns `Règles!secteur2` into the cell where it stands today, `Règles!K2`."""

    def cell_of(found: re.Match[str]) -> str:
        return f"{found[1]}!{column_letters(rows_of(book, found[1])[0].index(found[2]))}{found[3]}"

    return [re.sub(r"^(\w+)!([a-z_]+)(\d+)", cell_of, typeset(line)) for line in lines]


CORPUS: dict[str, tuple[Edit, list[str]]] = {
    "unknown value": (cell("Règles", "commerce", "secteur", "artisant"),
        ["Règles!secteur2 : « artisant » n’est pas une valeur de « secteur ». Vouliez-vous dire « artisanat "
         "» ?"]),
    "one unknown value of several": (cell("Règles", "reprise-etude", "secteur", "commerce, turisme"),
        ["Règles!secteur3 : « turisme » n’est pas une valeur de « secteur ». Vouliez-vous dire « tourisme » ?"]),
    "formula": (cell("Règles", "commerce", "priorite", Formula("=40+10")),
        ["Règles!priorite2 : Une formule n’est pas lue : « =40+10 ». Écrivez son résultat."]),
    "bare list on several answers": (cell("Règles", "locaux", "besoins_projet", "local, aides"),
        ["Règles!besoins_projet5 : Plusieurs réponses sont possibles ici : dites s’il en faut une ou "
         "toutes. Écrivez « un de: local, aides » ou « tous: local, aides »."]),
    "operator without a value": (cell("Règles", "commerce", "stade", "au moins"),
        ["Règles!stade2 : Il manque une valeur après « au moins ». Écrivez par exemple « au moins etude »."]),
    "two values behind a bound": (cell("Règles", "commerce", "stade", "au plus idee, etude"),
        ["Règles!stade2 : Une seule valeur peut suivre « au plus ». Gardez-en une."]),
    "list beside an operator": (cell("Règles", "commerce", "stade", "idee ; au plus etude"),
        ["Règles!stade2 : « idee » ne se combine pas avec le reste. Séparez les valeurs par des virgules."]),
    "order where there is none": (cell("Règles", "commerce", "secteur", "au moins commerce"),
        ["Règles!secteur2 : Les valeurs de « secteur » n’ont pas d’ordre : « au_moins » n’y veut rien dire. "
         "Énumérez celles que vous voulez."]),
    "no date": (cell("Règles", "premiers-pas", "valable_du", "le 4 janvier"),
        ["Règles!valable_du6 : « le 4 janvier » n’est pas une date. Écrivez-la 31/01/2026 ou 2026-01-31."]),
    "a number for a date": (cell("Parcours", "premiers-pas", "du", 46000),
        ["Parcours!du2 : 46000 n’est pas une date. Écrivez-la 31/01/2026 ou 2026-01-31."]),
    "dates the wrong way round": (cell("Règles", "premiers-pas", "valable_au", date(2026, 12, 1)),
        ["Règles!valable_au6 : Cette règle finit avant de commencer. Échangez les deux dates."]),
    "a code that lost its zero": (cell("Règles", "reprise-etude", "communes_sauf", 1004),
        ["Règles!communes_sauf3 : Le tableur a fait un nombre de cette case : 1004. Mettez la case au "
         "format texte et écrivez de nouveau, zéros du début compris."]),
    "a phone that lost its zero": (cell("Structures", "cc", "telephone", 199001100),
        ["Structures!telephone3 : Le tableur a fait un nombre de cette case : 199001100. Mettez la case au "
         "format texte et écrivez de nouveau, zéros du début compris."]),
    "a date where a text belongs": (cell("Règles", "commerce", "titre", date(2026, 1, 2)),
        ["Règles!titre2 : Une date n’a pas sa place ici. Mettez la case au format texte et écrivez de nouveau."]),
    "no priority": (cell("Règles", "commerce", "priorite", "haute"),
        ["Règles!priorite2 : « haute » n’est pas un nombre entier. Écrivez par exemple 50."]),
    "unknown state": (cell("Règles", "commerce", "etat", "actif"),
        ["Règles!etat2 : « actif » n’est pas une valeur de « etat ». Vouliez-vous dire « active » ?"]),
    "unknown interlocutor": (cell("Règles", "commerce", "referent", "cci.thier"),
        ["Règles!referent2 : « cci.thier » n’est pas dans l’annuaire. Vouliez-vous dire « cci.thiers » ?"]),
    "several referents without a choice": (cell("Règles", "commerce", "referent", "cci.thiers, cci.ambert"),
        ["Règles!referent2 : Cette règle a plusieurs référents et ne dit pas comment choisir entre eux. "
         "Ajoutez « choix » avec l’un de ces mots : « tour_de_role », « moins_charge », « la_personne »."]),
    "unknown commune": (cell("Règles", "reprise-etude", "communes_sauf", "Arlan"),
        ["Règles!communes_sauf3 : La commune « Arlan » est inconnue. Vouliez-vous dire « Arlanc » ?"]),
    "unknown zone": (cell("Règles", "reprise-idee", "zones", "amber"),
        ["Règles!zones4 : La zone « amber » n’est pas dans territoire.yaml. Vouliez-vous dire « ambert » ?"]),
    "no title": (cell("Règles", "commerce", "titre", None),
        ["Règles!titre2 : Il manque « titre » dans cette règle. Remplissez cette case."]),
    "nobody proposed": (cell("Règles", "locaux", "appuis", None),
        ["Règles!regle5 : La règle « locaux » ne propose personne. Ajoutez « referent », « appuis » ou « "
         "parcours »."]),
    "unknown placeholder": (cell("Règles", "commerce", "motif", "{referant} aide."),
        ["Règles!motif2 : « referant », entre accolades, ne veut rien dire dans « motif ». Vouliez-vous "
         "dire « referent » ?"]),
    "a reason of nobody": (cell("Règles", "reprise-etude", "motifs_appuis", "pour les locaux"),
        ["Règles!motifs_appuis3 : « pour les locaux » ne dit pas de qui c’est le motif. Écrivez « "
         "structure.personne : motif »."]),
    "a rule twice": (row("Règles", regle="commerce", titre="Encore"),
        ["Règles!regle7 : « commerce » est écrit deux fois, la première fois à la ligne 2. Renommez l’un "
         "des deux."]),
    "a rule without a name": (row("Règles", titre="Sans nom"),
        ["Règles!regle7 : Il manque « regle ». Remplissez cette case, ou videz la ligne."]),
    "a file outside": (cell("Règles", "commerce", "fichier", "regles/../../x.yaml"),
        ["Règles!fichier2 : « regles/../../x.yaml » n’est pas un fichier de règles. Écrivez par exemple "
         "regles/vie.yaml."]),
    "an example of no rule": (row("Exemples", regle="comerce", genre="exemple", commune="Ambert"),
        ["Exemples!regle4 : La règle « comerce » est inconnue. Vouliez-vous dire « commerce » ?"]),
    "an example of no kind": (cell("Exemples", "reprise-etude", "genre", "exmple"),
        ["Exemples!genre2 : Le genre « exmple » est inconnu. Vouliez-vous dire « exemple » ?"]),
    "an example's unknown value": (cell("Exemples", "reprise-etude", "stade", "montge"),
        ["Exemples!stade2 : « montge » n’est pas une valeur de « stade ». Vouliez-vous dire « montage » ?"]),
    "an example that expects nobody": (cell("Exemples", "reprise-etude", "attendu", None),
        ["Exemples!attendu2 : Il manque « attendu » dans cet exemple. Remplissez cette case."]),
    "a wrong phone": (cell("Structures", "cc", "telephone", "12 34"),
        ["Structures!telephone3 : « 12 34 » n’est pas un numéro de téléphone qui existe. Écrivez-le comme "
         "01 99 00 12 34."]),
    "a wrong address": (cell("Structures", "cc", "courriel", "cc.example.org"),
        ["Structures!courriel3 : « cc.example.org » n’est pas une adresse de courriel. Écrivez-la comme "
         "prenom.nom@example.org."]),
    "an unknown day": (cell("Interlocuteurs", "cc.accueil", "jours_de_presence", "lundi, mardy"),
        ["Interlocuteurs!jours_de_presence3 : « mardy » n’est pas un jour de la semaine. Vouliez-vous dire "
         "« mardi » ?"]),
    "a person of no structure": (cell("Interlocuteurs", "cc.economie", "structure", "ccc"),
        ["Interlocuteurs!structure4 : La structure « ccc » est inconnue. Vouliez-vous dire « cc » ?"]),
    "a mistyped heading": (heading("Règles", "secteur", "secteurs"),
        ["Règles!secteurs1 : La colonne « secteurs » est inconnue. Vouliez-vous dire « secteur » ?",
         "Règles : La colonne « secteur » manque. Remettez-la avec ses valeurs, ou exportez de nouveau."]),
    "a lost column": (lambda book: without_column(book, "Règles", "motif"),
        ["Règles : La colonne « motif » manque. Remettez-la avec ses valeurs, ou exportez de nouveau."]),
    "a heading twice": (heading("Règles", "portage", "secteur"),
        ["Règles!M1 : La colonne « secteur » est là deux fois. Gardez-en une."]),
    "a lost sheet": (lambda book: without_sheet(book, "Interlocuteurs"),
        ["Interlocuteurs : Cette feuille manque. Remettez-la, ou exportez de nouveau."]),
    "no hidden sheet and no folder": (without_sheet,
        ["_fichiers : La feuille cachée manque : les commentaires et l’ordre des fichiers sont perdus. "
         "Importez dans le dossier du territoire, ou exportez de nouveau."]),
    "a hidden sheet touched": (kept_cell(1, 2, '"autre"'),
        ["_fichiers : La feuille cachée a été modifiée. Exportez de nouveau le territoire et reportez-y vos "
         "changements."]),
    "a hidden sheet damaged": (kept_cell(1, 2, '"coupé'),
        ["_fichiers : La feuille cachée est abîmée. Exportez de nouveau le territoire et reportez-y vos "
         "changements."]),
    "a hidden sheet of another version": (kept_cell(0, 0, "premiere-ecoute 9"),
        ["_fichiers : La feuille cachée n’est pas de cette version. Exportez de nouveau le territoire et "
         "reportez-y vos changements."]),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_broken_sheet_is_refused_by_its_cell(name: str, vocabulary: Vocabulary) -> None:
    edit, expected = CORPUS[name]
    book = edit(small_workbook(vocabulary))
    imported = import_small(book, vocabulary)
    assert [str(finding) for finding in imported.findings] == placed(expected, book)
    assert any(finding.severity is Severity.ERROR for finding in imported.findings)
    assert imported.sources == {}


WARNED: dict[str, tuple[Edit, list[str]]] = {
    "a column of one's own": (
        notes,
        ["Structures!remarques1 : La colonne « remarques » est inconnue : elle est laissée de côté."],
    ),
    "a sheet of one's own": (
        lambda book: Workbook((*book.sheets, Sheet("Brouillon", (("à voir",),)))),
        ["Brouillon : Cette feuille est inconnue : elle est laissée de côté."],
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_what_is_left_aside_is_said(name: str, vocabulary: Vocabulary) -> None:
    edit, expected = WARNED[name]
    book = edit(small_workbook(vocabulary))
    imported = import_small(book, vocabulary)
    assert [str(finding) for finding in imported.findings] == placed(expected, book)
    assert imported.sources == small_sources()


def test_examples_leave_with_their_rule(vocabulary: Vocabulary) -> None:
    imported = import_small(without_row(small_workbook(vocabulary), "Règles", "reprise-etude"), vocabulary)
    assert [str(finding) for finding in imported.findings] == [
        typeset(f"Exemples!A{number} : La règle « reprise-etude » est supprimée : cette ligne part avec elle.")
        for number in (2, 3)
    ]
    assert "reprise-etude" not in imported.sources["regles/commerce.yaml"]


def test_several_mistakes_are_told_at_once(vocabulary: Vocabulary) -> None:
    book = with_cells(small_workbook(vocabulary), "Règles", "commerce", {"stade": "au moins", "priorite": "haute"})
    book = with_cells(book, "Structures", "cc", {"telephone": 1})
    places = [finding.place for finding in import_small(book, vocabulary).findings]
    assert places == placed(["Règles!stade2", "Règles!priorite2", "Structures!telephone3"], book)


def test_a_mistake_that_no_sheet_shows_names_its_file_and_line(vocabulary: Vocabulary) -> None:
    territoire = TERRITORY.replace("fil_rouge:", "fil_rouges:")
    imported = import_small(small_workbook(vocabulary, territoire=territoire), vocabulary)
    assert [str(finding) for finding in imported.findings] == [
        typeset(
            "territoire.yaml:9 : « fil_rouges » ne veut rien dire dans ce territoire. Vouliez-vous dire « fil_rouge » ?"
        )
    ]


def test_aliases_are_kept_but_not_edited(vocabulary: Vocabulary) -> None:
    regles = RULES.replace("si: {secteur: [commerce, restauration]}", "si: {secteur: &s [commerce, restauration]}")
    regles = regles.replace(
        "    secteur: [commerce]\n    forme_du_projet: [reprise]\n    stade: {au_moins",
        "    secteur: *s\n    stade: {au_moins",
    )
    book = small_workbook(vocabulary, regles=regles)
    assert import_small(book, vocabulary).sources == small_sources(regles=regles)
    refused = import_small(with_cells(book, "Règles", "commerce", {"secteur": "commerce"}), vocabulary)
    (finding,) = refused.findings
    assert finding.place == "regles/commerce.yaml"
    assert finding.message == typeset("Ce fichier emploie « & » et « * ».")


UNSHOWN = {
    "not YAML": ("- regle: [", "regles/commerce.yaml:2 : Ce fichier ne se lit pas"),
    "a mapping for a title": (
        "- regle: a\n  titre: {a: b}\n",
        "regles/commerce.yaml:2 : Dans « titre » : Cette valeur n’a pas",
    ),
    "a comma in a value": (
        "- regle: a\n  si: {secteur: ['a, b']}\n",
        "regles/commerce.yaml:2 : Dans « secteur » : Une valeur",
    ),
    "a rule twice": ("- regle: a\n- regle: a\n", "regles/commerce.yaml, Règles : « a » est écrit deux fois."),
}


@pytest.mark.parametrize("name", UNSHOWN)
def test_what_no_cell_can_show_is_not_exported(name: str, vocabulary: Vocabulary) -> None:
    text, expected = UNSHOWN[name]
    with pytest.raises(SheetsError) as refusal:
        workbook_of(small_sources(regles=text), vocabulary)
    assert str(refusal.value).startswith(typeset(expected))


def test_the_folder_stands_in_for_a_lost_hidden_sheet(vocabulary: Vocabulary) -> None:
    book = with_cells(without_sheet(small_workbook(vocabulary)), "Règles", "commerce", {"titre": "Des commerces"})
    imported = import_workbook(book, vocabulary, small_geography(), small_sources())
    assert imported.sources == small_sources(regles=RULES.replace("titre: Un commerce", "titre: Des commerces"))
    assert imported.exported == {}
