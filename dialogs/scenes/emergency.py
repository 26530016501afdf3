"""Emergencies: questions stop, whom to call is said; strain: one sentence, and a choice.

Rule 1: the words that were typed are kept nowhere. What stays is the mark that no message ever resumes the talk.
Rule 2: nobody is told, no call back is offered: in a village the desk may know the other person.
Rule 3: the first sentences say that this is a program, that nobody reads here now and that nobody is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogs.events import Counted
from dialogs.facts import text_of
from dialogs.flow import RETURN, proceed, what_next
from dialogs.inputs import Text
from dialogs.lexicon import HelpLine, tells_of_a_farm
from dialogs.listening.emergencies import Emergency
from dialogs.listening.trimming import without_emergency
from dialogs.message import MessageBuilder
from dialogs.scenes.care import CHILD, HUMAN, NO_RESUME, ButtonsScene
from dialogs.scenes.housekeeping import FORGET
from dialogs.step import Step
from dialogs.story import add_if_telling

PREFIX = "urgence-"  # how these scenes are called: « urgence-danger-now-another »
STRAIN = "charge"
SCREENS = ("danger", "violence", "shelter", "minor")
NOW, ANOTHER = "now", "another"
LATER, STOP, ERASE = "plus-tard", "arreter", "effacer"
HERE, LINE, GO_ON = "ici", "ligne", "continuer"


@dataclass(frozen=True, slots=True)
class EmergencyScene(ButtonsScene):
    """The screen of one family. Its name says all that it needs, and goes when the person leaves it."""

    name: str

    @property
    def family(self) -> str:
        """One of `SCREENS`."""
        return self.name.removeprefix(PREFIX).split("-")[0]

    def headline(self, step: Step) -> MessageBuilder:
        """Who doesn't read, whom to call, what else may help."""
        about = "autre" if ANOTHER in self.name.split("-") else "soi"
        builder = MessageBuilder().add(step.say(f"urgence-{self.family}", qui=about) + "\n")
        builder.extend(help_lines(step, self._lines(step)))
        return builder.add("\n\n").add(step.say(f"urgence-{self.family}-fin", qui=about))

    def labels(self, step: Step) -> dict[str, str]:
        """Take the talk up later, stop; where somebody may look at the phone, erase."""
        labels = {ERASE: step.say("urgence-effacer")} if self.family == "violence" else {}
        return labels | {LATER: step.say("urgence-plus-tard"), STOP: step.say("urgence-arreter")}

    def tap(self, step: Step, option: str) -> None:
        """Pause, stop, or erase."""
        step.settle(MessageBuilder().add(step.say("urgence-court")), self.labels(step)[option])
        if option == ERASE:
            step.scene(FORGET).show(step)
            return
        step.update(stage="paused" if step.passage.stage != "referred" else "referred", shown=None, draft=None)
        step.tell(step.say("urgence-fin" if option == STOP else "urgence-pause"))

    def _lines(self, step: Step) -> list[HelpLine]:
        lines = list(step.world.guard.help_lines[self.family])
        if NOW in self.name.split("-"):
            lines.sort(key=lambda line: line.key != "15")
        return lines


class StrainScene(ButtonsScene):
    """Something heavy was said: go on, or begin by talking to somebody. The words wait, and stay the person's story."""

    name = STRAIN
    yes = GO_ON

    def labels(self, step: Step) -> dict[str, str]:
        """Somebody from here, a help line, go on."""
        return {key: step.say(f"charge-{key}") for key in (HERE, LINE, GO_ON)}

    def tap(self, step: Step, option: str) -> None:
        """Take the way chosen; the words are given to where the talk stood."""
        if option == LINE:
            lines = [
                line for line in step.world.guard.help_lines["strain"] if line.key != "agri_ecoute" or _farms(step)
            ]
            step.tell(MessageBuilder().add(step.say("charge-lignes") + "\n").extend(help_lines(step, lines)).build())
            self.show(step)
            return
        step.settle(self.headline(step), self.labels(step)[option])
        words, _ = step.release()
        if option == HERE:
            if words:
                step.update(stage="listening" if step.passage.stage == "opening" else step.passage.stage)
                _keep(step, words)
            step.scene(HUMAN).show(step)
        else:
            _answer_with(step, words)

    def text(self, step: Step, text: Text) -> bool:
        """The buttons' words; anything else joins the words that wait, and the talk goes on."""
        if super().text(step, text):
            return True
        held, _ = step.release()
        step.settle(self.headline(step), self.labels(step)[GO_ON])
        _answer_with(step, f"{held}\n{text.text}".strip())
        return True


def help_lines(step: Step, lines: list[HelpLine]) -> MessageBuilder:
    """One line for each number, the number in bold."""
    builder = MessageBuilder()
    for line in lines:
        before, phone, after = (line.en if step.language == "en" else line.fr).partition(line.phone)
        builder.add("\n• " + before).add(phone, "bold").add(after)
    return builder


def stop_for(step: Step, emergency: Emergency, words: str) -> str:
    """Say whom to call. What is over is answered by one soft line.

    Returns:
        What is left to be taken as an answer: nothing, but for what is over the sentences that didn't tell of it.
    """
    if step.passage.has_flag(CHILD) or emergency.is_child:
        step.flag(CHILD)
    if emergency.is_past:
        step.tell(step.say(f"urgence-passee-{emergency.level}"))
        return without_emergency(words, step.world.guard)
    step.flag(NO_RESUME)
    step.events.append(Counted("distress", step.territory.id))
    is_own_child = emergency.level == "minor" and (emergency.is_minor or not emergency.is_about_another)
    if is_own_child:
        step.update(answers={}, history=(), draft=None, reopened=None, proposal=None)
        step.flag("minor")
    if emergency.is_minor:
        step.flag("age_asked", "minor")
    marks = [NOW] if emergency.is_immediate and emergency.level == "danger" else []
    marks += [ANOTHER] if emergency.is_about_another and not is_own_child else []
    step.scene("-".join([PREFIX + emergency.level, *marks])).show(step)
    return ""


def offer_a_pause(step: Step, words: str) -> None:
    """Ask once whether to go on or to begin by talking to somebody; the words wait."""
    step.flag(NO_RESUME)
    step.hold(words)
    step.scene(STRAIN).show(step)


def _farms(step: Step) -> bool:
    draft = step.passage.draft
    told = f"{text_of(step.passage, 'recit')}\n{draft.held if draft is not None and draft.held else ''}"
    return text_of(step.passage, "secteur") == "agriculture" or tells_of_a_farm(told, step.world.guard)


def _keep(step: Step, words: str) -> None:
    if step.passage.answers.get("recit") is None:
        step.record("recit", words)
    else:
        add_if_telling(step, words)


def _answer_with(step: Step, words: str) -> None:
    if step.passage.stage == "opening":
        step.update(stage="listening")
    following = what_next(step)
    if words and following != RETURN:
        shown = step.passage.shown
        step.update(shown=replace(shown, question=following) if shown is not None else None)
        if step.scene(following).text(step, Text(words, step.order)):
            return
        add_if_telling(step, words)
    proceed(step)
