"""The part of `explain` that answers « pourquoi elle, pourquoi pas lui ? »: what became of each rule.

First who matched, and what each that gave way gave way to, by which step of ranking; then what still depends on an
answer, by question; then what failed on one answer only. The rest is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dialogs.world import World
from referral_rules.analysis.speech import Speech, typeset
from referral_rules.boxes import Among
from referral_rules.explain import NEAREST_FIRST, Explanation, RuleVerdict, Verdict
from referral_rules.facts import COMMUNE, Facts, OneOf
from referral_rules.regions import Condition, Profile
from referral_rules.rule import Rule
from referral_rules.territory import Territory

AWAITED_SHOWN = 3  # rules named for one question; the rest is counted
NEAR_MISSES = 6  # rules shown that fail on a single fact; the rest is counted


@dataclass(frozen=True, slots=True)
class Considered:
    """What became of the rules, told in French."""

    world: World
    territory: Territory
    explanation: Explanation

    def lines(self, *, every_rule: bool) -> list[str]:
        """Tell it: the heading with the profile, then each group that holds something.

        Args:
            every_rule: name every rule, however far off.
        """
        rules = self.explanation.rules
        matched = [one for one in rules if one.verdict in (Verdict.MATCHED, Verdict.BEATEN)]
        awaited = [one for one in rules if one.is_open]
        failed = [one for one in rules if one.verdict is Verdict.FAILED and len(one.on_facts) == 1]
        near = sorted(failed, key=lambda one: self._rank(self._rule(one)))[: None if every_rule else NEAR_MISSES]
        told = [f"Ce qui a été considéré, pour : {self._profile()}", *self._matched(matched)]
        if awaited:
            told += ["", "Ce qui dépend encore d’une réponse :", *self._awaited(awaited, every_rule=every_rule)]
        if near:
            told += ["", "À une réponse près :", *(line for one in near for line in self._near(one))]
        shown = {one.rule for one in (*matched, *awaited, *near)}
        left = [one for one in rules if one.rule not in shown]
        if left:
            told += ["", *(self._far(left) if every_rule else [_counted(len(left))])]
        return list(map(typeset, told))

    def _rank(self, rule: Rule) -> tuple[bool, bool]:
        """Rules that would bring somebody who isn't proposed come first, of these the ones that name a referent."""
        proposal = self.explanation.proposal
        proposed = {proposal.referent.interlocutor, *(target.interlocutor for target in proposal.complementary)}
        programmes = {target.programme for target in proposal.programmes}
        brings = {*rule.referents, *rule.appuis} - proposed
        is_new = bool(brings) or (rule.programme is not None and rule.programme not in programmes)
        return not is_new, not rule.referents

    def _rule(self, verdict: RuleVerdict) -> Rule:
        return next(rule for rule in self.territory.rules.rules if rule.id == verdict.rule)

    # -- what is known of the person, and the rules that hold for them

    def _profile(self) -> str:
        facts = self.world.vocabulary.facts
        known = {name: value for name, value in _decided(self.explanation.facts).items() if facts[name].for_rules}
        return self._said(known, known) or "quelqu’un dont on ne sait rien encore"

    def _said(self, known: Profile, names: Iterable[str]) -> str:
        """The answers to these facts."""
        named = tuple(Condition(name, Among(frozenset())) for name in names if name in known)
        return Speech(self.territory, self.world.geography).profile(known, named)

    def _matched(self, matched: list[RuleVerdict]) -> list[str]:
        """Who matched, the winner before those that gave way to it, with whom they would have proposed."""
        matched = sorted(matched, key=lambda one: (one.verdict is Verdict.BEATEN, not self._rule(one).referents))
        sentences = replace(self.explanation, rules=tuple(matched)).sentences()
        told = [] if not self.explanation.proposal.fallback else ["  Aucune règle qui nomme un référent ne convient."]
        for one, sentence in zip(matched, sentences, strict=True):
            told.append(f"  {sentence}")
            if one.verdict is Verdict.BEATEN:
                told.append(f"      {self._proposed_instead(self._rule(one))}")
        return told

    def _proposed_instead(self, rule: Rule) -> str:
        too = " aussi" if self.explanation.proposal.referent.interlocutor in rule.referents else ""
        return f"elle proposait{too} {self._names(rule.referents)}"

    # -- what may still change

    def _awaited(self, awaited: list[RuleVerdict], *, every_rule: bool) -> list[str]:
        """A line a question, those that may change the referent first; each rule under the first it waits for."""
        asked = list(self.world.dialog.questions)
        groups: dict[str, list[Rule]] = {}
        for one in awaited:
            first = min(one.on_facts, key=lambda fact: asked.index(fact) if fact in asked else len(asked))
            groups.setdefault(first, []).append(self._rule(one))
        for rules in groups.values():
            rules.sort(key=lambda rule: not rule.referents)
        order = sorted(
            groups, key=lambda fact: (not groups[fact][0].referents, asked.index(fact) if fact in asked else 0)
        )
        return [self._group(fact, groups[fact], None if every_rule else AWAITED_SHOWN) for fact in order]

    def _group(self, fact: str, rules: list[Rule], most: int | None) -> str:
        named = [f"« {rule.title.fr} », {self._brings(rule, with_structure=False)}" for rule in rules[:most]]
        left = len(rules) - len(named)
        more = f" ; et {left} {'autre' if left == 1 else 'autres'}" if left else ""
        return f"  Selon « {self.world.vocabulary.words(fact, 'fr')} » ({fact}) : {' ; '.join(named)}{more}."

    def _brings(self, rule: Rule, *, with_structure: bool = True) -> str:
        """Whom a rule proposes, and as what."""
        programmes = self.territory.directory.programmes
        people = (("référent", rule.referents, "ou"), ("appui", rule.appuis, "et"))
        parts = [
            f"{role} : {self._names(who, last, with_structure=with_structure)}" for role, who, last in people if who
        ]
        parts += [f"parcours : {programmes[rule.programme].name}"] if rule.programme is not None else []
        return ", ".join(parts)

    def _names(self, interlocutors: tuple[str, ...], last: str = "ou", *, with_structure: bool = True) -> str:
        desks = [self.territory.directory.interlocutors[name] for name in interlocutors]
        names = (f"{desk.name}, {desk.structure.name}" if with_structure else desk.name for desk in desks)
        return f" {last} ".join(names)

    # -- what doesn't hold

    def _near(self, verdict: RuleVerdict) -> list[str]:
        rule = self._rule(verdict)
        return [f"  « {rule.title.fr} » ({rule.id} ; {self._brings(rule)})", self._wanted(verdict, rule)]

    def _wanted(self, verdict: RuleVerdict, rule: Rule) -> str:
        """What a rule that failed wants, beside what the person answered."""
        wanted = tuple(Condition(fact, rule.box[fact]) for fact in verdict.on_facts)
        here = self._said(_decided(self.explanation.facts), verdict.on_facts)
        answered = f" ; ici, {here}" if here else ""
        be = "être " if verdict.on_facts == (COMMUNE,) else ""
        return f"      il faudrait {be}{Speech(self.territory, self.world.geography).region(wanted)}{answered}"

    def _far(self, left: list[RuleVerdict]) -> list[str]:
        """All others, one after the other."""
        sentences = replace(self.explanation, rules=tuple(left)).sentences()
        ordered = sorted(left, key=lambda one: NEAREST_FIRST.index(one.verdict))  # as the sentences are
        told = ["Les autres règles :"]
        for one, sentence in zip(ordered, sentences, strict=True):
            told.append(f"  {sentence}")
            if one.verdict is Verdict.FAILED:
                told.append(self._wanted(one, self._rule(one)))
        return told


def _counted(left: int) -> str:
    others = "1 autre règle, plus éloignée" if left == 1 else f"{left} autres règles, plus éloignées"
    return f"Et {others} (--all les montre)."


def _decided(facts: Facts) -> Profile:
    """The facts that have one known value."""
    return {name: value for name, value in facts.items() if not isinstance(value, OneOf)}
