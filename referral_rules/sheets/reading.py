"""From a workbook to rows; every cell that can't be read is reported by its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from referral_rules.loader import RULES_FOLDER
from referral_rules.sheets.cells import Kind, Plain, parse
from referral_rules.sheets.columns import (
    EXAMPLES,
    FILE,
    GENRES,
    GUIDE,
    INTERLOCUTORS,
    KEPT,
    LISTS,
    RULES,
    SHEET_NAMES,
    STRUCTURES,
    Column,
    Layout,
)
from referral_rules.sheets.findings import CellError, CellReport, likely_mend, quoted
from referral_rules.sheets.kept import SAFE_NAME
from referral_rules.sheets.tables import Row, Tables
from referral_rules.sheets.workbook import Cell, Fault, Formula, Sheet, Workbook, column_letters

NEW_RULES_FILE = "regles/nouvelles-regles.yaml"  # where a new rule goes that names no file
_AS_TEXT = "Mettez la case au format texte et écrivez de nouveau."
_NUMBER_AS_TEXT = (Kind.TEXT, Kind.NUMBER)


def read_tables(
    workbook: Workbook, all_layouts: Mapping[str, Layout], before: Tables, report: CellReport
) -> dict[str, tuple[Row, ...]]:
    """Reads the rows of a workbook.

    Args:
        workbook: the workbook.
        all_layouts: the columns of each sheet.
        before: the rows as they were exported; what must not get lost unnoticed.
        report: gets the findings.
    """
    _report_unknown_sheets(workbook, report)
    tables: dict[str, tuple[Row, ...]] = {}
    for name, layout in all_layouts.items():
        sheet = workbook.find(name)
        if sheet is None:
            if before[name] or name == RULES:
                report.error(name, "Cette feuille manque.", "Remettez-la, ou exportez de nouveau.")
            tables[name] = ()
        else:
            tables[name] = _SheetReading(sheet, layout, before[name], report).rows()
    _check_references(tables, before, report)
    return tables


def _report_unknown_sheets(workbook: Workbook, report: CellReport) -> None:
    for sheet in workbook.sheets:
        if sheet.name not in (*SHEET_NAMES, LISTS, GUIDE, KEPT) and any(map(_is_filled, sheet.rows)):
            message = "Cette feuille est inconnue : elle est laissée de côté."
            report.warn(sheet.name, message, likely_mend(sheet.name, SHEET_NAMES))


def _is_filled(row: tuple[Cell, ...]) -> bool:
    return any(cell is not None and cell != "" for cell in row)


class _SheetReading:
    """Reads one sheet."""

    def __init__(self, sheet: Sheet, layout: Layout, before: tuple[Row, ...], report: CellReport) -> None:
        self.sheet = sheet
        self.layout = layout
        self.report = report
        self.before = {row.key: row for row in before}
        self.columns = self._columns(before)

    def place(self, column: int, number: int) -> str:
        return f"{self.sheet.name}!{column_letters(column)}{number}"

    def rows(self) -> tuple[Row, ...]:
        rows: dict[object, Row] = {}
        for number, cells in enumerate(self.sheet.rows[1:], start=2):
            if not _is_filled(cells):
                continue
            values = self._values(cells, number)
            key = tuple(str(values.get(column.heading, "")) for column in self.layout.columns[: self.layout.key_length])
            if not self._has_key(values, number):
                continue
            if self.sheet.name == RULES and FILE not in values:
                known = self.before.get(key)
                values[FILE] = known.values[FILE] if known else NEW_RULES_FILE
            unique: object = number if self.sheet.name == EXAMPLES else key
            if unique in rows:
                first = f"la première fois à la ligne {rows[unique].number}"
                self.report.error(
                    self.place(0, number),
                    f"{quoted('.'.join(key))} est écrit deux fois, {first}.",
                    "Renommez l’un des deux.",
                )
                continue
            rows[unique] = Row(key, values, number)
        return tuple(rows.values())

    def _columns(self, before: tuple[Row, ...]) -> dict[int, Column]:
        columns: dict[int, Column] = {}
        headings = self.sheet.rows[0] if self.sheet.rows else ()
        missing = {column.heading for column in self.layout.columns} - {str(heading).strip() for heading in headings}
        for index, heading in enumerate(headings):
            column = self.layout.find(str(heading).strip())
            if column is None:
                self._report_unknown(index, heading, missing)
            elif column in columns.values():
                self.report.error(
                    self.place(index, 1), f"La colonne {quoted(column.heading)} est là deux fois.", "Gardez-en une."
                )
            else:
                columns[index] = column
        needed = {column.heading for column in self.layout.columns[: self.layout.key_length]}
        needed |= {heading for row in before for heading in row.values if heading != FILE}
        for column in self.layout.columns:
            if column.heading in missing & needed:
                mend = "Remettez-la avec ses valeurs, ou exportez de nouveau."
                self.report.error(self.sheet.name, f"La colonne {quoted(column.heading)} manque.", mend)
        return columns

    def _report_unknown(self, index: int, heading: Cell, missing: set[str]) -> None:
        if not any(_is_filled(row[index : index + 1]) for row in self.sheet.rows):
            return
        shown = f"La colonne {quoted(str(heading))} est inconnue" if heading else "Cette colonne n’a pas de titre"
        mend = likely_mend(str(heading), missing)
        if mend:
            self.report.error(self.place(index, 1), f"{shown}.", mend)
        else:
            self.report.warn(self.place(index, 1), f"{shown} : elle est laissée de côté.")

    def _values(self, cells: tuple[Cell, ...], number: int) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        for index, column in self.columns.items():
            cell = cells[index] if index < len(cells) else None
            try:
                value = parse(column.kind, _text(cell, column.kind))
            except CellError as error:
                self.report.error(self.place(index, number), error.message, error.mend)
                values[column.heading] = ""
                continue
            if value is not None:
                values[column.heading] = value
        self._check_options(values, number)
        return values

    def _check_options(self, values: dict[str, Plain], number: int) -> None:
        for index, column in self.columns.items():
            value = values.get(column.heading)
            if not isinstance(value, str) or not value:
                continue
            if column.heading == "genre" and value not in GENRES:
                mend = likely_mend(value, GENRES) or "Écrivez exemple ou contre_exemple."
                self.report.error(self.place(index, number), f"Le genre {quoted(value)} est inconnu.", mend)
            elif column.heading == FILE and not (value.startswith(RULES_FOLDER) and SAFE_NAME.fullmatch(value)):
                self.report.error(
                    self.place(index, number),
                    f"{quoted(value)} n’est pas un fichier de règles.",
                    "Écrivez par exemple regles/vie.yaml.",
                )

    def _has_key(self, values: Mapping[str, Plain], number: int) -> bool:
        needed = self.layout.columns[: self.layout.key_length]
        for index, column in self.columns.items():
            if column in needed and column.heading not in values:
                mend = "Remplissez cette case, ou videz la ligne."
                self.report.error(self.place(index, number), f"Il manque {quoted(column.heading)}.", mend)
        return all(values.get(column.heading) for column in needed)


def _text(cell: Cell, kind: Kind) -> str:
    """Gives a cell as text, as its column wants it.

    Raises:
        CellError: the cell computes, is in error, or lost what was typed in it.
    """
    if cell is None or isinstance(cell, str):
        return (cell or "").replace("_x000D_", "")
    if isinstance(cell, Formula):
        raise CellError(f"Une formule n’est pas lue : {quoted(cell.text)}.", "Écrivez son résultat.")
    if isinstance(cell, Fault):
        raise CellError(f"Cette case est en erreur : {cell.text}.", "Écrivez une valeur.")
    if isinstance(cell, datetime | date):
        if kind is Kind.DAY:
            return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
        raise CellError("Une date n’a pas sa place ici.", _AS_TEXT)
    if isinstance(cell, bool):
        raise CellError("« Vrai » ou « faux » n’a pas sa place ici.", _AS_TEXT)
    number = int(cell) if float(cell).is_integer() else cell
    if kind is Kind.DAY:
        raise CellError(f"{number} n’est pas une date.", "Écrivez-la 31/01/2026 ou 2026-01-31.")
    if kind not in _NUMBER_AS_TEXT or isinstance(number, float) or number < 0:
        mend = "Mettez la case au format texte et écrivez de nouveau, zéros du début compris."
        raise CellError(f"Le tableur a fait un nombre de cette case : {number}.", mend)
    return str(number)


def _check_references(tables: dict[str, tuple[Row, ...]], before: Tables, report: CellReport) -> None:
    """Examples go with their rule, interlocutors with their structure; rows of what was just removed leave with it."""
    for sheet, owner, word in ((EXAMPLES, RULES, "règle"), (INTERLOCUTORS, STRUCTURES, "structure")):
        owners = {row.key[0] for row in tables[owner]}
        gone = {row.key[0] for row in before[owner]} - owners
        kept = []
        for row in tables[sheet]:
            name, place = row.key[0], f"{sheet}!A{row.number}"
            if name in owners:
                kept.append(row)
            elif name in gone:
                report.warn(place, f"La {word} {quoted(name)} est supprimée : cette ligne part avec elle.")
            else:
                report.error(place, f"La {word} {quoted(name)} est inconnue.", likely_mend(name, owners))
        tables[sheet] = tuple(kept)
