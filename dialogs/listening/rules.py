"""How each fact is said: read from `facts/<fact>.yaml`, one file a fact, in the grammar of `dialogs.lexicon.patterns`.

A value is said by its `dit` in any words, by its `peut_etre` without being sure, and by its `reponse` only where its
question was asked. What a `jamais` of the file covers says nothing. `ecarts.yaml` says, for every fact, what sets a
clause aside: somebody else, the past, a supposition, a denial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.lexicon.errors import LexiconError
from dialogs.lexicon.patterns import PatternSet, read_classes, read_patterns
from dialogs.lexicon.reading import Entry, read_entries

NOTHING = PatternSet(())
_ASIDE = ("autrui", "passe", "suppose", "nie", "quitte", "coupe", "deux")


@dataclass(frozen=True)
class ValueRules:
    """How one value is said: in any words, perhaps, and as an answer to its question."""

    said: PatternSet
    perhaps: PatternSet
    answered: PatternSet


@dataclass(frozen=True)
class FactRules:
    """How one fact is said.

    Attributes:
        fact: The fact.
        values: By value, in the file's order.
        never: What clears a value that it covers.
        is_several: Whether several values can be said at once.
        hears_denials: Whether a denial is itself a way to say a value (« personne ne me conseille »).
        hears_others: Whether somebody else is part of what is told (« un boulot pour mon mari »).
        hears_past: Whether what is done says a value (« j’ai fait un budget »).
    """

    fact: str
    values: Mapping[str, ValueRules]
    never: PatternSet
    is_several: bool
    hears_denials: bool
    hears_others: bool
    hears_past: bool


@dataclass(frozen=True)
class SetAside:
    """What sets words aside for every fact: somebody else's, past, supposed, denied, left; what parts clauses."""

    others: PatternSet
    past: PatternSet
    supposed: PatternSet
    denied: PatternSet
    left: PatternSet
    parting: PatternSet
    two_projects: PatternSet


@dataclass(frozen=True)
class IntentRules:
    """How the wishes that stop or turn the talk are said, and the topics of questions."""

    intents: Mapping[str, PatternSet]
    cleared: PatternSet
    asking: PatternSet
    topics: Mapping[str, PatternSet]
    answers: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Ear:
    """Everything that is read to hear: rules by fact, what sets aside, intents, topics."""

    facts: Mapping[str, FactRules]
    aside: SetAside
    intents: IntentRules


def load_ear(facts: Mapping[str, str], shared: str, intents: str, topics: str) -> Ear:
    """Read the ear's files.

    Args:
        facts: File name -> text, one file a fact.
        shared: The text of `ecarts.yaml`.
        intents: The text of `intentions.yaml`.
        topics: The text of `reponses.yaml`.

    Raises:
        LexiconError: With file, line and a likely mend.
    """
    fields = read_entries(shared, "ecarts.yaml").fields(
        {"mots", "autrui", "passe", "suppose", "nie", "quitte", "coupe", "deux"}
    )
    classes = read_classes(fields["mots"])
    aside = SetAside(*(read_patterns(fields[key], classes) for key in _ASIDE))
    read = [_read_fact(read_entries(text, name), classes) for name, text in sorted(facts.items())]
    by_name: dict[str, FactRules] = {}
    for rules, entry in read:
        if rules.fact in by_name:
            raise entry.error(f"fait '{rules.fact}' is written in two files; put them together")
        by_name[rules.fact] = rules
    return Ear(by_name, aside, _read_intents(intents, topics, classes))


def _read_fact(root: Entry, shared: Mapping[str, str]) -> tuple[FactRules, Entry]:
    fields = root.fields({"fait", "valeurs"}, {"mots", "jamais", "plusieurs", "nie", "passe", "autrui"})
    classes = {**shared, **(read_classes(fields["mots"]) if "mots" in fields else {})}
    values: dict[str, ValueRules] = {}
    for item in fields["valeurs"].items():
        said = item.fields({"valeur"}, {"dit", "peut_etre", "reponse"})
        value = said["valeur"].text()
        if value in values:
            raise said["valeur"].error(f"valeur '{value}' is written twice; put its lines together")
        values[value] = ValueRules(
            *(read_patterns(said[key], classes) if key in said else NOTHING for key in ("dit", "peut_etre", "reponse"))
        )
    return (
        FactRules(
            fact=fields["fait"].text(),
            values=values,
            never=read_patterns(fields["jamais"], classes) if "jamais" in fields else NOTHING,
            is_several=_truth(fields.get("plusieurs")),
            hears_denials=_truth(fields.get("nie")),
            hears_others=_truth(fields.get("autrui")),
            hears_past=_truth(fields.get("passe")),
        ),
        fields["fait"],
    )


def _truth(entry: Entry | None) -> bool:
    if entry is None:
        return False
    if entry.text() not in ("vrai", "faux"):
        raise entry.error(f"'{entry.text()}' is neither yes nor no; write vrai or faux")
    return entry.text() == "vrai"


def _read_intents(intents: str, topics: str, classes: Mapping[str, str]) -> IntentRules:
    fields = read_entries(intents, "intentions.yaml").fields({"intentions", "jamais", "demande"}, {"mots"})
    classes = {**classes, **(read_classes(fields["mots"]) if "mots" in fields else {})}
    by_intent: dict[str, PatternSet] = {}
    for item in fields["intentions"].items():
        said = item.fields({"intention", "dit"})
        by_intent[said["intention"].text()] = read_patterns(said["dit"], classes)
    asked: dict[str, PatternSet] = {}
    answers: dict[str, Mapping[str, str]] = {}
    for item in read_entries(topics, "reponses.yaml").items():
        said = item.fields({"sujet", "dit", "fr", "en"}, {"source"})
        topic = said["sujet"].text()
        if topic in asked:
            raise said["sujet"].error(f"sujet '{topic}' is written twice; put its lines together")
        asked[topic] = read_patterns(said["dit"], classes)
        answers[topic] = {language: said[language].text() for language in ("fr", "en")}
    if not asked:
        raise LexiconError("reponses.yaml", 1, "no topic is written; give at least one sujet")
    return IntentRules(
        intents=by_intent,
        cleared=read_patterns(fields["jamais"], classes),
        asking=read_patterns(fields["demande"], classes),
        topics=asked,
        answers=answers,
    )
