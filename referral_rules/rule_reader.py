"""Reads regles/*.yaml into rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from referral_rules.areas import AREA_KEYS, AreaReader
from referral_rules.boxes import Among, Element
from referral_rules.conditions import read_condition
from referral_rules.directory import Directory
from referral_rules.directory_reader import absent_interlocutor, likely_interlocutor
from referral_rules.errors import FindingKind, likely
from referral_rules.facts import COMMUNE, INCONNU
from referral_rules.profiles import read_profile, unknown_fact
from referral_rules.reason import PLACEHOLDERS, unknown_placeholders
from referral_rules.rule import DEFAULT_PRIORITY, PIVOT_RULE, Choice, Example, Rule, State, Wording
from referral_rules.saying import Saying, say
from referral_rules.schema import Section, open_sections, refuse_conditions
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
    elsewhere = {
        **{key: say("move it under 'territoire:'") for key in AREA_KEYS},
        **{fact.name: say("move it under 'si:'") for fact in context.vocabulary.facts.values() if fact.for_rules},
    }
    for section in open_sections(node, areas.file, areas.report, RULE_KEYS, say("a rule"), elsewhere):
        rule = _read_rule(section, context)
        if rule.id in known:
            first = known[rule.id]
            message = say(
                "rule {rule!r} is written twice, first at {file}:{line}",
                rule=rule.id,
                file=first.file,
                line=first.line,
            )
            section.error("regle", message, say("rename one"))
        else:
            known[rule.id] = rule


def _read_rule(section: Section, context: RuleContext) -> Rule:
    starts_on, ends_on = section.day("valable_du"), section.day("valable_au")
    if starts_on and ends_on and ends_on < starts_on:
        section.error("valable_au", say("the rule ends before it starts"), say("swap the two days"))
    referents = _interlocutors(section, "referent", context.directory)
    appuis = _interlocutors(section, "appuis", context.directory)
    programme = _programme(section, context.directory)
    rule = Rule(
        id=section.text("regle", required=True),
        title=Wording(section.text("titre", required=True), section.text("titre_en")),
        state=State(section.option("etat", [state.value for state in State], State.ACTIVE)),
        starts_on=starts_on,
        ends_on=ends_on,
        box=_read_rule_box(section, context),
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
    if not any(section.has(key) or key in section.meant for key in ("referent", "appuis", "parcours")):
        message = say("rule {rule!r} proposes nobody", rule=rule.id)
        section.error("regle", message, say("add 'referent:', 'appuis:' or 'parcours:'"))
    if rule.id == PIVOT_RULE:
        message = say("{rule!r} names the fallback; no rule may be called so", rule=PIVOT_RULE)
        section.error("regle", message, say("rename it"))
    for appui in rule.appuis:
        if appui in rule.referents:
            message = say("{name!r} is the referent of this rule already", name=appui)
            section.error("appuis", message, say("remove it from appuis"))


def _read_rule_box(section: Section, context: RuleContext) -> Mapping[str, Element]:
    """The territory is part of the box, as a set of communes; `inconnu` belongs to rules without a territory."""
    return bring_home(read_box(section, context), context.areas.home)


def bring_home(box: Mapping[str, Element], home: frozenset[str]) -> dict[str, Element]:
    """Limits a rule's box to where people of the territory can be, so that « plus précise » compares these alone.

    A rule that is wholly elsewhere stays there: it is found to concern nobody.
    """
    here = home | {INCONNU}
    written = box[COMMUNE].values if COMMUNE in box else here
    return {COMMUNE: Among(written & here or written)} | {fact: on for fact, on in box.items() if fact != COMMUNE}


def read_box(section: Section, context: RuleContext) -> dict[str, Element]:
    """Reads the profiles that `territoire` and `si` speak of; what isn't written limits nothing."""
    box: dict[str, Element] = {}
    area = section.section("territoire", AREA_KEYS, say("a territory"))
    if area is not None:
        box[COMMUNE] = Among(context.areas.read(area))
    conditions = section.find("si")
    if isinstance(conditions, Entries):
        for name, node in conditions.entries.items():
            element = read_rule_condition(name, node, conditions.lines[name], section, context.vocabulary)
            if element is not None:
                box[name] = element
    elif conditions is not None:
        refuse_conditions(section)
    return box


