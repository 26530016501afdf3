"""Reads regles/*.yaml into rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from referral_rules.areas import AREA_KEYS, AreaReader
from referral_rules.boxes import Among, Element
from referral_rules.conditions import read_condition
from referral_rules.directory import Directory
from referral_rules.errors import likely
from referral_rules.facts import COMMUNE, INCONNU
from referral_rules.profiles import read_profile
from referral_rules.reason import PLACEHOLDERS, unknown_placeholders
from referral_rules.rule import DEFAULT_PRIORITY, PIVOT_RULE, Choice, Example, Rule, State, Wording
from referral_rules.schema import Section, open_sections
from referral_rules.source import Entries, Node
from referral_rules.vocabulary import Vocabulary

RULE_KEYS = (
    "regle",
    "titre",
    "titre_en",
    "etat",
    "valable_du",
    "valable_au",
    "territoire",
    "si",
    "referent",
    "choix",
    "appuis",
    "parcours",
    "priorite",
    "motif",
    "motif_en",
    "motifs_appuis",
    "motifs_appuis_en",
    "exemples",
    "contre_exemples",
)


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What a rule may refer to."""

    vocabulary: Vocabulary
    directory: Directory
    areas: AreaReader


def read_rules(node: Node, known: dict[str, Rule], context: RuleContext) -> None:
    """Reads one file of rules.

    Args:
        node: its root, a list.
        known: the rules read so far, by id; the file's are added.
        context: what they may refer to; its area reader names the file and the report.
    """
    areas = context.areas
    for section in open_sections(node, areas.file, areas.report, RULE_KEYS, "a rule"):
        rule = _read_rule(section, context)
        if rule.id in known:
            first = known[rule.id]
            message = f"rule {rule.id!r} is written twice, first at {first.file}:{first.line}"
            section.error("regle", message, "rename one")
        else:
            known[rule.id] = rule


def _read_rule(section: Section, context: RuleContext) -> Rule:
    starts_on, ends_on = section.day("valable_du"), section.day("valable_au")
    if starts_on and ends_on and ends_on < starts_on:
        section.error("valable_au", "the rule ends before it starts", "swap the two days")
    referents = _interlocutors(section, "referent", context.directory)
    appuis = _interlocutors(section, "appuis", context.directory)
    programme = _programme(section, context.directory)
    rule = Rule(
        id=section.text("regle", required=True),
        title=Wording(section.text("titre", required=True), section.text("titre_en")),
        state=State(section.option("etat", [state.value for state in State], State.ACTIVE)),
        starts_on=starts_on,
        ends_on=ends_on,
        box=_read_box(section, context),
        referents=referents,
        choice=_choice(section),
        appuis=appuis,
        programme=programme,
        priority=section.number("priorite", DEFAULT_PRIORITY),
        reason=Wording(read_reason(section, "motif", required=True), read_reason(section, "motif_en")),
        appui_reasons=_appui_reasons(section, appuis),
        examples=read_examples(section, "exemples", context),
        counter_examples=read_examples(section, "contre_exemples", context),
        file=section.file,
        line=section.line,
    )
    _check_targets(section, rule)
    return rule


def _check_targets(section: Section, rule: Rule) -> None:
    if not any(section.has(key) for key in ("referent", "appuis", "parcours")):
        section.error("regle", f"rule {rule.id!r} proposes nobody", "add 'referent:', 'appuis:' or 'parcours:'")
    if rule.id == PIVOT_RULE:
        section.error("regle", f"{PIVOT_RULE!r} names the fallback; no rule may be called so", "rename it")
    for appui in rule.appuis:
        if appui in rule.referents:
            section.error("appuis", f"{appui!r} is the referent of this rule already", "remove it from appuis")


def _read_box(section: Section, context: RuleContext) -> Mapping[str, Element]:
    """The territory is part of the box, as a set of communes; `inconnu` belongs to rules without a territory."""
    box: dict[str, Element] = {}
    home = context.areas.home
    area = section.section("territoire", AREA_KEYS, "a territory")
    if area is None:
        box[COMMUNE] = Among(home | {INCONNU})
    else:
        box[COMMUNE] = Among(context.areas.read(area))
    conditions = section.find("si")
    if conditions is None:
        return box
    if not isinstance(conditions, Entries):
        section.error("si", "'si' takes a mapping of facts and conditions")
        return box
    for name, node in conditions.entries.items():
        element = read_rule_condition(name, node, conditions.lines[name], section, context.vocabulary)
        if element is not None:
            box[name] = element
    return box


