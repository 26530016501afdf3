"""From one witness to a maximal readable region that behaves alike.

Facts are freed one after the other, those that few rules read first, as long as every possible profile of the region
still has the property; then values are added to those that are left. Growing is monotone, so one pass is enough: what
could not be added to a smaller region cannot be added to a larger one.
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

    def grow(self, alike: Sequence[int]) -> None:
        """Widens as far as no possible profile satisfies `alike`, which holds where the property does not."""
        for extent in self._extents.values():
            kept = extent.excluded
            extent.excluded = []
            if self._encoding.exists([*self.assumptions(), *alike]):
                extent.excluded = kept
        for extent in self._extents.values():
            for literal in tuple(extent.excluded):
                extent.excluded.remove(literal)
                if self._encoding.exists([*self.assumptions(), *alike]):
                    extent.excluded.append(literal)

    def tidy(self, within: Sequence[int]) -> None:
        """Takes back the values that nobody in the region can have, so that the region reads as people are."""
        for extent in self._extents.values():
            if extent.excluded:
                region = [*self.assumptions(), *within]
                free = self._alternatives(extent)
                extent.excluded += [var for var in free if not self._encoding.exists([*region, var])]

    def _alternatives(self, extent: _Extent) -> list[int]:
        """The variables of the extent's fact that the region leaves open."""
        fact = next(name for name, other in self._extents.items() if other is extent)
        if fact in self._encoding.choices:
            variables: Sequence[int] = self._encoding.choices[fact]
        else:
            listed = self._encoding.lists[fact]
            variables = (*listed.others.values(), listed.filled)
        return [variable for variable in variables if variable not in extent.excluded]

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
