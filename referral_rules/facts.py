"""What may be known of a person: facts, their values, and the three ways a value can be missing.

*Not yet asked* is the absence of the fact. `inconnu` and `sans_objet` are ordinary values that no condition
accepts unless it lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

INCONNU = "inconnu"  # the person answered that they don't know yet
SANS_OBJET = "sans_objet"  # the question's condition didn't hold
AUCUN = "aucun"  # how the empty list of a multiple fact is written in a definition
SPECIAL_VALUES = (INCONNU, SANS_OBJET)

COMMUNE = "commune"


class FactKind(StrEnum):
    """The shape of a fact's value."""

    CHOIX = "choix"
    MULTIPLE = "multiple"
    COMMUNE = "commune"
    TEXTE = "texte"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value known only to be among these: a place known by its EPCI, a stage while milestones are unasked.

    Raises:
        ValueError: `values` is empty; a fact about which everything is possible is left out instead.
    """

    values: frozenset[str]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("OneOf needs at least one value")


FactValue = str | frozenset[str] | OneOf
Facts = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Fact:
    """One typed piece of the profile.

    Attributes:
        name: the name that rules and dialog use.
        kind: the shape of its value.
        values: the closed list, in its order; empty for communes and texts.
        ordered: the order means something, so that rules may say `au_moins` and `au_plus`.
        unknown_allowed: "je ne sais pas encore" is an answer.
        derived: never asked; deduced by a table from other facts.
        for_rules: rules may read it.
        personal: the answer is personal data.
        words: how the fact is called, by language.
        labels: how each value is said, by value then language.
        line: where it is defined.
    """

    name: str
    kind: FactKind
    values: tuple[str, ...]
    ordered: bool
    unknown_allowed: bool
    derived: bool
    for_rules: bool
    personal: bool
    words: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    line: int

    def has_value(self, value: str) -> bool:
        """Tells whether a single word is a value of this fact, the special ones included."""
        if value == SANS_OBJET:
            return not self.derived
        if value == INCONNU:
            return self.unknown_allowed
        return value in self.values

    @property
    def domain(self) -> frozenset[str]:
        """All that a single value of this fact can be, the special values included."""
        special = {value for value in SPECIAL_VALUES if self.has_value(value)}
        return frozenset(self.values) | special
