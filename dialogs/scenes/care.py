"""When something else comes first: a very young person, a place outside, the wish for a human."""

from __future__ import annotations

import re

from dialogs.events import Counted, HumanRequested
from dialogs.facts import text_of
from dialogs.flow import OUTSIDE, proceed, what_next
from dialogs.inputs import Text
from dialogs.labels import match_label
from dialogs.listening.emergencies import CONTACT_AGE, MAJORITY
from dialogs.message import MessageBuilder
from dialogs.passage import Draft
from dialogs.plain_answers import is_greeting, is_no, is_yes
from dialogs.reachability import find_phone
from dialogs.scenes.asking import TextScene, excerpt
from dialogs.scenes.opening import outside_words
from dialogs.schema import Question
from dialogs.step import Choice, SilentScene, Step, lay_out
from dialogs.story import LONGEST_STORY, TELLING, add_if_telling
from referral_rules.facts import COMMUNE

AGE, HUMAN, CALLBACK = "age", "humain", "rappel"
CALL_ME, GO_ON = "rappel", "continuer"
CHILD = "under_15"  # the mark of a talk that keeps nothing and takes no number
COUNTED_OUTSIDE = "outside_counted"
NO_RESUME = "no_resume"  # the mark after which no message ever resumes the talk by itself


class ButtonsScene(SilentScene):
    """A few words and their buttons; typed words that are a button's label count as a tap."""

    name = ""
    yes, no = "", ""  # the options that a plain yes and a plain no mean here; none when empty

    def headline(self, step: Step) -> MessageBuilder:
        """What is said."""
        return MessageBuilder().add(step.say(self.name))

    def labels(self, step: Step) -> dict[str, str]:
        """Option keys and their labels."""
        return {}

    def show(self, step: Step, note: str = "") -> None:
        """Put it before the person."""
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        builder.extend(self.headline(step))
        step.present(self.name, builder, lay_out([Choice(label, key) for key, label in self.labels(step).items()]))

    def text(self, step: Step, text: Text) -> bool:
        """The buttons' words."""
        option = match_label(text.text, self.labels(step))
        if option is None:
            option = self.yes if is_yes(text.text) else self.no if is_no(text.text) else ""
        if not option:
            return False
        self.tap(step, option)
        return True


class CallbackScene(SilentScene):
    """A number to be called back at by a human: giving it is the yes."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask for the number."""
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        builder.add(step.say("rappel"))
        known = text_of(step.passage, "telephone")
        choices = [Choice(known, "connu")] if known else []
        step.present(CALLBACK, builder, lay_out([*choices, Choice(step.say("rappel-non"), "non")]))

    def tap(self, step: Step, option: str) -> None:
        """The number that is known, or no call after all."""
        if option == "connu":
            self._request(step, text_of(step.passage, "telephone"))
        else:
            step.settle(MessageBuilder().add(step.say("rappel-court")), step.say("rappel-non"))
            self._after(step)

    def text(self, step: Step, text: Text) -> bool:
        """A typed number."""
        phone = find_phone(text.text)
        if phone is None:
            self.show(step, step.say("telephone-incompris"))
        else:
            self._request(step, phone)
        return True

    def contact(self, step: Step, phone: str) -> bool:
        """A shared contact card."""
        found = find_phone(phone)
        if found is None:
            return False
        self._request(step, found)
        return True

    def _request(self, step: Step, phone: str) -> None:
        step.settle(MessageBuilder().add(step.say("rappel-court")), phone)
        name = text_of(step.passage, "prenom")
        step.events.append(HumanRequested("contact", name, phone, step.territory.id))
        pivot = step.territory.directory.interlocutors[step.territory.pivot]
        step.tell(step.say("rappel-demande", nom=pivot.name, numero=pivot.phone or pivot.structure.phone))
        self._after(step)

    def _after(self, step: Step) -> None:
        """Back to where the person was; after a stop only when they ask."""
        step.release()
        if step.passage.stage in ("paused", "closed"):
            step.update(shown=None)
        else:
            proceed(step)


