"""One fact as all rules see it: for each value, the bitmask of the rules that accept it.

Theory of operation: rule number i is bit i. For a fact, `free` holds the rules that don't read it; the rules that
accept a value are `free` and those whose element accepts it. A profile's matched rules are the AND over the facts.
Not knowing a value splits the answer in two masks: the rules accepted whatever the value (certain), and those
accepted by some value (possible).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from referral_rules.boxes import Among, ContainsAll, ContainsAny, Element
from referral_rules.facts import AUCUN, FactValue, OneOf

MEMO_LIMIT = 4096  # distinct values remembered per fact: lists of up to twelve values, all communes of a territory

Verdict = tuple[int, int]  # rules that certainly accept, rules that possibly accept


class Column:
    """The masks of one fact.

    Args:
        fact: its name.
        elements: the element of each rule that reads it, by rule number.
        everything: the mask of all rules.
    """

    def __init__(self, fact: str, elements: Mapping[int, Element], everything: int) -> None:
        self.fact = fact
        self.free = everything & ~sum(1 << number for number in elements)
        self._accepting: dict[str, int] = {}  # value -> rules for which this value is enough
        self._requiring: dict[str, int] = {}  # value -> rules that fail without it
        self._all_of = 0
        for number, element in elements.items():
            self._enter(1 << number, element)
        self.verdicts = _Verdicts(self, everything)
        self.certain = _Certain(self)

    def _enter(self, bit: int, element: Element) -> None:
        match element:
            case Among(values) | ContainsAny(values):
                target = self._accepting
            case ContainsAll(values):
                target = self._requiring
                self._all_of |= bit
        for value in values:
            target[value] = target.get(value, 0) | bit

    def accepting(self, value: str | frozenset[str]) -> int:
        """Gives the rules that accept a known value, those that don't read the fact included."""
        if isinstance(value, str):
            return self.free | self._accepting.get(value, 0)
        mask = self.free
        for word in value or (AUCUN,):
            mask |= self._accepting.get(word, 0)
        return mask | (self._all_of & ~_union(self._requiring[word] for word in self._requiring.keys() - value))

    def verdict(self, value: FactValue) -> Verdict:
        """Gives the rules that certainly and those that possibly accept what is known."""
        if not isinstance(value, OneOf):
            mask = self.accepting(value)
            return mask, mask
        masks = [self.accepting(word) for word in value.values]
        certain = masks[0]
        for mask in masks:
            certain &= mask
        return certain, _union(masks)


class _Verdicts(dict[FactValue | None, Verdict]):
    """Remembers the verdict of each value met; None stands for a fact not asked."""

    def __init__(self, column: Column, everything: int) -> None:
        super().__init__({None: (column.free, everything)})
        self._column = column

    def __missing__(self, value: FactValue | None) -> Verdict:
        assert value is not None  # entered when made
        verdict = self._column.verdict(value)
        if len(self) < MEMO_LIMIT:
            self[value] = verdict
        return verdict


class _Certain(dict[FactValue | None, int]):
    """The first half of the verdicts, for profiles that only need to be matched."""

    def __init__(self, column: Column) -> None:
        super().__init__({None: column.free})
        self._column = column

    def __missing__(self, value: FactValue | None) -> int:
        mask = self._column.verdicts[value][0]
        if len(self) < MEMO_LIMIT:
            self[value] = mask
        return mask


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
