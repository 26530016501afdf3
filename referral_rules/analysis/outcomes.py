"""Whom and what one revision proposes, said in clauses: what `outcome_of` evaluates, for every profile at once.

Rule 1: the referent comes through the first rule in rank that somebody in service stands behind; else it is the pivot.
Rule 2: appuis and programmes come from the winning rule, whoever stands behind it, and from the matched rules that name
no referent; without the referent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from referral_rules.analysis.encoding import TRUE, Encoding
from referral_rules.analysis.intervals import Interval
from referral_rules.analysis.routing import Routing
from referral_rules.outcome import OUTSIDE, Extra
from referral_rules.rule import Rule
from referral_rules.ruleset import numbers
from referral_rules.service import Referents, in_service, referents_in_service, referents_of
from referral_rules.territory import Territory


class Outcomes:
    """The literals of one revision's outcomes on one day, each an equivalence.

    Args:
        encoding: the space; it must tell apart what the rules read.
        territory: the revision.
        on: the day.
        home: the literal of being in the territory.

    Attributes:
        referents: these are somebody's referents; exactly one of them holds.
        foremost: by interlocutor, they are the referent proposed first.
        extras: this appui, or this programme, is proposed.
    """

    def __init__(self, encoding: Encoding, territory: Territory, on: date, home: int) -> None:
        self._encoding = encoding
        self._territory = territory
        self._home = home
        self._routing = Routing(encoding, territory.rules, [Interval(on, None)])
        encoding.require(self._routing.days[0])
        ways: dict[Referents, list[int]] = {}
        first: dict[str, list[int]] = {}
        for referents, foremost, literal in self._ways():
            ways.setdefault(referents, []).append(literal)
            first.setdefault(foremost, []).append(literal)
        self.referents = {referents: self._at_home(literals) for referents, literals in ways.items()}
        self.referents[OUTSIDE] = -home
        self.foremost = {name: self._at_home(literals) for name, literals in first.items()}
        self.extras = self._extras(on)

    def _at_home(self, ways: Iterable[int], *also: int) -> int:
        return self._encoding.all_of([self._home, self._encoding.any_of(ways), *also])

    def _ways(self) -> Iterator[tuple[Referents, str, int]]:
        """Gives each way to a referent: the referents, the one proposed first among them, the literal.

        A rule behind which nobody is in service is passed by, and the others are ranked without it.
        """
        directory = self._territory.directory
        rules = self._territory.rules.by_precedence
        standing = {number: referents_in_service(directory, rules[number]) for number in self._routing.naming}
        reached = {0: [TRUE]}
        while reached:
            passed = min(reached, key=int.bit_count)
            here = self._encoding.any_of(reached.pop(passed))
            if not self._encoding.exists([here]):
                continue
            winning = self._routing.winning_without(passed) if passed else self._routing.winning
            for number, literal in winning.items():
                wins = self._encoding.all_of([here, literal])
                if standing[number]:
                    yield referents_of(directory, rules[number]), standing[number][0], wins
                else:
                    reached.setdefault(passed | 1 << number, []).append(wins)
            left = self._encoding.all_of([here, *(-literal for literal in self._matched(winning))])
            pivot = in_service(directory, (self._territory.pivot,)) or (self._territory.pivot,)
            yield pivot, pivot[0], left

    def _matched(self, rules: Iterable[int]) -> Iterator[int]:
        return (self._routing.matched[number] for number in rules)

    def _contributors(self) -> Iterator[tuple[Rule, int]]:
        """Gives each rule that may add something, and the literal of its doing so."""
        rules = self._territory.rules
        for number in numbers(self._routing.ever):
            literal = self._routing.winning.get(number, self._routing.matched[number])
            yield rules.by_precedence[number], literal

    def _extras(self, on: date) -> dict[tuple[Extra, str], int]:
        directory = self._territory.directory
        ways: dict[tuple[Extra, str], list[int]] = {}
        for rule, literal in self._contributors():
            for name in in_service(directory, rule.appuis):
                ways.setdefault((Extra.APPUI, name), []).append(literal)
            if rule.programme is not None and not directory.programmes[rule.programme].is_over(on):
                ways.setdefault((Extra.PROGRAMME, rule.programme), []).append(literal)
        return {extra: self._at_home(literals, self._is_no_referent(*extra)) for extra, literals in ways.items()}

    def _is_no_referent(self, extra: Extra, name: str) -> int:
        return -self.foremost.get(name, -TRUE) if extra is Extra.APPUI else TRUE
