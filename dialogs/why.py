"""« Pourquoi cette question ? »: why it is asked, and what the answer can still decide.

Rule 1: every question has its own reason, in the person's language.
Rule 2: who may be proposed is said only where it is proved: the structures left after each possible answer are
compared, by the same three-valued evaluation that decides whether a question is asked at all.
Rule 3: one structure left is said to be settled; few are named; of many, their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, combinations
from typing import Final

from dialogs.facts import gather_facts, options_of, territory_of
from dialogs.passage import Answer
from dialogs.schema import Kind, Question
from dialogs.step import Step
from referral_rules.evaluate import open_facts, possible_targets
from referral_rules.facts import INCONNU, Facts
from referral_rules.territory import Territory

FEW: Final = 3  # possible structures that are still named one by one; more would be noise
MOST_TICKED_TOGETHER: Final = 9  # options of a list whose every set of ticks is supposed: 512 sets, some 20 ms
SUPPOSED: Final = "?"  # the stamp of an answer that is only supposed


def say_why(step: Step) -> str:
    """Why what stands before the person is asked, and what the answer can still decide."""
    shown = step.passage.shown
    name = shown.question if shown is not None else ""
    words = step.say(f"pourquoi-{name}" if step.has_words(f"pourquoi-{name}") else "pourquoi-general")
    question = step.world.dialog.questions.get(name)
    territory = territory_of(step.world, step.passage)
    if question is None or territory is None or step.passage.stage != "listening":
        return words
    return " ".join(filter(None, (words, _what_it_decides(step, question, territory))))


def _what_it_decides(step: Step, question: Question, territory: Territory) -> str:
    """The sentence about who may be proposed; empty where nothing certain can be said."""
    unanswered = {name: given for name, given in step.passage.answers.items() if name != question.name}
    facts = gather_facts(step.world, replace(step.passage, answers=unanswered)).facts
    left = _structures(territory, possible_targets(territory, facts, step.today))
    is_routing = question.kind in (Kind.CHOIX, Kind.MULTIPLE, Kind.SECTEUR) and question.name in facts_read(territory)
    if len(left) == 1 and is_routing:
        key = "pourquoi-a-cote" if question.name in open_facts(territory, facts, step.today) else "pourquoi-acquis"
        return step.say(key, structure=left[0])
    if not is_routing:
        return ""
    by_answer = [
        _structures(territory, possible_targets(territory, supposed, step.today))
        for supposed in _supposed_facts(step, question, unanswered)
    ]
    if len({frozenset(structures) for structures in by_answer}) < 2:
        return ""
    every = list(dict.fromkeys(name for structures in by_answer for name in structures))
    if len(every) > FEW:
        return step.say("pourquoi-tri", nombre=len(every))
    either = " or " if step.language == "en" else " ou "
    return step.say("pourquoi-selon", structures=either.join((", ".join(every[:-1]), every[-1])))


def facts_read(territory: Territory) -> frozenset[str]:
    """The facts that some rule reads, and those from which they are derived."""
    rules = territory.rules
    read = {column.fact for column in rules.columns}
    for derivation in rules.vocabulary.derivations:
        if derivation.fact in read:
            read |= {fact for row in derivation.rows for fact in row.box}
    return frozenset(read)


def _supposed_facts(step: Step, question: Question, answers: dict[str, Answer]) -> Iterable[Facts]:
    """What would be known after each answer; of a list, after each set of ticks, of a long one each single tick."""
    offered: Sequence[str] = options_of(step.world, step.passage, question)
    if question.kind is Kind.SECTEUR:
        offered = tuple(step.world.vocabulary.get_fact(question.name).values)
    values: list[str | tuple[str, ...]] = list(offered)
    if question.kind is Kind.MULTIPLE:
        most = len(offered) if len(offered) <= MOST_TICKED_TOGETHER else 1
        ticked = chain.from_iterable(combinations(offered, size) for size in range(1, most + 1))
        values = [*ticked, *([()] if question.nothing else [])]
    values += [INCONNU] if question.unknown else []
    for value in values:
        supposed = answers | {question.name: Answer(value, step.passage.turn, SUPPOSED)}
        yield gather_facts(step.world, replace(step.passage, answers=supposed)).facts


def _structures(territory: Territory, targets: Iterable[str]) -> tuple[str, ...]:
    """The names of the targets' structures, in order, each once."""
    people = territory.directory.interlocutors
    return tuple(dict.fromkeys(people[target].structure.name for target in targets))
