"""A rule is a box: one element per fact it reads. Acceptance, and exact inclusion of one box in another.

Elements are sets of values, so inclusion needs no search: it is decided fact by fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from referral_rules.facts import AUCUN, FactValue, OneOf


@dataclass(frozen=True, slots=True)
class Among:
    """Accepts a single value that is one of these."""

    values: frozenset[str]

    def accepts(self, value: str | frozenset[str]) -> bool:
        """Tells whether a known value is accepted."""
        return isinstance(value, str) and value in self.values


@dataclass(frozen=True, slots=True)
class ContainsAny:
    """Accepts a list that holds at least one of these.

    `aucun` among them stands for the empty list; `inconnu` and `sans_objet` for themselves.
    """

    values: frozenset[str]

    def accepts(self, value: str | frozenset[str]) -> bool:
        """Tells whether a known value is accepted."""
        if isinstance(value, str):
            return value in self.values
        return not self.values.isdisjoint(value) if value else AUCUN in self.values


@dataclass(frozen=True, slots=True)
class ContainsAll:
    """Accepts a list that holds all of these (two or more: a list of one is a `ContainsAny`)."""

    values: frozenset[str]

    def accepts(self, value: str | frozenset[str]) -> bool:
        """Tells whether a known value is accepted."""
        return not isinstance(value, str) and self.values <= value


Element = Among | ContainsAny | ContainsAll
Box = Mapping[str, Element]


def verdict(element: Element, value: FactValue | None) -> bool | None:
    """Tells whether an element accepts a value: yes, no, or not yet known.

    Args:
        element: the condition on one fact.
        value: the fact's value; None when it was not asked.

    Returns:
        True, False, or None while the answer could go either way.
    """
    if value is None:
        return None
    if not isinstance(value, OneOf):
        return element.accepts(value)
    accepted = {element.accepts(possible) for possible in value.values}
    return accepted.pop() if len(accepted) == 1 else None


def is_element_within(inner: Element, outer: Element) -> bool:
    """Tells whether every value that `inner` accepts is accepted by `outer` (both on the same fact)."""
    match inner, outer:
        case (Among(a), Among(b)) | (ContainsAny(a), ContainsAny(b)):
            return a <= b
        case ContainsAll(a), ContainsAll(b):
            return b <= a
        case ContainsAll(a), ContainsAny(b):
            return not a.isdisjoint(b)
        case _:
            return False  # a list of one of several never holds all of two or more


def is_within(inner: Box, outer: Box) -> bool:
    """Tells whether every profile of box `inner` lies in box `outer`."""
    return all(fact in inner and is_element_within(inner[fact], element) for fact, element in outer.items())


def is_strictly_within(inner: Box, outer: Box) -> bool:
    """Tells whether `inner` lies in `outer` and is not the same box."""
    return is_within(inner, outer) and not is_within(outer, inner)
