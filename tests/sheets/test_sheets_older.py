"""Workbooks exported before some sheets existed: they still come in, and lose nothing of what they never showed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_sheets import import_small, rows_of, through_xlsx, with_cells, with_rows, without_row, without_sheet
from small_territory import RULES, TERRITORY, small_geography
from test_sheets_boxes import sources_with

from referral_rules.sheets import Workbook, import_workbook, workbook_of
from referral_rules.sheets.columns import EXPLANATIONS, FIRST_SHEETS, IMPOSSIBLES, KEPT, SETTINGS, SHEET_NAMES
from referral_rules.sheets.findings import typeset
from referral_rules.sheets.workbook import Sheet
from referral_rules.vocabulary import Vocabulary

LATER = (IMPOSSIBLES, EXPLANATIONS, SETTINGS)


def older(vocabulary: Vocabulary) -> Workbook:
    """The workbook as the first version exported it."""
    book = through_xlsx(workbook_of(sources_with(), vocabulary))
    rows = rows_of(book, KEPT)
    rows[0][0] = "premiere-ecoute 1"
    book = with_rows(book, KEPT, rows)
    for name in LATER:
        book = without_sheet(book, name)
    return book


def test_each_version_says_which_sheets_it_has() -> None:
    assert (*FIRST_SHEETS, *LATER) == SHEET_NAMES


def test_an_older_workbook_comes_back_byte_for_byte(vocabulary: Vocabulary) -> None:
    imported = import_small(older(vocabulary), vocabulary)
    assert imported.findings == ()
    assert imported.sources == sources_with()


def test_an_older_workbook_is_edited_as_ever(vocabulary: Vocabulary) -> None:
    book = with_cells(older(vocabulary), "Règles", "commerce", {"titre": "Des commerces"})
    imported = import_small(book, vocabulary)
    assert imported.findings == ()
    changed = {"regles/commerce.yaml": RULES.replace("titre: Un commerce", "titre: Des commerces")}
    assert imported.sources == sources_with() | changed


@pytest.mark.parametrize("name", LATER)
def test_a_sheet_of_ones_own_in_an_older_workbook_stays_ones_own(name: str, vocabulary: Vocabulary) -> None:
    book = older(vocabulary)
    book = replace(book, sheets=(*book.sheets, Sheet(name, (("à moi",), ("promesse_jours",)))))
    imported = import_small(book, vocabulary)
    assert [str(one) for one in imported.findings] == [
        typeset(f"{name} : Cette feuille est inconnue : elle est laissée de côté.")
    ]
    assert imported.sources == sources_with()


def test_what_an_older_workbook_breaks_elsewhere_is_said_by_file_and_line(vocabulary: Vocabulary) -> None:
    imported = import_small(without_row(older(vocabulary), "Interlocuteurs", "parc.accueil"), vocabulary)
    line = TERRITORY.splitlines().index("pivot: parc.accueil") + 1
    assert [one.place for one in imported.findings] == [f"territoire.yaml:{line}"]
    assert imported.sources == {}


@pytest.mark.parametrize("name", LATER)
def test_a_later_sheet_lost_from_its_workbook_is_missed(name: str, vocabulary: Vocabulary) -> None:
    book = without_sheet(through_xlsx(workbook_of(sources_with(), vocabulary)), name)
    imported = import_small(book, vocabulary)
    assert [str(one) for one in imported.findings] == [
        typeset(f"{name} : Cette feuille manque. Remettez-la, ou exportez de nouveau.")
    ]
    assert imported.sources == {}


def test_without_the_hidden_sheet_the_folder_keeps_what_no_sheet_shows(vocabulary: Vocabulary) -> None:
    book = with_cells(without_sheet(older(vocabulary)), "Règles", "commerce", {"titre": "Des commerces"})
    imported = import_workbook(book, vocabulary, small_geography(), sources_with())
    assert imported.findings == ()
    changed = {"regles/commerce.yaml": RULES.replace("titre: Un commerce", "titre: Des commerces")}
    assert imported.sources == sources_with() | changed
