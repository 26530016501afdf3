"""What all questions of the dialog share: their words, their lead, how an answer is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogs.facts import SKIPPED, VOICE, is_answered
from dialogs.flow import proceed
from dialogs.inputs import Text, Voice
from dialogs.labels import answer_words, match_label, match_other_words, option_label
from dialogs.listening import Context
from dialogs.listening.answers import clean_name
from dialogs.message import MessageBuilder
from dialogs.passage import AnswerValue, Draft
from dialogs.plain_answers import is_greeting, is_no, is_nothing, is_skip, is_unknown, is_yes
from dialogs.schema import Moment, Question
from dialogs.step import BUTTON_LIMIT, Choice, SilentScene, Step, lay_out
from dialogs.story import LONGEST_STORY
from referral_rules.facts import INCONNU

SKIP, UNKNOWN, KEEP, MORE = "passer", INCONNU, "garder", "autres"


@dataclass(frozen=True, slots=True)
class QuestionScene(SilentScene):
    """A question of the dialog that stands before the person. Kinds are its subclasses."""

    question: Question

    @property
    def name(self) -> str:
        """The question's name."""
        return self.question.name

    def show(self, step: Step, note: str = "") -> None:
        """Ask."""
        step.present(self.name, self.headline(step, note), lay_out(self.extras(step)))

    def headline(self, step: Step, note: str = "") -> MessageBuilder:
        """The question's words: where we are when a part begins, what was said before, the question itself."""
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        if hint := self._part_hint(step):
            builder.add(hint, "italic").add("\n")
        builder.add(step.say(f"q-{self.name}"))
        if before := answer_words(step, self.name):
            builder.add("\n").add(step.say("deja-repondu", reponse=before), "italic")
        return builder

    def bare_headline(self, step: Step) -> MessageBuilder:
        """The question's words alone, for the settled message."""
        return MessageBuilder().add(step.say(f"q-{self.name}"))

    def extras(self, step: Step) -> list[Choice]:
        """*Laisser comme avant*, *Je ne sais pas encore* and *Passer*, where they make sense."""
        extras: list[Choice] = []
        if step.passage.reopened == self.name and is_answered(step.passage, self.name):
            extras.append(Choice(step.say("bouton-garder"), KEEP))
        if self.question.unknown:
            extras.append(Choice(step.say("bouton-inconnu"), UNKNOWN))
        if self.question.skippable:
            extras.append(Choice(step.say("bouton-passer"), SKIP))
        return extras

    def take(self, step: Step, value: AnswerValue, label: str, *, said: str | None = None, note: str = "") -> None:
        """Record the answer, settle the shown message, go on."""
        step.settle(self.bare_headline(step), label)
        step.record(self.name, value, said=said)
        proceed(step, note)

    def take_extra(self, step: Step, option: str) -> bool:
        """Take one of `extras`; False when `option` is none of them."""
        if option == KEEP and step.passage.reopened == self.name:
            step.settle(self.bare_headline(step), answer_words(step, self.name) or step.say("bouton-garder"))
            step.update(reopened=None, draft=None)
            proceed(step)
        elif option == UNKNOWN and self.question.unknown:
            self.take(step, INCONNU, step.say("bouton-inconnu"))
        elif option == SKIP and self.question.skippable:
            self.take(step, SKIPPED, step.say("bouton-passer"))
        else:
            return False
        return True

    def typed_extra(self, step: Step, words: str) -> str | None:
        """Which of `extras` the typed words mean, if any."""
        labels = {extra.option: extra.label for extra in self.extras(step)}
        if option := match_label(words, labels):
            return option
        if UNKNOWN in labels and is_unknown(words):
            return UNKNOWN
        return SKIP if SKIP in labels and is_skip(words) else None

    def heard_in(self, step: Step, words: str, labels: dict[str, str]) -> AnswerValue | None:
        """What the words answer in other words than a button's; None when that is not clear."""
        context = Context(step.today, step.territory.communes)
        heard = step.world.listener.read(self.question, tuple(labels), labels, words, context).value
        return SKIP if heard == SKIPPED else heard

    def _part_hint(self, step: Step) -> str:
        """« 2/6 · Le lieu » when the part begins; nothing within it, nor when an answer is changed."""
        part = step.world.dialog.part_of(self.name)
        if part.moment is not Moment.ECOUTE or step.passage.reopened is not None:
            return ""
        if any(is_answered(step.passage, question.name) for question in part.questions):
            return ""
        parts = step.world.dialog.of_moment(Moment.ECOUTE)
        return step.say(
            "avancement", rang=parts.index(part) + 1, total=len(parts), partie=step.say(f"partie-{part.name}")
        )


