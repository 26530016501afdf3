"""Coming back, correcting what was typed, taking back an agreement, forgetting everything."""

from __future__ import annotations

from dataclasses import replace

from dialogs.events import AgreementChanged, ErasureAsked, ProjectsAsked, TalkRestarted
from dialogs.facts import text_of
from dialogs.flow import FAREWELL, RETURN, proceed
from dialogs.inputs import Text
from dialogs.keys import next_key
from dialogs.message import MessageBuilder
from dialogs.passage import Passage
from dialogs.scenes.care import HUMAN, ButtonsScene, take_held_words
from dialogs.scenes.contact import agreement_label
from dialogs.scenes.opening import LANGUAGE
from dialogs.scenes.summary import summary_sentence
from dialogs.step import Step

FORGET, REPLACE, WITHDRAW = "oublier", "remplacer", "retrait"


class ReturnScene(ButtonsScene):
    """Welcome back: where the person was; go on or start again, nothing lost by choosing."""

    name = RETURN
    yes = "continuer"

    def headline(self, step: Step) -> MessageBuilder:
        """Where the person was."""
        has_project = bool(text_of(step.passage, "secteur"))
        phrase = summary_sentence(step) if has_project else "aucune"
        return MessageBuilder().add(step.say("retrouvailles", phrase=phrase))

    def labels(self, step: Step) -> dict[str, str]:
        """Go on, start again, or speak the other language."""
        return {
            "continuer": step.say("retrouvailles-continuer"),
            "recommencer": step.say("retrouvailles-recommencer"),
            LANGUAGE: step.say("accueil-langue"),
        }

    def tap(self, step: Step, option: str) -> None:
        """Go on (with the words the person came back with, if any), or a new talk."""
        if option == LANGUAGE:
            step.update(language="fr" if step.language == "en" else "en")
            self.show(step)
            return
        step.settle(self.headline(step), self.labels(step)[option])
        if option == "recommencer":
            restart(step)
            return
        if step.passage.stage in ("paused", "closed"):
            step.update(stage="listening" if step.passage.answers else "opening")
        take_held_words(step)

    def text(self, step: Step, text: Text) -> bool:
        """The buttons' words; a yes is a wish to go on, more words wait with those that came before."""
        if super().text(step, text):
            return True
        held, _ = step.release()
        step.hold(f"{held}\n{text.text}".strip())
        self.show(step)
        return True


class ForgetScene(ButtonsScene):
    """Erase everything personal, after a yes."""

    name = FORGET
    yes, no = "oui", "non"

    def labels(self, step: Step) -> dict[str, str]:
        """Yes or no."""
        return {"oui": step.say("oublier-oui"), "non": step.say("oublier-non")}

    def tap(self, step: Step, option: str) -> None:
        """Erase, or go on."""
        if option == "oui":
            step.update(shown=None)
            step.events.append(ErasureAsked())
            return
        step.settle(self.headline(step), self.labels(step)[option])
        resume(step)


class ReplaceScene(ButtonsScene):
    """A message was edited after it had been taken as an answer: replace the answer, or leave it."""

    name = REPLACE
    yes, no = "oui", "non"

    def labels(self, step: Step) -> dict[str, str]:
        """Replace, or leave."""
        return {"oui": step.say("remplacer-oui"), "non": step.say("remplacer-non")}

    def tap(self, step: Step, option: str) -> None:
        """Replace the answer and keep everything else, or leave it."""
        step.settle(self.headline(step), self.labels(step)[option])
        words, name = step.release()
        answer = step.passage.answers.get(name) if name is not None else None
        if option == "oui" and name is not None and answer is not None and words:
            changed = replace(answer, value=words, said=None)
            step.update(answers={**step.passage.answers, name: changed})
        resume(step)


class FarewellScene(ButtonsScene):
    """The case is with its referent: what can still be done here."""

    name = FAREWELL

    def labels(self, step: Step) -> dict[str, str]:
        """Where it stands, another project, agreements, a human."""
        labels = {"dossiers": step.say("suite-dossiers")}
        labels |= {"projet": step.say("suite-autre-projet"), "humain": step.say("suite-humain")}
        if step.passage.agreements:
            labels["retrait"] = step.say("suite-accords")
        return labels

    def tap(self, step: Step, option: str) -> None:
        """Take the way chosen."""
        step.settle(self.headline(step), self.labels(step)[option])
        if option == "dossiers":
            step.update(shown=None)
            step.events.append(ProjectsAsked())
        elif option == "projet":
            restart(step)
        else:
            step.scene(WITHDRAW if option == "retrait" else HUMAN).show(step)


class WithdrawScene(ButtonsScene):
    """Each agreement can be taken back."""

    name = WITHDRAW

    def labels(self, step: Step) -> dict[str, str]:
        """The agreements that stand, and the way back."""
        labels = {kind: step.say("retrait-un", accord=agreement_label(step, kind)) for kind in step.passage.agreements}
        return labels | {"retour": step.say("bouton-precedent")}

    def tap(self, step: Step, option: str) -> None:
        """Take one back; without the first, the case is erased at the referent's too."""
        step.settle(self.headline(step), self.labels(step)[option])
        if option != "retour":
            kept = tuple(kind for kind in step.passage.agreements if kind != option)
            step.update(agreements=kept, shown=None)
            step.events.append(AgreementChanged(option, given=False))
            step.tell(step.say("retrait-fait"))
        else:
            step.scene(FAREWELL).show(step)


def resume(step: Step) -> None:
    """Back to what stood before the person."""
    proceed(step)


def restart(step: Step) -> None:
    """Begin a new talk; the present one is left as it is."""
    fresh = Passage(key=next_key(step.passage), language=step.passage.language)
    step.update(shown=None, draft=None, reopened=None)
    step.events.append(TalkRestarted(fresh))
