"""An attacker who has the whole printed report, and patience, never learns a number from one to four."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.casework.masking import coarsen, hide, is_small
from tests.figures.attacker import Attacker
from tests.sizes import examples

Table2 = Sequence[Sequence[int]]
BOX = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=4)


def printable(table: Table2) -> bool:
    lines = [*map(sum, table), *map(sum, zip(*table, strict=True))]
    return not any(map(is_small, lines))


@settings(max_examples=examples(400), deadline=None)
@given(BOX)
def test_no_hidden_cell_of_a_table_can_be_worked_out(table: list[list[int]]) -> None:
    if not printable(table):
        return
    hidden = hide(table)
    attacker, cells = Attacker(), {}
    for r, row in enumerate(table):
        for c, count in enumerate(row):
            is_open = hidden is not None and (r, c) not in hidden
            if is_open:
                assert not is_small(count)
            least = 0 if hidden is None else 1
            cells[r, c] = attacker.unknown(*((count, count) if is_open else (least, sum(row))))
    for r, row in enumerate(table):
        attacker.know({cells[r, c]: 1 for c in range(len(row))}, sum(row))
    for c, column in enumerate(zip(*table, strict=True)):
        attacker.know({cells[r, c]: 1 for r in range(len(table))}, sum(column))
    for (r, c), cell in cells.items():
        if is_small(table[r][c]):
            assert attacker.can_be_other(cell, table[r][c]), (table, hidden, (r, c))


def test_a_zero_protects_nothing() -> None:
    """The next smallest cell beside the 3 is the zero; what is hidden with it tells of somebody."""
    table = [[3, 0, 7], [8, 9, 0], [0, 6, 5]]
    hidden = hide(table)
    assert hidden is not None
    assert (0, 0) in hidden
    assert all(table[r][c] for r, c in hidden)


def test_a_cell_between_two_closed_walks_is_not_given_away() -> None:
    """Each line has two hidden cells, yet the one that joins both squares is their difference: more are hidden."""
    table = [[4, 6, 0, 0], [6, 4, 1, 9], [0, 9, 4, 6], [9, 0, 6, 4]]
    hidden = hide(table)
    assert hidden is not None
    assert len([cell for cell in hidden if cell[0] == 1]) > 3 or len([cell for cell in hidden if cell[1] == 2]) > 3


def test_small_classes_go_together_and_neighbours_stay_neighbours() -> None:
    few = coarsen({"a": 9, "b": 2, "c": 20, "d": 1, "e": 0})
    assert few is not None
    assert [(set(group.classes), group.count) for group in few] == [({"c"}, 20), ({"e"}, 0), ({"a", "b", "d"}, 12)]
    delays = coarsen({"3": 20, "5": 2, "later": 6, "not": 0}, is_ordered=True)
    assert delays is not None
    assert [(g.classes, g.count) for g in delays] == [(("3",), 20), (("5", "later"), 8), (("not",), 0)]
    assert coarsen({"a": 2, "b": 1}) is None
    assert coarsen(dict.fromkeys("abcde", 1)) is None, "five of one each, and the reader knows that none is zero"


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)), st.booleans())
def test_joined_classes_can_be_printed_and_lose_nobody(counts: dict[str, int], is_ordered: bool) -> None:
    groups = coarsen(counts, is_ordered=is_ordered)
    if groups is None:
        return
    assert sorted(name for group in groups for name in group.classes) == sorted(counts)
    for group in groups:
        assert group.count == sum(counts[name] for name in group.classes)
        assert not is_small(group.count)
        assert len(group.classes) == 1 or group.count > sum(1 for name in group.classes if counts[name])
    if is_ordered:
        assert [name for group in groups for name in group.classes] == list(counts)
