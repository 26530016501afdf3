"""The vocabulary: the one source of facts, values, order and words. Dialog and rules both refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from referral_rules.boxes import Box, Element
from referral_rules.conditions import read_condition
from referral_rules.errors import LIKENESS, Report, UnknownFactError, likely
from referral_rules.facts import (
    AUCUN,
    INCONNU,
    SANS_OBJET,
    SPECIAL_VALUES,
    Fact,
    FactKind,
    Facts,
    FactValue,
    OneOf,
)
from referral_rules.saying import say
from referral_rules.schema import Section, open_root, refuse_conditions
from referral_rules.source import Entries, read_source

__all__ = [
    "AUCUN",
    "INCONNU",
    "SANS_OBJET",
    "Derivation",
    "DerivationRow",
    "Fact",
    "FactKind",
    "FactValue",
    "Facts",
    "OneOf",
    "Vocabulary",
    "load_vocabulary",
]

LANGUAGES = ("fr", "en")
SPECIAL_LABELS: Mapping[str, Mapping[str, str]] = {
    INCONNU: {"fr": "pas encore décidé", "en": "not decided yet"},
    SANS_OBJET: {"fr": "sans objet", "en": "not applicable"},
    AUCUN: {"fr": "aucun", "en": "none"},
}
FACT_KEYS = (
    "fait",
    "genre",
    "valeurs",
    "ordonne",
    "inconnu",
    "derive",
    "regles",
    "personnel",
    "mots",
)


@dataclass(frozen=True, slots=True)
class DerivationRow:
    """One row of a derivation table: if the box holds, the derived fact has this value."""

    value: str
    box: Box


@dataclass(frozen=True, slots=True)
class Derivation:
    """The table of one derived fact; the first row that holds wins, the last has no condition."""

    fact: str
    rows: tuple[DerivationRow, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts, in their order of writing, and the tables that derive some of them."""

    facts: Mapping[str, Fact]
    derivations: tuple[Derivation, ...]

    def get_fact(self, name: str) -> Fact:
        """Gives a fact.

        Raises:
            UnknownFactError: there is no such fact; the message offers a close one.
        """
        if name not in self.facts:
            mend = likely(name, self.facts)
            raise UnknownFactError(f"unknown fact {name!r}" + (f"; {mend}" if mend else ""))
        return self.facts[name]

    def label(self, fact: str, value: str, language: str) -> str:
        """Says a value as it follows « projet : … ».

        A commune's code and a free text are given back as they are.

        Raises:
            UnknownFactError: the fact or its value doesn't exist.
        """
        found = self.get_fact(fact)
        if value in found.labels:
            return found.labels[value][language]
        if value in SPECIAL_LABELS:
            return SPECIAL_LABELS[value][language]
        if found.kind in (FactKind.COMMUNE, FactKind.TEXTE):
            return value
        mend = likely(value, found.values)
        raise UnknownFactError(f"unknown value {value!r} for {fact}" + (f"; {mend}" if mend else ""))

    def words(self, fact: str, language: str) -> str:
        """Says what a fact is called.

        Raises:
            UnknownFactError: there is no such fact.
        """
        return self.get_fact(fact).words[language]

    def close_match(self, word: str, fact: str | None = None) -> str | None:
        """Finds the fact (or, with `fact`, its value) that a mistyped word probably means."""
        options = list(self.facts) if fact is None else list(self.get_fact(fact).values)
        close = get_close_matches(word, options, n=1, cutoff=LIKENESS)
        return close[0] if close else None


def load_vocabulary(text: str, filename: str = "vocabulaire.yaml") -> Vocabulary:
    """Reads the vocabulary.

    Args:
        text: the YAML.
        filename: its name, for findings.

    Raises:
        DefinitionErrors: with all findings at once.
    """
    report = Report()
    node, keys = read_source(text, filename, report), ("faits", "derivations")
    root = open_root(node, filename, report, keys, say("the vocabulary"))
    facts: dict[str, Fact] = {}
    derivations: list[Derivation] = []
    if root is not None:
        for section in root.sections("faits", FACT_KEYS, say("a fact")):
            _add_fact(facts, section)
        for section in root.sections("derivations", ("fait", "lignes"), say("a derivation")):
            derivation = _read_derivation(facts, section)
            if derivation:
                derivations.append(derivation)
        tabled = {derivation.fact for derivation in derivations}
        for fact in facts.values():
            if fact.derived and fact.name not in tabled:
                message = say("{fact} is derived, but no table derives it", fact=fact.name)
                report.error(filename, fact.line, message, say("add it under 'derivations'"))
    report.raise_errors()
    return Vocabulary(facts, tuple(derivations))


