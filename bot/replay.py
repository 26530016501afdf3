"""Replay: cases that were really routed, routed again under two revisions of the rules.

Reads what the rules may read of a case and nothing else: no name, no word of anybody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from referral_rules.analysis.changes import OUTSIDE, Referents
from referral_rules.evaluate import propose
from referral_rules.facts import COMMUNE, INCONNU, Facts
from referral_rules.territory import Territory


@dataclass(frozen=True, slots=True)
class Rerouted:
    """How many cases would go from these referents to those."""

    before: Referents
    after: Referents
    cases: int


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of the cases.

    Attributes:
        cases: how many were routed again.
        without_commune: of these, how many don't say their commune (an intercommunality is not kept with a case), so
            that rules with a territory pass them by.
        rerouted: the most frequent change first.
    """

    cases: int
    without_commune: int
    rerouted: tuple[Rerouted, ...]

    @property
    def moved(self) -> int:
        """How many cases would go to somebody else."""
        return sum(change.cases for change in self.rerouted)


def replay_cases(cases: Iterable[Facts], old: Territory, new: Territory, on: date) -> Replay:
    """Routes cases under both revisions as if everybody in service were there.

    Args:
        cases: the facts of each.
        old: the revision in use.
        new: the one that would replace it.
        on: the day, which decides the rules in force.
    """
    changes: Counter[tuple[Referents, Referents]] = Counter()
    total = placeless = 0
    for facts in cases:
        total += 1
        placeless += COMMUNE not in facts
        ends = _referents(old, facts, on), _referents(new, facts, on)
        if ends[0] != ends[1]:
            changes[ends] += 1
    rerouted = (Rerouted(before, after, number) for (before, after), number in changes.items())
    return Replay(total, placeless, tuple(sorted(rerouted, key=lambda one: (-one.cases, one.before, one.after))))


def _referents(territory: Territory, facts: Facts, on: date) -> Referents:
    """Those whom the winning rule names; whoever stands in when the first of them isn't in service."""
    place = facts.get(COMMUNE, INCONNU)
    if place != INCONNU and place not in territory.communes:
        return OUTSIDE
    proposal = propose(territory, facts, on)
    if proposal.fallback or proposal.referent.instead_of is not None:
        return (proposal.referent.interlocutor,)
    return next(rule.referents for rule in territory.rules.rules if rule.id == proposal.rule)
