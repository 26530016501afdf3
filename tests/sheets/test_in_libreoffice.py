"""Workbooks edited in the real LibreOffice, by a macro that does what people do: sort, delete, copy, fill, type."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from small_territory import real_vocabulary, small_geography
from test_sheets_boxes import sources_with
from test_sheets_editing import changed_lines

from bot.rules.spreadsheets import export_xlsx, import_xlsx
from referral_rules.sheets.findings import typeset
from referral_rules.vocabulary import Vocabulary

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice (soffice) is not installed: Debian’s libreoffice-calc has it"
    ),
]

MACRO = """
Function Place(page As Object, heading As String) As Long
  For Place = 0 To 199
    If page.getCellByPosition(Place, 0).String = heading Then Exit Function
  Next
End Function

Function Line_(page As Object, key As String) As Long
  For Line_ = 1 To 199
    If page.getCellByPosition(0, Line_).String = key Then Exit Function
  Next
End Function

Function All_(page As Object) As Object
  Dim cursor As Object
  cursor = page.createCursor()
  cursor.gotoEndOfUsedArea(True)
  All_ = page.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
End Function

Function Cell(page As Object, key As String, heading As String) As Object
  Cell = page.getCellByPosition(Place(page, heading), Line_(page, key))
End Function

Sub Sort_(page As Object, heading As String)
  Dim field(0) As New com.sun.star.table.TableSortField
  Dim wish(1) As New com.sun.star.beans.PropertyValue
  field(0).Field = Place(page, heading)
  wish(0).Name = "SortFields" : wish(0).Value = field()
  wish(1).Name = "ContainsHeader" : wish(1).Value = True
  All_(page).sort(wish())
End Sub

Sub Filter_(page As Object, heading As String, word As String)
  Dim field(0) As New com.sun.star.sheet.TableFilterField
  Dim wish As Object
  wish = All_(page).createFilterDescriptor(True)
  wish.ContainsHeader = True
  field(0).Field = Place(page, heading)
  field(0).StringValue = word
  field(0).Operator = com.sun.star.sheet.FilterOperator.EQUAL
  wish.setFilterFields(field())
  All_(page).filter(wish)
End Sub

Sub Copy_(page As Object, key As String, name_ As String)
  Dim last As Long, source As Object
  last = All_(page).RangeAddress.EndRow + 1
  source = page.getCellRangeByPosition(0, Line_(page, key), All_(page).RangeAddress.EndColumn, Line_(page, key))
  page.copyRange(page.getCellByPosition(0, last).CellAddress, source.RangeAddress)
  page.getCellByPosition(0, last).String = name_
End Sub

Sub Fill_(page As Object, heading As String, last As Long)
  Dim column As Long
  column = Place(page, heading)
  page.getCellRangeByPosition(column, 1, column, last).fillAuto(com.sun.star.sheet.FillDirection.TO_BOTTOM, 1)
End Sub
"""
BODY = """
Sub Edit_{number}
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  Dim doc As Object, rules As Object, never As Object, told As Object, wishes As Object
  opening(0).Name = "Hidden" : opening(0).Value = True
  saving(0).Name = "FilterName" : saving(0).Value = "Calc MS Excel 2007 XML"
  doc = StarDesktop.loadComponentFromURL("{folder}/classeur.xlsx", "_blank", 0, opening())
  rules = doc.Sheets.getByName("Règles") : never = doc.Sheets.getByName("Impossibles")
  told = doc.Sheets.getByName("Explications") : wishes = doc.Sheets.getByName("Réglages")
  {edit}
  doc.storeToURL("{folder}/{number}.xlsx", saving())
  doc.close(True)
End Sub
"""
LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">\n'
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="Hand"/>'
    "</library:library>\n"
)
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Hand" '
    'script:language="StarBasic">{}</script:module>\n'
)
SETTINGS_TYPED = """
  Cell(wishes, "promesse_jours", "valeur").setFormula("7")
  Cell(wishes, "relances_jours", "valeur").setFormula("2, 5")
  Cell(wishes, "heures_de", "valeur").setFormula("9:00")
  Cell(wishes, "heures_a", "valeur").setFormula("18 h 30")
