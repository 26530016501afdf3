"""Which explanation applies to which observation.

Theory of operation. Profiles that an explanation speaks of and those that none does are looked at apart, so that what
is found lies wholly in one explanation's region or wholly outside all of them: a new gap beside an accepted one is
found by itself. What nobody has explained is looked for first, so that no accepted warning takes its place in a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from referral_rules.analysis.report import Observation
from referral_rules.analysis.space import Space
from referral_rules.errors import Severity
from referral_rules.explanations import Explanation
from referral_rules.kinds import Kind
from referral_rules.regions import Region
from referral_rules.territory import Territory

Scope = tuple[int, Explanation | None]  # a literal that holds for the scope's profiles, and what explains them


def regions_explained(territory: Territory) -> tuple[Region, ...]:
    """Lists the regions that explanations name; the space must be able to express them."""
    return tuple(explanation.region for explanation in territory.explanations if explanation.region)


def scopes(space: Space, kind: Kind, rules: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Iterator[Scope]:
    """Parts the profiles by what explains an observation of this kind: first those that nothing explains.

    The scopes are disjoint: of several explanations the first written one counts.
    """
    encoding = space.encoding
    speaking = [each for each in space.territory.explanations if each.speaks_of(kind, rules, names)]
    literals = [encoding.all_of(map(encoding.condition, each.region)) for each in speaking]
    yield encoding.all_of(-literal for literal in literals), None
    for place, each in enumerate(speaking):
        yield encoding.all_of([literals[place], *(-literal for literal in literals[:place])]), each


def is_spoken_of(territory: Territory, kind: Kind, rules: tuple[str, ...], names: tuple[str, ...] = ()) -> bool:
    """Tells whether some explanation means observations with these rules and names."""
    return any(each.speaks_of(kind, rules, names) for each in territory.explanations)


def explain_named(territory: Territory, observations: Iterable[Observation]) -> Iterator[Observation]:
    """Adds to each observation that is told by rules or names alone the first explanation that means it."""
    for found in observations:
        speaking = (each for each in territory.explanations if each.speaks_of(found.kind, found.rules, found.names))
        yield replace(found, explanation=next(speaking, None))


def find_stale(
    territory: Territory, on: date, observations: Collection[Observation], shortened: Collection[Kind]
) -> Iterator[Observation]:
    """Lists the explanations that explain nothing any more, and those that were to be read again by now.

    Args:
        territory: the territory.
        on: the day.
        observations: all that was found, with their explanations.
        shortened: kinds of which not everything was found: their explanations may be needed.
    """
    used = {found.explanation for found in observations}
    for each in territory.explanations:
        if each not in used and each.kind not in shortened:
            yield Observation(Kind.IDLE, Severity.WARNING, each.file, each.line, explanation=each)
        elif each.is_due(on):
            yield Observation(Kind.REVIEW, Severity.WARNING, each.file, each.line, explanation=each)
