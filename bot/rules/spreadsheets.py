"""XLSX bytes and workbooks: written with XlsxWriter, read with openpyxl, both in memory.

Rule 1: a file from outside is bounded before it is opened, in bytes and unpacked bytes, and again while it is read, in
sheets, rows, columns and cells.
Rule 2: text stays text: nothing is taken for a formula, a link or a number.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from textwrap import wrap
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string as column_index
from openpyxl.worksheet._reader import WorkSheetParser

from referral_rules.errors import Severity
from referral_rules.geography import Geography
from referral_rules.sheets import CellFinding, ImportedSheets, Workbook, import_workbook, workbook_of
from referral_rules.sheets.workbook import Cell, CellFormat, DropDown, Fault, Formula, Merge, Sheet, column_letters
from referral_rules.vocabulary import Vocabulary

FILE_LIMIT: Final = 10_000_000  # bytes; a territory of 1,000 rules takes under 1 MB
UNPACKED_LIMIT: Final = 10_000_000  # bytes of all parts together; a territory of 1,000 rules takes 3 MB
SHEET_LIMIT: Final = 40  # sheets of a workbook; ours have some twelve
ROW_LIMIT: Final = 10_000  # rows of one sheet
LAST_ROW: Final = 1_048_576  # of a sheet; the format has no more
COLUMN_LIMIT: Final = 200  # columns of one sheet
CELL_LIMIT: Final = 2_000_000  # cells gone through in a workbook, empty ones and those of skipped rows included
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of locked workbooks, and of Excel 97
_MERGE: Final = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,100}?ref="(([A-Z]{1,3})[0-9]{1,7}:([A-Z]{1,3})[0-9]{1,7})"'
)
_FIXED_HEIGHT: Final = re.compile(rb'(<row [^>]*?) customHeight="1"')
LINE_HEIGHT: Final = 15.0  # points
HEIGHT_LIMIT: Final = 400.0  # points of a row; the format allows 409
A4: Final = 9  # paper, in the numbers of the format
PAGE_WIDTH: Final = 240  # characters across a page; more would be too small to read
SPARE_ROWS: Final = 1_000  # rows that the drop-downs cover beyond the last one written


def export_xlsx(sources: Mapping[str, str], vocabulary: Vocabulary) -> bytes:
    """Writes a territory as an XLSX file.

    Args:
        sources: the texts of its files, by name.
        vocabulary: the facts.

    Raises:
        SheetsError: a source isn't YAML, or holds what no cell can show.
    """
    return write_xlsx(workbook_of(sources, vocabulary))


def import_xlsx(
    body: bytes, vocabulary: Vocabulary, geography: Geography, base: Mapping[str, str] | None = None
) -> ImportedSheets:
    """Reads a territory's sources back from an XLSX file.

    Args:
        body: the file.
        vocabulary: the facts.
        geography: the table of communes.
        base: the sources to change when the file's hidden sheet is missing.
    """
    workbook = read_xlsx(body)
    if isinstance(workbook, CellFinding):
        return ImportedSheets({}, (workbook,), {})
    return import_workbook(workbook, vocabulary, geography, base)


def write_xlsx(workbook: Workbook) -> bytes:
    """Writes a workbook."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True})
    formats = {
        "heading": book.add_format(
            {"bold": True, "bg_color": "#D7E6CF", "num_format": "@", "border": 1, "valign": "vcenter"}
        ),
        CellFormat.TEXT: book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        CellFormat.DAY: book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        CellFormat.NUMBER: book.add_format({"num_format": "0", "valign": "top", "align": "left"}),
    }
    lists = workbook.find(workbook.lists)
    for sheet in workbook.sheets:
        _write_sheet(book, sheet, formats, lists)
    book.close()
    return _with_own_heights(body.getvalue())


