"""The whole report on one territory's rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from referral_rules.analysis.duplicates import find_duplicates
from referral_rules.analysis.explaining import explain_named, find_stale, regions_explained
from referral_rules.analysis.gaps import find_gaps, uncovered_share
from referral_rules.analysis.neglect import find_expiring, find_unreached, find_unread, join_unread
from referral_rules.analysis.report import MOST_OF_A_KIND, Kind, Observation, Report
from referral_rules.analysis.rivals import find_conflicts, find_effect, find_shadowed
from referral_rules.analysis.space import Space, open_space
from referral_rules.errors import Severity
from referral_rules.regions import Region
from referral_rules.territory import Territory


def analyse(
    territory: Territory, on: date, impossibilities: Iterable[Region] = (), most: int = MOST_OF_A_KIND
) -> Report:
    """Looks for everything that is wrong with a territory's rules taken together.

    Args:
        territory: a loaded territory; its own `impossible` regions are respected.
        on: the day; later days on which other rules are in force are looked at too, a year ahead.
        impossibilities: regions in which there is nobody, as `find_impossibilities` makes them of the dialog.
        most: how many observations of one kind to list.

    Returns:
        The report: conflicts block, the rest warns. Every witness has been evaluated again.

    Raises:
        AnalysisMismatchError: a witness doesn't behave as the analysis says; a bug of ours.
    """
    space = open_space(territory, on, impossibilities, regions_explained(territory))
    try:
        return _report(space, on, most)
    finally:
        space.encoding.close()


def _report(space: Space, on: date, most: int) -> Report:
    territory = space.territory
    effect = find_effect(space)
    contributing = [space.rule(number) for number in sorted(effect.contributing)]
    conflicts, more_conflicts = find_conflicts(space, most)
    gaps, more_gaps = find_gaps(space, most)
    shadowed, more_shadowed = find_shadowed(space, effect, most)
    duplicates, more_duplicates = find_duplicates(space, most)
    told_by_name = [
        *shadowed,
        *find_unreached(territory, contributing, on),
        *find_unread(territory, on),
        *find_expiring(territory, on),
    ]
    observations = [*conflicts, *gaps, *duplicates, *join_unread(explain_named(territory, told_by_name))]
    shortened = {
        Kind.CONFLICT: more_conflicts,
        Kind.GAP: more_gaps,
        Kind.SHADOWED: more_shadowed,
        Kind.DUPLICATE: more_duplicates,
    }
    listed_in_part = frozenset(kind for kind, is_shortened in shortened.items() if is_shortened)
    observations += find_stale(territory, on, observations, listed_in_part)
    return Report(tuple(sorted(observations, key=_rank)), uncovered_share(space, gaps), listed_in_part)


def _rank(found: Observation) -> tuple[bool, bool]:
    """What blocks comes first, what is explained last."""
    return found.severity is not Severity.ERROR, found.is_explained