@dataclass(frozen=True, slots=True)
class TextScene(QuestionScene):
    """A free text, typed (in one or several messages) or spoken."""

    def tap(self, step: Step, option: str) -> None:
        """Only *Passer* and *Laisser comme avant* are offered."""
        self.take_extra(step, option)

    def text(self, step: Step, text: Text) -> bool:
        """Take the words as they are; a bare greeting is no story, and a name is no story either."""
        words = text.text.strip()
        if not words:
            return False
        if option := self.typed_extra(step, words):
            return self.take_extra(step, option)
        is_story = self.question.several_messages and not self.question.skippable
        if is_story and (is_greeting(words) or is_yes(words) or is_nothing(words)):
            return False
        if self.name == "prenom":
            words = clean_name(words) or words
        if self.question.longest is not None and len(words) > self.question.longest:
            self.show(step, step.say("trop-long"))
            return True
        self.take(step, words[:LONGEST_STORY], excerpt(words))
        return True

    def voice(self, step: Step, voice: Voice) -> bool:
        """A story or a word of attention may be spoken."""
        if not self.question.several_messages or voice.media is None:
            return False
        self.take(step, f"{VOICE}{voice.media}", step.say("message-vocal"), note=step.say("vocal-recu"))
        return True


@dataclass(frozen=True, slots=True)
class ChoiceScene(QuestionScene):
    """One option of a list."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask; what doesn't fit under one question stands behind « Autres… »."""
        step.present(self.name, self.headline(step, note), self._rows(step))

    def labels(self, step: Step) -> dict[str, str]:
        """The options offered now, with their labels."""
        offered = step.options_of(self.question)
        return {option: option_label(step, self.name, option) for option in offered}

    def tap(self, step: Step, option: str) -> None:
        """Take the option, or turn the page."""
        if option == MORE:
            draft = step.passage.draft or Draft()
            step.update(draft=replace(draft, page=draft.page + 1))
            step.change(self.headline(step), self._rows(step))
        elif not self.take_extra(step, option):
            self.take(step, option, option_label(step, self.name, option))

    def text(self, step: Step, text: Text) -> bool:
        """Take typed words that are a button's label, a plain yes or no, or say that one doesn't know."""
        labels = self.labels(step)
        extras = {extra.option: extra.label for extra in self.extras(step)}
        option = match_label(text.text, labels | extras) or self.typed_extra(step, text.text)
        option = option or match_other_words(step, self.name, text.text, labels)
        if option is None and {"oui", "non"} <= labels.keys():
            option = "oui" if is_yes(text.text) else "non" if is_no(text.text) else None
        if option is not None:
            self.tap(step, option)
            return True
        heard = self.heard_in(step, text.text, labels)
        if not isinstance(heard, str) or not (heard in labels or heard in extras):
            return False
        if heard in extras:
            self.tap(step, heard)
        else:
            self.take(step, heard, labels[heard], said=text.text)
        return True

    def _rows(self, step: Step) -> list[list[Choice]]:
        choices = [Choice(label, option) for option, label in self.labels(step).items()]
        extras = self.extras(step)
        room = BUTTON_LIMIT - len(extras)
        if len(choices) > room:
            room -= 1
            page = (step.passage.draft.page if step.passage.draft is not None else 0) % -(-len(choices) // room)
            choices = choices[page * room : (page + 1) * room]
            extras = [Choice(step.say("bouton-autres"), MORE), *extras]
        return lay_out([*choices, *extras])


def excerpt(words: str, limit: int = 300) -> str:
    """The words themselves, cut for the settled message only; the answer keeps them whole."""
    return words if len(words) <= limit else words[:limit].rstrip() + "…"
