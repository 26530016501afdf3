"""What nobody uses or renews: interlocutors never reached, facts never read, rules that end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from referral_rules.analysis.report import Kind, Observation
from referral_rules.directory import Status
from referral_rules.errors import Severity
from referral_rules.explanations import Explanation
from referral_rules.loader import DIRECTORY_FILE, TERRITORY_FILE
from referral_rules.rule import Rule, State
from referral_rules.territory import Territory
from referral_rules.upkeep import is_ending


def find_unreached(territory: Territory, contributing: Collection[Rule], on: date) -> Iterator[Observation]:
    """Lists the active interlocutors whom no profile reaches, neither as referent nor as appui nor as substitute.

    Args:
        territory: the territory.
        contributing: the rules that have a part in some proposal, on the day or later.
        on: the day; rules that have ended by then are not blamed.
    """
    desks = territory.directory.interlocutors
    reached = {territory.pivot}
    for rule in contributing:
        reached.update(rule.referents, rule.appuis)
    waiting = list(reached)
    while waiting:
        substitute = desks[waiting.pop()].substitute
        if substitute is not None and substitute not in reached:
            reached.add(substitute)
            waiting.append(substitute)
    naming: dict[str, list[str]] = {name: [] for name in desks if name not in reached}
    for rule in _applying(territory, on):
        for name in {*rule.referents, *rule.appuis} & naming.keys():
            naming[name].append(rule.id)
    for name, rules in naming.items():
        if desks[name].status is Status.ACTIF:
            line = desks[name].line
            yield Observation(Kind.UNREACHED, Severity.WARNING, DIRECTORY_FILE, line, tuple(rules), names=(name,))


def find_unread(territory: Territory, on: date) -> Iterator[Observation]:
    """Lists the facts that rules may read but none does, on the day or later, and no table either."""
    vocabulary = territory.rules.vocabulary
    read = {fact for rule in _applying(territory, on) for fact in rule.box}
    read |= {fact for table in vocabulary.derivations for row in table.rows for fact in row.box}
    for fact in vocabulary.facts.values():
        if fact.for_rules and fact.name not in read:
            yield Observation(Kind.UNREAD, Severity.WARNING, TERRITORY_FILE, 1, names=(fact.name,))


def _applying(territory: Territory, on: date) -> Iterator[Rule]:
    """Gives the rules that apply on the day or later."""
    for rule in territory.rules.rules:
        if rule.state is State.ACTIVE and (rule.ends_on is None or on <= rule.ends_on):
            yield rule


def join_unread(observations: Iterable[Observation]) -> Iterator[Observation]:
    """Puts the facts that no rule reads into one observation for each explanation, and one for those without.

    Nobody wants a dozen lines that say the same; an explained one stands where its explanation is written.

    Args:
        observations: of any kind, already explained.
    """
    unread: dict[Explanation | None, list[str]] = {}
    for found in observations:
        if found.kind is Kind.UNREAD:
            unread.setdefault(found.explanation, []).extend(found.names)
        else:
            yield found
    for why, facts in unread.items():
        file, line = (why.file, why.line) if why is not None else (TERRITORY_FILE, 1)
        yield Observation(Kind.UNREAD, Severity.WARNING, file, line, names=tuple(facts), explanation=why)


def find_expiring(territory: Territory, on: date) -> Iterator[Observation]:
    """Lists the active rules whose last day is past or within the notice."""
    for rule in territory.rules.rules:
        if rule.state is State.ACTIVE and rule.ends_on and is_ending(territory, rule.ends_on, on):
            yield Observation(Kind.EXPIRY, Severity.WARNING, rule.file, rule.line, (rule.id,))