class HumanScene(ButtonsScene):
    """A human, now: the pivot's number, or a call back."""

    name = HUMAN

    def headline(self, step: Step) -> MessageBuilder:
        """Whom to call and when."""
        pivot = step.territory.directory.interlocutors[step.territory.pivot]
        hours = pivot.structure.hours_en if step.language == "en" else pivot.structure.hours
        return MessageBuilder().add(
            step.say("humain", nom=pivot.name, numero=pivot.phone or pivot.structure.phone, heures=hours or "aucune")
        )

    def labels(self, step: Step) -> dict[str, str]:
        """Be called (never a child, whose number isn't taken), or back to the talk."""
        labels = {} if step.passage.has_flag(CHILD) else {CALL_ME: step.say("humain-rappel")}
        return labels | {GO_ON: step.say("humain-retour")}

    def tap(self, step: Step, option: str) -> None:
        """Be called back, or go on."""
        step.settle(self.headline(step), self.labels(step)[option])
        if option == CALL_ME:
            step.scene(CALLBACK).show(step)
        else:
            proceed(step)


class AgeScene(ButtonsScene):
    """Asked only when the words hint at a minor."""

    name = AGE

    def labels(self, step: Step) -> dict[str, str]:
        """Three ages."""
        return {key: step.say(f"age-{key}") for key in ("moins15", "de15a17", "majeur")}

    def tap(self, step: Step, option: str) -> None:
        """Under fifteen: public numbers and nothing kept. Else go on with the words that were said."""
        step.settle(self.headline(step), self.labels(step)[option])
        if option == "moins15":
            turn_away_child(step)
            return
        step.flag("age_asked")
        if option == "de15a17":
            step.flag("minor")
        take_held_words(step)

    def text(self, step: Step, text: Text) -> bool:
        """An age in figures, or a button's words."""
        years = re.search(r"\d{1,3}", text.text)
        if years is None:
            return super().text(step, text)
        age = int(years[0])
        self.tap(step, "moins15" if age < CONTACT_AGE else "de15a17" if age < MAJORITY else "majeur")
        return True


class OutsideScene(ButtonsScene):
    """A place outside every territory: whom to call there, and the way back."""

    name = OUTSIDE

    def headline(self, step: Step) -> MessageBuilder:
        """Whom to call."""
        return MessageBuilder().add(outside_words(step, text_of(step.passage, "commune")))

    def show(self, step: Step, note: str = "") -> None:
        """Say it, and count it once."""
        if not step.passage.has_flag(COUNTED_OUTSIDE):
            step.flag(COUNTED_OUTSIDE)
            step.events.append(Counted("outside", step.territory.id))
        super().show(step, note)

    def labels(self, step: Step) -> dict[str, str]:
        """Another commune, or leave it there."""
        return {"autre": step.say("hors-territoire-autre"), "fin": step.say("hors-territoire-fin")}

    def tap(self, step: Step, option: str) -> None:
        """Another commune, or the end."""
        step.settle(MessageBuilder().add(step.say("lieu-court")), self.labels(step)[option])
        if option == "autre":
            step.update(reopened=COMMUNE, draft=Draft(words=""))
            proceed(step)
        else:
            step.update(stage="closed", shown=None, draft=None)
            step.tell(step.say("a-bientot"))

    def text(self, step: Step, text: Text) -> bool:
        """A button's words, or the name of another place."""
        if super().text(step, text):
            return True
        step.update(reopened=COMMUNE, draft=Draft(words=""))
        return step.scene(COMMUNE).text(step, text)


def take_held_words(step: Step) -> None:
    """Go on where the talk stood; the words that waited are the story, if it is the story that comes next."""
    words, _ = step.release()
    if step.passage.stage == "opening":
        step.update(stage="listening")
    following = step.scene(what_next(step))
    if words and isinstance(following, TextScene) and _answers(following.question, words):
        following.take(step, words[:LONGEST_STORY], excerpt(words))
        return
    if words:
        add_if_telling(step, words)
    proceed(step)


def _answers(question: Question, words: str) -> bool:
    """Whether words that waited answer a free text; « me revoilà » is nothing to bear in mind."""
    tells = not question.skippable or len(words) >= TELLING
    return question.several_messages and tells and not is_greeting(words)


def turn_away_child(step: Step) -> None:
    """Public numbers for somebody under fifteen; no contact details, no story kept."""
    step.update(stage="closed", shown=None, draft=None, reopened=None, answers={}, history=())
    step.flag("minor", CHILD, NO_RESUME)
    step.tell(step.say("moins-de-15"))
    step.events.append(Counted("minor", step.territory.id))