def _add_fact(facts: dict[str, Fact], section: Section) -> None:
    name = section.text("fait", required=True)
    if name in facts:
        message = say("fact {name!r} is defined twice, first on line {first}", name=name, first=facts[name].line)
        section.error("fait", message, say("rename one"))
        return
    kind = FactKind(section.option("genre", [kind.value for kind in FactKind], "choix"))
    labels = _read_labels(section)
    if kind in (FactKind.CHOIX, FactKind.MULTIPLE) and not labels:
        section.error("valeurs", say("fact {name!r} lacks its values", name=name), say("add 'valeurs: […]'"))
    if kind is FactKind.TEXTE and section.truth("regles"):
        section.error("regles", say("{name!r} is a free text; no rule reads it", name=name), say("remove 'regles'"))
    facts[name] = Fact(
        name=name,
        kind=kind,
        values=tuple(labels),
        ordered=section.truth("ordonne"),
        unknown_allowed=section.truth("inconnu"),
        derived=section.truth("derive"),
        for_rules=section.truth("regles"),
        personal=section.truth("personnel"),
        words=_read_words(section.section("mots", LANGUAGES, say("the words")), section),
        labels=labels,
        line=section.line,
    )


def _read_labels(section: Section) -> dict[str, Mapping[str, str]]:
    labels: dict[str, Mapping[str, str]] = {}
    for value_section in section.sections("valeurs", ("valeur", *LANGUAGES), say("a value")):
        value = value_section.text("valeur", required=True)
        if value in labels:
            value_section.error("valeur", say("value {value!r} is written twice", value=value), say("keep one of them"))
        elif value in (AUCUN, *SPECIAL_VALUES):
            message = say("{value!r} exists for every fact already", value=value)
            value_section.error("valeur", message, say("remove this word"))
        elif value:
            labels[value] = _read_words(value_section, value_section)
    return labels


def _read_words(words: Section | None, at: Section) -> Mapping[str, str]:
    if words is None:
        at.error("mots", say("{title} lacks its words", title=at.title), say("add 'mots: {{fr: …, en: …}}'"))
        return dict.fromkeys(LANGUAGES, "")
    return {language: words.text(language, required=True) for language in LANGUAGES}


def _read_derivation(facts: Mapping[str, Fact], section: Section) -> Derivation | None:
    name = section.text("fait", required=True)
    fact = facts.get(name)
    if fact is None or not fact.derived:
        mend = likely(name, facts) or say("add 'derive: vrai' to the fact")
        section.error("fait", say("{name!r} is no derived fact", name=name), mend)
        return None
    rows = tuple(
        row
        for row_section in section.sections("lignes", ("valeur", "si"), say("a row"))
        if (row := _read_row(facts, fact, row_section))
    )
    if not rows or rows[-1].box:
        message = say("the last row of {name!r} must have no condition", name=name)
        section.error("lignes", message, say("add '- {{valeur: …}}'"))
    for row in rows[:-1]:
        if not row.box:
            message = say("only the last row of {name!r} may have no condition", name=name)
            section.error("lignes", message, say("put it last"))
    return Derivation(name, rows)


def _read_row(facts: Mapping[str, Fact], derived: Fact, section: Section) -> DerivationRow | None:
    value = section.option("valeur", derived.values, "")
    condition = section.find("si")
    box: dict[str, Element] = {}
    if isinstance(condition, Entries):
        for name, node in condition.entries.items():
            fact = facts.get(name)
            if fact is None or fact.derived or fact.kind in (FactKind.COMMUNE, FactKind.TEXTE):
                line = condition.lines[name]
                mend = likely(name, facts) or say("remove the condition")
                section.report.error(section.file, line, say("no table can read {name!r}", name=name), mend)
                continue
            element = read_condition(fact, node, section.file, section.report)
            if element:
                box[name] = element
    elif condition is not None:
        refuse_conditions(section)
    return DerivationRow(value, box) if value else None
