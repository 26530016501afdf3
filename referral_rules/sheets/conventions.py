"""Lines of conventions as rows: whose each is, in which order they are written, and what number that gives them.

Rule 1: a row is found again by its structure and its number; a new one has none yet and takes the next free one.
Rule 2: numbers are counted anew when the lines are written, and the examples and explanations of default rules follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from referral_rules.sheets.cells import Plain
from referral_rules.sheets.columns import (
    CONVENTIONS,
    EXAMPLES,
    EXPLANATIONS,
    HOLDER,
    HOLDING_DESK,
    INTERLOCUTORS,
    NUMBER,
    STRUCTURES,
)
from referral_rules.sheets.tables import Row, Tables, default_rule_id

Holder = tuple[str, str]  # a structure's id, and one of its interlocutors' or nothing
_PLACE = (HOLDER, NUMBER, HOLDING_DESK)


def number_new_rows(rows: Sequence[Row], before: Sequence[Row]) -> tuple[Row, ...]:
    """Gives the rows that have no number the next one of their structure, in their order."""
    last: dict[str, int] = {}
    for row in (*before, *rows):
        number = str(row.values.get(NUMBER, ""))
        last[row.key[0]] = max(last.get(row.key[0], 0), int(number) if number.isdigit() else 0)
    numbered = []
    for row in rows:
        if NUMBER not in row.values:
            last[row.key[0]] += 1
            row = _with_number(row, last[row.key[0]])
        numbered.append(row)
    return tuple(numbered)


def holder_of(row: Row) -> Holder:
    """Says under whom a line stands."""
    return str(row.values.get(HOLDER, "")), str(row.values.get(HOLDING_DESK, ""))


def stays(old: Row, new: Row) -> bool:
    """Tells whether a line keeps its place in the file, and at least one key to hang changes on."""
    shared = {heading for heading in old.values if heading in new.values} - {*_PLACE}
    return holder_of(old) == holder_of(new) and bool(shared)


def lines_under(holder: Holder, before: Tables, after: Tables) -> tuple[list[tuple[Row, Row]], list[Row]]:
    """Sorts what will stand under a holder.

    Returns:
        The lines that stay, as they are and as they shall be, in the order of the file; then those that come.
    """
    new = {row.key: row for row in after[CONVENTIONS]}
    kept = [
        (row, new[row.key])
        for row in before[CONVENTIONS]
        if holder_of(row) == holder and row.key in new and stays(row, new[row.key])
    ]
    keys = {row.key for row, _ in kept}
    return kept, [row for row in after[CONVENTIONS] if holder_of(row) == holder and row.key not in keys]


def renumber(before: Tables, after: Tables) -> Tables:
    """Gives the rows the numbers that they have once they are written."""
    order: list[Row] = []
    ids: dict[str, str] = {}
    for structure, holders in _holders(before, after):
        rows = [row for holder in holders for row in _in_order(holder, before, after)]
        for number, row in enumerate(rows, start=1):
            numbered = _with_number(row, number)
            ids[default_rule_id(row)] = default_rule_id(numbered)
            order.append(numbered)
        assert all(row.key[0] == structure for row in rows)
    return {
        **after,
        CONVENTIONS: tuple(order),
        EXAMPLES: tuple(_of_rule(row, ids) for row in after[EXAMPLES]),
        EXPLANATIONS: tuple(_explaining(row, ids) for row in after[EXPLANATIONS]),
    }


def _in_order(holder: Holder, before: Tables, after: Tables) -> list[Row]:
    kept, coming = lines_under(holder, before, after)
    return [*(new for _, new in kept), *coming]


def _holders(before: Tables, after: Tables) -> Iterator[tuple[str, list[Holder]]]:
    """Each structure with its holders in the order of the file: itself, then its interlocutors."""
    for structure in after[STRUCTURES]:
        name = structure.key[0]
        desks = [row.key for row in after[INTERLOCUTORS] if row.key[0] == name]
        known = [row.key for row in before[INTERLOCUTORS] if row.key in desks]
        ordered = [*known, *(desk for desk in desks if desk not in known)]
        yield name, [(name, ""), *((name, ".".join(desk)) for desk in ordered)]


def _with_number(row: Row, number: int) -> Row:
    values: Mapping[str, Plain] = {**row.values, NUMBER: str(number)}
    return replace(row, key=(row.key[0], str(number)), values=values)


def _of_rule(row: Row, ids: Mapping[str, str]) -> Row:
    name = ids.get(row.key[0], row.key[0])
    return replace(row, key=(name, *row.key[1:]), values={**row.values, "regle": name})


def _explaining(row: Row, ids: Mapping[str, str]) -> Row:
    rules = row.values.get("regles")
    if not isinstance(rules, list) or ids.keys().isdisjoint(map(str, rules)):
        return row
    return replace(row, values={**row.values, "regles": [ids.get(str(rule), rule) for rule in rules]})
