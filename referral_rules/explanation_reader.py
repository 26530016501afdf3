"""Reads explications.yaml: the warnings that a network accepts, in the same box format as its rules."""

from __future__ import annotations

from collections.abc import Iterator

from referral_rules.errors import likely
from referral_rules.explanations import AREA, CONDITIONS, FACTS, INTERLOCUTORS, POINTERS, RULES, Explanation
from referral_rules.kinds import Kind
from referral_rules.regions import region_of
from referral_rules.rule_reader import RuleContext, read_box
from referral_rules.saying import say
from referral_rules.schema import Section, one_of, open_sections
from referral_rules.source import Node

KIND = "constat"
EXPLANATION_KEYS = (KIND, AREA, CONDITIONS, RULES, INTERLOCUTORS, FACTS, "motif", "revoir_le")


def read_explanations(node: Node, context: RuleContext) -> tuple[Explanation, ...]:
    """Reads the file.

    Rules and interlocutors that it names may be gone: `explanation_check` warns of them, so that removing a rule is
    never refused because of an explanation.

    Args:
        node: its root, a list.
        context: what it may refer to; its area reader names the file and the report.
    """
    areas = context.areas
    sections = open_sections(node, areas.file, areas.report, EXPLANATION_KEYS, say("an explanation"))
    return tuple(found for section in sections for found in _read(section, context))


def _read(section: Section, context: RuleContext) -> Iterator[Explanation]:
    """Gives the explanation; nothing where its kind can't be told."""
    kind = _read_kind(section)
    reason = section.text("motif", required=True)
    review_on = section.day("revoir_le")
    rules, desks, facts = (_read_names(section, key) for key in (RULES, INTERLOCUTORS, FACTS))
    _check_facts(section, context)
    box = read_box(section, context)
    if kind is None:
        return
    _check_pointers(section, kind)
    yield Explanation(
        kind=kind,
        reason=reason,
        region=region_of(box),
        rules=rules,
        names=desks | facts,
        review_on=review_on,
        file=section.file,
        line=section.line,
    )


def _read_kind(section: Section) -> Kind | None:
    word = section.text(KIND, required=True)
    if word in POINTERS:
        return Kind(word)
    words = [kind.value for kind in POINTERS]
    if word == Kind.CONFLICT:
        mend = say("give one of the two rules a higher 'priorite', or narrow it")
        section.error(KIND, say("a conflict blocks, so it can't be explained"), mend)
    elif word:
        mend = likely(word, words) or one_of(words)
        section.error(KIND, say("unknown value {value!r} for {fact}", value=word, fact=KIND), mend)
    return None


def _read_names(section: Section, key: str) -> frozenset[str]:
    words = section.words(key, lone=True)
    if section.has(key) and not words:
        section.error(key, say("{key!r} is empty", key=key), say("name one or remove the key"))
    return frozenset(word.value for word in words)


def _check_facts(section: Section, context: RuleContext) -> None:
    facts = context.vocabulary.facts
    readable = [fact.name for fact in facts.values() if fact.for_rules]
    for word in section.words(FACTS, lone=True):
        if word.value in readable:
            continue
        if word.value in facts:
            message = say("no rule can read {fact!r} anyway", fact=word.value)
            section.report.error(section.file, word.line, message, say("remove this word"))
        else:
            message = say("unknown fact {name!r}", name=word.value)
            section.report.error(section.file, word.line, message, likely(word.value, readable))


def _check_pointers(section: Section, kind: Kind) -> None:
    """An explanation says which observations it means, and says nothing that they don't have."""
    allowed = POINTERS[kind]
    for key in (AREA, CONDITIONS, RULES, INTERLOCUTORS, FACTS):
        if section.has(key) and key not in allowed:
            message = say("{key!r} says nothing of {kind!r}", key=key, kind=kind.value)
            section.error(key, message, say("remove it; this kind is told by {keys}", keys=allowed))
    if not any(section.has(key) for key in allowed):
        message = say("this explains every {kind!r}, later ones too", kind=kind.value)
        section.error(KIND, message, say("add one of: {keys}", keys=allowed))
