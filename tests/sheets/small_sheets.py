"""Workbooks bent by hand: one cell, one row, one column, one sheet at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from small_territory import small_geography, small_sources

from bot.rules.spreadsheets import read_xlsx, write_xlsx
from referral_rules.sheets import ImportedSheets, Workbook, import_workbook, workbook_of
from referral_rules.sheets.columns import KEPT
from referral_rules.sheets.workbook import Cell, Sheet
from referral_rules.vocabulary import Vocabulary

Rows = list[list[Cell]]


def through_xlsx(workbook: Workbook) -> Workbook:
    """The workbook as it comes back from an XLSX file."""
    read = read_xlsx(write_xlsx(workbook))
    assert isinstance(read, Workbook)
    return read


def rows_of(workbook: Workbook, name: str) -> Rows:
    sheet = workbook.find(name)
    assert sheet is not None
    width = len(sheet.rows[0])
    return [[*row, *[None] * (width - len(row))] for row in sheet.rows]


def with_rows(workbook: Workbook, name: str, rows: Rows) -> Workbook:
    changed = Sheet(name, tuple(map(tuple, rows)))
    return replace(workbook, sheets=tuple(changed if sheet.name == name else sheet for sheet in workbook.sheets))


def without_sheet(workbook: Workbook, name: str = KEPT) -> Workbook:
    return replace(workbook, sheets=tuple(sheet for sheet in workbook.sheets if sheet.name != name))


def row_number(rows: Rows, key: str) -> int:
    """The position of a row: by its first cell, or by its first two joined by a dot; `key#2` is the second such row."""
    key, _, nth = key.partition("#")
    found = [index for index, row in enumerate(rows) if key in (row[0], f"{row[0]}.{row[1]}")]
    return found[int(nth or 1) - 1]


def with_cells(workbook: Workbook, name: str, key: str, cells: Mapping[str, Cell]) -> Workbook:
    """Changes cells of one row, by their headings."""
    rows = rows_of(workbook, name)
    row = rows[row_number(rows, key)]
    for heading, value in cells.items():
        row[rows[0].index(heading)] = value
    return with_rows(workbook, name, rows)


def with_row(workbook: Workbook, name: str, cells: Mapping[str, Cell]) -> Workbook:
    """Adds a row at the end."""
    rows = rows_of(workbook, name)
    return with_rows(workbook, name, [*rows, [cells.get(str(heading)) for heading in rows[0]]])


def without_row(workbook: Workbook, name: str, key: str) -> Workbook:
    rows = rows_of(workbook, name)
    del rows[row_number(rows, key)]
    return with_rows(workbook, name, rows)


def without_column(workbook: Workbook, name: str, heading: str) -> Workbook:
    rows = rows_of(workbook, name)
    index = rows[0].index(heading)
    return with_rows(workbook, name, [row[:index] + row[index + 1 :] for row in rows])


def small_workbook(vocabulary: Vocabulary, **changes: str) -> Workbook:
    """The small territory as it comes back from an XLSX file."""
    return through_xlsx(workbook_of(small_sources(**changes), vocabulary))


def import_small(workbook: Workbook, vocabulary: Vocabulary) -> ImportedSheets:
    """Imports a workbook of the small territory, by way of an XLSX file."""
    return import_workbook(through_xlsx(workbook), vocabulary, small_geography())
