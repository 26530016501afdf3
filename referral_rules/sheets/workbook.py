"""A workbook without a file format: sheets, rows, cells. `bot.rules.spreadsheets` turns it into bytes and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

CELL_LIMIT = 32_767  # characters in one cell; the limit of the XLSX format


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes instead of saying."""

    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that shows an error value, like `#N/A`."""

    text: str


Cell = str | int | float | bool | date | Formula | Fault | None


class CellFormat(StrEnum):
    """What a spreadsheet program makes of what is typed."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells made one: only the first of them still holds something.

    Attributes:
        place: like `A2:A4`.
        columns: their 0-based columns.
    """

    place: str
    columns: range


@dataclass(frozen=True, slots=True)
class DropDown:
    """The choices offered in one column.

    Attributes:
        source: heading of the column of the lists' sheet that holds them.
        strict: other values are refused while typing; else they are only offered.
    """

    source: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        rows: the cells, row by row; rows may be of unequal length.
        leading: how many first columns say which row one is in, and stay in sight; 0 for a sheet without headings.
        formats: what is typed in a column becomes, by 0-based column; a text where nothing is said.
        merges: the cells that people made one.
        drop_downs: by 0-based column.
        cell_drop_downs: those of one cell alone, by 0-based row and column.
        notes: what a heading means, by 0-based column.
        widths: in characters, by 0-based column.
        hidden: not shown to people.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    drop_downs: Mapping[int, DropDown] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    widths: Mapping[int, int] = field(default_factory=dict)
    hidden: bool = False
    leading: int = 0
    formats: Mapping[int, CellFormat] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    cell_drop_downs: Mapping[tuple[int, int], DropDown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in their order.

    Attributes:
        lists: name of the sheet whose columns are the sources of the drop-downs; empty if there are none.
    """

    sheets: tuple[Sheet, ...]
    lists: str = ""

    def find(self, name: str) -> Sheet | None:
        """Finds a sheet by its name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letters(index: int) -> str:
    """Names a 0-based column as spreadsheets do: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
