"""Which question comes next: computed from the answers, never stored.

Rule 1: parts keep their order; within a part only routing questions change places: the most telling comes first.
Rule 2: a listening question is asked whenever its condition holds; a routing one only while its fact is open.
Rule 3: an answer whose condition fell is dropped; one whose options changed must be confirmed; the rest is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from dialogs.facts import SKIPPED, FactsInOrder, gather_facts, is_answered, territory_of
from dialogs.passage import Answer, Passage
from dialogs.schema import Kind, Moment, Question
from dialogs.world import World
from referral_rules.evaluate import expected_elimination, open_facts
from referral_rules.facts import INCONNU


def next_question(
    world: World, passage: Passage, moment: Moment, today: date, gathered: FactsInOrder | None = None
) -> Question | None:
    """The question to ask now: the reopened one, else the first of `moment` that still matters; None when done.

    `gathered` are the passage's facts, where the caller has them already.
    """
    if passage.reopened is not None and passage.reopened in world.dialog.questions:
        return world.dialog.questions[passage.reopened]
    gathered = gathered or gather_facts(world, passage)
    opened: frozenset[str] | None = None
    for question in _of_moment(world, moment):
        if is_answered(passage, question.name) or gathered.holds(question.box) is not True:
            continue
        if question.listening:
            return question
        if opened is None:
            territory = territory_of(world, passage)
            opened = open_facts(territory, gathered.facts, today) if territory is not None else frozenset()
        if question.name in opened:
            return _most_telling(world, passage, question, opened, gathered, today)
    return None


def _most_telling(
    world: World, passage: Passage, first: Question, opened: frozenset[str], gathered: FactsInOrder, today: date
) -> Question:
    """Of the routing questions of one part that may be asked now, the one that settles most for what it costs.

    What a question costs is what has to be read: its options. Of equals the first written is asked.
    """
    rivals = [
        question
        for question in world.dialog.part_of(first.name).questions
        if question.name in opened
        and not question.listening
        and not is_answered(passage, question.name)
        and gathered.holds(question.box)
    ]
    territory = territory_of(world, passage)
    if len(rivals) < 2 or territory is None:
        return first

    def worth(question: Question) -> float:
        settled = expected_elimination(territory, gathered.facts, question.name, today)
        return settled / max(1, len(gathered.options(question)))

    return max(rivals, key=worth)


def stamp_of(question: Question, options: tuple[str, ...]) -> str:
    """What is written beside an answer: the question's content and, apart, the options it offered."""
    return f"{question.stamp}.{_options_hash(options)}"


def settle_answers(
    world: World, passage: Passage, moments: Collection[Moment] = frozenset(Moment)
) -> tuple[Passage, tuple[str, ...]]:
    """Bring the answers in line with the dialog and with each other.

    Args:
        world: the dialog as it is today.
        passage: the talk.
        moments: the answers of other moments are left as they are (those a frozen proposal rests on).

    Returns:
        The passage, and the names of the questions whose chosen option was withdrawn by a change of the dialog.
    """
    answers = dict(passage.answers)
    withdrawn: list[str] = []
    gathered = FactsInOrder(world)
    settled_parts = {part.name for part in world.dialog.parts if part.moment in moments}
    for question in world.dialog.questions.values():
        answer = answers.get(question.name)
        if answer is not None and question.part in settled_parts:
            if gathered.holds(question.box) is False:
                del answers[question.name]
            else:
                settled = _settle(question, answer, gathered.options(question))
                if answer.stamp and not settled.stamp and not answer.stamp.startswith(question.stamp):
                    withdrawn.append(question.name)
                answers[question.name] = settled
        gathered.add(question, answers.get(question.name))
    for name in [name for name in answers if name not in world.dialog.questions]:
        if name not in world.vocabulary.facts:
            del answers[name]
    if answers == passage.answers:
        return passage, ()
    return replace(passage, answers=answers), tuple(withdrawn)


def _settle(question: Question, answer: Answer, options: tuple[str, ...]) -> Answer:
    """The answer as it stands under today's question: kept and stamped anew, or to be confirmed."""
    stamp = stamp_of(question, options)
    if not answer.stamp or answer.stamp == stamp:
        return answer
    free = question.kind not in (Kind.CHOIX, Kind.MULTIPLE) or answer.value in (INCONNU, SKIPPED)
    if free or (isinstance(answer.value, str) and answer.value in options):
        return replace(answer, stamp=stamp)
    if isinstance(answer.value, tuple):
        same_list = answer.stamp.endswith(_options_hash(options)) or not answer.stamp.startswith(question.stamp)
        if same_list and set(answer.value) <= set(options):
            return replace(answer, stamp=stamp)
        return replace(answer, stamp="", value=tuple(value for value in answer.value if value in options))
    return replace(answer, stamp="")


def _options_hash(options: tuple[str, ...]) -> str:
    return hashlib.sha256(",".join(sorted(options)).encode()).hexdigest()[:6] if options else "-"


def _of_moment(world: World, moment: Moment) -> Iterator[Question]:
    for part in world.dialog.of_moment(moment):
        yield from part.questions
