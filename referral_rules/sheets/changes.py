"""What differs between two versions of a territory, as rows and cells: how somebody who edits sheets thinks of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from referral_rules.sheets.cells import Kind, render
from referral_rules.sheets.columns import (
    CONVENTIONS,
    EXAMPLES,
    INTERLOCUTORS,
    NUMBER,
    OUTSIDE,
    UNNAMED,
    Layout,
    layouts,
)
from referral_rules.sheets.conventions import holder_of
from referral_rules.sheets.tables import Row, tables_of
from referral_rules.vocabulary import Vocabulary


class Change(Enum):
    """What happened to a row."""

    ADDED = "ajoutée"
    REMOVED = "supprimée"
    EDITED = "changée"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell; an empty text stands for an empty cell."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row.

    Attributes:
        sheet: where it stands.
        name: what people call it: a rule's id, `cc.accueil`, `cci, ligne 2`.
        change: what happened to it.
        cells: the cells that differ; all filled ones of a row that comes or goes.
    """

    sheet: str
    name: str
    change: Change
    cells: tuple[CellChange, ...]


def sheet_changes(before: Mapping[str, str], after: Mapping[str, str], vocabulary: Vocabulary) -> tuple[RowChange, ...]:
    """Compares two versions of a territory row by row, in the order of the sheets.

    Args:
        before: the sources as they are.
        after: the sources as they shall be.
        vocabulary: gives the columns.

    Raises:
        SheetsError: one of them can't be shown as sheets.
    """
    old, new = tables_of(before, vocabulary), tables_of(after, vocabulary)
    changes: list[RowChange] = []
    for sheet, layout in layouts(vocabulary).items():
        for was, now in _paired(sheet, old[sheet], new[sheet]):
            row = now or was
            assert row is not None
            change = Change.EDITED if was and now else Change.ADDED if now else Change.REMOVED
            naming = frozenset[str]() if sheet == OUTSIDE else _headings_of_key(layout)
            cells = tuple(_cells(layout, was, now, skipped=naming))
            if cells or change is not Change.EDITED:
                changes.append(RowChange(sheet, _name(sheet, row), change, cells))
    return tuple(changes)


def _paired(sheet: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Puts each row beside what it was: by its key; rows without a name of their own by what they say."""
    if sheet not in (*UNNAMED, CONVENTIONS):
        known = {row.key: row for row in old}
        yield from ((known.pop(row.key, None), row) for row in new)
        yield from ((row, None) for row in known.values())
        return
    left, fresh = list(old), []
    for row in new:
        same = next((one for one in left if _said(one) == _said(row)), None)
        if same is None:
            fresh.append(row)
        else:
            left.remove(same)
    for row in fresh:
        alike = max((one for one in left if _group(one) == _group(row)), key=lambda one: _alike(one, row), default=None)
        if alike is not None and _alike(alike, row):
            left.remove(alike)
            yield alike, row
        else:
            yield None, row
    yield from ((row, None) for row in left)


def _said(row: Row) -> tuple[object, ...]:
    """What a row says; the number of a line only counts."""
    return _group(row), {heading: value for heading, value in row.values.items() if heading not in (NUMBER, "regle")}


def _group(row: Row) -> object:
    """Rows that may stand for one another; examples of default rules follow the numbers of their lines."""
    return holder_of(row) if NUMBER in row.values else (row.values.get("genre"), _rule(row))


def _rule(row: Row) -> str:
    name = str(row.values.get("regle", ""))
    return name.rpartition("-")[0] if name.startswith("convention-") else name


def _alike(one: Row, other: Row) -> int:
    """Counts the cells that two rows share, what names them left out."""
    shared = [name for name, value in one.values.items() if other.values.get(name) == value]
    return len({*shared} - {"structure", "interlocuteur", NUMBER, "regle", "genre"})


def _cells(layout: Layout, was: Row | None, now: Row | None, skipped: frozenset[str]) -> Iterator[CellChange]:
    for column in layout.columns:
        if column.heading in skipped:
            continue
        before, after = ("" if row is None else _shown(column.kind, row, column.heading) for row in (was, now))
        if before != after:
            yield CellChange(column.heading, before, after)


def _shown(kind: Kind, row: Row, heading: str) -> str:
    value = row.values.get(heading)
    return "" if value is None else render(kind, value)


def _headings_of_key(layout: Layout) -> frozenset[str]:
    return frozenset(column.heading for column in layout.columns[: layout.key_length])


def _name(sheet: str, row: Row) -> str:
    if sheet == CONVENTIONS:
        return f"{row.key[0]}, ligne {row.key[1]}"
    if sheet == EXAMPLES:
        return f"{row.key[0]}, {row.key[1].replace('_', '-')}"
    return ".".join(row.key) if sheet == INTERLOCUTORS else row.key[0]
