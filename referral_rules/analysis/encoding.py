"""The profile space as clauses for a SAT solver.

Theory of operation. A fact of one value is one variable per class, exactly one of them true. A fact of several
values is one variable per class ("the list holds at least one of these") and one per state: a list that holds
something, `aucun`, `inconnu`, `sans_objet`; exactly one state is true, and only the first allows values.
Every element met gets one literal, equivalent to "the value is accepted"; its negation is then the negation of a
literal, whatever the element. Rules, impossibilities and regions are built on these literals alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pysat.solvers import Solver

from referral_rules.analysis.fields import ChoiceField, Field
from referral_rules.boxes import ContainsAll, Element
from referral_rules.facts import AUCUN
from referral_rules.regions import Condition, Profile, Region

SOLVER = "cadical153"  # fastest of the packaged ones on thousands of small questions (benchmarks/bench_analysis.py)
PAIRWISE_LIMIT = 6  # "at most one" of more variables is a chain, of fewer all pairs
TRUE = 1  # the literal that always holds

Model = Container[int]  # holds the variables that are true


class _Assignment:
    """A solver's model, read by place."""

    def __init__(self, literals: Sequence[int]) -> None:
        self._literals = literals

    def __contains__(self, variable: object) -> bool:
        assert isinstance(variable, int)
        return variable <= len(self._literals) and self._literals[variable - 1] > 0  # in order, from 1


@dataclass(frozen=True, slots=True)
class ListVariables:
    """The variables of a fact of several values: its classes, `filled`, and each other state by its word."""

    classes: tuple[int, ...]
    filled: int
    others: Mapping[str, int]


