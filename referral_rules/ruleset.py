"""All rules of a territory, ready to be evaluated: bitmasks per fact, and who is nested in whom.

Rule numbers follow precedence (highest priority first, then the order of writing), so that the first of several
rules is the lowest bit of their mask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from referral_rules.boxes import is_strictly_within
from referral_rules.columns import Column
from referral_rules.directory import Directory
from referral_rules.facts import Facts
from referral_rules.rule import Rule
from referral_rules.service import referents_in_service
from referral_rules.vocabulary import Vocabulary

DAYS_REMEMBERED = 64


class RuleSet:
    """The rules of one revision.

    Args:
        rules: in their order of writing.
        vocabulary: the facts they read.
        directory: says who is in service; without it everybody is.

    Attributes:
        rules: in their order of writing.
        by_precedence: rule i is bit i of every mask.
        naming: mask of the rules that name a referent.
        adding: mask of the rules that only add appuis or a programme.
        inside: per rule, the naming rules whose box lies strictly inside its own.
        around: per rule, the naming rules whose box strictly contains its own.
    """

    def __init__(self, rules: tuple[Rule, ...], vocabulary: Vocabulary, directory: Directory | None = None) -> None:
        self.rules = rules
        self.vocabulary = vocabulary
        self.by_precedence = tuple(sorted(rules, key=lambda rule: -rule.priority))
        self.everything = (1 << len(rules)) - 1
        self.naming = sum(1 << i for i, rule in enumerate(self.by_precedence) if rule.referents)
        self.adding = self.everything & ~self.naming
        self._directory = directory
        self.columns = self._build_columns()
        self._verdicts = tuple((column.fact, column.verdicts) for column in self.columns)
        self._certain = tuple((column.fact, column.certain) for column in self.columns)
        self.inside, self.around = self._nest()
        self._in_force: dict[date, int] = {}

    @cached_property
    def standing(self) -> int:
        """Mask of the rules through which somebody in service may become a referent."""
        directory = self._directory
        if directory is None:
            return self.naming
        return sum(1 << i for i, rule in enumerate(self.by_precedence) if referents_in_service(directory, rule))

    def _build_columns(self) -> tuple[Column, ...]:
        read = dict.fromkeys(fact for rule in self.by_precedence for fact in rule.box)
        return tuple(
            Column(
                fact,
                {i: rule.box[fact] for i, rule in enumerate(self.by_precedence) if fact in rule.box},
                self.everything,
            )
            for fact in read
        )

    def _nest(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Compares every two boxes once; rules that name a referent with each other, the adding ones likewise."""
        inside = [0] * len(self.rules)
        around = [0] * len(self.rules)
        for outer, outer_rule in enumerate(self.by_precedence):
            for inner, inner_rule in enumerate(self.by_precedence):
                alike = bool(outer_rule.referents) == bool(inner_rule.referents)
                if alike and is_strictly_within(inner_rule.box, outer_rule.box):
                    inside[outer] |= 1 << inner
                    around[inner] |= 1 << outer
        return tuple(inside), tuple(around)

    def matched(self, facts: Facts) -> int:
        """Gives the rules that certainly match; derived facts must be there already."""
        mask = self.everything
        get = facts.get
        for fact, certain in self._certain:
            mask &= certain[get(fact)]
        return mask

    def verdicts(self, facts: Facts) -> tuple[int, int]:
        """Gives the rules that certainly match and those that possibly do; derived facts must be there already."""
        certain = possible = self.everything
        get = facts.get
        for fact, verdicts in self._verdicts:
            sure, open_ = verdicts[get(fact)]
            certain &= sure
            possible &= open_
        return certain, possible

    def in_force(self, on: date) -> int:
        """Gives the rules that apply that day."""
        mask = self._in_force.get(on)
        if mask is None:
            mask = sum(1 << i for i, rule in enumerate(self.by_precedence) if rule.is_in_force(on))
            if len(self._in_force) >= DAYS_REMEMBERED:
                self._in_force.clear()
            self._in_force[on] = mask
        return mask

    def survivors(self, mask: int) -> int:
        """Drops each rule whose box strictly contains another's of the mask."""
        dropped = 0
        for number in numbers(mask):
            dropped |= self.around[number]
        return mask & ~dropped

    def rank(self, mask: int) -> list[Rule]:
        """Orders matched rules: the winner, then who would win without it, and so on.

        The winner is the highest priority among those that contain no other; a tie falls to the first written.
        """
        ranked: list[Rule] = []
        while mask:
            survivors = self.survivors(mask)
            best = survivors & -survivors
            ranked.append(self.by_precedence[best.bit_length() - 1])
            mask &= ~best
        return ranked


def numbers(mask: int) -> Iterator[int]:
    """Gives the rule numbers of a mask, in order of precedence."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
