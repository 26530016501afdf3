"""From two revisions to what changes for whom.

Both are encoded over one space of profiles, so that « referred to A before and to B now » is one question. Days are no
part of a box: the first day is compared in full, each later one on which something begins or ends for what it brings
besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from referral_rules.analysis.differences import Changes, ExtraChange, Move
from referral_rules.analysis.encoding import TRUE, Encoding, Model
from referral_rules.analysis.fields import build_fields
from referral_rules.analysis.intervals import HORIZON_DAYS, day_after, split_into_intervals
from referral_rules.analysis.outcomes import Outcomes
from referral_rules.analysis.report import AnalysisMismatchError
from referral_rules.analysis.space import order_of_freeing, plausible
from referral_rules.analysis.widening import Patch
from referral_rules.boxes import Among
from referral_rules.facts import COMMUNE, INCONNU
from referral_rules.outcome import Extra, Outcome, outcome_of
from referral_rules.regions import Profile, Region, elements_by_fact, region_of
from referral_rules.rule import Rule, State
from referral_rules.service import Referents
from referral_rules.territory import Territory

MOST_REGIONS = 5  # regions listed of one move, or of one appui or programme
NOT_COMPARED = ("file", "line", "examples", "counter_examples")  # they change nothing for anybody


def compare_territories(
    old: Territory, new: Territory, on: date, impossibilities: Iterable[Region] = (), most: int = MOST_REGIONS
) -> Changes:
    """Finds for whom something changes when one revision gives way to another.

    What is compared is what `propose` holds while everybody in service is there: before the two that are shown at once
    are told from those behind « Voir aussi », and before the mission takes the referent's place where it stays the fil
    rouge. Whoever comes to the territory or leaves it is told as a move only. Of the profiles that a territory calls
    impossible, those that both revisions do are left out.

    Args:
        old: the revision in use.
        new: the one that would replace it, over the same vocabulary.
        on: the first day; later ones are looked at as far ahead as the analysis does.
        impossibilities: regions in which there is nobody, as `find_impossibilities` makes them of the dialog.
        most: regions to list of each move, appui and programme, of one day.

    Raises:
        AnalysisMismatchError: for a witness, evaluation doesn't change as said; a bug of ours.
    """
    comparison = _Comparison(old, new, on, tuple(impossibilities), most)
    try:
        moves = list(comparison.moves())
        extras = list(comparison.extras())
    finally:
        comparison.encoding.close()
    before = {rule.id: rule for rule in old.rules.rules}
    after = {rule.id: rule for rule in new.rules.rules}
    differing = {name: _differences(before[name], after[name]) for name in before if name in after}
    return Changes(
        moves=tuple(sorted(moves, key=lambda move: (move.on, move.before, move.after))),
        extras=tuple(sorted(extras, key=lambda each: (each.on, each.extra, each.name, each.appears))),
        shortened=frozenset(comparison.shortened),
        shortened_extras=frozenset(comparison.shortened_extras),
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed={name: parts for name, parts in differing.items() if parts},
        has_other_thread=old.fil_rouge != new.fil_rouge,
    )


def _differences(before: Rule, after: Rule) -> tuple[str, ...]:
    names = (each.name for each in fields(Rule) if each.name not in NOT_COMPARED)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _days(territories: Iterable[Territory], on: date) -> list[date]:
    """Lists the days on which some rule or programme begins or ends, from the first day on."""
    found = {on}
    for territory in territories:
        found.update(interval.starts_on for interval in split_into_intervals(territory.rules.rules, on))
        ends = (day_after(programme.ends_on) for programme in territory.directory.programmes.values())
        found.update(end for end in ends if end is not None)
    return sorted(day for day in found if on <= day <= on + timedelta(days=HORIZON_DAYS))


@dataclass(frozen=True, slots=True)
class _Day:
    """Both revisions on one day."""

    on: date
    before: Outcomes
    after: Outcomes


class _Comparison:
    """Two revisions over one space."""

    def __init__(
        self, old: Territory, new: Territory, on: date, impossibilities: tuple[Region, ...], most: int
    ) -> None:
        self._old, self._new, self._most = old, new, most
        self.shortened: set[tuple[Referents, Referents]] = set()
        self.shortened_extras: set[tuple[Extra, str, bool]] = set()
        homes = [(COMMUNE, Among(territory.communes | {INCONNU})) for territory in (old, new)]
        boxes = [rule.box for each in (old, new) for rule in each.rules.rules if rule.state is State.ACTIVE]
        regions = [*map(region_of, boxes), *(region_of({fact: home}) for fact, home in homes)]
        agreed = (region for region in new.impossible if region in old.impossible)
        communes = old.communes | new.communes
        known = plausible(new.rules, regions, (*impossibilities, *agreed), communes)
        space = build_fields(new.rules.vocabulary, communes, elements_by_fact([*regions, *known]))
        self.encoding = Encoding(space, known)
        self._order = order_of_freeing(new.rules, regions, space)
        here, there = (self.encoding.element(*home) for home in homes)
        self._staying = self.encoding.all_of([here, there])
        self._days = [
            _Day(day, Outcomes(self.encoding, old, day, here), Outcomes(self.encoding, new, day, there))
            for day in _days((old, new), on)
        ]

    def moves(self) -> Iterator[Move]:
        """Finds, day by day, each pair of referents between which somebody moves, then its regions."""
        for number, day in enumerate(self._days):
            before, after = day.before.referents, day.after.referents
            moved = self.encoding.variable()
            for referents in before.keys() & after.keys():
                self.encoding.require(-moved, -before[referents], -after[referents])
            while (model := self.encoding.find([moved])) is not None:
                ends = self._holding(before, model), self._holding(after, model)
                pair = self._pair(day, ends)
                earlier = self.encoding.any_of(self._pair(known, ends) for known in self._days[:number])
                found, is_all = self._regions(self.encoding.all_of([pair, -earlier]))
                for witness, region in found:
                    move = Move(*ends, witness, region, day.on)
                    self._check_move(move)
                    yield move
                if not is_all:
                    self.shortened.add(ends)
                self.encoding.require(-moved, -pair)

    def _pair(self, day: _Day, ends: tuple[Referents, Referents]) -> int:
        """Gives the literal of moving between these referents on a day."""
        before, after = day.before.referents.get(ends[0], -TRUE), day.after.referents.get(ends[1], -TRUE)
        return self.encoding.all_of([before, after])

    def _holding(self, outcomes: Mapping[Referents, int], model: Model) -> Referents:
        return next(referents for referents, literal in outcomes.items() if self.encoding.holds(literal, model))

    def extras(self) -> Iterator[ExtraChange]:
        """Finds, day by day, each appui and programme that appears or disappears for somebody, then its regions."""
        earlier: dict[tuple[Extra, str, bool], list[int]] = {}
        for day in self._days:
            for key, literal in self._extra_literals(day):
                known = earlier.setdefault(key, [])
                found, is_all = self._regions(self.encoding.all_of([literal, *(-each for each in known)]))
                known.append(literal)
                for witness, region in found:
                    change = ExtraChange(*key, witness, region, day.on)
                    self._check_extra(change)
                    yield change
                if not is_all:
                    self.shortened_extras.add(key)

    def _extra_literals(self, day: _Day) -> Iterator[tuple[tuple[Extra, str, bool], int]]:
        """Gives the literal of each appearance and disappearance."""
        for extra, name in dict.fromkeys((*day.before.extras, *day.after.extras)):
            then, now = (each.extras.get((extra, name), -TRUE) for each in (day.before, day.after))
            instead = day.after.foremost.get(name, -TRUE) if extra is Extra.APPUI else -TRUE
            yield (extra, name, False), self.encoding.all_of([self._staying, then, -now, -instead])
            yield (extra, name, True), self.encoding.all_of([self._staying, -then, now])

    def _regions(self, literal: int) -> tuple[list[tuple[Profile, Region]], bool]:
        """Lists the first maximal regions of a literal with a witness each, and whether these are all."""
        found: list[tuple[Profile, Region]] = []
        sought = self.encoding.variable()
        while (model := self.encoding.find([literal, sought])) is not None:
            if len(found) == self._most:
                return found, False
            patch = Patch(self.encoding, model, self._order)
            patch.grow([-literal])
            patch.tidy((), [-literal])
            self.encoding.require(-sought, *patch.blocking())
            found.append((self.encoding.profile(model), patch.region()))
        return found, True

    def _check_move(self, move: Move) -> None:
        before, after = self._evaluated(move.witness, move.on)
        if (before.referents, after.referents) != (move.before, move.after):
            ends = f"from {before.referents!r} to {after.referents!r}, not from {move.before!r} to {move.after!r}"
            raise AnalysisMismatchError(f"{dict(move.witness)!r} moves {ends}")

    def _check_extra(self, change: ExtraChange) -> None:
        before, after = self._evaluated(change.witness, change.on)
        found = after.gained_over(before) if change.appears else after.lost_since(before)
        if (change.extra, change.name) not in found:
            raise AnalysisMismatchError(f"{change.name!r} doesn't come or go for {dict(change.witness)!r}")

    def _evaluated(self, profile: Profile, on: date) -> tuple[Outcome, Outcome]:
        return outcome_of(self._old, profile, on), outcome_of(self._new, profile, on)
