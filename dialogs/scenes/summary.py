"""What was understood, in a sentence; and the list from which any answer can be changed."""

from __future__ import annotations

import re

from dialogs.facts import EPCI_PREFIX, is_answered, text_of, value_of
from dialogs.flow import PROPOSAL, SUMMARY, proceed, what_next
from dialogs.inputs import Text
from dialogs.labels import (
    answer_words,
    field_words,
    line_name,
    match_label,
    own_words,
    place_label,
    thing_words,
)
from dialogs.message import MessageBuilder
from dialogs.plain_answers import is_no, is_yes
from dialogs.schema import Moment
from dialogs.step import BUTTON_LIMIT, Choice, SilentScene, Step, lay_out
from referral_rules.facts import INCONNU
from referral_rules.reason import a_commune

RIGHT, MEND, MORE, BACK, LINE = "oui", "corriger", "autres", "retour", "m:"
CORRECTION = "corriger"
FORM = "forme_du_projet"
LINE_LIMIT = 40  # characters of a button that has its row to itself, on a small phone
COMPANION = {
    "fr": re.compile(
        r"\b(?:mon|ma) (mari|femme|compagne|compagnon|conjointe?|copine|copain|[eé]poux|[eé]pouse)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\bmy (husband|wife|partner|girlfriend|boyfriend)\b", re.IGNORECASE),
}


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
        if option == MEND:
            step.scene(CORRECTION).show(step)
        elif what_next(step) == SUMMARY:
            step.scene(PROPOSAL).show(step)
        else:
            proceed(step)

    def text(self, step: Step, text: Text) -> bool:
        """Yes and no in words."""
        option = match_label(text.text, {choice.option: choice.label for choice in self._choices(step)})
        if option is None:
            option = RIGHT if is_yes(text.text) else MEND if is_no(text.text) else None
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
        builder = MessageBuilder().add(f"{note}\n\n" if note else "").add(step.say("corriger-quoi"))
        step.present(CORRECTION, builder, self._rows(step, 0))

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
        option = match_label(text.text, {LINE + name: line_name(step, name) for name in changeable(step)})
        if option is None:
            return False
        self.tap(step, option)
        return True

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
        line = step.say("ligne", nom=line_name(step, name), reponse=answer_words(step, name) or step.say("passe"))
        return line if len(line) <= LINE_LIMIT else line[: LINE_LIMIT - 1].rstrip(" ,") + "…"


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
    place = _place(step)
    project = _project(step, placed=bool(place))
    vague = text_of(step.passage, FORM) in ("", INCONNU)
    first = project + (", " if vague else " ") + place if place else project
    with_whom = _said(step, "portage")
    what_for = _enumerate(step, _each_said(step, "but"))
    parts = [first, with_whom, what_for, _said(step, "echeance")]
    if text_of(step.passage, "commune") == INCONNU:
        parts.insert(1, step.say("resume-sans-lieu"))
    sentence = ", ".join(part for part in parts if part)
    needs = value_of(step.passage, "besoins_vie")
    if isinstance(needs, tuple) and needs:
        companion = _companion(step)
        listed = [step.say(f"vie-{need}", conjoint=companion) for need in needs]
        sentence += step.say("resume-vie", besoins=_enumerate(step, listed))
    return sentence


def _project(step: Step, *, placed: bool) -> str:
    thing = thing_words(step)
    return step.say(
        "resume-projet",
        connu="oui" if thing else "non",
        lieu="oui" if placed else "non",
        chose=thing,
        votre=own_words(step, thing) if thing else "",
        dans=field_words(step) or "aucun",
    )


def _place(step: Step) -> str:
    """« à Arlanc », « vers Arlanc », « dans le secteur Billom Communauté »; empty without a place."""
    code = text_of(step.passage, "commune")
    if not code or code == INCONNU:
        return ""
    name = place_label(step, code)
    if code.startswith(EPCI_PREFIX):
        return step.say("resume-secteur", lieu=name)
    around = value_of(step.passage, "precision_lieu") == "environs"
    at = a_commune(name) if step.language == "fr" else name
    return step.say("resume-lieu", precision="environs" if around else "precis", lieu=name, a_lieu=at)


def _said(step: Step, name: str) -> str:
    key = f"resume-{name}-{text_of(step.passage, name)}"
    return step.say(key) if step.has_words(key) else ""


def _each_said(step: Step, name: str) -> list[str]:
    value = value_of(step.passage, name)
    return [step.say(f"resume-{name}-{one}") for one in value] if isinstance(value, tuple) else []


def _companion(step: Step) -> str:
    """The person's own word for who shares their life, when they write in the language they are spoken to in."""
    pattern = COMPANION.get(step.language)
    found = pattern.search(text_of(step.passage, "recit")) if pattern is not None else None
    return found.group(1).lower() if found is not None else "aucun"


def _enumerate(step: Step, words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return step.say("enumeration", debut=", ".join(words[:-1]), fin=words[-1])
