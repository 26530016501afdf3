"""Profiles that nobody takes but the pivot: no rule matches that names somebody in service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from referral_rules.analysis.counting import NODE_BUDGET, Count, Share, count_outside
from referral_rules.analysis.explaining import Scope, scopes
from referral_rules.analysis.report import AnalysisMismatchError, Kind, Observation
from referral_rules.analysis.space import Space
from referral_rules.errors import Severity
from referral_rules.evaluate import propose
from referral_rules.loader import TERRITORY_FILE
from referral_rules.regions import Profile, Region, region_of
from referral_rules.rule import PIVOT_RULE
from referral_rules.ruleset import numbers


def find_gaps(space: Space, most: int) -> tuple[list[Observation], bool]:
    """Finds the gaps of today, then those that later intervals open.

    Args:
        space: the rules.
        most: how many to list.

    Returns:
        The gaps and whether there are more: first those that nothing explains, on whatever day they begin; of these
        today's first, the largest before the others.
    """
    possible = count_possible(space)
    found: list[Observation] = []
    is_shortened = False
    nothing_explains, *explained = scopes(space, Kind.GAP)
    for sought in ([nothing_explains], explained):
        for interval in range(len(space.intervals)):
            gaps = _gaps_of(space, interval, sought)
            listed = [_measured(space, gap, possible) for gap in islice(gaps, most - len(found))]
            found += _without_repetition(space, interval, sorted(listed, key=_size, reverse=True))
            is_shortened = is_shortened or next(gaps, None) is not None
    return found, is_shortened


def uncovered_share(space: Space, gaps: list[Observation], budget: int = NODE_BUDGET) -> Share:
    """Gives the part of the possible profiles that only the pivot takes on the first day.

    Args:
        space: the rules.
        gaps: those already found, one of today at least if there is any; the largest is at least uncovered.
        budget: the most nodes to open.
    """
    today = [gap.share.part for gap in gaps if gap.share and gap.interval == space.intervals[0]]
    if not today:
        return Share(0.0, exact=True)
    boxes = [*space.impossible, *map(region_of, space.routing.taking_boxes(0))]
    share = divide(count_outside(space.fields, boxes, budget), count_possible(space))
    return share if share.exact else Share(max(share.part, *today), exact=False)


def count_possible(space: Space) -> Count:
    """Counts the possible profiles; all profiles, and inexact, beyond the budget."""
    count = count_outside(space.fields, space.impossible)
    return count if count.exact else replace(count_outside(space.fields, ()), exact=False)


def count_within(space: Space, region: Region) -> Count:
    """Counts the possible profiles of a region."""
    return count_outside(space.fields, [*space.impossible, *((condition.negated(),) for condition in region)])


def divide(part: Count, whole: Count) -> Share:
    """Gives a part as a share; of an inexact whole, which is never too small, it is at least that."""
    return Share(part.profiles / whole.profiles if whole.profiles else 0.0, part.exact and whole.exact)


def _gaps_of(space: Space, interval: int, within: Iterable[Scope]) -> Iterator[Observation]:
    """Finds gaps one after the other, each outside the regions of those before."""
    encoding, routing = space.encoding, space.routing
    sought = encoding.variable()
    if interval:
        lost = routing.in_force[interval - 1] & ~routing.in_force[interval] & routing.taking
        encoding.require(-sought, *(routing.boxed[number] for number in numbers(lost)))
    for scope, explanation in within:
        alike = encoding.all_of([routing.uncovered, scope])
        while model := encoding.find((routing.days[interval], alike, sought)):
            region, blocking = space.widen(model, interval, -alike)
            encoding.require(-sought, *blocking)
            yield replace(_gap(space, interval, space.profile(model), region), explanation=explanation)
    encoding.require(-sought)


def _gap(space: Space, interval: int, witness: Profile, region: Region) -> Observation:
    when = space.intervals[interval]
    if propose(space.territory, witness, when.starts_on).referent.rule != PIVOT_RULE:
        raise AnalysisMismatchError(f"a rule takes {dict(witness)!r} on {when.starts_on}")
    return Observation(Kind.GAP, Severity.WARNING, TERRITORY_FILE, 1, witness=witness, region=region, interval=when)


def _without_repetition(space: Space, interval: int, gaps: Iterable[Observation]) -> list[Observation]:
    """Keeps the gaps, the largest first, that hold somebody whom those before them don't."""
    encoding, kept = space.encoding, []
    fresh = encoding.variable()
    for gap in gaps:
        literals = [encoding.condition(condition) for condition in gap.region or ()]
        if encoding.exists((space.routing.days[interval], fresh, *literals)):
            kept.append(gap)
            encoding.require(-fresh, *(-literal for literal in literals))
    encoding.require(-fresh)
    return kept


def _size(gap: Observation) -> float:
    return gap.share.part if gap.share else 0.0


def _measured(space: Space, gap: Observation, possible: Count) -> Observation:
    assert gap.region is not None
    return replace(gap, share=divide(count_within(space, gap.region), possible))