class Encoding:
    """The space of profiles, and everything else that is said about them, in one incremental solver.

    Args:
        fields: the facts, by name.
        impossible: regions in which there is nobody.

    Attributes:
        choices: for each fact of one value, the variable of each class.
        lists: for each fact of several values, its variables.
    """

    def __init__(self, fields: Mapping[str, Field], impossible: Iterable[Region] = ()) -> None:
        self.fields = fields
        self.choices: dict[str, tuple[int, ...]] = {}
        self.lists: dict[str, ListVariables] = {}
        self._solver = Solver(name=SOLVER)
        self._last = TRUE
        self._elements: dict[tuple[str, Element], int] = {}
        self._wholes: dict[frozenset[int], int] = {}
        self.require(TRUE)
        for field in fields.values():
            self._add_field(field)
        for region in impossible:
            self.require(*(-self.condition(condition) for condition in region))

    def close(self) -> None:
        """Frees the solver."""
        self._solver.delete()

    def require(self, *literals: int) -> None:
        """Adds a clause: at least one of these holds."""
        self._solver.add_clause(literals)

    def variable(self) -> int:
        """Makes a new variable."""
        self._last += 1
        return self._last

    def all_of(self, literals: Iterable[int]) -> int:
        """Gives a literal that holds exactly when all of these do; the same one for the same literals."""
        needed = dict.fromkeys(literal for literal in literals if literal != TRUE)
        if -TRUE in needed:
            return -TRUE
        if len(needed) < 2:
            return next(iter(needed), TRUE)
        key = frozenset(needed)
        if (known := self._wholes.get(key)) is not None:
            return known
        whole = self._wholes[key] = self.variable()
        for literal in needed:
            self.require(-whole, literal)
        self.require(whole, *(-literal for literal in needed))
        return whole

    def any_of(self, literals: Iterable[int]) -> int:
        """Gives a literal that holds exactly when at least one of these does."""
        return -self.all_of(-literal for literal in literals)

    def condition(self, condition: Condition) -> int:
        """Gives the literal of a condition."""
        literal = self.element(condition.fact, condition.element)
        return literal if condition.inside else -literal

    def element(self, fact: str, element: Element) -> int:
        """Gives the literal that holds exactly when the fact's value is accepted."""
        known = self._elements.get((fact, element))
        if known is None:
            known = self._accepts_list(fact, element) if fact in self.lists else self._accepts_choice(fact, element)
            self._elements[fact, element] = known
        return known

    def find(self, assumptions: Sequence[int]) -> Model | None:
        """Finds a profile for which all these literals hold; None if there is none."""
        if not self._solver.solve(assumptions=assumptions):
            return None
        return _Assignment(cast(list[int], self._solver.get_model()))

    def exists(self, assumptions: Sequence[int]) -> bool:
        """Tells whether there is such a profile."""
        return bool(self._solver.solve(assumptions=assumptions))

    @staticmethod
    def holds(literal: int, model: Model) -> bool:
        """Tells whether a literal holds in a model."""
        return literal in model if literal > 0 else -literal not in model

    def refusal(self, assumptions: Sequence[int]) -> list[int]:
        """Gives some of the assumptions that no profile satisfies together; they must be refused indeed."""
        if self._solver.solve(assumptions=assumptions):
            raise ValueError("a profile satisfies all of these")
        return list(self._solver.get_core() or [])

    def profile(self, model: Model) -> Profile:
        """Reads a model back: for each fact the first value of its class."""
        profile: dict[str, str | frozenset[str]] = {}
        for name, field in self.fields.items():
            if isinstance(field, ChoiceField):
                variables = self.choices[name]
                profile[name] = next(
                    values[0] for values, variable in zip(field.classes, variables, strict=True) if variable in model
                )
                continue
            listed = self.lists[name]
            held = zip(field.classes, listed.classes, strict=True)
            profile[name] = frozenset(values[0] for values, variable in held if variable in model)
            for word, variable in listed.others.items():
                if variable in model and word != AUCUN:
                    profile[name] = word
        return profile

    def _add_field(self, field: Field) -> None:
        if isinstance(field, ChoiceField):
            self.choices[field.fact] = tuple(self.variable() for _ in field.classes)
            self._exactly_one(self.choices[field.fact])
            return
        listed = ListVariables(
            tuple(self.variable() for _ in field.classes),
            self.variable(),
            {word: self.variable() for word in field.others},
        )
        self.lists[field.fact] = listed
        self._exactly_one((listed.filled, *listed.others.values()))
        self.require(-listed.filled, *listed.classes)
        for variable in listed.classes:
            self.require(-variable, listed.filled)

    def _exactly_one(self, variables: Sequence[int]) -> None:
        self.require(*variables)
        if len(variables) <= PAIRWISE_LIMIT:
            for place, one in enumerate(variables):
                for other in variables[place + 1 :]:
                    self.require(-one, -other)
            return
        earlier = variables[0]  # "one of those so far is true"
        for variable in variables[1:]:
            self.require(-earlier, -variable)
            following = self.variable()
            self.require(-earlier, following)
            self.require(-variable, following)
            earlier = following

    def _accepts_choice(self, fact: str, element: Element) -> int:
        field = self.fields[fact]
        accepted: list[int] = []
        refused: list[int] = []
        for values, variable in zip(field.classes, self.choices[fact], strict=True):
            (accepted if values[0] in element.values else refused).append(variable)
        if not refused:
            return TRUE
        if len(refused) == 1:
            return -refused[0]
        literal = self.any_of(accepted)
        if len(accepted) > 1:  # what follows anyway from "exactly one", said for the solver's propagation
            self.require(literal, *refused)
            for variable in refused:
                self.require(-variable, -literal)
        return literal

    def _accepts_list(self, fact: str, element: Element) -> int:
        field, listed = self.fields[fact], self.lists[fact]
        held = zip(field.classes, listed.classes, strict=True)
        wanted = [variable for values, variable in held if values[0] in element.values]
        if isinstance(element, ContainsAll):
            return self.all_of(wanted)
        return self.any_of([*wanted, *(var for word, var in listed.others.items() if word in element.values)])
