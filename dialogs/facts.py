"""From a passage to what the rules may read: facts, three-valued.

An answer that must be confirmed again (its stamp is empty) counts as not yet asked.
"""

from __future__ import annotations

from dialogs.passage import Answer, Passage
from dialogs.schema import Kind, Question
from dialogs.world import World
from referral_rules.boxes import Box
from referral_rules.derive import box_verdict, derive
from referral_rules.facts import COMMUNE, INCONNU, SANS_OBJET, Facts, FactValue, OneOf
from referral_rules.territory import Territory

EPCI_PREFIX = "epci:"  # how a place known only by its intercommunality is written in the answer
SKIPPED = "passe"  # the value of a question that the person skipped
VOICE = "voix:"  # how a voice message stands in a free text: a line of its own, followed by the media's number


def is_answered(passage: Passage, question: str) -> bool:
    """Whether `question` has an answer that needs no confirmation."""
    answer = passage.answers.get(question)
    return answer is not None and bool(answer.stamp)


def value_of(passage: Passage, question: str) -> str | tuple[str, ...] | None:
    """The value of an answered question, else None."""
    answer = passage.answers.get(question)
    return answer.value if answer is not None and answer.stamp else None


def text_of(passage: Passage, question: str) -> str:
    """The value of a question answered by one word or text; empty when unanswered, skipped, or several."""
    value = value_of(passage, question)
    return value if isinstance(value, str) and value != SKIPPED else ""


def written_words(text: str) -> str:
    """What was typed of a free text: its lines without those that stand for voice messages."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(VOICE))


def territory_of(world: World, passage: Passage) -> Territory | None:
    """The territory the person's place belongs to; the default one while no place is known; None when outside all."""
    value = text_of(passage, COMMUNE)
    if not value or value == INCONNU:
        return world.territory(None)
    if value.startswith(EPCI_PREFIX):
        communes = world.geography.communes_of_epci(value.removeprefix(EPCI_PREFIX))
        return next((found for code in sorted(communes) if (found := world.territory_of(code))), None)
    return world.territory_of(value)


class FactsInOrder:
    """Facts gathered question by question, in the dialog's order: a condition reads only what stands before it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._derived = frozenset(derivation.fact for derivation in world.vocabulary.derivations)
        self.facts: dict[str, FactValue] = {}

    def holds(self, box: Box) -> bool | None:
        """Whether what is known lies in `box`: yes, no, or not yet known."""
        if not box:
            return True
        facts = derive(self._world.vocabulary, self.facts) if self._derived & box.keys() else self.facts
        return box_verdict(box, facts)

    def options(self, question: Question) -> tuple[str, ...]:
        """The options that `question` offers now."""
        return next((options.values for options in question.lists if self.holds(options.box)), ())

    def add(self, question: Question, answer: Answer | None) -> None:
        """Take in the answer, or note that the question doesn't arise."""
        if question.personal or question.name not in self._world.vocabulary.facts:
            return
        if answer is not None and answer.stamp:
            if answer.value != SKIPPED:
                self.facts[question.name] = self._value(question, answer)
        elif self.holds(question.box) is False:
            self.facts[question.name] = SANS_OBJET

    def _value(self, question: Question, answer: Answer) -> FactValue:
        value = answer.value
        if isinstance(value, tuple):
            return frozenset(value)
        if question.kind is Kind.COMMUNE and value.startswith(EPCI_PREFIX):
            communes = self._world.geography.communes_of_epci(value.removeprefix(EPCI_PREFIX))
            return OneOf(communes) if communes else INCONNU
        return value


def facts_of(world: World, passage: Passage) -> Facts:
    """What is known: answered facts, and `sans_objet` where a question's condition is false."""
    return gather_facts(world, passage).facts


def gather_facts(world: World, passage: Passage) -> FactsInOrder:
    """What is known, with what it takes to judge conditions on it."""
    gathered = FactsInOrder(world)
    for question in world.dialog.questions.values():
        gathered.add(question, passage.answers.get(question.name))
    return gathered


def options_of(world: World, passage: Passage, question: Question) -> tuple[str, ...]:
    """The options that `question` offers to this person now."""
    if len(question.lists) == 1 and not question.lists[0].box:
        return question.lists[0].values
    return gather_facts(world, passage).options(question) if question.lists else ()
