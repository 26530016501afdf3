"""Facts as the rules see them: values that no element tells apart are one class.

Thirty-five thousand communes become the few classes that the rules distinguish; merging loses nothing, because two
values of one class are accepted by the same elements. In a list, values that some element requires together
(`contient_tous`) are never merged: holding one of them is not holding them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from referral_rules.boxes import ContainsAll, Element
from referral_rules.facts import AUCUN, COMMUNE, INCONNU, SANS_OBJET, SPECIAL_VALUES, Fact, FactKind
from referral_rules.vocabulary import Vocabulary

Classes = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """A fact of one value.

    Attributes:
        classes: its values, the special ones included, by class; in the vocabulary's order.
    """

    fact: str
    classes: Classes


@dataclass(frozen=True, slots=True)
class ListField:
    """A fact of several values.

    Attributes:
        classes: its values by class.
        others: what the fact can be instead of a list that holds something: `aucun`, `inconnu`, `sans_objet`.
    """

    fact: str
    classes: Classes
    others: tuple[str, ...]


Field = ChoiceField | ListField


def build_fields(
    vocabulary: Vocabulary, communes: Collection[str], elements: Mapping[str, Collection[Element]]
) -> dict[str, Field]:
    """Makes the field of each fact that some element stands on.

    Args:
        vocabulary: the facts.
        communes: codes of the communes that a profile can have.
        elements: the elements to be told apart, by fact.
    """
    return {name: _build_field(vocabulary.get_fact(name), communes, on) for name, on in elements.items()}


def _build_field(fact: Fact, communes: Collection[str], elements: Collection[Element]) -> Field:
    special = [value for value in SPECIAL_VALUES if fact.has_value(value)]
    if fact.kind is FactKind.MULTIPLE:
        return ListField(fact.name, _merge(fact.values, elements), (AUCUN, *special))
    if fact.name == COMMUNE:
        values = [*sorted(communes), *(value for value in special if value == INCONNU)]
    else:
        values = [*fact.values, *special]
    return ChoiceField(fact.name, _merge(values, elements))


def _merge(values: Iterable[str], elements: Collection[Element]) -> Classes:
    signatures: dict[str, list[int]] = {value: [] for value in values}
    for number, element in enumerate(elements):
        for value in element.values:
            if value in signatures:
                signatures[value].append(number)
    together = {value for element in elements if isinstance(element, ContainsAll) for value in element.values}
    classes: dict[object, list[str]] = {}
    for value, signature in signatures.items():
        alone = value in together or value in (INCONNU, SANS_OBJET)
        classes.setdefault(value if alone else tuple(signature), []).append(value)
    return tuple(map(tuple, classes.values()))
