"""Who is proposed.

Rule 1: of the matched rules, those that contain another matched rule's box give way.
Rule 2: of the rest, the highest priority wins; a remaining tie falls to the first written.
Rule 3: availability never ranks; someone away, or with as many open cases as they agreed to, gives way to their
substitute, else to the next ranked, else to the pivot.
Rule 4: appuis and programmes come from the winning rule and from the rules that name no referent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from referral_rules.derive import derive
from referral_rules.directory import Directory
from referral_rules.facts import Facts, FactValue, OneOf
from referral_rules.open_facts import expected_elimination, open_facts, possible_targets
from referral_rules.proposal import EVERYONE_FREE, Availability, ProgrammeTarget, Proposal, Target
from referral_rules.rule import PIVOT_RULE, Choice, Rule
from referral_rules.territory import Territory

__all__ = [
    "Availability",
    "FactValue",
    "Facts",
    "OneOf",
    "ProgrammeTarget",
    "Proposal",
    "Target",
    "alternatives",
    "expected_elimination",
    "open_facts",
    "possible_targets",
    "propose",
]

NEVER = datetime.min.replace(tzinfo=UTC)


def propose(territory: Territory, facts: Facts, on: date, availability: Availability = EVERYONE_FREE) -> Proposal:
    """Proposes a referent, appuis and programmes for what is known of a person.

    A rule matches when every fact it reads is known and accepted; what was not asked matches nothing.

    Args:
        territory: the territory of the person's commune.
        facts: the answers; derived facts are added.
        on: the day, which decides the rules in force.
        availability: who is away and who carries how much.
    """
    rules = territory.rules
    matched = rules.matched(derive(rules.vocabulary, facts)) & rules.in_force(on)
    order = rules.rank(matched & rules.naming)
    ranked = _rank_targets(territory, order, availability)
    referent = _first_free(territory, ranked, availability)
    contributors = [*order[:1], *rules.rank(matched & rules.adding)]
    return Proposal(
        referent=referent,
        complementary=_complementary(territory.directory, contributors, referent, availability),
        programmes=_programmes(territory.directory, contributors, on),
        ranked=_distinct([referent, *ranked]),
        rule=order[0].id if order else PIVOT_RULE,
        fallback=not order,
        on=on,
        revision=territory.content_hash,
    )


def alternatives(
    territory: Territory, facts: Facts, on: date, availability: Availability = EVERYONE_FREE
) -> tuple[Target, ...]:
    """Lists who else may be asked for « Quelqu’un d’autre »: the ranked ones who are free, then the appuis.

    The proposed referent is not among them; the pivot comes last.
    """
    proposal = propose(territory, facts, on, availability)
    ranked = [
        free
        for target in proposal.ranked
        if target.rule != PIVOT_RULE
        for free in _free_for(territory.directory, target, availability)
    ]
    pivot = _free_for(territory.directory, _pivot_target(territory), availability)
    others = _distinct([*ranked, *proposal.complementary, *pivot])
    return tuple(target for target in others if target.interlocutor != proposal.referent.interlocutor)


def _rank_targets(territory: Territory, order: list[Rule], availability: Availability) -> tuple[Target, ...]:
    """Unfolds ranked rules into their referents; the pivot closes the list."""
    targets = [
        Target(interlocutor, rule.id, rule.reason.fr, None, rule.reason.en)
        for rule in order
        for interlocutor in _in_turn(rule, territory.directory, availability)
    ]
    return _distinct([*targets, _pivot_target(territory)])


def _in_turn(rule: Rule, directory: Directory, availability: Availability) -> list[str]:
    """Orders one rule's referents by its way of choosing; those away come last where any of them would do."""
    if rule.choice is Choice.LA_PERSONNE:
        return list(rule.referents)

    def turn(interlocutor: str) -> tuple[bool, int, datetime]:
        load = availability.load.get(interlocutor, 0) if rule.choice is Choice.MOINS_CHARGE else 0
        since = availability.last_assigned.get(interlocutor, NEVER)
        return not availability.can_take(directory.interlocutors[interlocutor]), load, since

    return sorted(rule.referents, key=turn)


def _pivot_target(territory: Territory) -> Target:
    return Target(territory.pivot, PIVOT_RULE, territory.pivot_reason.fr, None, territory.pivot_reason.en)


def _first_free(territory: Territory, ranked: tuple[Target, ...], availability: Availability) -> Target:
    """Gives the first ranked who is free or has a free substitute; the pivot when nobody is.

    Whoever is not the first ranked is said to stand in for them.
    """
    first = ranked[0].interlocutor
    for target in ranked:
        for free in _free_for(territory.directory, target, availability):
            return free if free.interlocutor == first else replace(free, instead_of=first)
    last = _pivot_target(territory)
    return last if last.interlocutor == first else replace(last, instead_of=first)


def _free_for(directory: Directory, target: Target, availability: Availability) -> Iterator[Target]:
    """Gives the target if free, else the first free one along their substitutes, else nothing."""
    taker = availability.find_taker(directory, target.interlocutor)
    if taker is not None:
        is_self = taker == target.interlocutor
        yield target if is_self else replace(target, interlocutor=taker, instead_of=target.interlocutor)


def _complementary(
    directory: Directory, contributors: list[Rule], referent: Target, availability: Availability
) -> tuple[Target, ...]:
    appuis: list[Target] = []
    for rule in contributors:
        for interlocutor in rule.appuis:
            reason = rule.reason_for_appui(interlocutor)
            target = Target(interlocutor, rule.id, reason.fr, None, reason.en)
            appuis.extend(_free_for(directory, target, availability))
    return tuple(appui for appui in _distinct(appuis) if appui.interlocutor != referent.interlocutor)


def _programmes(directory: Directory, contributors: list[Rule], on: date) -> tuple[ProgrammeTarget, ...]:
    programmes: dict[str, ProgrammeTarget] = {}
    for rule in contributors:
        if rule.programme is not None and not directory.programmes[rule.programme].is_over(on):
            target = ProgrammeTarget(rule.programme, rule.id, rule.reason.fr, rule.reason.en)
            programmes.setdefault(rule.programme, target)
    return tuple(programmes.values())


def _distinct(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Keeps the first target of each interlocutor."""
    distinct: dict[str, Target] = {}
    for target in targets:
        distinct.setdefault(target.interlocutor, target)
    return tuple(distinct.values())
