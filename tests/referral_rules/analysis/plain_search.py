"""The oracle: lists every profile of a small drawn world and reads its rules word by word.

It knows nothing of clauses, classes or regions; conditions are judged by `DrawnWorld`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from random_rules import HOME, DrawnRule, DrawnWorld

from referral_rules.boxes import Box
from referral_rules.regions import Condition, Profile

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Offered:
    """Options offered when a box holds."""

    box: Box
    values: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question of a drawn dialog."""

    name: str
    box: Box
    lists: tuple[Offered, ...]
    unknown: bool

    def allows(self, profile: dict[str, Any]) -> bool:
        """Tells whether a talk that asks this question can leave this profile."""
        value = profile[self.name]
        if not all(element.accepts(profile[fact]) for fact, element in self.box.items()):
            return bool(value == "sans_objet")
        if value == "sans_objet" or (value == "inconnu" and not self.unknown):
            return False
        for offered in self.lists:
            if all(element.accepts(profile[fact]) for fact, element in offered.box.items()):
                held = value if isinstance(value, frozenset) else {value} - {"inconnu"}
                return bool(held <= set(offered.values))
        return True


@dataclass(frozen=True)
class PlainWorld:
    """Everybody who can exist in a drawn world, by the facts that its rules read."""

    world: DrawnWorld
    facts: tuple[str, ...]
    people: tuple[dict[str, Any], ...]

    def key(self, profile: Profile) -> Key:
        """Names a profile by the facts that rules read."""
        return tuple(profile[fact] for fact in self.facts)

    def keys(self) -> set[Key]:
        """Names everybody."""
        return {self.key(person) for person in self.people}

    def within(self, region: tuple[Condition, ...]) -> set[Key]:
        """Names everybody of a region."""
        return {
            self.key(person)
            for person in self.people
            if all(condition.element.accepts(person[condition.fact]) == condition.inside for condition in region)
        }

    def matched(self, person: dict[str, Any]) -> list[DrawnRule]:
        """Lists the rules that a person satisfies."""
        rules = self.world.rules
        return [r for r in rules if all(self.world.accepts(r, f, person[f]) for f in ("commune", *r.conditions))]

    def survivors(self, person: dict[str, Any]) -> list[DrawnRule]:
        """Lists the naming rules left after the wider ones gave way."""
        naming = [rule for rule in self.matched(person) if rule.referent]
        return [rule for rule in naming if not any(self.world.contains(rule, other) for other in naming)]

    def winner(self, person: dict[str, Any]) -> DrawnRule | None:
        """Gives the rule that names the referent."""
        left = self.survivors(person)
        highest = max((rule.priority for rule in left), default=None)
        return next((rule for rule in left if rule.priority == highest), None)


def list_everybody(world: DrawnWorld, questions: tuple[Asked, ...], read: set[str]) -> PlainWorld:
    """Lists the distinct profiles that a talk can lead to, by the facts that rules read."""
    facts = tuple(sorted(read))
    people: dict[Key, dict[str, Any]] = {}
    for person in _all_profiles(world):
        if all(question.allows(person) for question in questions):
            people[tuple(person[fact] for fact in facts)] = person
    return PlainWorld(world, facts, tuple(people.values()))


def _all_profiles(world: DrawnWorld) -> Iterator[dict[str, Any]]:
    asked = ("a", "b", "m", "j")
    for values in product([*HOME, "inconnu"], *(world.domain(fact) for fact in asked)):
        person = dict(zip(("commune", *asked), values, strict=True))
        yield {**person, "stade": world.stage(person)}
