"""Reads the `convention` rows of annuaire.yaml, and makes the rules that some of them stand for.

They are read after the directory and the zones, since they name both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from referral_rules.areas import AREA_KEYS
from referral_rules.boxes import Among, Element
from referral_rules.conditions import read_condition
from referral_rules.conventions import Commitment, ConventionRow, DefaultRule
from referral_rules.directory import Directory
from referral_rules.directory_reader import CONVENTION
from referral_rules.facts import COMMUNE, FactKind
from referral_rules.follow_up_policy import LONGEST_DELAY_DAYS
from referral_rules.rule import Choice, Rule, State, Wording
from referral_rules.rule_reader import RuleContext, bring_home, read_examples, read_reason, read_rule_condition
from referral_rules.saying import say
from referral_rules.schema import Section, one_of, open_sections, refuse_conditions
from referral_rules.source import Entries, Items, Node, Text

FACTS: Mapping[str, str] = {  # how a convention calls the facts it speaks of
    "secteurs": "secteur",
    "stades": "stade",
    "formes": "forme_du_projet",
    "besoins": "besoins_projet",
    "besoins_vie": "besoins_vie",
}
RULE_KEYS = ("interlocuteur", "titre", "titre_en", "motif", "motif_en", "exemples", "contre_exemples")
DAY_KEYS = ("du", "au", "revoir_le")
DELAY = "delai_jours"
ROW_KEYS = (*FACTS, "si", *AREA_KEYS, "engagement", DELAY, *DAY_KEYS, "regle_par_defaut", *RULE_KEYS)
NO_DELAY = -1  # no number of days that can be written
LAST_PRIORITY = -1  # below anything that a rule can be given by hand
TITLE = Wording("Règle par défaut de la convention\u202f: ", "Default rule of the agreement: ")


def read_conventions(node: Node | None, directory: Directory, context: RuleContext) -> Directory:
    """Reads the rows and gives back the directory that holds them.

    Args:
        node: the root of annuaire.yaml, which `read_directory` has read and reported on.
        directory: what it gave.
        context: what rows may refer to; its area reader names the file and the report.
    """
    rows: list[ConventionRow] = []
    numbers: dict[str, int] = {}
    for structure, interlocutor, section in _sections(node, directory, context):
        numbers[structure] = numbers.get(structure, 0) + 1
        rows.append(_read_row(section, structure, interlocutor, numbers[structure], context))
    return replace(directory, conventions=tuple(rows))


def default_rules(directory: Directory, home: frozenset[str]) -> Iterator[Rule]:
    """Makes the rules that rows stand for: `convention-<structure>-<number>`, of the lowest priority.

    Args:
        directory: the directory with its conventions.
        home: the territory's communes.
    """
    for row in directory.conventions:
        if row.default_rule is not None:
            yield _default_rule(row, row.default_rule, directory, home)


def _default_rule(row: ConventionRow, default: DefaultRule, directory: Directory, home: frozenset[str]) -> Rule:
    structure = directory.structures[row.structure]
    english = default.title.en or structure.name_en
    return Rule(
        id=f"convention-{row.structure}-{row.number}",
        title=Wording(TITLE.fr + (default.title.fr or structure.name), TITLE.en + english if english else ""),
        state=State.ACTIVE,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        box=bring_home(row.box, home),
        referents=(default.interlocutor,),
        choice=Choice.LA_PERSONNE,
        appuis=(),
        programme=None,
        priority=LAST_PRIORITY,
        reason=default.reason,
        appui_reasons={},
        examples=default.examples,
        counter_examples=default.counter_examples,
        file=directory.file,
        line=row.line,
    )


def _sections(
    node: Node | None, directory: Directory, context: RuleContext
) -> Iterator[tuple[str, str | None, Section]]:
    """Opens each row with its structure and, where it is one person's, their id.

    What `read_directory` refused (a second structure of one name, say) is passed over: it has been reported.
    """
    for item in _items(node, "structures"):
        name = _word(item, "structure")
        if name not in directory.structures or directory.structures[name].line != item.line:
            continue
        yield from ((name, None, row) for row in _rows(item, context))
        for desk_item in _items(item, "interlocuteurs"):
            desk = f"{name}.{_word(desk_item, 'interlocuteur')}"
            if desk in directory.interlocutors and directory.interlocutors[desk].line == desk_item.line:
                yield from ((name, desk, row) for row in _rows(desk_item, context))


def _rows(holder: Node, context: RuleContext) -> Iterator[Section]:
    rows = holder.entries.get(CONVENTION) if isinstance(holder, Entries) else None
    if rows is not None:
        yield from open_sections(rows, context.areas.file, context.areas.report, ROW_KEYS, say("a convention row"))


def _items(node: Node | None, key: str) -> tuple[Node, ...]:
    found = node.entries.get(key) if isinstance(node, Entries) else None
    return found.items if isinstance(found, Items) else ()


def _word(node: Node, key: str) -> str:
    found = node.entries.get(key) if isinstance(node, Entries) else None
    return found.value.strip() if isinstance(found, Text) else ""


def _read_row(
    section: Section, structure: str, interlocutor: str | None, number: int, context: RuleContext
) -> ConventionRow:
    if not section.has("engagement"):
        section.lacks("engagement", one_of(Commitment))
    starts_on, ends_on, review_on = (section.day(key) for key in DAY_KEYS)
    if starts_on and ends_on and ends_on < starts_on:
        section.error("au", say("the row ends before it starts"), say("swap the two days"))
    default_rule = _read_default_rule(section, structure, interlocutor, context)
    return ConventionRow(
        structure=structure,
        interlocutor=interlocutor,
        number=number,
        box=_read_box(section, context),
        commitment=Commitment(section.option("engagement", [word.value for word in Commitment], Commitment.PRINCIPE)),
        answer_days=_read_delay(section),
        starts_on=starts_on,
        ends_on=ends_on,
        review_on=review_on,
        default_rule=default_rule,
        line=section.line,
    )


def _read_delay(section: Section) -> int | None:
    days = section.number(DELAY, NO_DELAY)
    if days == NO_DELAY or 1 <= days <= LONGEST_DELAY_DAYS:
        return days if days != NO_DELAY else None
    fault = say("{value!r} is no number of days for {key}", value=str(days), key=DELAY)
    section.error(DELAY, fault, say("write one from 1 to {most}", most=LONGEST_DELAY_DAYS))
    return None


def _read_box(section: Section, context: RuleContext) -> dict[str, Element]:
    box: dict[str, Element] = {}
    if any(section.has(key) for key in AREA_KEYS):
        box[COMMUNE] = Among(context.areas.read(section))
    for key, name in FACTS.items():
        element = _read_fact(section, key, name, context)
        if element is not None:
            box[name] = element
    conditions = section.find("si")
    if conditions is not None and not isinstance(conditions, Entries):
        refuse_conditions(section)
    elif isinstance(conditions, Entries):
        for name, node in conditions.entries.items():
            line = conditions.lines[name]
            if name in FACTS.values():
                key = next(key for key, fact in FACTS.items() if fact == name)
                message = say("a convention calls {fact!r} {key!r}", fact=name, key=key)
                section.report.error(section.file, line, message, say("write '{key}: …'", key=key))
                continue
            element = read_rule_condition(name, node, line, section, context.vocabulary)
            if element is not None:
                box[name] = element
    return box


def _read_fact(section: Section, key: str, name: str, context: RuleContext) -> Element | None:
    """Reads what the row says of one fact; of several needs, one is enough."""
    node, fact = section.find(key), context.vocabulary.facts.get(name)
    if node is None:
        return None
    if fact is None:
        message = say("{key!r} speaks of {fact!r}, which the vocabulary doesn't have", key=key, fact=name)
        section.error(key, message, say("remove this line"))
        return None
    if fact.kind is FactKind.MULTIPLE and isinstance(node, Items):
        node = Entries({"contient_un_de": node}, {"contient_un_de": node.line}, node.line)
    return read_condition(fact, node, section.file, section.report)


def _read_default_rule(
    section: Section, structure: str, interlocutor: str | None, context: RuleContext
) -> DefaultRule | None:
    if not section.truth("regle_par_defaut"):
        for key in RULE_KEYS:
            if section.has(key):
                mend = say("add 'regle_par_defaut: vrai' or remove this line")
                section.error(key, say("{key!r} is for the default rule", key=key), mend)
        return None
    return DefaultRule(
        interlocutor=interlocutor or _front_desk(section, structure, context),
        title=Wording(section.text("titre"), section.text("titre_en")),
        reason=Wording(read_reason(section, "motif", required=True), read_reason(section, "motif_en")),
        examples=read_examples(section, "exemples", context),
        counter_examples=read_examples(section, "contre_exemples", context),
    )


def _front_desk(section: Section, structure: str, context: RuleContext) -> str:
    """Gives who answers for a whole structure: the one named, else the first written."""
    desks = context.directory.structures[structure].interlocutors
    named = section.text("interlocuteur")
    if named:
        desk = named if "." in named else f"{structure}.{named}"
        if desk not in desks:
            message = say("{name!r} is no interlocutor of {structure!r}", name=named, structure=structure)
            section.error("interlocuteur", message, say("name one of its desks"))
        return desk
    if not desks:
        message = say("{structure!r} has nobody to propose", structure=structure)
        section.error("regle_par_defaut", message, say("add an interlocutor"))
        return structure
    return desks[0]
