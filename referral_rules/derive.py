"""Derived facts: what is never asked but follows from other answers (the stage of a project).

The table's first row that holds wins; a row never holds on a value it doesn't list, `inconnu` included.
While answers are missing, the derived fact is known only to be one of those still reachable.
"""

from __future__ import annotations

from referral_rules.boxes import Box, verdict
from referral_rules.facts import Facts, FactValue, OneOf
from referral_rules.vocabulary import Derivation, DerivationRow, Vocabulary


def derive(vocabulary: Vocabulary, facts: Facts) -> Facts:
    """Adds the derived facts.

    Args:
        vocabulary: holds the tables.
        facts: the answers. A derived fact that is given is kept as it is.

    Returns:
        The facts and, for each table, its value: a word, or a `OneOf` of the words still reachable.
    """
    derived: dict[str, FactValue] = dict(facts)
    for derivation in vocabulary.derivations:
        if derivation.fact not in facts:
            reachable = frozenset(row.value for row in _reachable_rows(derivation, facts))
            derived[derivation.fact] = next(iter(reachable)) if len(reachable) == 1 else OneOf(reachable)
    return derived


def sources(derivation: Derivation, facts: Facts) -> frozenset[str]:
    """Lists the facts whose answer can still change a derived fact.

    A fact that only stands in rows already false, or below a row already true, is not among them.
    """
    return frozenset(
        name
        for row in _reachable_rows(derivation, facts)
        for name, element in row.box.items()
        if verdict(element, facts.get(name)) is None
    )


def _reachable_rows(derivation: Derivation, facts: Facts) -> list[DerivationRow]:
    """Rows that can still be the first to hold, down to the first that certainly does."""
    rows: list[DerivationRow] = []
    for row in derivation.rows:
        holds = box_verdict(row.box, facts)
        if holds is not False:
            rows.append(row)
        if holds:
            break
    return rows


def box_verdict(box: Box, facts: Facts) -> bool | None:
    """Tells whether the facts lie in a box: yes, no, or not yet known."""
    undetermined = False
    for name, element in box.items():
        accepted = verdict(element, facts.get(name))
        if accepted is False:
            return False
        undetermined |= accepted is None
    return None if undetermined else True
