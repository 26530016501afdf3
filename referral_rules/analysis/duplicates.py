"""One profile sent to two structures for one same competence.

A rule's competences are the needs it names (values of lists); without any, its sectors taken together. Two rules that
both have a part in one proposal, for a competence that they share, propose a duplicate when they lead to two structures
of one family. A single rule that names two structures means it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, islice

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


def find_duplicates(space: Space, most: int) -> tuple[list[Observation], bool]:
    """Finds pairs of rules that send one profile to two structures for one competence.

    Returns:
        The duplicates, at most that many, and whether there are more.
    """
    found = (duplicate for pair in _candidates(space) if (duplicate := _look(space, *pair)))
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


def _candidates(space: Space) -> Iterator[tuple[int, int, frozenset[Competence], tuple[str, str]]]:
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


def _look(
    space: Space, one: int, other: int, shared: frozenset[Competence], names: tuple[str, str]
) -> Observation | None:
    """Finds a profile with one of the shared competences to whose proposal both rules contribute."""
    routing, encoding = space.routing, space.encoding
    asked = encoding.any_of(encoding.element(fact, element) for fact, element in _asking(space, shared))
    parts = [routing.winning.get(number, routing.matched[number]) for number in (one, other)]
    both = encoding.all_of([*parts, asked])
    for interval, day in enumerate(routing.days):
        model = encoding.find((day, both))
        if model is not None:
            region, _ = space.widen(model, interval, -both)
            first, second = space.rule(one), space.rule(other)
            _check(space, (one, other), space.profile(model), space.intervals[interval].starts_on)
            return Observation(
                Kind.DUPLICATE,
                Severity.WARNING,
                second.file,
                second.line,
                (first.id, second.id),
                names=names,
                witness=space.profile(model),
                region=region,
                interval=space.intervals[interval],
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
