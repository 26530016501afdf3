"""From one witness to a maximal readable region that behaves alike.

Facts are freed one after the other, those that few rules read first, as long as every possible profile of the region
still has the property; then values are added to those that are left. Growing is monotone, so one pass is enough: what
could not be added to a smaller region cannot be added to a larger one. A counterexample names the one value that stands
in the way, so that the others are tried together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from referral_rules.analysis.encoding import Encoding, Model
from referral_rules.analysis.fields import ListField
from referral_rules.boxes import Among, ContainsAny
from referral_rules.regions import Condition, Region


@dataclass(slots=True)
class _Extent:
    """What is left to one fact: the literals that must be false.

    A fact of one value excludes classes. A list excludes states; a class that it must hold excludes its absence.
    """

    excluded: list[int] = field(default_factory=list)


class Patch:
    """A region that grows around a witness.

    Args:
        encoding: the space.
        model: the witness.
        order: the facts, in the order in which they are freed.
    """

    def __init__(self, encoding: Encoding, model: Model, order: Sequence[str]) -> None:
        self._encoding = encoding
        self._extents = {fact: _Extent(self._against(fact, model)) for fact in order}

    def _against(self, fact: str, model: Model) -> list[int]:
        """The literals that don't hold in the witness; each of them keeps the region small."""
        if fact in self._encoding.choices:
            return [variable for variable in self._encoding.choices[fact] if variable not in model]
        listed = self._encoding.lists[fact]
        states = [var for var in (*listed.others.values(), listed.filled) if var not in model]
        return [*(-var if var in model else var for var in listed.classes), *states]

    def assumptions(self) -> list[int]:
        """Gives the literals that hold exactly in the region."""
        return [-literal for extent in self._extents.values() for literal in extent.excluded]

    def blocking(self) -> list[int]:
        """Gives the clause that holds exactly outside the region."""
        return [literal for extent in self._extents.values() for literal in extent.excluded]

    def grow(self, unlike: Sequence[int]) -> None:
        """Widens as far as no possible profile satisfies `unlike`, which holds where the property does not."""
        refused: dict[str, list[int]] = {}
        for fact, extent in self._extents.items():
            kept, extent.excluded = extent.excluded, []
            model = self._encoding.find([*self.assumptions(), *unlike])
            if model is not None:
                refused[fact] = [literal for literal in kept if self._encoding.holds(literal, model)]
                extent.excluded = kept
        for fact, bad in refused.items():
            if fact in self._encoding.choices:
                self._grow_choice(self._extents[fact], bad, unlike)
            else:
                self._grow_list(self._extents[fact], unlike)

    def _grow_choice(self, extent: _Extent, bad: list[int], unlike: Sequence[int]) -> None:
        """Frees all values but those of a counterexample, until there is none; a profile has one value only."""
        while True:
            kept, extent.excluded = extent.excluded, bad
            model = self._encoding.find([*self.assumptions(), *unlike])
            if model is None:
                return
            bad = [*bad, *(literal for literal in kept if literal in model)]
            extent.excluded = kept

    def _grow_list(self, extent: _Extent, unlike: Sequence[int]) -> None:
        for literal in tuple(extent.excluded):
            extent.excluded.remove(literal)
            if self._encoding.exists([*self.assumptions(), *unlike]):
                extent.excluded.append(literal)

    def tidy(self, within: Sequence[int], unlike: Sequence[int]) -> None:
        """Takes back the values that nobody in the region can have, so that it reads as people are.

        Where they stood in the way of values that somebody has, these are added.
        """
        before = set(self.blocking())
        self._take_back(within)
        while set(self.blocking()) != before:
            before = set(self.blocking())
            self._add_people(within, unlike)

    def _add_people(self, within: Sequence[int], unlike: Sequence[int]) -> None:
        for fact, extent in self._extents.items():
            for variable in [each for each in self._states(fact) if each in extent.excluded]:
                extent.excluded.remove(variable)
                here = [*self.assumptions(), *within]
                if not self._encoding.exists([*here, variable]) or self._encoding.exists([*here, *unlike]):
                    extent.excluded.append(variable)

    def _take_back(self, within: Sequence[int]) -> None:
        for fact, extent in self._extents.items():
            if not extent.excluded:
                continue
            region = [*self.assumptions(), *within]
            unseen = [variable for variable in self._states(fact) if variable not in extent.excluded]
            while unseen:
                others = [-variable for variable in self._states(fact) if variable not in unseen]
                model = self._encoding.find([*region, *others])
                if model is None:
                    break
                unseen = [variable for variable in unseen if variable not in model]
            if fact in self._encoding.choices or self._encoding.lists[fact].filled in (*extent.excluded, *unseen):
                extent.excluded += unseen  # of a list that may hold something, what it lacks is said: no state is named

    def _states(self, fact: str) -> Sequence[int]:
        """The variables of a fact of which exactly one is true."""
        if fact in self._encoding.choices:
            return self._encoding.choices[fact]
        listed = self._encoding.lists[fact]
        return (*listed.others.values(), listed.filled)

    def region(self) -> Region:
        """Gives the region in the rules' words."""
        conditions: list[Condition] = []
        for fact, extent in self._extents.items():
            if extent.excluded and fact in self._encoding.choices:
                conditions.append(self._choice_condition(fact, extent.excluded))
            elif extent.excluded:
                conditions += self._list_conditions(fact, extent.excluded)
        return tuple(conditions)

    def _choice_condition(self, fact: str, excluded: list[int]) -> Condition:
        held = zip(self._encoding.fields[fact].classes, self._encoding.choices[fact], strict=True)
        left = (value for values, variable in held if variable not in excluded for value in values)
        return Condition(fact, Among(frozenset(left)))

    def _list_conditions(self, fact: str, excluded: list[int]) -> list[Condition]:
        field, listed = self._encoding.fields[fact], self._encoding.lists[fact]
        assert isinstance(field, ListField)
        values_of = dict(zip(listed.classes, field.classes, strict=True))
        needed = [values for variable, values in values_of.items() if -variable in excluded]
        if listed.filled in excluded:
            states = frozenset(word for word, variable in listed.others.items() if variable not in excluded)
            return [Condition(fact, ContainsAny(states))]
        conditions = [Condition(fact, ContainsAny(frozenset(values))) for values in needed]
        refused = {value for variable, values in values_of.items() if variable in excluded for value in values}
        if not needed:
            refused |= {word for word, variable in listed.others.items() if variable in excluded}
        if refused:
            conditions.append(Condition(fact, ContainsAny(frozenset(refused)), inside=False))
        return conditions
