"""What the loader can't refuse but an animator must know: failing examples, expiry, targets, conventions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from referral_rules.convention_check import check_conventions
from referral_rules.derive import derive
from referral_rules.directory import Status
from referral_rules.errors import Finding, FindingKind, Report
from referral_rules.evaluate import propose
from referral_rules.explanation_check import check_explanations
from referral_rules.facts import Facts
from referral_rules.loader import DIRECTORY_FILE
from referral_rules.proposal import Proposal
from referral_rules.regions import Region
from referral_rules.rule import PIVOT_RULE, Example, Rule, State
from referral_rules.saying import Saying, say
from referral_rules.territory import Territory
from referral_rules.upkeep import list_upkeep


def check_territory(territory: Territory, on: date, impossibilities: Iterable[Region] = ()) -> tuple[Finding, ...]:
    """Runs the examples, as if everyone were present and had room, and looks for what is about to go wrong.

    Args:
        territory: a loaded territory.
        on: the day it is checked for.
        impossibilities: regions in which there is nobody, as `find_impossibilities` makes them of the dialog.

    Returns:
        Findings in order of file and line. Errors: an example that doesn't get whom it expects, a counter-example
        that its rule wins, a target beyond what it agreed to. Warnings: two rules of equal rank on an example, expiry
        of a rule or a convention, a target that isn't active or agreed in principle only, an interlocutor or
        programme that no rule proposes, an entry of the directory that nobody has verified for six months, an
        explanation that names a rule or an interlocutor that isn't there.
    """
    report = Report()
    present = replace(territory, directory=territory.directory.with_everyone_present())
    for rule in territory.rules.rules:
        if rule.state is State.ACTIVE:
            _check_examples(present, rule, on, report)
            _check_targets(territory, rule, report)
    _check_reached(territory, report)
    check_conventions(territory, on, report, impossibilities)
    check_explanations(territory, report)
    report.findings += list_upkeep(territory, on)
    return tuple(sorted(report.findings, key=lambda finding: (finding.file, finding.line, str(finding.message))))


def _check_examples(territory: Territory, rule: Rule, on: date, report: Report) -> None:
    day = _day_within(rule, on)
    for example in rule.examples:
        proposal = propose(territory, example.facts, day)
        _check_example(territory, rule, example, proposal, report)
        _check_tie(territory, rule, example.facts, day, report, example.line)
    for example in rule.counter_examples:
        proposal = propose(territory, example.facts, day)
        if rule.id in _rules_behind(proposal):
            message = say("counter-example of {rule!r}: the rule applies all the same", rule=rule.id)
            report.error(rule.file, example.line, message, say("narrow its conditions"))


def _check_example(territory: Territory, rule: Rule, example: Example, proposal: Proposal, report: Report) -> None:
    expected = example.expected or ""
    got = _proposed(proposal, rule)
    if expected not in got:
        message = _say_got(rule, expected, proposal, got)
        report.error(rule.file, example.line, message, _why_not(territory, rule, example, proposal))
    elif rule.id not in _rules_behind(proposal):
        message = say(
            "example of {rule!r}: {expected} is proposed by {by!r}, not by this rule",
            rule=rule.id,
            expected=expected,
            by=proposal.rule,
        )
        report.warn(rule.file, example.line, message, say("move the example or change the profile"))


def _say_got(rule: Rule, expected: str, proposal: Proposal, got: tuple[str, ...]) -> Saying:
    """Says whom an example gets instead of whom it expects."""
    wanted = {"rule": rule.id, "expected": expected}
    if rule.referents and proposal.rule == PIVOT_RULE:
        pivot = proposal.referent.interlocutor
        return say(
            "example of {rule!r}: {expected} is expected, but only the pivot {pivot} is left", **wanted, pivot=pivot
        )
    if rule.id == proposal.rule and proposal.referent.instead_of:
        return say(
            "example of {rule!r}: {expected} is expected, but {got} stands in for {absent}",
            **wanted,
            got=proposal.referent.interlocutor,
            absent=proposal.referent.instead_of,
        )
    if rule.id == proposal.rule:
        return say(
            "example of {rule!r}: {expected} is expected, but the rule proposes {got}",
            **wanted,
            got=proposal.referent.interlocutor,
        )
    if rule.referents:
        return say(
            "example of {rule!r}: {expected} is expected, but {got} by {by!r} is proposed",
            **wanted,
            got=proposal.referent.interlocutor,
            by=proposal.rule,
        )
    if not got:
        return say("example of {rule!r}: {expected} is expected, but nobody is proposed", **wanted)
    return say("example of {rule!r}: {expected} is expected, but {got} is proposed", **wanted, got=got)


def _proposed(proposal: Proposal, rule: Rule) -> tuple[str, ...]:
    """Lists where a rule's example looks for whom it expects."""
    programmes = tuple(target.programme for target in proposal.programmes)
    if rule.referents:
        return (proposal.referent.interlocutor, *programmes)
    return (*(target.interlocutor for target in proposal.complementary), *programmes)


