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
from referral_rules.schema import Section, open_root
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
    root = open_root(read_source(text, filename, report), filename, report, ("faits", "derivations"), "the vocabulary")
    facts: dict[str, Fact] = {}
    derivations: list[Derivation] = []
    if root is not None:
        for section in root.sections("faits", FACT_KEYS, "a fact"):
            _add_fact(facts, section)
        for section in root.sections("derivations", ("fait", "lignes"), "a derivation"):
            derivation = _read_derivation(facts, section)
            if derivation:
                derivations.append(derivation)
        tabled = {derivation.fact for derivation in derivations}
        for fact in facts.values():
            if fact.derived and fact.name not in tabled:
                report.error(filename, fact.line, f"{fact.name} is derived, but no table derives it")
    report.raise_errors()
    return Vocabulary(facts, tuple(derivations))


def _add_fact(facts: dict[str, Fact], section: Section) -> None:
    name = section.text("fait", required=True)
    if name in facts:
        section.error("fait", f"fact {name!r} is defined twice, first on line {facts[name].line}", "rename one")
        return
    kind = FactKind(section.option("genre", [kind.value for kind in FactKind], "choix"))
    labels = _read_labels(section)
    if kind in (FactKind.CHOIX, FactKind.MULTIPLE) and not labels:
        section.error("valeurs", f"fact {name!r} lacks its values", "add 'valeurs: […]'")
    if kind is FactKind.TEXTE and section.truth("regles"):
        section.error("regles", f"{name!r} is a free text; no rule can read it", "remove 'regles'")
    facts[name] = Fact(
        name=name,
        kind=kind,
        values=tuple(labels),
        ordered=section.truth("ordonne"),
        unknown_allowed=section.truth("inconnu"),
        derived=section.truth("derive"),
        for_rules=section.truth("regles"),
        personal=section.truth("personnel"),
        words=_read_words(section.section("mots", LANGUAGES, "the words"), section),
        labels=labels,
        line=section.line,
    )


def _read_labels(section: Section) -> dict[str, Mapping[str, str]]:
    labels: dict[str, Mapping[str, str]] = {}
    for value_section in section.sections("valeurs", ("valeur", *LANGUAGES), "a value"):
        value = value_section.text("valeur", required=True)
        if value in labels:
            value_section.error("valeur", f"value {value!r} is written twice", "keep one of them")
        elif value in (AUCUN, *SPECIAL_VALUES):
            value_section.error("valeur", f"{value!r} exists for every fact already", "remove it")
        elif value:
            labels[value] = _read_words(value_section, value_section)
    return labels


def _read_words(words: Section | None, at: Section) -> Mapping[str, str]:
    if words is None:
        at.error("mots", f"{at.title} lacks its words", "add 'mots: {fr: …, en: …}'")
        return dict.fromkeys(LANGUAGES, "")
    return {language: words.text(language, required=True) for language in LANGUAGES}


def _read_derivation(facts: Mapping[str, Fact], section: Section) -> Derivation | None:
    name = section.text("fait", required=True)
    fact = facts.get(name)
    if fact is None or not fact.derived:
        section.error("fait", f"{name!r} is no derived fact", likely(name, facts))
        return None
    rows = tuple(
        row
        for row_section in section.sections("lignes", ("valeur", "si"), "a row")
        if (row := _read_row(facts, fact, row_section))
    )
    if not rows or rows[-1].box:
        section.error("lignes", f"the last row of {name!r} must have no condition", "add '- {valeur: …}'")
    for row in rows[:-1]:
        if not row.box:
            section.error("lignes", f"only the last row of {name!r} may have no condition")
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
                section.report.error(section.file, line, f"no table can read {name!r}", likely(name, facts))
                continue
            element = read_condition(fact, node, section.file, section.report)
            if element:
                box[name] = element
    elif condition is not None:
        section.error("si", "'si' takes a mapping of facts and conditions")
    return DerivationRow(value, box) if value else None
