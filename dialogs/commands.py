"""What a slash command means, whatever stands before the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogs.events import ExportAsked, ProjectsAsked
from dialogs.facts import is_answered
from dialogs.flow import RETURN, SUMMARY, WELCOME, proceed
from dialogs.inputs import Command
from dialogs.scenes.care import CHILD, HUMAN, NO_RESUME
from dialogs.scenes.housekeeping import FORGET, restart, resume
from dialogs.scenes.summary import CORRECTION, changeable, summary_sentence
from dialogs.schema import Moment
from dialogs.step import Step
from dialogs.why import say_why


def take_command(step: Step, command: Command) -> None:
    """Carry out a command; an unknown one is answered with what exists."""
    COMMANDS.get(command.name, unknown)(step)


def start(step: Step) -> None:
    """Greet; in the middle of a talk, say where the person was and let them choose."""
    if step.passage.has_flag(CHILD):
        restart(step)
    elif step.passage.stage == "opening" or not step.passage.answers:
        step.scene(WELCOME).show(step)
    elif step.passage.stage == "referred":
        step.unflag("preparing")
        proceed(step)
    else:
        step.scene(RETURN).show(step)


def go_back(step: Step) -> None:
    """Reopen the last answered question of the path really taken."""
    allowed = set(changeable(step))
    path = [turn for turn in step.passage.history if turn.question in allowed]
    names = [turn.question for turn in path]
    if step.passage.reopened in names:
        path = path[: names.index(step.passage.reopened)]
    turn = path[-1] if path else None
    if turn is None or step.passage.stage not in ("listening", "contact", "proposal"):
        step.tell(step.say("retour-impossible"))
        resume(step)
        return
    if step.passage.stage == "proposal":
        step.update(stage="listening")
    step.update(reopened=turn.question, draft=None)
    proceed(step)


def correct(step: Step) -> None:
    """Offer every answer for change."""
    if step.passage.stage == "proposal":
        step.update(stage="listening")
    if step.passage.stage not in ("listening", "contact") or not changeable(step):
        step.tell(step.say("modifier-impossible"))
        resume(step)
        return
    step.scene(CORRECTION).show(step)


def where_am_i(step: Step) -> None:
    """What was understood so far, and the current question again."""
    if not is_answered(step.passage, "recit"):
        resume(step)
        return
    parts = step.world.dialog.of_moment(Moment.ECOUTE)
    done = sum(1 for part in parts if any(is_answered(step.passage, q.name) for q in part.questions))
    words = step.say("ou-en-suis-je", phrase=summary_sentence(step), faites=done, total=len(parts))
    if step.passage.shown is not None and step.passage.shown.question == SUMMARY:
        step.scene(SUMMARY).show(step)
    else:
        step.tell(words)
        resume(step)


def why(step: Step) -> None:
    """Why this question, and what its answer can still decide."""
    step.tell(say_why(step))
    show_again(step)


def stop(step: Step) -> None:
    """The person wishes to stop: leave them in peace, with the door open."""
    if step.passage.stage not in ("listening", "proposal", "contact"):
        step.tell(step.say("a-bientot"))
        return
    step.update(stage="paused", shown=None, reopened=None)
    step.flag(NO_RESUME)
    step.tell(step.say("a-bientot"))


def show_data(step: Step) -> None:
    """Everything that is kept about the person."""
    step.events.append(ExportAsked())
    show_again(step)


def show_projects(step: Step) -> None:
    """Where each of the person's projects stands."""
    step.events.append(ProjectsAsked())
    show_again(step)


def forget(step: Step) -> None:
    """Erase, after a yes."""
    step.scene(FORGET).show(step)


def human(step: Step) -> None:
    """A human, now."""
    step.scene(HUMAN).show(step)


def help_me(step: Step) -> None:
    """What can be done here."""
    step.tell(step.say("aide"))
    show_again(step)


def unknown(step: Step) -> None:
    """A command that doesn't exist."""
    step.tell(step.say("commande-inconnue"))
    show_again(step)


def show_again(step: Step, note: str = "") -> None:
    """Show what stands before the person once more, if anything does."""
    shown = step.passage.shown
    if shown is None:
        if note:
            step.tell(note)
        return
    step.scene(shown.question).show(step, note)


COMMANDS: Mapping[str, Callable[[Step], None]] = {
    "start": start,
    "retour": go_back,
    "back": go_back,
    "modifier": correct,
    "resume": where_am_i,
    "pourquoi": why,
    "why": why,
    "suivi": show_projects,
    "mesdonnees": show_data,
    "oublier": forget,
    "contact": human,
    "aide": help_me,
    "help": help_me,
    "stop": stop,
}
