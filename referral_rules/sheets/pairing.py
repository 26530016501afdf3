"""Which row without a name of its own was which: by what it says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from referral_rules.sheets.columns import NUMBER
from referral_rules.sheets.tables import Row

_SAYS_LITTLE = {"structure", "interlocuteur", NUMBER, "regle", "genre", "constat"}  # alike rows may share these


@dataclass(frozen=True, slots=True)
class Pairing:
    """Rows before and after; equal ones are left out."""

    changed: tuple[tuple[Row, Row], ...]
    removed: tuple[Row, ...]
    added: tuple[Row, ...]


def pair_rows(
    before: Sequence[Row],
    after: Sequence[Row],
    said: Callable[[Row], object],
    group: Callable[[Row], Hashable],
) -> Pairing:
    """Puts rows beside what they were: equal ones first, then each beside the one that it shares most cells with.

    Args:
        before: the rows as they were.
        after: the rows as they are.
        said: what makes two rows equal.
        group: only rows of one group may stand for one another.
    """
    left, fresh = list(before), []
    for row in after:
        same = next((old for old in left if said(old) == said(row)), None)
        if same is None:
            fresh.append(row)
        else:
            left.remove(same)
    changed, added = [], []
    for row in fresh:
        alike = max((old for old in left if group(old) == group(row)), key=lambda old: _shared(old, row), default=None)
        if alike is not None and _shared(alike, row):
            left.remove(alike)
            changed.append((alike, row))
        else:
            added.append(row)
    return Pairing(tuple(changed), tuple(left), tuple(added))


def _shared(one: Row, other: Row) -> int:
    """Counts the cells that two rows share, what says little left out."""
    shared = [name for name, value in one.values.items() if other.values.get(name) == value]
    return len({*shared} - _SAYS_LITTLE)