def read_rule_condition(name: str, node: Node, line: int, section: Section, vocabulary: Vocabulary) -> Element | None:
    """Reads the condition on one fact under `si`; None, and reported, if no rule may say this."""
    readable = [fact.name for fact in vocabulary.facts.values() if fact.for_rules and fact.name != COMMUNE]
    if name == COMMUNE:
        section.report.error(section.file, line, "'commune' isn't read under 'si'", "use 'territoire:'")
    elif name not in vocabulary.facts:
        section.report.error(section.file, line, f"unknown fact {name!r}", likely(name, readable))
    elif name not in readable:
        section.report.error(section.file, line, f"no rule can read {name!r}", _derived_from(name, vocabulary))
    else:
        return read_condition(vocabulary.facts[name], node, section.file, section.report)
    return None


def _derived_from(name: str, vocabulary: Vocabulary) -> str:
    for derivation in vocabulary.derivations:
        if any(name in row.box for row in derivation.rows):
            return f"use {derivation.fact!r}, which is derived from it"
    return "remove the condition"


def _interlocutors(section: Section, key: str, directory: Directory) -> tuple[str, ...]:
    words = section.words(key, lone=True)
    if section.has(key) and not words:
        section.error(key, f"{key!r} is empty", "name an interlocutor or remove the key")
    for word in words:
        if word.value in directory.interlocutors:
            continue
        structure = directory.structures.get(word.value)
        if structure is not None and structure.interlocutors:
            message, mend = f"{word.value!r} is a structure", f"name one of its desks: {structure.interlocutors[0]}"
        else:
            message = f"unknown interlocutor {word.value!r}"
            mend = likely(word.value, directory.interlocutors)
        section.report.error(section.file, word.line, message, mend)
    return tuple(word.value for word in words)


def _choice(section: Section) -> Choice:
    several = len(section.words("referent", lone=True)) > 1
    options = [choice.value for choice in Choice]
    if several and not section.has("choix"):
        section.error("referent", "several referents, but no way to choose", "add 'choix: " + " | ".join(options) + "'")
    if section.has("choix") and not several:
        section.error("choix", "'choix' needs several referents", "remove it or list the referents")
    return Choice(section.option("choix", options, Choice.LA_PERSONNE))


def _programme(section: Section, directory: Directory) -> str | None:
    programme = section.text("parcours")
    if programme and programme not in directory.programmes:
        section.error("parcours", f"unknown programme {programme!r}", likely(programme, directory.programmes))
    return programme or None


def read_reason(section: Section, key: str, *, required: bool = False) -> str:
    """Reads a reason and reports the placeholders that can't be filled."""
    reason = section.text(key, required=required)
    check_reason(section, key, reason)
    return reason


def check_reason(section: Section, key: str, reason: str) -> None:
    """Reports each placeholder of a reason that can't be filled."""
    for name in unknown_placeholders(reason):
        mend = likely(name, PLACEHOLDERS) or "the placeholders are: " + ", ".join(f"{{{p}}}" for p in PLACEHOLDERS)
        section.error(key, f"unknown placeholder {name!r} in {key}", mend)


def _appui_reasons(section: Section, appuis: tuple[str, ...]) -> Mapping[str, Wording]:
    french = section.section("motifs_appuis", appuis, "motifs_appuis")
    english = section.section("motifs_appuis_en", appuis, "motifs_appuis_en")
    for reasons in (french, english):
        for key in reasons.node.entries if reasons else ():
            check_reason(reasons, key, reasons.text(key, required=True)) if reasons else None
    if english and not french:
        section.error("motifs_appuis_en", "English reasons without the French ones", "add 'motifs_appuis:'")
    if not french:
        return {}
    return {
        appui: Wording(french.text(appui), english.text(appui) if english else "")
        for appui in appuis
        if french.has(appui)
    }


def read_examples(section: Section, key: str, context: RuleContext) -> tuple[Example, ...]:
    """Reads the examples (`exemples`) or counter-examples (`contre_exemples`) of a rule."""
    keys = ("profil", "attendu") if key == "exemples" else ("profil",)
    examples: list[Example] = []
    for example in section.sections(key, keys, "an example"):
        expected = example.text("attendu", required="attendu" in keys) or None
        targets = [*context.directory.interlocutors, *context.directory.programmes]
        if expected is not None and expected not in targets:
            example.error("attendu", f"unknown interlocutor or programme {expected!r}", likely(expected, targets))
        if not example.has("profil"):
            example.error("profil", "an example lacks 'profil'", "add 'profil: {…}'")
            continue
        facts = read_profile(example.find("profil"), example, context.vocabulary, context.areas)
        examples.append(Example(facts, expected, example.line))
    return tuple(examples)
