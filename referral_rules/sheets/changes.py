"""What differs between two versions of a territory, as rows and cells: how somebody who edits sheets thinks of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from referral_rules.sheets.cells import render
from referral_rules.sheets.columns import (
    CONVENTIONS,
    EXAMPLES,
    EXPLANATIONS,
    IMPOSSIBLES,
    INTERLOCUTORS,
    NUMBER,
    OUTSIDE,
    SETTINGS,
    UNNAMED,
    Column,
    Layout,
    layouts,
)
from referral_rules.sheets.conventions import holder_of
from referral_rules.sheets.pairing import cells_said, pair_rows
from referral_rules.sheets.settings import meant_column
from referral_rules.sheets.tables import Row, tables_of
from referral_rules.vocabulary import Vocabulary

_NAMED = ("regles", "interlocuteurs", "faits")  # what tells one explanation from another
SAID_BY_CELLS = (OUTSIDE, IMPOSSIBLES)  # the name of such a row may change


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
            naming = frozenset[str]() if sheet in SAID_BY_CELLS else _headings_of_key(layout)
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
    paired = pair_rows(old, new, _said, _group)
    yield from paired.changed
    yield from ((None, row) for row in paired.added)
    yield from ((row, None) for row in paired.removed)


def _said(row: Row) -> Hashable:
    """What a row says; the number of a line only counts."""
    return _group(row), cells_said(row, (NUMBER, "regle"))


def _group(row: Row) -> Hashable:
    """Rows that may stand for one another; examples of default rules follow the numbers of their lines."""
    return holder_of(row) if NUMBER in row.values else (row.values.get("genre"), _rule(row))


def _rule(row: Row) -> str:
    name = str(row.values.get("regle", ""))
    return name.rpartition("-")[0] if name.startswith("convention-") else name


def _cells(layout: Layout, was: Row | None, now: Row | None, skipped: frozenset[str]) -> Iterator[CellChange]:
    for column in layout.columns:
        if column.heading in skipped:
            continue
        before, after = ("" if row is None else _shown(column, row) for row in (was, now))
        if before != after:
            yield CellChange(column.heading, before, after)


def _shown(column: Column, row: Row) -> str:
    value = row.values.get(column.heading)
    return "" if value is None else render(meant_column(column, row.key[0]).kind, value)


def _headings_of_key(layout: Layout) -> frozenset[str]:
    return frozenset(column.heading for column in layout.columns[: layout.key_length])


def _name(sheet: str, row: Row) -> str:
    if sheet == CONVENTIONS:
        return f"{row.key[0]}, ligne {row.key[1]}"
    if sheet == EXAMPLES:
        return f"{row.key[0]}, {row.key[1].replace('_', '-')}"
    if sheet == EXPLANATIONS:
        named = next((value for heading in _NAMED if isinstance(value := row.values.get(heading), list)), [])
        return ", ".join([row.key[0], *map(str, named)])
    if sheet == SETTINGS:
        return str(row.values["libelle"])
    return ".".join(row.key) if sheet == INTERLOCUTORS else row.key[0]
