"""Rules in each other's way: those that never win, and those between which only the order of writing decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from referral_rules.analysis.explaining import is_spoken_of
from referral_rules.analysis.fields import ChoiceField
from referral_rules.analysis.report import AnalysisMismatchError, Kind, Observation
from referral_rules.analysis.space import Space
from referral_rules.derive import derive
from referral_rules.errors import Severity
from referral_rules.evaluate import propose
from referral_rules.regions import Profile, Region, region_of
from referral_rules.ruleset import numbers


@dataclass(frozen=True, slots=True)
class Effect:
    """Which rules have a part in some proposal.

    Attributes:
        contributing: numbers of the rules that win for somebody, or add something for somebody.
        idle: numbers of the others, with the number of the first interval in which they are in force.
    """

    contributing: frozenset[int]
    idle: Mapping[int, int]


def find_effect(space: Space) -> Effect:
    """Looks, for each rule, for a profile to whose proposal it contributes on some day of some interval."""
    routing, encoding = space.routing, space.encoding
    contributing: set[int] = set()
    idle: dict[int, int] = {}
    for number in numbers(routing.ever):
        if encoding.exists((routing.winning.get(number, routing.matched[number]),)):
            contributing.add(number)
        else:
            idle[number] = next(place for place, mask in enumerate(routing.in_force) if mask >> number & 1)
    return Effect(frozenset(contributing), idle)


def find_shadowed(space: Space, effect: Effect, most: int) -> tuple[list[Observation], bool]:
    """Says of each idle rule which others take all of its profiles, or that it has none.

    Returns:
        The first idle rules, at most that many, those that nothing explains first; and whether there are more.
    """

    def is_accepted(item: tuple[int, int]) -> bool:
        rule = (space.rule(item[0]).id,)
        return any(is_spoken_of(space.territory, kind, rule) for kind in (Kind.SHADOWED, Kind.EMPTY))

    idle = sorted(effect.idle.items(), key=lambda item: (is_accepted(item), item))
    return [_explain_idle(space, number, interval) for number, interval in idle[:most]], len(idle) > most


def _explain_idle(space: Space, number: int, interval: int) -> Observation:
    routing, encoding, rule = space.routing, space.encoding, space.rule(number)
    when = routing.intervals[interval]
    model = encoding.find((routing.days[interval], routing.matched[number]))
    if model is None:
        return Observation(
            Kind.EMPTY, Severity.WARNING, rule.file, rule.line, (rule.id,), region=region_of(rule.box), interval=when
        )
    witness = space.profile(model)
    if propose(space.territory, witness, when.starts_on).rule == rule.id:
        raise AnalysisMismatchError(f"{rule.id!r} wins for {dict(witness)!r} on {when.starts_on}")
    return Observation(
        Kind.SHADOWED,
        Severity.WARNING,
        rule.file,
        rule.line,
        (rule.id,),
        by=tuple(space.rule(other).id for other in _takers(space, number)),
        witness=witness,
        region=region_of(rule.box),
        interval=when,
    )


def _takers(space: Space, number: int) -> list[int]:
    """Finds few rules that together leave nothing to a shadowed one, on all of its days."""
    takers: set[int] = set()
    for interval, in_force in enumerate(space.routing.in_force):
        if in_force >> number & 1:
            takers |= _takers_on(space, number, interval, takers)
    return sorted(takers)


def _takers_on(space: Space, number: int, interval: int, known: Collection[int]) -> set[int]:
    """Finds the takers of one interval: those already known if they are enough, else as few as leave nothing."""
    routing, encoding = space.routing, space.encoding
    in_force = routing.in_force[interval]
    inner = {other: routing.matched[other] for other in numbers(space.rules.inside[number] & in_force)}
    before = [other for other in routing.naming if other < number and in_force >> other & 1]
    takers = {other: routing.surviving[other] for other in before} | inner
    fixed = [routing.days[interval], routing.matched[number]]

    def is_enough(chosen: Iterable[int]) -> bool:
        return not encoding.exists([*fixed, *(-takers[other] for other in chosen)])

    if is_enough(takers.keys() & known):
        return set()
    core = set(encoding.refusal([*fixed, *(-literal for literal in takers.values())]))
    kept = {other for other, literal in takers.items() if -literal in core}
    for other in sorted(kept):
        if is_enough(kept - {other}):
            kept.remove(other)
    return kept


def find_conflicts(space: Space, most: int) -> tuple[list[Observation], bool]:
    """Finds pairs of rules of equal rank with different referents on a common profile that no third rule wins.

    Returns:
        The conflicts, at most that many, and whether there are more.
    """
    overlaps = _overlaps(space)
    seen: set[tuple[int, int]] = set()
    found = (
        conflict
        for interval in range(len(space.intervals))
        for number in space.routing.naming
        for conflict in _conflicts_of(space, interval, number, overlaps[number], seen)
    )
    listed = list(islice(found, most))
    return listed, next(found, None) is not None


def _conflicts_of(
    space: Space, interval: int, number: int, overlapping: int, seen: set[tuple[int, int]]
) -> Iterator[Observation]:
    routing, encoding, rules = space.routing, space.encoding, space.rules
    later = overlapping & routing.in_force[interval] & ~rules.inside[number] & ~rules.around[number]
    later &= -2 << number & space.level(number)
    rivals = {
        other: routing.surviving[other]
        for other in numbers(later)
        if (number, other) not in seen and set(space.rule(number).referents) != set(space.rule(other).referents)
    }
    if not rivals or not routing.in_force[interval] >> number & 1:
        return
    level = next(other for other in routing.naming if space.rule(other).priority == space.rule(number).priority)
    highest = (routing.days[interval], routing.surviving[number], routing.unrivalled[level])
    while rivals:
        sought = encoding.variable()
        encoding.require(-sought, *rivals.values())
        model = encoding.find((*highest, sought))
        encoding.require(-sought)
        if model is None:
            return
        for other in [each for each, literal in rivals.items() if encoding.holds(literal, model)]:
            seen.add((number, other))
            equal = encoding.all_of([*highest[1:], rivals.pop(other)])
            region, _ = space.widen(model, interval, -equal)
            yield _conflict(space, interval, (number, other), space.profile(model), region)


def _conflict(space: Space, interval: int, pair: tuple[int, int], witness: Profile, region: Region) -> Observation:
    when = space.intervals[interval]
    rules = space.rules
    matched = rules.matched(derive(rules.vocabulary, witness)) & rules.in_force(when.starts_on) & rules.naming
    survivors = rules.survivors(matched)
    first, second = map(space.rule, pair)
    highest = max(space.rule(number).priority for number in numbers(survivors)) if survivors else None
    if any(not survivors >> number & 1 for number in pair) or first.priority != highest:
        raise AnalysisMismatchError(f"{first.id!r} and {second.id!r} don't conflict for {dict(witness)!r}")
    return Observation(
        Kind.CONFLICT,
        Severity.ERROR,
        first.file,
        first.line,
        (first.id, second.id),
        names=tuple(dict.fromkeys((*first.referents, *second.referents))),
        witness=witness,
        region=region,
        interval=when,
    )


def _overlaps(space: Space) -> dict[int, int]:
    """Gives, for each rule that names a referent, those whose boxes may meet its own: fact by fact, lists left out."""
    naming = space.routing.ever & space.rules.naming
    overlaps = dict.fromkeys(space.routing.naming, naming)
    for name, field in space.fields.items():
        if not isinstance(field, ChoiceField):
            continue
        readers = {number: rule for number in overlaps if name in (rule := space.rule(number)).box}
        accepting = [
            naming & ~sum(1 << number for number, rule in readers.items() if not rule.box[name].accepts(values[0]))
            for values in field.classes
        ]
        for number, rule in readers.items():
            meeting = 0
            for values, mask in zip(field.classes, accepting, strict=True):
                meeting |= mask if rule.box[name].accepts(values[0]) else 0
            overlaps[number] &= meeting
    return overlaps
