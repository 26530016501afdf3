"""What a change of rules does: who moves from whom to whom, said by regions, and the rules that differ.

Both revisions are encoded over one space of profiles, so that « referred to A before and to B now » is one question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from referral_rules.analysis.encoding import Encoding, Model
from referral_rules.analysis.fields import build_fields
from referral_rules.analysis.intervals import Interval
from referral_rules.analysis.report import AnalysisMismatchError
from referral_rules.analysis.routing import Routing
from referral_rules.analysis.space import order_of_freeing, plausible
from referral_rules.analysis.widening import Patch
from referral_rules.boxes import Among
from referral_rules.evaluate import propose
from referral_rules.facts import COMMUNE, INCONNU
from referral_rules.regions import Profile, Region, elements_by_fact, region_of
from referral_rules.rule import Rule, State
from referral_rules.territory import Territory

OUTSIDE: tuple[str, ...] = ()  # stands for the referents of a profile beyond the territory
MOST_REGIONS = 5  # regions listed of one move
NOT_COMPARED = ("file", "line", "examples", "counter_examples")  # they change nothing for anybody

Referents = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """People who are referred otherwise.

    Attributes:
        before: their referents in the old revision: those of the winning rule, or the pivot; empty beyond the
            territory.
        after: the same in the new revision.
        witness: one of them, evaluated under both.
        region: widened: every possible profile in it moves alike.
    """

    before: Referents
    after: Referents
    witness: Profile
    region: Region


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between two revisions on one day.

    Attributes:
        moves: by old referents, then new ones.
        shortened: pairs of referents between which more regions move than are listed.
        added: ids of new rules.
        removed: ids of rules that are gone.
        changed: for each rule that differs, what differs; positions in files and examples are not compared.
    """

    moves: tuple[Move, ...]
    shortened: frozenset[tuple[Referents, Referents]]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]


def compare_territories(
    old: Territory, new: Territory, on: date, impossibilities: Iterable[Region] = (), most: int = MOST_REGIONS
) -> Changes:
    """Finds who moves from whom to whom when one revision gives way to another.

    Args:
        old: the revision in use.
        new: the one that would replace it, over the same vocabulary.
        on: the day.
        impossibilities: regions in which there is nobody, as `find_impossibilities` makes them of the dialog.
        most: regions to list of each move.

    Raises:
        AnalysisMismatchError: a witness doesn't move under evaluation; a bug of ours.
    """
    comparison = _Comparison(old, new, on, tuple(impossibilities))
    try:
        moves = list(comparison.moves(most))
    finally:
        comparison.encoding.close()
    before = {rule.id: rule for rule in old.rules.rules}
    after = {rule.id: rule for rule in new.rules.rules}
    differing = {name: _differences(before[name], after[name]) for name in before if name in after}
    return Changes(
        moves=tuple(sorted(moves, key=lambda move: (move.before, move.after))),
        shortened=frozenset(comparison.shortened),
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed={name: parts for name, parts in differing.items() if parts},
    )


def _differences(before: Rule, after: Rule) -> tuple[str, ...]:
    names = (each.name for each in fields(Rule) if each.name not in NOT_COMPARED)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


class _Comparison:
    """Two revisions over one space."""

    def __init__(self, old: Territory, new: Territory, on: date, impossibilities: tuple[Region, ...]) -> None:
        self._old, self._new, self._on = old, new, on
        self.shortened: set[tuple[Referents, Referents]] = set()
        homes = [(COMMUNE, Among(territory.communes | {INCONNU})) for territory in (old, new)]
        boxes = [rule.box for each in (old, new) for rule in each.rules.rules if rule.state is State.ACTIVE]
        regions = [*map(region_of, boxes), *(region_of({fact: home}) for fact, home in homes)]
        known = plausible(new.rules, regions, (*impossibilities, *new.impossible))
        space = build_fields(new.rules.vocabulary, old.communes | new.communes, elements_by_fact([*regions, *known]))
        self.encoding = Encoding(space, known)
        self._order = order_of_freeing(new.rules, regions, space)
        self._before = self._outcomes(old, self.encoding.element(*homes[0]))
        self._after = self._outcomes(new, self.encoding.element(*homes[1]))

    def _outcomes(self, territory: Territory, home: int) -> dict[Referents, int]:
        """Gives the literal of each outcome: these referents are proposed."""
        routing = Routing(self.encoding, territory.rules, [Interval(self._on, None)])
        self.encoding.require(routing.days[0])
        ways: dict[Referents, list[int]] = {(territory.pivot,): [routing.uncovered]}
        for number, literal in routing.winning.items():
            ways.setdefault(territory.rules.by_precedence[number].referents, []).append(literal)
        outcomes = {
            referents: self.encoding.all_of([home, self.encoding.any_of(literals)])
            for referents, literals in ways.items()
        }
        return outcomes | {OUTSIDE: -home}

    def moves(self, most: int) -> Iterator[Move]:
        """Finds each pair of referents between which somebody moves, then its regions."""
        moved = self.encoding.variable()
        for referents, literal in self._before.items():
            if referents in self._after:
                self.encoding.require(-moved, -literal, -self._after[referents])
        while (model := self.encoding.find([moved])) is not None:
            before = self._holding(self._before, model)
            after = self._holding(self._after, model)
            pair = self.encoding.all_of([self._before[before], self._after[after]])
            yield from self._regions((before, after), pair, most)
            self.encoding.require(-moved, -pair)

    def _regions(self, ends: tuple[Referents, Referents], pair: int, most: int) -> Iterator[Move]:
        sought = self.encoding.variable()
        for _ in range(most):
            model = self.encoding.find([pair, sought])
            if model is None:
                return
            patch = Patch(self.encoding, model, self._order)
            patch.grow([-pair])
            self.encoding.require(-sought, *patch.blocking())
            patch.tidy(())
            move = Move(*ends, self.encoding.profile(model), patch.region())
            self._check(move)
            yield move
        if self.encoding.exists([pair, sought]):
            self.shortened.add(ends)

    def _holding(self, outcomes: dict[Referents, int], model: Model) -> Referents:
        return next(referents for referents, literal in outcomes.items() if self.encoding.holds(literal, model))

    def _check(self, move: Move) -> None:
        for territory, expected in ((self._old, move.before), (self._new, move.after)):
            found = _evaluated(territory, move.witness, self._on)
            if found != expected:
                raise AnalysisMismatchError(f"{dict(move.witness)!r} goes to {found!r}, not to {expected!r}")


def _evaluated(territory: Territory, profile: Profile, on: date) -> Referents:
    """Evaluates a profile: the referents of the rule that wins."""
    if profile[COMMUNE] != INCONNU and profile[COMMUNE] not in territory.communes:
        return OUTSIDE
    proposal = propose(territory, profile, on)
    rules = {rule.id: rule for rule in territory.rules.rules}
    return (territory.pivot,) if proposal.fallback else rules[proposal.rule].referents
