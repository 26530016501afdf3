"""Regions of the profile space: what a widened witness, or an impossibility, is made of.

A region is a conjunction of conditions, several of them on one fact if need be. A rule's box is the special case of
one accepted element per fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from referral_rules.boxes import Box, Element


@dataclass(frozen=True, slots=True)
class Condition:
    """One fact's value lies in an element, or outside it.

    Attributes:
        fact: the fact's name.
        element: the set of values.
        inside: the value must be accepted; else it must not be.
    """

    fact: str
    element: Element
    inside: bool = True

    def holds(self, value: str | frozenset[str]) -> bool:
        """Tells whether a known value satisfies the condition."""
        return self.element.accepts(value) == self.inside

    def negated(self) -> Condition:
        """Gives the condition that holds exactly where this one doesn't."""
        return Condition(self.fact, self.element, not self.inside)


Region = tuple[Condition, ...]
Profile = Mapping[str, str | frozenset[str]]  # every fact has one known value


def region_of(box: Box) -> Region:
    """Gives a rule's box as a region."""
    return tuple(Condition(fact, element) for fact, element in box.items())


def lies_in(profile: Profile, region: Region) -> bool:
    """Tells whether a profile satisfies all conditions; it must know every fact that they name."""
    return all(condition.holds(profile[condition.fact]) for condition in region)


def elements_by_fact(regions: Iterable[Region]) -> dict[str, set[Element]]:
    """Collects the distinct elements that stand on each fact."""
    found: dict[str, set[Element]] = {}
    for region in regions:
        for condition in region:
            found.setdefault(condition.fact, set()).add(condition.element)
    return found