def _with_own_heights(body: bytes) -> bytes:
    """Marks no height as wished by hand: rows go on fitting their texts while people edit them."""
    fitted = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as written, zipfile.ZipFile(fitted, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in written.infolist():
            content = written.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content = _FIXED_HEIGHT.sub(rb"\1", content)
            archive.writestr(part, content)
    return fitted.getvalue()


def read_xlsx(body: bytes) -> Workbook | CellFinding:
    """Reads a workbook; a finding says why it can't be read."""
    mend = "Enregistrez-le de nouveau au format XLSX."
    refusal = _refusal(body)
    if refusal:
        return CellFinding("fichier", Severity.ERROR, refusal, mend)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names each extension that it leaves aside
            reader = _Reader(io.BytesIO(body), read_only=True)
            reader.read()
            book: Any = reader.wb
            room = _Room(CELL_LIMIT)
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                sheets = tuple(
                    Sheet(sheet.title, _rows(sheet, room), merges=_merges(archive.read(sheet._worksheet_path)))
                    for sheet in book.worksheets
                )
    except _TooLargeError as error:
        return CellFinding(error.place, Severity.ERROR, error.message, "Gardez-y les règles seules.")
    except Exception:  # the reader meets a stranger's file with asserts, look-ups and parsers of its own
        return CellFinding("fichier", Severity.ERROR, "Ce classeur est abîmé.", mend)
    return Workbook(sheets)


class _TooLargeError(Exception):
    """A workbook is beyond the bounds; where, and in which words."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(place)
        self.place = place
        self.message = message


class _Reader(ExcelReader):
    """openpyxl's reader, which opens each sheet that the workbook names, however many they are."""

    def read_worksheets(self) -> None:
        """Reads the sheets, each of which has a part of its own.

        Raises:
            _TooLargeError: there are too many, or several are one.
        """
        parts = [part.target for _, part in self.parser.find_sheets()]
        if len(parts) > SHEET_LIMIT or len(set(parts)) < len(parts):
            raise _TooLargeError("fichier", f"Ce classeur a plus de {SHEET_LIMIT} feuilles, ou plusieurs fois la même.")
        super().read_worksheets()


@dataclass(slots=True)
class _Room:
    """How many cells may still be gone through."""

    cells: int


def _refusal(body: bytes) -> str:
    if len(body) > FILE_LIMIT:
        return f"Ce fichier dépasse {FILE_LIMIT // 1_000_000} Mo."
    if body.startswith(_OLE):
        return "Ce classeur demande un mot de passe, ou date d’un ancien Excel."
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                return "Ce fichier est trop gros une fois ouvert."
            if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
                return "Ce n’est pas un classeur XLSX."  # other methods may ask for gigabytes before a byte is read
            if "mimetype" in archive.namelist():  # OpenDocument's first part, which XLSX hasn't
                return "Ce classeur est au format ODS, celui de LibreOffice."
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return "Ce n’est pas un classeur XLSX."
    return ""


def _rows(sheet: Any, room: _Room) -> tuple[tuple[Cell, ...], ...]:
    """The cells up to the last filled row and column.

    Raises:
        _TooLargeError: there are too many, or they reach too far.
    """
    too_large = _TooLargeError(sheet.title, f"Cette feuille dépasse {ROW_LIMIT} lignes ou {COLUMN_LIMIT} colonnes.")
    rows: list[tuple[Cell, ...]] = []
    for number, row in _written_rows(sheet):
        room.cells -= len(row) + 1
        if room.cells < 0:
            raise too_large
        cells = [_cell(cell) for cell in row]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if number <= (LAST_ROW if not cells else len(rows)):
            continue
        if number > ROW_LIMIT or len(cells) > COLUMN_LIMIT:
            raise too_large
        rows.extend(() for _ in range(number - 1 - len(rows)))
        rows.append(tuple(cells))
    return tuple(rows)


def _written_rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that the file writes, by number.

    openpyxl would go through those between them one by one; where a row was deleted, LibreOffice writes the height of
    the 1,048,576th.
    """
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, row in parser.parse():
            yield number, sheet._get_row(row)


def _merges(part: bytes) -> tuple[Merge, ...]:
    """The cells made one in a sheet's part, which openpyxl passes over while it streams."""
    return tuple(
        Merge(place.decode(), range(column_index(first.decode()) - 1, column_index(last.decode())))
        for place, first, last in _MERGE.findall(part)
    )


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Fault(str(value))
    if isinstance(value, str | bool | int | float | datetime | date):
        return value
    return str(value)


def _write_sheet(book: Any, sheet: Sheet, formats: Mapping[str, Any], lists: Sheet | None) -> None:
    page = book.add_worksheet(sheet.name)
    for index, width in sheet.widths.items():
        page.set_column(index, index, width, formats[sheet.formats.get(index, CellFormat.TEXT)])
    for number, row in enumerate(sheet.rows):
        if not sheet.hidden:
            page.set_row(number, _height(sheet, row))
        for index, cell in enumerate(row):
            _write_cell(page, number, index, cell, formats, is_heading=number == 0 and sheet.leading > 0)
    for index, note in sheet.notes.items():
        page.write_comment(0, index, note, {"x_scale": 2})
    for index, choices in sheet.drop_downs.items():
        _write_drop_down(page, (1, index, len(sheet.rows) + SPARE_ROWS, index), choices, lists)
    for (number, index), choices in sheet.cell_drop_downs.items():
        _write_drop_down(page, (number, index, number, index), choices, lists)
    if sheet.leading:
        page.freeze_panes(1, sheet.leading)
        page.ignore_errors({"number_stored_as_text": f"A1:{column_letters(COLUMN_LIMIT)}{ROW_LIMIT}"})
    if sheet.notes:
        page.autofilter(0, 0, max(len(sheet.rows) - 1, 1), len(sheet.rows[0]) - 1)
    if sheet.hidden:
        page.hide()
    else:
        _set_print(page, sheet)


def _height(sheet: Sheet, row: tuple[Cell, ...]) -> float:
    """The height at which every wrapped text of a row is seen; programs that don't measure texts rely on it."""
    lines = [1]
    for index, cell in enumerate(row):
        if isinstance(cell, str) and index in sheet.widths:
            lines.append(sum(len(wrap(line, sheet.widths[index] - 1)) or 1 for line in cell.split("\n")))
    return min(max(lines) * LINE_HEIGHT, HEIGHT_LIMIT)


def _set_print(page: Any, sheet: Sheet) -> None:
    """Landscape, the headings and the leading columns again on each page, as many pages wide as keep it readable."""
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&R&P / &N")
    leading = sum(sheet.widths.get(index, 0) for index in range(sheet.leading))
    total = sum(sheet.widths.values()) - leading
    page.fit_to_pages(max(1, ceil(total / max(PAGE_WIDTH - leading, 1))), 0)
    if sheet.leading:
        page.repeat_rows(0)
        page.repeat_columns(0, sheet.leading - 1)
        page.print_across()
        page.hide_gridlines(0)  # that is, they are printed too


def _write_cell(page: Any, row: int, column: int, cell: Cell, formats: Mapping[str, Any], *, is_heading: bool) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        outcome = page.write_string(row, column, cell, formats["heading" if is_heading else CellFormat.TEXT])
    elif isinstance(cell, datetime | date):
        outcome = page.write_datetime(row, column, cell, formats[CellFormat.DAY])
    elif isinstance(cell, Formula):
        outcome = page.write_formula(row, column, cell.text)
    elif isinstance(cell, bool):
        outcome = page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        outcome = page.write_number(row, column, cell, formats[CellFormat.NUMBER])
    else:
        outcome = page.write_string(row, column, cell.text)
    assert outcome == 0, "a cell beyond the format's limits"


def _write_drop_down(page: Any, cells: tuple[int, int, int, int], choices: DropDown, lists: Sheet | None) -> None:
    if lists is None or choices.source not in lists.rows[0]:
        return
    index = lists.rows[0].index(choices.source)
    count = sum(1 for row in lists.rows[1:] if row[index] is not None)
    if not count:
        return
    letters = column_letters(index)
    page.data_validation(
        *cells,
        {
            "validate": "list",
            "source": f"='{lists.name}'!${letters}$2:${letters}${count + 1}",
            "ignore_blank": True,
            "error_type": "stop",
            "show_error": choices.strict,
            "error_title": "Valeur inconnue",
            "error_message": "Choisissez dans la liste.",
        },
    )  # fmt: skip
