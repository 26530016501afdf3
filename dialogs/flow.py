"""What follows an answer: the next question of the moment, else the scene that closes it."""

from __future__ import annotations

from dialogs.passage import Stage
from dialogs.path import next_question
from dialogs.schema import Moment
from dialogs.step import Step

MOMENT_OF: dict[Stage, Moment] = {
    "opening": Moment.ECOUTE,
    "listening": Moment.ECOUTE,
    "proposal": Moment.ECOUTE,
    "contact": Moment.CONTACT,
    "referred": Moment.PREPARATION,
}
SUMMARY, SENDING, FAREWELL, OUTSIDE, WELCOME = "resume", "envoi", "suite", "hors_territoire", "accueil"


def proceed(step: Step, note: str = "") -> None:
    """Put before the person what comes next; `note` is said first, in the same message."""
    step.scene(what_next(step)).show(step, note)


def what_next(step: Step) -> str:
    """The name of the scene that comes next."""
    stage = step.passage.stage
    if stage in ("paused", "closed"):
        return WELCOME
    if stage == "referred" and not step.passage.has_flag("preparing") and step.passage.reopened is None:
        return FAREWELL
    question = next_question(step.world, step.passage, MOMENT_OF[stage], step.today)
    if question is not None:
        return question.name
    return {"contact": SENDING, "referred": FAREWELL}.get(stage, SUMMARY)
