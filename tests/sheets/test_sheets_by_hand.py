"""Workbooks as people's spreadsheets leave them: what can be understood is read, what can't is said by its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from small_territory import RULES, small_geography, small_sources
from test_sheets_conventions import ANNUAIRE

from bot.rules.spreadsheets import export_xlsx, import_xlsx
from referral_rules.sheets import ImportedSheets
from referral_rules.sheets.findings import typeset
from referral_rules.vocabulary import Vocabulary

NBSP, THIN = "\u00a0", "\u202f"
Edit = Callable[[Book], None]


def opened(vocabulary: Vocabulary, **changes: str) -> Book:
    return load_workbook(io.BytesIO(export_xlsx(small_sources(annuaire=ANNUAIRE, **changes), vocabulary)))


def imported(book: Book, vocabulary: Vocabulary) -> ImportedSheets:
    body = io.BytesIO()
    book.save(body)
    return import_xlsx(body.getvalue(), vocabulary, small_geography())


def at(book: Book, sheet: str, key: str, heading: str) -> Any:
    """The cell of a row, found by its first cell or its first two joined by a dot."""
    page = book[sheet]
    column = next(cell.column for cell in page[1] if cell.value == heading)
    row = next(row for row in page.iter_rows(min_row=2) if key in (row[0].value, f"{row[0].value}.{row[1].value}"))
    return page.cell(row[0].row, column)


def put(sheet: str, key: str, heading: str, value: object) -> Edit:
    def edit(book: Book) -> None:
        at(book, sheet, key, heading).value = value

    return edit


def changed(lines: dict[str, str], regles: str = RULES, annuaire: str = ANNUAIRE) -> dict[str, str]:
    for old, new in lines.items():
        assert old in regles + annuaire
        regles, annuaire = regles.replace(old, new), annuaire.replace(old, new)
    return small_sources(regles=regles, annuaire=annuaire)


SI = "si: {secteur: [commerce, restauration]}"
MOTIF = 'motif: "{referent} connaît les commerces."'
READ: dict[str, tuple[Edit, dict[str, str]]] = {
    # what typing aids do by themselves
    "a capital where a sentence seems to begin": (put("Règles", "commerce", "secteur", "Commerce, tourisme"),
        {SI: "si: {secteur: [commerce, tourisme]}"}),
    "a capital before an order": (put("Règles", "reprise-idee", "stade", "Au plus Etude"),
        {"stade: {au_plus: idee}": "stade: {au_plus: etude}"}),
    "a hard space before a colon": (put("Règles", "locaux", "besoins_projet", f"Un de{NBSP}: local,{NBSP}aides"),
        {"contient_un_de: [local]": "contient_un_de: [local, aides]"}),
    "a hard space around a name": (put("Règles", "reprise-etude", "communes_sauf", f"{NBSP}Le{NBSP}Brugeron{THIN}"),
        {"[ambert], communes_sauf: [Arlanc]": "[ambert], communes_sauf: [Le Brugeron]"}),
    "a curly apostrophe": (put("Structures", "cc", "horaires_accueil", "l’après-midi"),
        {"    courriel: cc@example.org\n": "    courriel: cc@example.org\n    horaires_accueil: l’après-midi\n"}),
    "hard spaces in a text are its own": (put("Règles", "commerce", "motif", f"Oui{THIN}: {{referent}}."),
        {MOTIF: f"motif: >-\n    Oui{THIN}: {{referent}}."}),
    # what people type
    "a word of the lists with accents and spaces": (
        put("Règles", "commerce", "secteur", "Bois-Forêt, Santé bien être"),
        {SI: "si: {secteur: [bois_foret, sante_bien_etre]}"}),
    "spaces at the ends": (put("Règles", "commerce", "titre", "  Un commerce \n"), {}),
    "a list over several lines": (put("Règles", "commerce", "secteur", "commerce\nrestauration\n"), {}),
    "true by itself": (put("Conventions", "cci.3", "regle_par_defaut", True),
        {"regle_par_defaut: oui": "regle_par_defaut: vrai"}),
    "true in capitals": (put("Conventions", "cci.3", "regle_par_defaut", "VRAI"),
        {"regle_par_defaut: oui": "regle_par_defaut: vrai"}),
    "yes": (put("Conventions", "cci.3", "regle_par_defaut", " Oui"), {}),
    "a date as text": (put("Conventions", "cci.1", "au", "31/12/2028"), {}),
    "a date with a short year": (put("Conventions", "cci.1", "au", "31/12/28"), {}),
    "a date in words": (put("Conventions", "cci.1", "au", "31 décembre 2028"), {}),
    "the first of a month": (put("Conventions", "cci.1", "du", "1er janvier 2026"), {}),
    "a date with an hour": (put("Conventions", "cci.1", "au", datetime(2028, 12, 31, 10, 30)), {}),  # noqa: DTZ001
    "a number as text": (put("Conventions", "cci.1", "delai_jours", "5"), {}),
    "a number where a text belongs": (put("Règles", "commerce", "titre", 2027),
        {"titre: Un commerce": 'titre: "2027"'}),
    "a whole number that computes as a fraction": (put("Conventions", "cci.1", "delai_jours", 5.0), {}),
    "a word in bold": (
        put("Règles", "commerce", "titre", CellRichText("Un ", TextBlock(InlineFont(b=True), "commerce"))), {}),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_can_be_understood_is_read(name: str, vocabulary: Vocabulary) -> None:
    edit, lines = READ[name]
    book = opened(vocabulary)
    edit(book)
    found = imported(book, vocabulary)
    assert [str(finding) for finding in found.findings] == []
    assert found.sources == changed(lines)


def test_empty_rows_and_cells_of_spaces_are_nothing(vocabulary: Vocabulary) -> None:
    book = opened(vocabulary)
    page = book["Règles"]
    page.insert_rows(3)
    page.cell(3, 2, f" {NBSP}\n")
    page.cell(page.max_row + 40, 1, " ")
    page.cell(1, page.max_column + 3, " ")
    book["Conventions"].cell(400, 5, "")
    found = imported(book, vocabulary)
    assert found.findings == ()
    assert found.sources == small_sources(annuaire=ANNUAIRE)


def test_sorted_filtered_hidden_and_moved_is_still_the_same(vocabulary: Vocabulary) -> None:
    book = opened(vocabulary)
    for name in ("Règles", "Exemples", "Structures", "Interlocuteurs", "Conventions"):
        page = book[name]
        heading, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
        rows.sort(key=lambda row: str(row[1]), reverse=True)
        order = [1, 0, *range(2, len(heading))]
        for number, row in enumerate([heading, *rows], start=1):
            for column, index in enumerate(order, start=1):
                page.cell(number, column).value = row[index]
        page.row_dimensions[3].hidden = True
        page.column_dimensions["E"].hidden = True
        page.auto_filter.add_filter_column(0, ["commerce"])
    found = imported(book, vocabulary)
    assert found.findings == ()
    assert found.sources == small_sources(annuaire=ANNUAIRE)


def test_capitals_and_spaces_in_headings_mean_nothing(vocabulary: Vocabulary) -> None:
    book = opened(vocabulary)
    for cell in book["Conventions"][1]:
        cell.value = f" {str(cell.value).capitalize().replace(' ', NBSP)} "
    found = imported(book, vocabulary)
    assert found.findings == ()
    assert found.sources == small_sources(annuaire=ANNUAIRE)


def test_a_copied_line_without_its_number_is_a_new_one(vocabulary: Vocabulary) -> None:
    book = opened(vocabulary)
    page = book["Conventions"]
    page.append([None if cell.column == 2 else cell.value for cell in page[3]])
    found = imported(book, vocabulary)
    assert found.findings == ()
    line = "      - {besoins: [local, chiffres], si: {statut: {sauf: [retraite]}}, engagement: principe}\n"
    assert found.sources["annuaire.yaml"].count(line.strip()) == 2


def merge(book: Book) -> None:
    book["Règles"].merge_cells("B2:B3")


REFUSED: dict[str, tuple[Edit, str, str]] = {
    "merged cells": (merge, "Règles!B2:B3",
        "Des cases sont fusionnées. Défusionnez-les et remplissez chacune : seule la première a gardé son texte."),
    "a formula that says true": (put("Conventions", "cci.3", "regle_par_defaut", "=TRUE()"),
        "Conventions!regle_par_defaut4", "Une formule n’est pas lue : « =TRUE() ». Écrivez son résultat."),
    "true where a text belongs": (put("Règles", "commerce", "titre", True), "Règles!titre2",
        "« Vrai » ou « faux » n’a pas sa place ici. Mettez la case au format texte et écrivez de nouveau."),
    "half a day": (put("Conventions", "cci.1", "delai_jours", 2.5), "Conventions!delai_jours2",
        "Le tableur a fait un nombre de cette case : 2,5. "
        "Mettez la case au format texte et écrivez de nouveau, zéros du début compris."),
    "a day that doesn't exist": (put("Conventions", "cci.1", "au", "31/02/2028"), "Conventions!au2",
        "« 31/02/2028 » n’est pas une date. Écrivez-la 31/01/2026 ou 2026-01-31."),
    "a month that doesn't exist": (put("Conventions", "cci.1", "au", "3 brumaire 2028"), "Conventions!au2",
        "« 3 brumaire 2028 » n’est pas une date. Écrivez-la 31/01/2026 ou 2026-01-31."),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_understood_is_said_by_its_cell(name: str, vocabulary: Vocabulary) -> None:
    edit, place, message = REFUSED[name]
    book = opened(vocabulary)
    edit(book)
    found = imported(book, vocabulary)
    sheet, _, cell = place.partition("!")
    headings = {str(heading.value): heading.column_letter for heading in book[sheet][1]}
    cell = next((letter + cell[len(name) :] for name, letter in headings.items() if cell[: len(name)] == name), cell)
    assert [str(finding) for finding in found.findings] == [typeset(f"{sheet}!{cell} : {message}")]
    assert found.sources == {}


def test_cells_merged_in_a_column_of_ones_own_are_ones_own(vocabulary: Vocabulary) -> None:
    book = opened(vocabulary)
    page = book["Règles"]
    column = page.max_column + 1
    page.cell(1, column, "remarques")
    page.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    found = imported(book, vocabulary)
    assert found.sources == small_sources(annuaire=ANNUAIRE)


def test_rows_deleted_in_libreoffice_leave_a_last_row_that_holds_nothing(vocabulary: Vocabulary) -> None:
    """It writes the height of the 1,048,576th row, the last that the format has, in each sheet that lost a row."""
    book = opened(vocabulary)
    for page in book.worksheets:
        if page.sheet_state == "visible":
            page.row_dimensions[1_048_576].height = 12.8
    found = imported(book, vocabulary)
    assert found.findings == ()
    assert found.sources == small_sources(annuaire=ANNUAIRE)


@pytest.mark.parametrize(("row", "text"), [(1_048_576, "perdue"), (1_048_577, None)])
def test_what_lies_far_below_the_others_is_refused(row: int, text: str | None, vocabulary: Vocabulary) -> None:
    """A text beyond our bounds; a row beyond those of the format, even an empty one."""
    book = opened(vocabulary)
    book["Règles"].row_dimensions[row].height = 12.8
    if text:
        book["Règles"].cell(row, 1, text)
    (finding,) = imported(book, vocabulary).findings
    assert finding.place == "Règles"
    assert "10000 lignes" in finding.message
