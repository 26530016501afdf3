"""Which row without a name of its own was which: by what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass

from referral_rules.sheets.columns import NUMBER
from referral_rules.sheets.tables import Row

_SAYS_LITTLE = {"structure", "interlocuteur", NUMBER, "regle", "genre", "constat"}  # alike rows may share these

COMPARISON_LIMIT = 1_000_000  # pairs of rows; beyond them rows only come and go


@dataclass(frozen=True, slots=True)
class Pairing:
    """Rows before and after; equal ones are left out."""

    changed: tuple[tuple[Row, Row], ...]
    removed: tuple[Row, ...]
    added: tuple[Row, ...]


def pair_rows(
    before: Sequence[Row],
    after: Sequence[Row],
    said: Callable[[Row], Hashable],
    group: Callable[[Row], Hashable],
) -> Pairing:
    """Puts rows beside what they were: equal ones first, then each beside the one that it shares most cells with.

    Args:
        before: the rows as they were.
        after: the rows as they are.
        said: what makes two rows equal.
        group: only rows of one group may stand for one another.
    """
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in reversed(range(len(before))):
        places[said(before[place])].append(place)
    same, fresh = set(), []
    for row in after:
        equal = places[said(row)]
        if equal:
            same.add(equal.pop())
        else:
            fresh.append(row)
    left = [row for place, row in enumerate(before) if place not in same]
    if len(left) * len(fresh) > COMPARISON_LIMIT:
        return Pairing((), tuple(left), tuple(fresh))
    changed, added = [], []
    for row in fresh:
        near = max((old for old in left if group(old) == group(row)), key=lambda old: _shared(old, row), default=None)
        if near is not None and _shared(near, row):
            left.remove(near)
            changed.append((near, row))
        else:
            added.append(row)
    return Pairing(tuple(changed), tuple(left), tuple(added))


def cells_said(row: Row, but: Collection[str] = ()) -> Hashable:
    """What the cells of a row say, some headings left out."""
    return frozenset((heading, repr(value)) for heading, value in row.values.items() if heading not in but)


def _shared(one: Row, other: Row) -> int:
    """Counts the cells that two rows share, what says little left out."""
    shared = [name for name, value in one.values.items() if other.values.get(name) == value]
    return len({*shared} - _SAYS_LITTLE)
