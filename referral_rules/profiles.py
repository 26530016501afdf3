"""Reading the profiles of examples: facts by their words, communes by their names."""

from __future__ import annotations

from collections.abc import Iterable

from referral_rules.areas import AreaReader
from referral_rules.conditions import check_values
from referral_rules.errors import likely
from referral_rules.facts import AUCUN, SPECIAL_VALUES, Fact, FactKind, Facts, FactValue, OneOf
from referral_rules.saying import Saying, say
from referral_rules.schema import Section, read_words
from referral_rules.source import Entries, Node, Text
from referral_rules.vocabulary import Vocabulary


def read_profile(node: Node | None, rule: Section, vocabulary: Vocabulary, areas: AreaReader) -> Facts:
    """Reads a profile; what it doesn't list was not asked.

    Args:
        node: the mapping of facts and values.
        rule: the rule it stands in, for findings.
        vocabulary: the facts.
        areas: resolves names of communes.
    """
    if not isinstance(node, Entries):
        line = node.line if node else rule.line
        message = say("{title} is a mapping of keys and values", title=say("a profile"))
        rule.report.error(rule.file, line, message, say("write 'key: value'"))
        return {}
    facts: dict[str, FactValue] = {}
    for name, value_node in node.entries.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            rule.report.error(rule.file, node.lines[name], *unknown_fact(name, vocabulary.facts))
            continue
        if fact.kind is FactKind.TEXTE:
            message = say("{name!r} is a free text; no rule reads it", name=name)
            rule.report.error(rule.file, node.lines[name], message, say("remove this line"))
            continue
        value = _read_value(fact, value_node, rule, areas)
        if value is not None:
            facts[name] = value
    return facts


def unknown_fact(name: str, known: Iterable[str]) -> tuple[Saying, Saying]:
    """Says that the vocabulary has no such fact: the fact itself, and the mend."""
    facts = tuple(known)
    return say("unknown fact {name!r}", name=name), likely(name, facts) or say("the facts are: {facts}", facts=facts)


def _read_value(fact: Fact, node: Node, rule: Section, areas: AreaReader) -> FactValue | None:
    if fact.kind is FactKind.MULTIPLE:
        return _read_list(fact, node, rule)
    if not isinstance(node, Text):
        message = say("{fact} has one value in a profile", fact=fact.name)
        rule.report.error(rule.file, node.line, message, say("write it without brackets"))
        return None
    word = Text(node.value.strip(), node.line)
    if fact.kind is FactKind.COMMUNE and word.value not in SPECIAL_VALUES:
        if word.value in areas.geography.epcis:
            return OneOf(areas.geography.communes_of_epci(word.value))
        found = areas.commune(word)
        return found[0].code if found else None
    before = len(rule.report.findings)
    check_values(fact, [word], rule.file, rule.report)
    return word.value if len(rule.report.findings) == before else None


def _read_list(fact: Fact, node: Node, rule: Section) -> FactValue | None:
    if isinstance(node, Text):
        word = Text(node.value.strip(), node.line)
        check_values(fact, [word], rule.file, rule.report)
        if word.value == AUCUN:
            return frozenset()
        return word.value if word.value in SPECIAL_VALUES else frozenset({word.value})
    words = read_words(node, rule.file, rule.report, fact.name)
    check_values(fact, words, rule.file, rule.report)
    return frozenset(word.value for word in words if word.value in fact.values)
