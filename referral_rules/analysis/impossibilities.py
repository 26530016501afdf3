"""Who cannot exist: profiles that the questions and the derivation tables rule out.

A question that isn't asked leaves `sans_objet`, one that is asked never does; an option that isn't offered isn't
chosen; a stage that no milestones of that kind of project can give isn't anyone's. Facts that no rule may read (the
milestones) are projected out: what they forbid of the others is found by search and kept as regions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from referral_rules.analysis.encoding import TRUE, Encoding
from referral_rules.analysis.fields import build_fields
from referral_rules.analysis.widening import Patch
from referral_rules.boxes import Among, Box, ContainsAny, Element
from referral_rules.facts import COMMUNE, INCONNU, SANS_OBJET, Fact, FactKind
from referral_rules.regions import Condition, Region, elements_by_fact, region_of
from referral_rules.vocabulary import Derivation, Vocabulary


class OfferedList(Protocol):
    """Options offered when a box holds."""

    @property
    def box(self) -> Box:
        """When they are offered; empty for always."""

    @property
    def values(self) -> tuple[str, ...]:
        """The options."""


class AskedQuestion(Protocol):
    """What the analysis needs to know of a question of the dialog."""

    @property
    def name(self) -> str:
        """The fact it fills."""

    @property
    def box(self) -> Box:
        """When it is asked; empty for always."""

    @property
    def lists(self) -> Sequence[OfferedList]:
        """The options; the first list whose box holds is offered. Empty when any value may be given."""

    @property
    def unknown(self) -> bool:
        """ "Je ne sais pas encore" is offered."""


def find_impossibilities(vocabulary: Vocabulary, questions: Iterable[AskedQuestion]) -> tuple[Region, ...]:
    """Lists the regions of profiles that no talk can lead to.

    Args:
        vocabulary: the facts and the tables that derive some of them.
        questions: all that are asked before the proposal.

    Returns:
        Regions that name only facts that rules may read.
    """
    regions: list[Region] = []
    for question in questions:
        fact = vocabulary.facts.get(question.name)
        if fact is not None and fact.kind in (FactKind.CHOIX, FactKind.MULTIPLE):
            regions += _of_question(fact, question)
    hidden = frozenset(fact.name for fact in vocabulary.facts.values() if not fact.for_rules)
    return project(vocabulary, regions, hidden, vocabulary.derivations)


def project(
    vocabulary: Vocabulary,
    regions: Iterable[Region],
    hidden: frozenset[str],
    tables: Sequence[Derivation] = (),
    communes: Collection[str] = (),
) -> tuple[Region, ...]:
    """Says the same impossibilities without naming some of the facts.

    Args:
        vocabulary: the facts.
        regions: where there is nobody.
        hidden: the facts that must not be named.
        tables: derivations to be respected besides.
        communes: the codes that a profile can have. Without any, what a region says of a hidden fact and of the
            commune together is dropped: the result then rules out less, never more.
    """
    distinct = list(dict.fromkeys(regions))
    kept = [region for region in distinct if not hidden & _facts(region)]
    told = [region for region in distinct if communes or COMMUNE not in _facts(region)]
    rows = [region_of(row.box) for table in tables for row in table.rows]
    involved = [*rows, *(region for region in told if hidden & _facts(region))]
    readable = {fact for region in involved for fact in _facts(region)} | {table.fact for table in tables}
    elements = elements_by_fact([*involved, *told])
    for table in tables:
        elements.setdefault(table.fact, set()).update(Among(frozenset({row.value})) for row in table.rows)
    fields = build_fields(vocabulary, communes, elements)
    whole = Encoding(fields, told)
    for table in tables:
        _require_table(whole, table)
    seen = Encoding({name: field for name, field in fields.items() if name in readable - hidden})
    try:
        kept += _forbidden(whole, seen)
    finally:
        whole.close()
        seen.close()
    return tuple(kept)


def _facts(region: Region) -> set[str]:
    return {condition.fact for condition in region}


def _of_question(fact: Fact, question: AskedQuestion) -> Iterator[Region]:
    asked = region_of(question.box)
    skipped = Condition(fact.name, _element(fact, [SANS_OBJET]))
    yield (*asked, skipped)
    for condition in asked:
        yield (condition.negated(), skipped.negated())
    if fact.unknown_allowed and not question.unknown:
        yield (Condition(fact.name, _element(fact, [INCONNU])),)
    earlier: list[Region] = [()]
    for offered in question.lists:
        here = region_of(offered.box)
        refused = [value for value in fact.values if value not in offered.values]
        if refused:
            for others in earlier:
                yield (*others, *here, Condition(fact.name, _element(fact, refused)))
        earlier = [(*others, condition.negated()) for others in earlier for condition in here]


def _element(fact: Fact, values: Iterable[str]) -> Element:
    return (ContainsAny if fact.kind is FactKind.MULTIPLE else Among)(frozenset(values))


def _require_table(encoding: Encoding, derivation: Derivation) -> None:
    """The first row that holds gives the value."""
    none_before = TRUE
    for row in derivation.rows:
        holds = encoding.all_of(encoding.element(fact, element) for fact, element in row.box.items())
        given = encoding.element(derivation.fact, Among(frozenset({row.value})))
        encoding.require(-none_before, -holds, given)
        none_before = encoding.all_of([none_before, -holds])


def _forbidden(whole: Encoding, seen: Encoding) -> Iterator[Region]:
    """Goes through all that the readable facts can say together; yields what the hidden ones never allow."""
    order = tuple(seen.fields)
    while (model := seen.find(())) is not None:
        same = _translate(seen, whole, order)
        point = frozenset(whole_variable for variable, whole_variable in same.items() if variable in model)
        patch = Patch(whole, point, order)
        if whole.exists(patch.assumptions()):
            seen.require(*(-variable if variable in model else variable for variable in same))
            continue
        patch.grow(())
        back = {whole_variable: variable for variable, whole_variable in same.items()}
        seen.require(*(back[abs(literal)] * (1 if literal > 0 else -1) for literal in patch.blocking()))
        yield patch.region()


def _translate(seen: Encoding, whole: Encoding, order: Sequence[str]) -> dict[int, int]:
    """Pairs the variables of one fact in both spaces."""
    pairs: dict[int, int] = {}
    for fact in order:
        if fact in seen.choices:
            pairs.update(zip(seen.choices[fact], whole.choices[fact], strict=True))
            continue
        here, there = seen.lists[fact], whole.lists[fact]
        pairs.update(zip(here.classes, there.classes, strict=True))
        pairs.update({variable: there.others[word] for word, variable in here.others.items()})
        pairs[here.filled] = there.filled
    return pairs
