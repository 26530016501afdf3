"""Why this proposal: what became of each rule, as data and as French sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from referral_rules.derive import derive
from referral_rules.evaluate import propose
from referral_rules.facts import Facts, FactValue, OneOf
from referral_rules.open_facts import waiting_rules
from referral_rules.promises import Promise, promise_of
from referral_rules.proposal import EVERYONE_FREE, Availability, Proposal
from referral_rules.reason import PLACEHOLDERS, a_commune, render_reason
from referral_rules.rule import Rule
from referral_rules.ruleset import RuleSet, numbers
from referral_rules.territory import Territory
from referral_rules.vocabulary import Vocabulary

__all__ = [
    "NEAREST_FIRST",
    "PLACEHOLDERS",
    "Explanation",
    "RuleVerdict",
    "Step",
    "Verdict",
    "a_commune",
    "explain",
    "render_reason",
]


class Verdict(StrEnum):
    """What became of a rule."""

    MATCHED = "matched"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    OUT_OF_FORCE = "out_of_force"
    BEATEN = "beaten"


NEAREST_FIRST = (Verdict.MATCHED, Verdict.BEATEN, Verdict.UNDETERMINED, Verdict.FAILED, Verdict.OUT_OF_FORCE)


class Step(StrEnum):
    """Which step of ranking made a rule give way."""

    MORE_SPECIFIC = "more_specific"
    PRIORITY = "priority"
    WRITTEN_FIRST = "written_first"


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What became of one rule.

    Attributes:
        rule: its id.
        title: its French title.
        verdict: `matched` means that it contributes to the proposal.
        on_facts: the facts it failed on, or still waits for.
        beaten_by: id of the rule it gave way to.
        beaten_on: by which step of ranking.
        is_open: it waits for an answer that can still change the proposal.
    """

    rule: str
    title: str
    verdict: Verdict
    on_facts: tuple[str, ...] = ()
    beaten_by: str | None = None
    beaten_on: Step | None = None
    is_open: bool = False


_STEPS: dict[Step | None, str] = {
    Step.MORE_SPECIFIC: ", plus précise",
    Step.PRIORITY: ", de priorité plus haute",
    Step.WRITTEN_FIRST: ", écrite avant, car rien d’autre ne les départage",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A proposal, how soon its referent calls and, in order of writing, what became of each rule."""

    proposal: Proposal
    promise: Promise
    rules: tuple[RuleVerdict, ...]
    facts: Facts
    vocabulary: Vocabulary

    def to_dict(self) -> dict[str, Any]:
        """Gives it as plain values, ready for JSON; days are written 2026-01-31."""
        proposal = asdict(self.proposal)
        proposal["on"] = self.proposal.on.isoformat()
        return {
            "facts": {name: _plain(value) for name, value in self.facts.items()},
            "proposal": proposal,
            "promise": self.promise.to_dict(),
            "rules": [asdict(rule) for rule in self.rules],
        }

    def sentences(self) -> tuple[str, ...]:
        """Says in French what became of each rule, those closest to the proposal first."""
        rules = sorted(self.rules, key=lambda rule: NEAREST_FIRST.index(rule.verdict))
        return tuple(map(self._sentence, rules))

    def _sentence(self, rule: RuleVerdict) -> str:
        facts = ", ".join(f"« {self.vocabulary.words(fact, 'fr')} »" for fact in rule.on_facts)
        endings = {
            Verdict.MATCHED: "convient.",
            Verdict.BEATEN: f"convient, mais cède à « {rule.beaten_by} »{_STEPS.get(rule.beaten_on, '')}.",
            Verdict.UNDETERMINED: f"attend encore une réponse : {facts}.",
            Verdict.FAILED: f"ne convient pas : {facts}.",
            Verdict.OUT_OF_FORCE: "n’est pas en vigueur ce jour-là.",
        }
        return f"« {rule.title} » ({rule.rule}) {endings[rule.verdict]}"


def explain(territory: Territory, facts: Facts, on: date, availability: Availability = EVERYONE_FREE) -> Explanation:
    """Explains the proposal that `propose` makes of the same arguments."""
    rules = territory.rules
    known = derive(rules.vocabulary, facts)
    proposal = propose(territory, facts, on, availability)
    certain, possible = rules.verdicts(known)
    order = rules.rank(certain & rules.in_force(on) & rules.naming)
    open_rules = waiting_rules(rules, known, on)
    verdicts = {}
    for number, rule in enumerate(rules.by_precedence):
        bit = 1 << number
        if not rule.is_in_force(on):
            verdicts[rule.id] = RuleVerdict(rule.id, rule.title.fr, Verdict.OUT_OF_FORCE)
        elif not possible & bit:
            failing = _facts_where(rules, known, bit, certainly=True)
            verdicts[rule.id] = RuleVerdict(rule.id, rule.title.fr, Verdict.FAILED, failing)
        elif not certain & bit:
            waiting = _facts_where(rules, known, bit, certainly=False)
            verdicts[rule.id] = RuleVerdict(
                rule.id, rule.title.fr, Verdict.UNDETERMINED, waiting, is_open=bool(open_rules & bit)
            )
        elif rule in order[1:]:
            winner, step = _beaten_by(rules, number, order)
            verdicts[rule.id] = RuleVerdict(rule.id, rule.title.fr, Verdict.BEATEN, beaten_by=winner.id, beaten_on=step)
        else:
            verdicts[rule.id] = RuleVerdict(rule.id, rule.title.fr, Verdict.MATCHED)
    told = tuple(verdicts[rule.id] for rule in rules.rules)
    promise = promise_of(territory, proposal.referent.interlocutor, known, on)
    return Explanation(proposal, promise, told, known, rules.vocabulary)


def _facts_where(rules: RuleSet, known: Facts, bit: int, *, certainly: bool) -> tuple[str, ...]:
    """Lists the facts that refuse a rule, or those on which it is undecided."""
    names = []
    for column in rules.columns:
        certain, possible = column.verdicts[known.get(column.fact)]
        refused = not possible & bit
        undecided = bool(possible & ~certain & bit)
        if refused if certainly else undecided:
            names.append(column.fact)
    return tuple(names)


def _beaten_by(rules: RuleSet, number: int, order: list[Rule]) -> tuple[Rule, Step]:
    """Finds the rule that a beaten one gave way to, and why: the best ranked inside its box, else the winner."""
    inside = {rules.by_precedence[inner].id for inner in numbers(rules.inside[number])}
    for rule in order:
        if rule.id in inside:
            return rule, Step.MORE_SPECIFIC
    is_higher = order[0].priority > rules.by_precedence[number].priority
    return order[0], Step.PRIORITY if is_higher else Step.WRITTEN_FIRST


def _plain(value: FactValue) -> object:
    if isinstance(value, OneOf):
        return {"un_de": sorted(value.values)}
    return value if isinstance(value, str) else sorted(value)
