"""Figures of few people, made printable: no number from one to four is printed, or can be worked out from the others.

Theory: first groups are made (`coarsen`), so that every total is zero or at least `SMALLEST`; totals can then all be
printed, and tables that share them tell nothing more together than each alone. Then, within one table, cells from one
to four are hidden with the next smallest of their row and of their column (`hide`). A hidden cell is safe when another
table with the same printed numbers has another number there: that is a closed walk through hidden cells, one more in
one, one less in the next, in which no cell falls to zero, since zeros are printed.

Rule 1: what is printed depends on the counts of its own period and table alone, never on what is shown beside it: two
printings of the same figures can't be subtracted from each other.
Rule 2: what can't be made safe isn't printed at all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5  # persons: no printed figure tells of fewer, unless of nobody

Cell = tuple[int, int]
"""Row and column."""

MayGrow = Callable[[int, int], bool]
"""Whether one more in a cell would contradict nothing that other tables print."""


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that are counted together; a class alone is a group of one."""

    classes: tuple[str, ...]
    count: int


def is_small(count: int) -> bool:
    """Whether a number tells of so few that it isn't printed."""
    return 0 < count < SMALLEST


def coarsen(counts: Mapping[str, int], *, is_ordered: bool = False) -> tuple[Group, ...] | None:
    """The classes in groups that can all be printed, in their order; None where nothing can.

    Args:
        counts: how many of each class, which exclude each other.
        is_ordered: only neighbours are joined, like delays.
    """
    total = sum(counts.values())
    if is_small(total):
        return None
    groups = [Group((name,), count) for name, count in counts.items()]
    groups = _join_neighbours(groups) if is_ordered else _join_smallest(groups)
    return tuple(groups) if all(map(_is_printable, groups)) else None


def hide(table: Sequence[Sequence[int]], may_grow: MayGrow = lambda _row, _column: True) -> frozenset[Cell] | None:
    """The cells of a table that aren't printed, all of its totals being so; None where no choice of them is safe."""
    counts = {(r, c): count for r, row in enumerate(table) for c, count in enumerate(row)}
    hidden = {cell for cell, count in counts.items() if is_small(count)}
    small = sorted(hidden)
    while True:
        partners = _beside_exposed(counts, hidden)
        if partners is None:
            pinned = next((cell for cell in small if not _can_differ(counts, hidden, cell, may_grow)), None)
            if pinned is None:
                return frozenset(hidden)
            partners = [cell for axis in (0, 1) for cell in _open_cells(counts, hidden, axis, pinned[axis])]
        if not partners:
            return None
        hidden.add(min(partners, key=lambda cell: (counts[cell], cell)))


def _is_printable(group: Group) -> bool:
    """Whether a group tells of nobody in particular: its classes, none of which is zero, aren't all of one person."""
    return not is_small(group.count) and (len(group.classes) == 1 or group.count > len(group.classes))


def _join_neighbours(groups: list[Group]) -> list[Group]:
    while len(groups) > 1:
        at = next((place for place, group in enumerate(groups) if not _is_printable(group)), None)
        if at is None:
            return groups
        sides = [side for side in (at - 1, at + 1) if 0 <= side < len(groups)]
        first = min(at, min(sides, key=lambda side: (groups[side].count == 0, groups[side].count)))
        joined = Group(groups[first].classes + groups[first + 1].classes, groups[first].count + groups[first + 1].count)
        groups = [*groups[:first], joined, *groups[first + 2 :]]
    return groups


def _join_smallest(groups: list[Group]) -> list[Group]:
    """Small classes go together, with the next smallest until the group can be printed; last in the order."""
    few = [group for group in groups if is_small(group.count)]
    rest = sorted((group for group in groups if group.count >= SMALLEST), key=lambda group: group.count)
    if not few:
        return groups
    while rest and (len(few) == 1 or not _is_printable(_join(few))):
        few.append(rest.pop(0))
    alone = {group.classes[0] for group in few}
    return [*(group for group in groups if group.classes[0] not in alone), _join(few)]


def _join(groups: Sequence[Group]) -> Group:
    return Group(tuple(name for group in groups for name in group.classes), sum(group.count for group in groups))


def _beside_exposed(counts: Mapping[Cell, int], hidden: set[Cell]) -> list[Cell] | None:
    """What may be hidden beside the first line that gives its hidden cells away: alone, of few, or each of one."""
    for axis, line in sorted({(axis, cell[axis]) for cell in hidden for axis in (0, 1)}):
        inside = [counts[cell] for cell in hidden if cell[axis] == line]
        beside = _open_cells(counts, hidden, axis, line)
        if beside and (len(inside) == 1 or sum(inside) < SMALLEST or sum(inside) == len(inside)):
            return beside
    return None


def _open_cells(counts: Mapping[Cell, int], hidden: set[Cell], axis: int, line: int) -> list[Cell]:
    """The cells of a line that are printed and tell of somebody: a zero protects nothing."""
    return [cell for cell, count in counts.items() if cell[axis] == line and count > 0 and cell not in hidden]


def _can_differ(counts: Mapping[Cell, int], hidden: set[Cell], cell: Cell, may_grow: MayGrow) -> bool:
    """Whether another table with the same totals and the same printed cells has one more, or one less, in `cell`."""
    steps: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for row, column in sorted(hidden - {cell}):
        if may_grow(row, column):
            steps.setdefault(("row", row), []).append(("column", column))
        if counts[row, column] > 1:
            steps.setdefault(("column", column), []).append(("row", row))
    row_end, column_end = ("row", cell[0]), ("column", cell[1])
    if may_grow(*cell) and _leads(steps, column_end, row_end):
        return True
    return counts[cell] > 1 and _leads(steps, row_end, column_end)


def _leads(
    steps: Mapping[tuple[str, int], list[tuple[str, int]]], start: tuple[str, int], end: tuple[str, int]
) -> bool:
    seen, waiting = {start}, deque([start])
    while waiting:
        at = waiting.popleft()
        if at == end:
            return True
        new = [step for step in steps.get(at, ()) if step not in seen]
        seen.update(new)
        waiting.extend(new)
    return False
