"""One profile sent to two structures for one same competence.

A rule's competences are the needs it names (values of lists); without any, its sectors taken together. Two rules that
both have a part in one proposal, for a competence that they share, propose a duplicate when they lead to two structures
of one family. A single rule that names two structures means it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, islice

from referral_rules.analysis.explaining import is_spoken_of, scopes
from referral_rules.analysis.report import AnalysisMismatchError, Kind, Observation
from referral_rules.analysis.space import Space
from referral_rules.boxes import Among, ContainsAny, Element
from referral_rules.derive import derive
from referral_rules.directory import Interlocutor
from referral_rules.errors import Severity
from referral_rules.evaluate import propose
from referral_rules.facts import AUCUN, SPECIAL_VALUES, FactKind
from referral_rules.regions import Profile
from referral_rules.rule import Rule

SECTOR = "secteur"

Competence = tuple[str, frozenset[str]]  # a fact and the values that make it one
Pair = tuple[int, int, frozenset[Competence], tuple[str, str]]  # two rules, what they share, whom they name


def find_duplicates(space: Space, most: int) -> tuple[list[Observation], bool]:
    """Finds pairs of rules that send one profile to two structures for one competence.

    Returns:
        The duplicates, at most that many, those that nothing explains first; and whether there are more.
    """

    def is_accepted(pair: Pair) -> bool:
        return is_spoken_of(space.territory, Kind.DUPLICATE, *_told(space, pair))

    pairs = sorted(_candidates(space), key=is_accepted)
    found = (duplicate for pair in pairs for duplicate in _look(space, pair))
    listed = list(islice(found, most))
    return listed, next(found, None) is not None


def competences(rule: Rule, kinds: dict[str, FactKind]) -> frozenset[Competence]:
    """Gives what a rule answers."""
    needs = frozenset(
        (fact, frozenset({value}))
        for fact, element in rule.box.items()
        if kinds[fact] is FactKind.MULTIPLE
        for value in element.values
        if value not in (AUCUN, *SPECIAL_VALUES)
    )
    if needs or SECTOR not in rule.box:
        return needs
    return frozenset({(SECTOR, rule.box[SECTOR].values)})


def _candidates(space: Space) -> Iterator[Pair]:
    """Goes through the pairs that share a competence and could both have a part in a proposal."""
    kinds = {fact.name: fact.kind for fact in space.rules.vocabulary.facts.values()}
    numbers = sorted(space.routing.matched)
    answers = {number: competences(space.rule(number), kinds) for number in numbers}
    for one, other in combinations(numbers, 2):
        shared = answers[one] & answers[other]
        if not shared or (space.rule(one).referents and space.rule(other).referents):
            continue
        names = _two_structures(space, space.rule(one), space.rule(other))
        if names:
            yield one, other, shared, names


def _two_structures(space: Space, one: Rule, other: Rule) -> tuple[str, str] | None:
    desks = space.territory.directory.interlocutors

    def targets(rule: Rule) -> list[Interlocutor]:
        return [desks[name] for name in (*rule.referents, *rule.appuis)]

    for here in targets(one):
        for there in targets(other):
            if here.structure.id != there.structure.id and here.structure.family is there.structure.family:
                return here.id, there.id
    return None


def _told(space: Space, pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    """Gives the two rules' ids, and the interlocutors."""
    one, other, _, names = pair
    return (space.rule(one).id, space.rule(other).id), names


def _look(space: Space, pair: Pair) -> Iterator[Observation]:
    """Finds profiles with one of the shared competences to whose proposal both rules contribute."""
    one, other, shared, _ = pair
    routing, encoding = space.routing, space.encoding
    asked = encoding.any_of(encoding.element(fact, element) for fact, element in _asking(space, shared))
    parts = [routing.winning.get(number, routing.matched[number]) for number in (one, other)]
    for scope, explanation in scopes(space, Kind.DUPLICATE, *_told(space, pair)):
        found = _first(space, pair, encoding.all_of([*parts, asked, scope]))
        if found is not None:
            yield replace(found, explanation=explanation)


def _first(space: Space, pair: Pair, both: int) -> Observation | None:
    """Gives the duplicate as it is on the first day that has one."""
    if not space.encoding.exists((space.routing.before(len(space.intervals)), both)):
        return None
    rules, names = _told(space, pair)
    second = space.rule(pair[1])
    for interval, when in enumerate(space.intervals):
        model = space.encoding.find((space.routing.days[interval], both))
        if model is not None:
            region, _ = space.widen(model, interval, -both)
            _check(space, pair[:2], space.profile(model), when.starts_on)
            return Observation(
                Kind.DUPLICATE,
                Severity.WARNING,
                second.file,
                second.line,
                rules,
                names=names,
                witness=space.profile(model),
                region=region,
                interval=when,
            )
    return None


def _check(space: Space, pair: tuple[int, int], witness: Profile, on: date) -> None:
    """Evaluates the witness: both rules match, and one that names a referent wins."""
    rules = space.rules
    matched = rules.matched(derive(rules.vocabulary, witness)) & rules.in_force(on)
    winner = propose(space.territory, witness, on).rule
    for number in pair:
        rule = space.rule(number)
        if not matched >> number & 1 or (rule.referents and rule.id != winner):
            raise AnalysisMismatchError(f"{rule.id!r} has no part in the proposal for {dict(witness)!r} on {on}")


def _asking(space: Space, shared: frozenset[Competence]) -> Iterator[tuple[str, Element]]:
    """Says "asks for one of the shared competences"; both rules accept the same classes of these, so none is cut."""
    for fact in dict.fromkeys(fact for fact, _ in shared):
        values = frozenset(value for name, together in shared if name == fact for value in together)
        yield fact, (ContainsAny if fact in space.encoding.lists else Among)(values)
