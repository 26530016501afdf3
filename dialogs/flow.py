"""What follows an answer: the next question of the moment, else the scene that closes it."""

from __future__ import annotations

from dialogs.facts import territory_of
from dialogs.passage import Stage
from dialogs.path import next_question
from dialogs.schema import Moment
from dialogs.step import Step

MOMENT_OF: dict[Stage, Moment] = {
    "listening": Moment.ECOUTE,
    "proposal": Moment.ECOUTE,
    "contact": Moment.CONTACT,
    "referred": Moment.PREPARATION,
}
SUMMARY, SENDING, FAREWELL, OUTSIDE, WELCOME = "resume", "envoi", "suite", "hors_territoire", "accueil"
PROPOSAL, RETURN = "proposition", "retrouvailles"


def proceed(step: Step, note: str = "") -> None:
    """Put before the person what comes next; `note` is said first, in the same message."""
    step.scene(what_next(step)).show(step, note)


def what_next(step: Step) -> str:
    """The name of the scene that comes next."""
    stage = step.passage.stage
    if stage in ("opening", "paused", "closed"):
        return RETURN if step.passage.answers and stage != "opening" else WELCOME
    if stage == "listening" and step.passage.reopened is None and territory_of(step.world, step.passage) is None:
        return OUTSIDE
    if stage == "referred" and not step.passage.has_flag("preparing") and step.passage.reopened is None:
        return FAREWELL
    question = next_question(step.world, step.passage, MOMENT_OF[stage], step.today, step.gathered())
    if question is not None:
        return question.name
    return {"proposal": PROPOSAL, "contact": SENDING, "referred": FAREWELL}.get(stage, SUMMARY)