"""
EDITS: Mapping[str, tuple[str, list[str], list[str]]] = {  # a macro, the lines that change, what is said
    "nothing": ("", [], []),
    "sorted": ('Sort_(rules, "titre") : Sort_(never, "motif") : Sort_(told, "constat") : Sort_(wishes, "libelle")',
        [], []),
    "filtered": ('Filter_(rules, "secteur", "commerce")', [], []),
    "a sheet moved, a column put in": (
        'doc.Sheets.moveByName("Réglages", 0) : never.Columns.insertByIndex(1, 1)', [], []),
    "rows deleted, in three sheets": (
        'rules.Rows.removeByIndex(Line_(rules, "locaux"), 1)\n never.Rows.removeByIndex(2, 1)\n'
        ' told.Rows.removeByIndex(3, 1)',
        ["-- constat: jamais_lu", "-  faits: [echeance, deja_accompagne]", "-  motif: Le référent les lit.",
         "-- impossible: reprise-a-thiers", "-  territoire: {zones: [thiers]}", "-  si:",
         "-    forme_du_projet: [reprise]", "-    stade: {au_plus: idee}", "-  motif: >-",
         "-    Personne n’y cède de commerce.",
         "-- regle: locaux", "-  titre: Trouver un local", "-  si: {besoins_projet: {contient_un_de: [local]}}",
         "-  appuis: [cc.economie]", "-  motif: pour les locaux", "-"],
        []),
    "rows copied and renamed": (
        'Copy_(never, "reprise-a-thiers", "reprise-en-ville")',
        ["+", "+- impossible: reprise-en-ville", "+  territoire: {zones: [thiers]}", "+  si:",
         "+    forme_du_projet: [reprise]", "+    stade: {au_plus: idee}", "+  motif: >-",
         "+    Personne n’y cède de commerce."],
        []),
    "a day dragged down": (
        'Fill_(told, "revoir_le", 3)', ["+  revoir_le: 2027-10-16", "+  revoir_le: 2027-10-17"], []),
    "settings typed": (SETTINGS_TYPED, [
        '+heures: {de: "09:00", a: "18:30"}', "-promesse_jours: 5", "+promesse_jours: 7", "+relances_jours: [2, 5]"],
        []),
    "cells merged": (
        "never.getCellRangeByPosition(1, 1, 1, 2).merge(True)", [],
        ["Impossibles!B2:B3 : Des cases sont fusionnées. Défusionnez-les et remplissez chacune : seule la première "
         "a gardé son texte."]),
    "a sheet renamed": (
        'never.Name = "Profils impossibles"', [],
        ["Profils impossibles : Cette feuille est inconnue : elle est laissée de côté. "
         "Vouliez-vous dire « Impossibles » ?",
         "Impossibles : Cette feuille manque. Remettez-la, ou exportez de nouveau."]),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the edited workbooks are, each by its number."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "classeur.xlsx").write_bytes(export_xlsx(sources_with(), real_vocabulary()))
    command = [str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
    subprocess.run([*command, "--terminate_after_init"], check=True, timeout=180, capture_output=True)
    standard = folder / "profile" / "user" / "basic" / "Standard"
    bodies = [
        BODY.format(number=number, folder=folder.as_uri(), edit=edit)
        for number, (edit, *_) in enumerate(EDITS.values())
    ]
    calls = "\n".join(f"Edit_{number}" for number in range(len(EDITS)))
    (standard / "script.xlb").write_text(LIBRARY, "utf-8")
    source = "\n".join([MACRO, *bodies, f"Sub Main\n{calls}\nEnd Sub"])
    (standard / "Hand.xba").write_text(MODULE.format(escape(source)), "utf-8")
    subprocess.run([*command, "macro:///Standard.Hand.Main"], check=True, timeout=300, capture_output=True)
    return folder


@pytest.mark.parametrize("name", EDITS)
def test_what_people_do_in_libreoffice_is_read(name: str, folder: Path, vocabulary: Vocabulary) -> None:
    _, lines, said = EDITS[name]
    body = (folder / f"{list(EDITS).index(name)}.xlsx").read_bytes()
    imported = import_xlsx(body, vocabulary, small_geography())
    assert [str(finding) for finding in imported.findings] == [typeset(line) for line in said]
    assert changed_lines(sources_with(), imported.sources if not said else sources_with()) == lines