def read_rule_condition(name: str, node: Node, line: int, section: Section, vocabulary: Vocabulary) -> Element | None:
    """Reads the condition on one fact under `si`; None, and reported, if no rule may say this."""
    readable = [fact.name for fact in vocabulary.facts.values() if fact.for_rules and fact.name != COMMUNE]
    if name == COMMUNE:
        message = say("'commune' isn't read under 'si'")
        section.report.error(section.file, line, message, say("use 'territoire:'"))
    elif name not in vocabulary.facts:
        section.report.error(section.file, line, *unknown_fact(name, readable))
    elif name not in readable:
        message = say("no rule can read {name!r}", name=name)
        section.report.error(section.file, line, message, _derived_from(name, vocabulary))
    else:
        return read_condition(vocabulary.facts[name], node, section.file, section.report)
    return None


def _derived_from(name: str, vocabulary: Vocabulary) -> Saying:
    for derivation in vocabulary.derivations:
        if any(name in row.box for row in derivation.rows):
            return say("use {fact!r}, which is derived from it", fact=derivation.fact)
    return say("remove the condition")


def _interlocutors(section: Section, key: str, directory: Directory) -> tuple[str, ...]:
    words = section.words(key, lone=True)
    if section.has(key) and not words:
        section.error(key, say("{key!r} is empty", key=key), say("name an interlocutor or remove the key"))
    for word in words:
        if word.value in directory.interlocutors:
            continue
        structure = directory.structures.get(word.value)
        if structure is not None and structure.interlocutors:
            mend = say("name one of its desks: {desk}", desk=structure.interlocutors[0])
            section.report.error(section.file, word.line, say("{name!r} is a structure", name=word.value), mend)
        else:
            section.report.error(section.file, word.line, *absent_interlocutor(word.value, directory.interlocutors))
    return tuple(word.value for word in words)


def _choice(section: Section) -> Choice:
    several = len(section.words("referent", lone=True)) > 1
    options = [choice.value for choice in Choice]
    if several and not section.has("choix"):
        mend = say("add 'choix:' with one of: {options}", options=tuple(options))
        section.error("referent", say("several referents, but no way to choose"), mend)
    if section.has("choix") and not several:
        section.error("choix", say("'choix' needs several referents"), say("remove it or list the referents"))
    return Choice(section.option("choix", options, Choice.LA_PERSONNE))


def _programme(section: Section, directory: Directory) -> str | None:
    programme = section.text("parcours")
    if programme and programme not in directory.programmes:
        mend = likely(programme, directory.programmes) or say("add it to annuaire.yaml, or name another one")
        section.error("parcours", say("unknown programme {name!r}", name=programme), mend, FindingKind.ABSENT)
    return programme or None


def read_reason(section: Section, key: str, *, required: bool = False) -> str:
    """Reads a reason and reports the placeholders that can't be filled."""
    reason = section.text(key, required=required)
    check_reason(section, key, reason)
    return reason


def check_reason(section: Section, key: str, reason: str) -> None:
    """Reports each placeholder of a reason that can't be filled."""
    for name in unknown_placeholders(reason):
        known = tuple(f"{{{word}}}" for word in PLACEHOLDERS)
        mend = likely(name, PLACEHOLDERS) or say("the placeholders are: {placeholders}", placeholders=known)
        message = say("unknown placeholder {name!r} in {key}", name=name, key=key)
        if name in "{}":
            message = say("a brace {brace!r} stands alone in {key}", brace=name, key=key)
        section.error(key, message, mend)


def _appui_reasons(section: Section, appuis: tuple[str, ...]) -> Mapping[str, Wording]:
    french = section.section("motifs_appuis", appuis, say("motifs_appuis"))
    english = section.section("motifs_appuis_en", appuis, say("motifs_appuis_en"))
    for reasons in (french, english):
        for key in reasons.node.entries if reasons else ():
            check_reason(reasons, key, reasons.text(key, required=True)) if reasons else None
    if english and not french:
        message = say("English reasons without the French ones")
        section.error("motifs_appuis_en", message, say("add 'motifs_appuis:'"))
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
    for example in section.sections(key, keys, say("an example")):
        expected = example.text("attendu", required="attendu" in keys) or None
        targets = [*context.directory.interlocutors, *context.directory.programmes]
        if expected is not None and expected not in targets:
            mend = (
                likely_interlocutor(expected, context.directory.interlocutors)
                or likely(expected, targets)
                or say("add them to annuaire.yaml, or name another one")
            )
            message = say("unknown interlocutor or programme {name!r}", name=expected)
            example.error("attendu", message, mend, FindingKind.ABSENT)
        if not example.has("profil"):
            example.lacks("profil", say("add 'profil: {{…}}'"))
            continue
        facts = read_profile(example.find("profil"), example, context.vocabulary, context.areas)
        examples.append(Example(facts, expected, example.line))
    return tuple(examples)
