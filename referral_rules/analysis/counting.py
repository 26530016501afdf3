"""How many profiles a region holds, exactly, as long as a budget of nodes allows.

Theory of operation. Profiles outside a set of boxes are counted fact by fact: a node is a fact and the set of boxes
that still hold what was chosen so far. Equal nodes are counted once. A node ends as soon as no box is left (all of the
rest counts) or a box that reads nothing more is left (nothing counts). A list is chosen class by class; a condition
that some value satisfies is remembered until the end of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from referral_rules.analysis.fields import Field, ListField
from referral_rules.boxes import ContainsAll
from referral_rules.facts import AUCUN, SPECIAL_VALUES
from referral_rules.regions import Condition, Region

NODE_BUDGET = 20_000  # nodes of one count: about a fifth of a second


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the possible profiles.

    Attributes:
        part: from 0 to 1.
        exact: else it is at least this part.
    """

    part: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number of profiles; at least that many when not exact."""

    profiles: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """One choice.

    Attributes:
        branches: of each branch its weight, the boxes that survive it, those whose waiting condition it meets, and
            the number of the next step.
        closing: boxes that die here unless their condition was met before; the end of a list.
        spent: boxes that read nothing from here on.
        rest: number of profiles from here on.
    """

    branches: tuple[tuple[int, int, int, int], ...]
    closing: int
    spent: int
    rest: int


def count_outside(fields: Mapping[str, Field], boxes: Iterable[Region], budget: int = NODE_BUDGET) -> Count:
    """Counts the profiles that lie in none of the boxes.

    Args:
        fields: the facts; each box's facts are among them, and no element cuts through one of their classes.
        boxes: regions to stay out of.
        budget: the most nodes to open; beyond it, unopened nodes count for nothing.
    """
    steps = _Layout(fields, boxes)
    counter = _Counter(steps.steps, tuple(steps.groups), budget)
    profiles = counter.count(steps.everything)
    return Count(profiles, counter.budget >= 0)


class _Counter:
    """Opens nodes, remembering those already counted."""

    def __init__(self, steps: Sequence[_Step], groups: Sequence[int], budget: int) -> None:
        self.budget = budget
        self._steps = steps
        self._groups = groups
        self._known: dict[tuple[int, int, int], int] = {}

    def count(self, everything: int) -> int:
        return self._open(len(self._steps) - 1, everything, 0)

    def _open(self, place: int, alive: int, met: int) -> int:
        step = self._steps[place]
        if step.closing:
            alive, met = alive & (~step.closing | met), 0
        for group in self._groups:
            if alive & group != group:
                alive &= ~group
        met &= alive
        if not alive:
            return step.rest
        if alive & step.spent:
            return 0
        key = place, alive, met
        known = self._known.get(key)
        if known is None:
            self.budget -= 1
            if self.budget < 0:
                return 0
            known = sum(
                weight * self._open(following, alive & kept, met | meeting)
                for weight, kept, meeting, following in step.branches
            )
            self._known[key] = known
        return known


class _Layout:
    """Makes the steps, from the last one back, so that each knows where its branches lead.

    Attributes:
        steps: a branch leads to a step before its own; the count begins at the last one.
        groups: masks of bits that stand for one box and die together.
        everything: the mask of all bits.
    """

    def __init__(self, fields: Mapping[str, Field], boxes: Iterable[Region]) -> None:
        self._fields = fields
        self._bits: list[Region] = []
        self.groups: list[int] = []
        reading = dict.fromkeys(fields, 0)
        for region in boxes:
            self._add_box(region)
            for fact in {condition.fact for condition in region}:
                reading[fact] += 1
        self.everything = (1 << len(self._bits)) - 1
        self._on = {
            fact: tuple(
                (1 << bit, condition)
                for bit, region in enumerate(self._bits)
                for condition in region
                if condition.fact == fact
            )
            for fact in fields
        }
        self.steps = [_Step((), 0, self.everything, 1)]
        for fact in sorted(fields, key=lambda name: (not isinstance(fields[name], ListField), reading[name])):
            self._add_field(fields[fact])

    def _add_box(self, region: Region) -> None:
        """Gives the box one bit, or as many as it has conditions waiting on one same list."""
        waiting: dict[str, list[Condition]] = {}
        settled: list[Condition] = []
        for condition in region:
            is_waiting = isinstance(self._fields[condition.fact], ListField) and _waits(condition)
            (waiting.setdefault(condition.fact, []) if is_waiting else settled).append(condition)
        size = max((len(conditions) for conditions in waiting.values()), default=1)
        first = len(self._bits)
        for number in range(size):
            own = [conditions[number] for conditions in waiting.values() if number < len(conditions)]
            self._bits.append((*settled, *own))
        if size > 1:
            self.groups.append(((1 << size) - 1) << first)

    def _add_field(self, field: Field) -> None:
        after = self.steps[-1]
        reading = _union(bit for bit, _ in self._on[field.fact])
        reading |= _union(group for group in self.groups if group & reading)  # a box is spent as a whole
        spent = after.spent & ~reading
        if isinstance(field, ListField):
            self._add_list(field, spent)
            return
        following = len(self.steps) - 1
        branches = []
        for values in field.classes:
            dying = [bit for bit, condition in self._on[field.fact] if not condition.holds(values[0])]
            branches.append((len(values), ~_union(dying), 0, following))
        size = sum(map(len, field.classes))
        self.steps.append(_Step(tuple(branches), 0, spent, size * after.rest))

    def _add_list(self, field: ListField, spent: int) -> None:
        waiting = _union([bit for bit, condition in self._on[field.fact] if _waits(condition)])
        rest = self.steps[-1].rest
        self.steps.append(_Step(((1, -1, 0, len(self.steps) - 1),), waiting, 0, rest))
        end = len(self.steps) - 1
        self.steps.append(_Step(((1, *self._effect(field.fact, AUCUN, held=True), end),), 0, spent, rest))
        empty, filled = end + 1, end
        for values in field.classes:
            rest <<= len(values)
            holding = ((1 << len(values)) - 1, *self._effect(field.fact, values[0], held=True), filled)
            lacking = self._effect(field.fact, values[0], held=False)
            self.steps.append(_Step((holding, (1, *lacking, filled)), 0, spent, rest))
            self.steps.append(_Step((holding, (1, *lacking, empty)), 0, spent, rest))
            filled, empty = len(self.steps) - 2, len(self.steps) - 1
        words = [word for word in field.others if word != AUCUN]
        states = [(1, *self._effect(field.fact, word, held=True), end) for word in words]
        rest += len(words) * self.steps[end].rest
        self.steps.append(_Step((*states, (1, -1, 0, empty)), 0, spent, rest))

    def _effect(self, fact: str, word: str, *, held: bool) -> tuple[int, int]:
        """Gives the boxes that survive a word held or not, and those whose waiting condition it meets."""
        dying: list[int] = []
        met: list[int] = []
        for bit, condition in self._on[fact]:
            if isinstance(condition.element, ContainsAll):
                is_settled = word in (AUCUN, *SPECIAL_VALUES) or (not held and word in condition.element.values)
                holds = not condition.inside
            else:
                is_settled = held and word in condition.element.values
                holds = condition.inside
            if is_settled:
                (met if holds else dying).append(bit)
        return ~_union(dying), _union(met)


def _waits(condition: Condition) -> bool:
    """Tells whether a condition on a list fails unless some value settles it."""
    return condition.inside != isinstance(condition.element, ContainsAll)


def _union(bits: Iterable[int]) -> int:
    union = 0
    for bit in bits:
        union |= bit
    return union
