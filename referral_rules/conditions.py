"""Reading one condition of a rule or of a derivation row: from words to a box element.

Rule 1: ordered comparisons expand to value sets here; nothing later knows of order.
Rule 2: `inconnu` and `sans_objet` are accepted only where they are listed, never by `sauf`.
Rule 3: on a multiple fact a bare list would be ambiguous, so it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from referral_rules.boxes import Among, ContainsAll, ContainsAny, Element
from referral_rules.errors import Report, likely, spelt_alike
from referral_rules.facts import AUCUN, INCONNU, SANS_OBJET, SPECIAL_VALUES, Fact, FactKind
from referral_rules.saying import Saying, say
from referral_rules.schema import Section, read_words
from referral_rules.source import Entries, Node, Text

CHOICE_OPERATORS = ("sauf", "au_moins", "au_plus")
LIST_OPERATORS = ("contient_un_de", "contient_tous")


def read_condition(fact: Fact, node: Node, file: str, report: Report) -> Element | None:
    """Reads what a rule says of one fact.

    Args:
        fact: the fact.
        node: the condition as written.
        file: the source's name.
        report: gets the errors.

    Returns:
        The element; None if it can't be read, or if it accepts everything.
    """
    before = len(report.findings)
    if fact.kind is FactKind.MULTIPLE:
        element = _read_multiple(fact, node, file, report)
    else:
        element = _read_choice(fact, node, file, report)
    if element is None or len(report.findings) > before:
        return None
    return None if _accepts_everything(fact, element) else element


def check_values(fact: Fact, words: Iterable[Text], file: str, report: Report) -> None:
    """Reports each word that is no value of the fact, with the likely one."""
    for word in words:
        if fact.has_value(word.value) or (fact.kind is FactKind.MULTIPLE and word.value == AUCUN):
            continue
        if word.value == INCONNU:
            message, mend = say("{fact} never takes 'inconnu'", fact=fact.name), say("remove this word")
        elif word.value == SANS_OBJET:
            message = say("{fact} is derived and never takes 'sans_objet'", fact=fact.name)
            mend = say("remove this word")
        else:
            message = say("unknown value {value!r} for {fact}", value=word.value, fact=fact.name)
            meant = _run_together(word.value, fact) or likely(word.value, fact.values)
            mend = meant or say("its values are: {values}", values=tuple(fact.values))
        report.error(file, word.line, message, mend)


def _run_together(written: str, fact: Fact) -> Saying | None:
    """The mend of several values that no comma parts: « commerce ; restauration », « commerce ou restauration »."""
    values = _values_in(written, fact)
    if len(values) < 2 or None in values:
        return None
    return say("put commas between the values: {condition}", condition=f"[{', '.join(map(str, values))}]")


def _as_condition(fact: Fact, written: str) -> str:
    """What somebody meant who wrote a condition in words, without brackets or braces, as it must be written."""
    words = " ".join(written.strip(" ()[]{}").replace("_", " ").split())
    operator = next((one for one in CHOICE_OPERATORS if words.startswith(f"{one.replace('_', ' ')} ")), "")
    rest = words[len(operator) :].strip(" :") if operator else written.strip(" ()[]{}")
    values = _values_in(rest, fact)
    within = ", ".join(map(str, values)) if values and None not in values else rest or "…"
    if operator in ("au_moins", "au_plus"):
        return f"{{{operator}: {within}}}"
    return f"{{{operator}: [{within}]}}" if operator else f"[{within}]"


def _values_in(written: str, fact: Fact) -> list[str | None]:
    """The values named in a text, parted by signs or else by spaces; None for each part that is none."""
    known = (*fact.values, *SPECIAL_VALUES)
    for separators in (r"\s*[;,/|+]\s*|\s+(?:ou|et)\s+", r"[\s;,/|+]+(?:(?:ou|et)\s+)?"):
        parts = [part.replace(" ", "_") for part in re.split(separators, written.strip()) if part]
        values = [part if part in known else spelt_alike(part, known) for part in parts]
        if None not in values:
            break
    return values


def _read_multiple(fact: Fact, node: Node, file: str, report: Report) -> Element | None:
    if not isinstance(node, Entries):
        report.error(
            file,
            node.line,
            say("{fact} holds several values; a bare list on it is ambiguous", fact=fact.name),
            say("write {{contient_un_de: […]}} or {{contient_tous: […]}}"),
        )
        return None
    section = Section(node, file, report, LIST_OPERATORS, say("a condition on {fact}", fact=fact.name))
    if len(node.entries) != 1:
        message = say("one of contient_un_de or contient_tous is needed on {fact}", fact=fact.name)
        report.error(file, node.line, message, say("write {{contient_un_de: […]}} or {{contient_tous: […]}}"))
        return None
    operator = next(iter(node.entries))
    words = section.words(operator)
    if not _has_words(words, fact, node, file, report):
        return None
    check_values(fact, words, file, report)
    values = frozenset(word.value for word in words)
    if operator == "contient_un_de":
        return ContainsAny(values)
    for word in words:
        if word.value in (AUCUN, *SPECIAL_VALUES):
            message = say("{value!r} can't be one of several", value=word.value)
            report.error(file, word.line, message, say("use contient_un_de"))
    return ContainsAll(values) if len(values) > 1 else ContainsAny(values)


def _read_choice(fact: Fact, node: Node, file: str, report: Report) -> Element | None:
    if isinstance(node, Entries):
        return _read_operators(fact, node, file, report)
    if isinstance(node, Text):
        message = say("{fact} takes a list", fact=fact.name)
        report.error(file, node.line, message, say("write {condition}", condition=_as_condition(fact, node.value)))
        return None
    words = read_words(node, file, report, fact.name)
    if not _has_words(words, fact, node, file, report):
        return None
    check_values(fact, words, file, report)
    return Among(frozenset(word.value for word in words))


def _read_operators(fact: Fact, node: Entries, file: str, report: Report) -> Element | None:
    for key in LIST_OPERATORS:
        if key in node.entries:
            message = say("{fact} holds one value; {key!r} is for lists", fact=fact.name, key=key)
            report.error(file, node.lines[key], message, say("write […]"))
            return None
    section = Section(node, file, report, CHOICE_OPERATORS, say("a condition on {fact}", fact=fact.name))
    if not node.entries:
        report.error(file, node.line, say("the condition on {fact} is empty", fact=fact.name), say("write [value, …]"))
        return None
    accepted = set(fact.values)
    for word in section.words("sauf"):
        if word.value in SPECIAL_VALUES:
            message = say("sauf never accepts {value!r} anyway", value=word.value)
            report.error(file, word.line, message, say("remove it from sauf"))
        else:
            check_values(fact, [word], file, report)
        accepted.discard(word.value)
    for key in ("au_moins", "au_plus"):
        accepted &= _span(fact, section, key)
    if not accepted:
        message = say("no value of {fact} satisfies this condition", fact=fact.name)
        report.error(file, node.line, message, say("widen it"))
        return None
    return Among(frozenset(accepted))


def _span(fact: Fact, section: Section, key: str) -> set[str]:
    """Expands `au_moins` or `au_plus` to the values it accepts; all of them when the key is absent."""
    everything = set(fact.values)
    if not section.has(key):
        return everything
    if not fact.ordered:
        message = say("{fact} has no order, so {key!r} means nothing", fact=fact.name, key=key)
        section.error(key, message, say("list its values"))
        return everything
    value = section.text(key, required=True)
    if value not in fact.values:
        if value:
            check_values(fact, [Text(value, section.line_of(key))], section.file, section.report)
        return everything
    place = fact.values.index(value)
    return set(fact.values[place:] if key == "au_moins" else fact.values[: place + 1])


def _has_words(words: tuple[Text, ...], fact: Fact, node: Node, file: str, report: Report) -> bool:
    if not words:
        report.error(file, node.line, say("the condition on {fact} is empty", fact=fact.name), say("write [value, …]"))
    return bool(words)


def _accepts_everything(fact: Fact, element: Element) -> bool:
    """An element that accepts the whole domain is no condition: it would only blur inclusion."""
    if isinstance(element, Among):
        return fact.domain <= element.values
    return isinstance(element, ContainsAny) and fact.domain | {AUCUN} <= element.values
