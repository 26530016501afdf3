"""Words that join what was already told: later messages of a story, and what is said in passing."""

from __future__ import annotations

from dataclasses import replace

from dialogs.facts import is_answered
from dialogs.passage import Answer
from dialogs.step import Step

STORY = "recit"
LONGEST_STORY = 12_000  # characters kept of one free text, over several messages
TELLING = 40  # characters; from there on, words that answer no question tell something
IN_PIECES = "morceaux:"  # the mark of an answer made of several messages: an edit of one can't replace it all


def add_words(step: Step, name: str, words: str) -> None:
    """Add `words` to the free text that answers question `name`, as a line of their own."""
    answer = step.passage.answers[name]
    assert isinstance(answer.value, str)
    longer = f"{answer.value}\n{words.strip()}"[:LONGEST_STORY]
    step.flag(IN_PIECES + name)
    step.update(answers={**step.passage.answers, name: replace(answer, value=longer)})


def add_if_telling(step: Step, words: str) -> bool:
    """Keep words that answer no question but tell something with the story; False when they are too few, or too early.

    Nothing is added once the case is with its referent.
    """
    if len(words.strip()) < TELLING or step.passage.stage not in ("listening", "proposal", "contact"):
        return False
    answer: Answer | None = step.passage.answers.get(STORY)
    if answer is None or not is_answered(step.passage, STORY) or not isinstance(answer.value, str):
        return False
    add_words(step, STORY, words)
    return True