def _rules_behind(proposal: Proposal) -> set[str]:
    return {
        proposal.rule,
        *(target.rule for target in proposal.complementary),
        *(target.rule for target in proposal.programmes),
    }


def _why_not(territory: Territory, rule: Rule, example: Example, proposal: Proposal) -> Saying:
    """Says on which facts the rule itself refuses or awaits the profile, if it does."""
    rules = territory.rules
    bit = 1 << rules.by_precedence.index(rule)
    known = derive(rules.vocabulary, example.facts)
    facts = tuple(column.fact for column in rules.columns if not column.verdicts[known.get(column.fact)][0] & bit)
    if facts:
        return say("the rule doesn't match it on {facts}", facts=facts)
    if rule.id == proposal.rule and proposal.referent.instead_of:
        return say("expect another one, or see who is there in the directory")
    if rule.id == proposal.rule:
        return say("expect another one, or change whom the rule proposes")
    return say("another rule comes before it")


def _check_tie(territory: Territory, rule: Rule, facts: Facts, day: date, report: Report, line: int) -> None:
    rules = territory.rules
    matched = rules.matched(derive(rules.vocabulary, facts)) & rules.in_force(day) & rules.naming
    order = rules.rank(matched)
    survivors = rules.survivors(matched)
    tied = [
        other
        for number, other in enumerate(rules.by_precedence)
        if survivors >> number & 1 and other.priority == order[0].priority and other.referents != order[0].referents
    ]
    if tied:
        message = say(
            "example of {rule!r}: {rules} are of equal rank with different referents",
            rule=rule.id,
            rules=tuple(each.id for each in (order[0], *tied)),
        )
        report.warn(rule.file, line, message, say("give one of them a higher 'priorite'"), FindingKind.TIE)


def _day_within(rule: Rule, on: date) -> date:
    """Brings a day into the rule's time, so that next spring's rule is tried in spring."""
    if rule.starts_on is not None and on < rule.starts_on:
        return rule.starts_on
    return min(on, rule.ends_on) if rule.ends_on is not None else on


def _check_targets(territory: Territory, rule: Rule, report: Report) -> None:
    for name in (*rule.referents, *rule.appuis):
        interlocutor = territory.directory.interlocutors[name]
        if interlocutor.status is not Status.ACTIF and interlocutor.substitute is None:
            message = say(
                "rule {rule!r} proposes {name}, who is {status} and has no substitute",
                rule=rule.id,
                name=name,
                status=interlocutor.status.value,
            )
            mend = say("name another one, or add 'remplacant' to the directory")
            report.warn(rule.file, rule.line, message, mend)


def _check_reached(territory: Territory, report: Report) -> None:
    active = [rule for rule in territory.rules.rules if rule.state is State.ACTIVE]
    reached = {territory.pivot}
    for rule in active:
        reached.update(rule.referents, rule.appuis)
    directory = territory.directory
    stand_ins = {desk.substitute for desk in directory.interlocutors.values() if desk.id in reached}
    for desk in directory.interlocutors.values():
        if desk.id not in reached | stand_ins and desk.status is Status.ACTIF:
            message = say("no rule ever proposes {name}", name=desk.id)
            mend = say("write a rule for them, or 'statut: inactif'")
            report.warn(DIRECTORY_FILE, desk.line, message, mend, FindingKind.UNREACHED)
    proposed = {rule.programme for rule in active}
    for programme in directory.programmes.values():
        if programme.id not in proposed:
            message = say("no rule ever proposes the programme {programme}", programme=programme.id)
            report.warn(DIRECTORY_FILE, programme.line, message, say("write a rule for it, or remove it"))
