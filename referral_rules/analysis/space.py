"""The space in which one territory's rules are analysed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from referral_rules.analysis.encoding import Encoding, Model
from referral_rules.analysis.fields import Field, build_fields
from referral_rules.analysis.impossibilities import project
from referral_rules.analysis.intervals import Interval, is_near, split_into_intervals
from referral_rules.analysis.routing import Routing
from referral_rules.analysis.widening import Patch
from referral_rules.facts import FactKind
from referral_rules.regions import Profile, Region, elements_by_fact, region_of
from referral_rules.rule import Rule, State
from referral_rules.ruleset import RuleSet
from referral_rules.territory import Territory


@dataclass(frozen=True, slots=True)
class Space:
    """Profiles, and the rules over them.

    Attributes:
        fields: the facts that active rules read.
        impossible: regions in which there is nobody.
        order: the facts, the least read first, as widening frees them.
        routing: the rules on each interval, however far.
        intervals: the first of these, up to the horizon.
        levels: by priority, the mask of the rules that have it.
    """

    territory: Territory
    fields: dict[str, Field]
    impossible: tuple[Region, ...]
    order: tuple[str, ...]
    encoding: Encoding
    routing: Routing
    intervals: tuple[Interval, ...]
    levels: dict[int, int]

    @property
    def rules(self) -> RuleSet:
        """The territory's rules."""
        return self.territory.rules

    def rule(self, number: int) -> Rule:
        """Gives a rule by its number."""
        return self.rules.by_precedence[number]

    def level(self, number: int) -> int:
        """Gives the mask of the rules of a rule's priority; precedence puts them side by side."""
        return self.levels[self.rule(number).priority]

    def widen(self, model: Model, interval: int, unlike: int) -> tuple[Region, list[int]]:
        """Widens a witness as far as no possible profile of the interval satisfies `unlike`.

        Returns:
            The region, and the clause that holds outside it.
        """
        day = self.routing.days[interval]
        patch = Patch(self.encoding, model, self.order)
        patch.grow((day, unlike))
        patch.tidy((day,), (unlike,))
        return patch.region(), patch.blocking()

    def profile(self, model: Model) -> Profile:
        """Reads a witness."""
        return self.encoding.profile(model)


def open_space(
    territory: Territory, on: date, impossible: Iterable[Region], told_apart: tuple[Region, ...] = ()
) -> Space:
    """Encodes a territory's rules; the caller closes the encoding.

    Args:
        territory: the territory.
        on: the first day.
        impossible: regions in which there is nobody; what they say of facts that no rule reads is projected.
        told_apart: regions that the space must be able to express besides the rules' boxes.
    """
    rules = territory.rules
    intervals = split_into_intervals(rules.rules, on)
    regions = [*told_apart, *(region_of(rule.box) for rule in rules.rules if rule.state is State.ACTIVE)]
    known = plausible(rules, regions, (*impossible, *territory.impossible), territory.communes)
    fields = build_fields(rules.vocabulary, territory.communes, elements_by_fact([*regions, *known]))
    encoding = Encoding(fields, known)
    return Space(
        territory=territory,
        fields=fields,
        impossible=known,
        order=order_of_freeing(rules, regions, fields),
        encoding=encoding,
        routing=Routing(encoding, rules, intervals),
        intervals=tuple(interval for interval in intervals if is_near(interval, on)),
        levels=_levels(rules),
    )


def _levels(rules: RuleSet) -> dict[int, int]:
    levels: dict[int, int] = {}
    for number, rule in enumerate(rules.by_precedence):
        levels[rule.priority] = levels.get(rule.priority, 0) | 1 << number
    return levels


def plausible(
    rules: RuleSet, regions: Sequence[Region], impossible: Iterable[Region], communes: Collection[str]
) -> tuple[Region, ...]:
    """Says the impossibilities in terms of the facts that the rules read."""
    read = {condition.fact for region in regions for condition in region}
    named = tuple(impossible)
    unread = frozenset(condition.fact for region in named for condition in region) - read
    return project(rules.vocabulary, named, unread, communes=communes)


def order_of_freeing(rules: RuleSet, regions: Sequence[Region], fields: Iterable[str]) -> tuple[str, ...]:
    """Orders facts for widening: lists first, then those that few rules read; so that what is left says most."""
    facts = rules.vocabulary.facts
    readers = {name: sum(any(c.fact == name for c in region) for region in regions) for name in fields}
    return tuple(sorted(readers, key=lambda name: (facts[name].kind is not FactKind.MULTIPLE, readers[name])))
