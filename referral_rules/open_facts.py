"""What is still worth asking: the facts whose answer can change the referent, the appuis or the programmes.

Theory of operation. Some rules certainly match, some possibly do; each possible rule may end up matched or not.
A rule is a *loser* when it can win in no outcome:
  - a certain rule lies strictly inside its box, or
  - some certain rule c exists such that c and every possible rule inside c come before it: whatever happens, one of
    these is left after the nested ones have given way.
Only a certain rule behind which somebody is in service counts here: the others are passed by.
A loser still counts if it may drop a wider rule that isn't a loser itself; else it is *settled*: the outcome is
the same whether it matches or not. Settled rules are put aside, and the rest looked at again until nothing changes.
A fact is open while a rule that is neither certain nor settled waits for it.
"""

from __future__ import annotations

from datetime import date

from referral_rules.derive import derive, sources
from referral_rules.facts import INCONNU, FactKind, Facts
from referral_rules.ruleset import RuleSet, numbers
from referral_rules.service import in_service, referents_in_service
from referral_rules.territory import Territory


def open_facts(territory: Territory, facts: Facts, on: date) -> frozenset[str]:
    """Lists the facts whose answer can still change the proposal.

    Args:
        territory: the territory of the person's commune.
        facts: the answers so far.
        on: the day, which decides the rules in force.

    Returns:
        Names of facts that can be asked; a derived fact is replaced by those it still waits for. Empty once
        everything is decided.
    """
    rules = territory.rules
    known = derive(rules.vocabulary, facts)
    waiting = waiting_rules(rules, known, on)
    tables = {derivation.fact: derivation for derivation in rules.vocabulary.derivations}
    names: set[str] = set()
    for column in rules.columns:
        certain, possible = column.verdicts[known.get(column.fact)]
        if not waiting & possible & ~certain:
            continue
        if column.fact in tables and column.fact not in facts:
            names |= sources(tables[column.fact], facts)
        else:
            names.add(column.fact)
    return frozenset(names)


def expected_elimination(territory: Territory, facts: Facts, fact: str, on: date) -> float:
    """How many undecided rules the answer to `fact` is expected to settle, all its values being as likely.

    Args:
        territory: the territory of the person's commune.
        facts: the answers so far.
        fact: a fact of a closed list that was not asked.
        on: the day, which decides the rules in force.
    """
    rules = territory.rules
    asked = rules.vocabulary.get_fact(fact)
    waiting = waiting_rules(rules, derive(rules.vocabulary, facts), on).bit_count()
    values = sorted(asked.values) + ([INCONNU] if asked.unknown_allowed else [])
    left = 0
    for value in values:
        answer = frozenset({value}) if asked.kind is FactKind.MULTIPLE and value != INCONNU else value
        known = derive(rules.vocabulary, {**facts, fact: answer})
        left += waiting_rules(rules, known, on).bit_count()
    return waiting - left / len(values)


def possible_targets(territory: Territory, facts: Facts, on: date) -> tuple[str, ...]:
    """Lists who may still become the referent while everybody in service is there, in order of precedence; the pivot
    last."""
    rules = territory.rules
    certain, possible = _masks(rules, derive(rules.vocabulary, facts), on)
    certain, possible = certain & rules.naming, possible & rules.naming
    contenders = possible & ~losers(rules, certain, possible)
    directory = territory.directory
    targets = [
        name for number in numbers(contenders) for name in referents_in_service(directory, rules.by_precedence[number])
    ]
    if not certain & rules.standing:
        targets += in_service(directory, (territory.pivot,)) or (territory.pivot,)
    return tuple(dict.fromkeys(targets))


def waiting_rules(rules: RuleSet, known: Facts, on: date) -> int:
    """Gives the mask of the rules that are undecided and whose verdict can still change the proposal.

    Args:
        rules: the rules.
        known: the facts, derived ones included.
        on: the day.
    """
    certain, possible = _masks(rules, known, on)
    contenders = _unsettled(rules, certain & rules.naming, possible & rules.naming)
    return (contenders | (possible & rules.adding)) & ~certain


def losers(rules: RuleSet, certain: int, possible: int) -> int:
    """Gives the possible rules that win in no outcome; both masks hold rules that name a referent."""
    losing = 0
    for number in numbers(certain & rules.standing):
        losing |= rules.around[number]
        contenders = (rules.inside[number] | 1 << number) & possible
        losing |= ~((1 << contenders.bit_length()) - 1)
    return losing & possible


def _unsettled(rules: RuleSet, certain: int, possible: int) -> int:
    """Puts settled rules aside until nothing changes; certain rules stay."""
    while True:
        losing = losers(rules, certain, possible)
        contending = possible & ~losing
        settled = 0
        for number in numbers(losing & ~certain):
            if not rules.around[number] & contending:
                settled |= 1 << number
        if not settled:
            return possible
        possible &= ~settled


def _masks(rules: RuleSet, known: Facts, on: date) -> tuple[int, int]:
    certain, possible = rules.verdicts(known)
    in_force = rules.in_force(on)
    return certain & in_force, possible & in_force
