"""Rows without a name: which was which."""

from __future__ import annotations

from collections import Counter

from referral_rules.sheets.pairing import COMPARISON_LIMIT, cells_said, pair_rows
from referral_rules.sheets.tables import Row


def row(**values: str) -> Row:
    return Row((values.get("constat", ""),), values)


def pairs(before: list[Row], after: list[Row]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    found = pair_rows(before, after, cells_said, lambda row: row.key)
    changed = [(before.index(old), after.index(new)) for old, new in found.changed]
    return changed, [before.index(one) for one in found.removed], [after.index(one) for one in found.added]


def test_a_changed_row_stands_beside_the_one_it_shares_most_with() -> None:
    before = [row(constat="trou", motif="a", zones="x"), row(constat="trou", motif="b", zones="x", epci="1")]
    after = [row(constat="trou", motif="c", zones="x", epci="1")]
    assert pairs(before, after) == ([(1, 0)], [0], [])


def test_rows_that_share_their_kind_alone_are_not_the_same() -> None:
    assert pairs([row(constat="trou", motif="a")], [row(constat="trou", motif="b")]) == ([], [0], [0])


def test_rows_of_another_group_do_not_stand_for_one_another() -> None:
    assert pairs([row(constat="trou", motif="a")], [row(constat="doublon", motif="a")]) == ([], [0], [0])


def test_the_order_of_cells_means_nothing_and_each_equal_row_counts_once() -> None:
    before = [row(motif="a", zones="x"), row(motif="a", zones="x")]
    after = [row(zones="x", motif="a"), row(zones="x", motif="a"), row(zones="x", motif="a")]
    found = pair_rows(before, after, cells_said, lambda row: row.key)
    assert (len(found.changed), len(found.removed), len(found.added)) == (0, 0, 1)


def test_many_rows_are_told_apart_without_comparing_each_with_each() -> None:
    read: Counter[str] = Counter()

    def said(one: Row) -> object:
        read["rows"] += 1
        return cells_said(one)

    before = [row(motif=str(number), zones="x") for number in range(3_000)]
    after = [row(motif=f"{number} !", zones="x") for number in range(3_000)]
    assert len(before) * len(after) > COMPARISON_LIMIT
    found = pair_rows(before, after, said, lambda row: row.key)
    assert (found.changed, len(found.removed), len(found.added)) == ((), 3_000, 3_000)
    turned = pair_rows(before, before[::-1], said, lambda row: row.key)
    assert (turned.changed, turned.removed, turned.added) == ((), (), ())
    assert read["rows"] == 4 * 3_000
