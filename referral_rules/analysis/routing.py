"""The three steps of ranking, said in clauses: who matches, who survives, who wins.

Every literal here is an equivalence, so that it may be assumed true or false:

    boxed[r]      r's box holds the profile
    matched[r]    the same, and r is in force
    touched[r]    r or a rule inside its box is matched
    surviving[r]  r is matched and no rule inside its box is
    unrivalled[r] no rule of higher precedence survives
    winning[r]    r survives unrivalled

Time is part of the space: of the intervals exactly one is the day's, and what is asked without naming one is asked of
all. Only the largest rules inside a box are named in its clauses; the smaller ones are reached through `touched`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from referral_rules.analysis.encoding import TRUE, Encoding
from referral_rules.analysis.intervals import Interval
from referral_rules.boxes import Box
from referral_rules.regions import Profile
from referral_rules.ruleset import RuleSet, numbers


class Routing:
    """The rules of one revision over a space of profiles, on each of some intervals.

    Args:
        encoding: the space; it must tell apart what the rules read.
        rules: the rules.
        intervals: the intervals; rules in force in none of them are left out.

    Attributes:
        days: per interval, the literal that holds on its days.
        boxed: per rule number, as above; so are the others.
        taking: mask of the rules through which somebody in service may become a referent.
        uncovered: none of these is matched: the pivot alone is left.
        ever: mask of the rules in force in some interval.
    """

    def __init__(self, encoding: Encoding, rules: RuleSet, intervals: Sequence[Interval]) -> None:
        self.encoding = encoding
        self.rules = rules
        self.intervals = tuple(intervals)
        self.in_force = tuple(rules.in_force(interval.starts_on) for interval in intervals)
        self.ever = 0
        self.always = rules.everything
        for mask in self.in_force:
            self.ever |= mask
            self.always &= mask
        self._begun = self._begin()
        self.days = tuple(encoding.all_of([begun, -after]) for begun, after in pairwise((*self._begun, -TRUE)))
        self.boxed = {number: self._box(number) for number in numbers(self.ever)}
        self.matched = {number: self._match(number) for number in numbers(self.ever)}
        self.naming = tuple(numbers(self.ever & rules.naming))
        self.touched, self.surviving = self._nest(self.ever & rules.naming)
        self.unrivalled, self.winning = self._rank(self.surviving)
        self.taking = self.ever & rules.standing
        self.uncovered = encoding.all_of(-self.matched[number] for number in numbers(self.taking))

    def find_profile(self, box: Box, outside_rules: Iterable[str], interval: int = 0) -> Profile | None:
        """Finds a possible profile inside a box that none of the rules covers on an interval's days.

        Args:
            box: where to look; its facts and elements must be among those the encoding tells apart.
            outside_rules: ids of the rules that must not match; a rule out of force never does.
            interval: the interval's number.
        """
        outside = set(outside_rules)
        assumptions = [self.days[interval], *(self.encoding.element(fact, on) for fact, on in box.items())]
        assumptions += [
            -literal for number, literal in self.matched.items() if self.rules.by_precedence[number].id in outside
        ]
        model = self.encoding.find(assumptions)
        return None if model is None else self.encoding.profile(model)

    def before(self, interval: int) -> int:
        """Gives the literal of the days before an interval; of all days for the number after the last."""
        return -(*self._begun, -TRUE)[interval]

    def taking_boxes(self, interval: int) -> list[Box]:
        """Lists the boxes of the rules through which somebody may become a referent on an interval's days."""
        return [self.rules.by_precedence[number].box for number in numbers(self.taking & self.in_force[interval])]

    def winning_without(self, passed: int) -> dict[int, int]:
        """Gives, per rule number, the literal of winning where the rules of a mask are left out."""
        _, surviving = self._nest(self.ever & self.rules.naming & ~passed)
        return self._rank(surviving)[1]

    def _begin(self) -> tuple[int, ...]:
        """Gives, per interval, the literal of its having begun: what a later one's implies."""
        begun = (TRUE, *(self.encoding.variable() for _ in self.intervals[1:]))
        for earlier, later in pairwise(begun):
            self.encoding.require(-later, earlier)
        return begun

    def _box(self, number: int) -> int:
        box = self.rules.by_precedence[number].box
        return self.encoding.all_of(self.encoding.element(fact, element) for fact, element in box.items())

    def _match(self, number: int) -> int:
        if self.always >> number & 1:
            return self.boxed[number]
        applying = [place for place, mask in enumerate(self.in_force) if mask >> number & 1]
        begun, after = self._begun[applying[0]], (*self._begun, -TRUE)[applying[-1] + 1]
        return self.encoding.all_of([self.boxed[number], begun, -after])

    def _nest(self, considered: int) -> tuple[dict[int, int], dict[int, int]]:
        """Gives `touched` and `surviving` of the rules of a mask, by number."""
        touched: dict[int, int] = {}
        surviving: dict[int, int] = {}
        inside = {number: self.rules.inside[number] & considered for number in numbers(considered)}
        for number in sorted(inside, key=lambda each: inside[each].bit_count()):
            largest = inside[number]
            for inner in numbers(inside[number]):
                largest &= ~inside[inner]
            smaller = [touched[inner] for inner in numbers(largest)]
            touched[number] = self.encoding.any_of([self.matched[number], *smaller])
            surviving[number] = self.encoding.all_of([self.matched[number], *(-literal for literal in smaller)])
        return touched, surviving

    def _rank(self, surviving: Mapping[int, int]) -> tuple[dict[int, int], dict[int, int]]:
        """Gives `unrivalled` and `winning`, by number."""
        unrivalled: dict[int, int] = {}
        winning: dict[int, int] = {}
        so_far = TRUE
        for number in sorted(surviving):
            unrivalled[number] = so_far
            winning[number] = self.encoding.all_of([surviving[number], so_far])
            so_far = self.encoding.all_of([so_far, -surviving[number]])
        return unrivalled, winning
