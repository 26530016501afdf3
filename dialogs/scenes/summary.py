"""What was understood, in a sentence; and the list from which any answer can be changed."""

from __future__ import annotations

from dialogs.facts import SKIPPED, is_answered, text_of, value_of
from dialogs.flow import SUMMARY, proceed
from dialogs.inputs import Text
from dialogs.labels import answer_words, match_label, option_label
from dialogs.message import MessageBuilder
from dialogs.schema import Moment
from dialogs.step import BUTTON_LIMIT, Choice, SilentScene, Step, lay_out
from referral_rules.facts import INCONNU
from referral_rules.reason import a_commune

RIGHT, MEND, MORE, BACK, LINE = "oui", "corriger", "autres", "retour", "m:"
CORRECTION = "corriger"
LISTED_OPTIONS = 5  # values of a list that the sentence names before it says « … »


class SummaryScene(SilentScene):
    """« Si j’ai bien compris… »"""

    def show(self, step: Step, note: str = "") -> None:
        """Say what was understood."""
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        builder.add(step.say("resume", phrase=summary_sentence(step)))
        step.present(SUMMARY, builder, lay_out(self._choices(step)))

    def tap(self, step: Step, option: str) -> None:
        """Right: the proposal. Else the list of answers."""
        step.settle(MessageBuilder().add(step.say("resume", phrase=summary_sentence(step))), self._label(step, option))
        if option == RIGHT:
            step.scene("proposition").show(step)
        else:
            step.scene(CORRECTION).show(step)

    def text(self, step: Step, text: Text) -> bool:
        """Yes and no in words."""
        option = match_label(text.text, {choice.option: choice.label for choice in self._choices(step)})
        if option is None and match_label(text.text, {"oui": step.say("oui")}):
            option = RIGHT
        if option is None and match_label(text.text, {"non": step.say("non")}):
            option = MEND
        if option is None:
            return False
        self.tap(step, option)
        return True

    def _choices(self, step: Step) -> list[Choice]:
        return [Choice(step.say("resume-oui"), RIGHT), Choice(step.say("resume-corriger"), MEND)]

    def _label(self, step: Step, option: str) -> str:
        return step.say("resume-oui") if option == RIGHT else step.say("resume-corriger")


class CorrectionScene(SilentScene):
    """Every answer as a button; the one tapped is asked again, the rest stays."""

    def show(self, step: Step, note: str = "") -> None:
        """Offer the answers, a page at a time."""
        self._present(step, 0)

    def tap(self, step: Step, option: str) -> None:
        """Reopen an answer, turn the page, or go back."""
        if option.startswith(MORE):
            self._change(step, int(option.removeprefix(MORE)))
        elif option.startswith(LINE):
            name = option.removeprefix(LINE)
            step.settle(MessageBuilder().add(step.say("corriger-quoi")), self._label(step, name))
            step.update(reopened=name, draft=None)
            proceed(step)
        else:
            step.settle(MessageBuilder().add(step.say("corriger-quoi")), step.say("bouton-precedent"))
            proceed(step)

    def text(self, step: Step, text: Text) -> bool:
        """The name of an answer is taken."""
        option = match_label(text.text, {LINE + name: step.fact_words(name) for name in changeable(step)})
        if option is None:
            return False
        self.tap(step, option)
        return True

    def _present(self, step: Step, page: int) -> None:
        step.present(CORRECTION, MessageBuilder().add(step.say("corriger-quoi")), self._rows(step, page))

    def _change(self, step: Step, page: int) -> None:
        step.change(MessageBuilder().add(step.say("corriger-quoi")), self._rows(step, page))

    def _rows(self, step: Step, page: int) -> list[list[Choice]]:
        names = changeable(step)
        room = BUTTON_LIMIT - 2
        pages = max(1, -(-len(names) // room))
        shown = names[(page % pages) * room : (page % pages) * room + room]
        choices = [Choice(self._label(step, name), LINE + name) for name in shown]
        if pages > 1:
            choices.append(Choice(step.say("bouton-autres"), f"{MORE}{page + 1}"))
        return [[choice] for choice in [*choices, Choice(step.say("bouton-precedent"), BACK)]]

    def _label(self, step: Step, name: str) -> str:
        words = step.say("coordonnees") if name == "coordonnees" else step.fact_words(name)
        answer = answer_words(step, name)
        line = f"{words} : {answer}" if step.language == "fr" else f"{words}: {answer}"
        line = line[:1].upper() + line[1:]
        return line if len(line) <= 48 else line[:47].rstrip() + "…"


def changeable(step: Step) -> list[str]:
    """The answered questions that may be changed now, in the dialog's order."""
    moments = {Moment.ECOUTE} | ({Moment.CONTACT} if step.passage.stage == "contact" else set())
    return [
        question.name
        for part in step.world.dialog.parts
        if part.moment in moments
        for question in part.questions
        if is_answered(step.passage, question.name) and question.name != "accords"
    ]


def summary_sentence(step: Step) -> str:
    """What was understood, as one sentence: the project, the place, with whom, what for, when; then the life around."""
    passage = step.passage
    parts = [_project(step)]
    if place := answer_words(step, "commune"):
        unknown = text_of(passage, "commune") == INCONNU
        around = value_of(passage, "precision_lieu") == "environs"
        parts.append(step.say("resume-sans-lieu") if unknown else _place(step, place, around=around))
    for name in ("portage", "type_collectif", "but", "echeance"):
        if words := _known_words(step, name):
            parts.append(words)
    sentence = ", ".join(parts)
    life = value_of(passage, "besoins_vie")
    if isinstance(life, tuple) and life:
        listed = [step.say(f"vie-{need}") for need in life[:LISTED_OPTIONS]]
        sentence += step.say("resume-vie", besoins=_enumerate(step, listed))
    return sentence


def _project(step: Step) -> str:
    sector = text_of(step.passage, "secteur")
    known = sector and sector not in (INCONNU, SKIPPED, "autre")
    words = option_label(step, "secteur", sector).lower() if known else ""
    return step.say("resume-projet", domaine=words, connu="oui" if known else "non")


def _place(step: Step, place: str, *, around: bool) -> str:
    if step.language != "fr":
        return step.say("resume-lieu", lieu=place, a_lieu=place)
    return place if around else step.say("resume-lieu", lieu=place, a_lieu=a_commune(place))


def _known_words(step: Step, name: str) -> str:
    value = value_of(step.passage, name)
    if value in (None, "", INCONNU, SKIPPED) or value == ():
        return ""
    values = value if isinstance(value, tuple) else (str(value),)
    return _enumerate(step, [step.world.vocabulary.label(name, one, step.language) for one in values])


def _enumerate(step: Step, words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return step.say("enumeration", debut=", ".join(words[:-1]), fin=words[-1])
