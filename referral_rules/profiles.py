"""Reading the profiles of examples: facts by their words, communes by their names."""

from __future__ import annotations

from referral_rules.areas import AreaReader
from referral_rules.conditions import check_values
from referral_rules.errors import likely
from referral_rules.facts import AUCUN, SPECIAL_VALUES, Fact, FactKind, Facts, FactValue, OneOf
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
        rule.report.error(rule.file, line, "a profile is a mapping of facts and values")
        return {}
    facts: dict[str, FactValue] = {}
    for name, value_node in node.entries.items():
        fact = vocabulary.facts.get(name)
        if fact is None or fact.kind is FactKind.TEXTE:
            message = f"unknown fact {name!r}" if fact is None else f"{name!r} is a free text; no rule reads it"
            rule.report.error(rule.file, node.lines[name], message, likely(name, vocabulary.facts))
            continue
        value = _read_value(fact, value_node, rule, areas)
        if value is not None:
            facts[name] = value
    return facts


def _read_value(fact: Fact, node: Node, rule: Section, areas: AreaReader) -> FactValue | None:
    if fact.kind is FactKind.MULTIPLE:
        return _read_list(fact, node, rule)
    if not isinstance(node, Text):
        rule.report.error(rule.file, node.line, f"{fact.name} has one value in a profile")
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
