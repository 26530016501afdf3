"""How to call the person back, and what they agree to. Only after the proposal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogs.events import ContactChanged
from dialogs.flow import SENDING, proceed
from dialogs.inputs import Text
from dialogs.labels import match_label
from dialogs.listening.answers import find_reach
from dialogs.message import MessageBuilder
from dialogs.passage import Draft
from dialogs.reachability import find_phone
from dialogs.scenes.asking import QuestionScene
from dialogs.scenes.ticks import OFF, ON
from dialogs.step import Choice, Step, lay_out
from referral_rules.directory import Interlocutor

GIVEN = "donne"  # the answer of `coordonnees`: the number or address itself is a personal answer of its own
SEND, REFUSE = "envoyer", "refuser"
INTERLOCUTOR, RELAY, PARTNERS = "interlocutor", "relay", "partners"


@dataclass(frozen=True, slots=True)
class ReachScene(QuestionScene):
    """A phone number or an e-mail address, checked as it is typed."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask."""
        step.present(self.name, self.headline(step, note), lay_out(self.extras(step)))

    def tap(self, step: Step, option: str) -> None:
        """Only *Laisser comme avant* is offered, when the answer is being changed."""
        self.take_extra(step, option)

    def text(self, step: Step, text: Text) -> bool:
        """Take a number or an address; say what is wrong with anything else."""
        if option := self.typed_extra(step, text.text):
            return self.take_extra(step, option)
        given = find_reach(text.text)
        if not given:
            self.show(step, step.say("coordonnees-incomprises"))
            return True
        for fact, value in given.items():
            step.keep(fact, value)
        step.events.append(ContactChanged())
        self.take(step, GIVEN, " · ".join(given.values()))
        return True

    def contact(self, step: Step, phone: str) -> bool:
        """Take a shared contact card of one's own."""
        found = find_phone(phone)
        if found is None:
            return False
        self._keep(step, "telephone", found)
        return True

    def _keep(self, step: Step, fact: str, value: str) -> None:
        step.keep(fact, value)
        step.events.append(ContactChanged())
        self.take(step, GIVEN, value)


@dataclass(frozen=True, slots=True)
class AgreementsScene(QuestionScene):
    """The three agreements, each of its own; nothing is sent without the first."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask, naming who each agreement is about."""
        if step.passage.draft is None:
            step.update(draft=Draft(ticks=step.passage.agreements))
        step.present(self.name, self.headline(step, note), self._rows(step))

    def headline(self, step: Step, note: str = "") -> MessageBuilder:
        """Who would see what."""
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        return builder.add(agreements_text(step))

    def bare_headline(self, step: Step) -> MessageBuilder:
        """The question in its shortest form."""
        return MessageBuilder().add(step.say("accords-court"))

    def tap(self, step: Step, option: str) -> None:
        """Tick, send, or refuse."""
        draft = step.passage.draft or Draft(ticks=step.passage.agreements)
        if option == SEND and INTERLOCUTOR not in draft.ticks:
            self.show(step, step.say("accords-manque", referent=agreement_label(step, INTERLOCUTOR)))
        elif option == SEND:
            self._finish(step, draft.ticks)
        elif option == REFUSE:
            self._finish(step, ())
        elif option[1:] in self._offered(step):
            ticked = tuple(tick for tick in draft.ticks if tick != option[1:])
            step.update(draft=replace(draft, ticks=(*ticked, option[1:]) if option[0] == ON else ticked))
            step.change(self.headline(step), self._rows(step))

    def text(self, step: Step, text: Text) -> bool:
        """The buttons' own words are taken."""
        option = match_label(text.text, {choice.option: choice.label for row in self._rows(step) for choice in row})
        if option is None:
            return False
        self.tap(step, option)
        return True

    def _offered(self, step: Step) -> tuple[str, ...]:
        return (INTERLOCUTOR, RELAY, PARTNERS) if relay_of(step) is not None else (INTERLOCUTOR, PARTNERS)

    def _rows(self, step: Step) -> list[list[Choice]]:
        ticks = step.passage.draft.ticks if step.passage.draft is not None else ()
        rows = []
        for kind in self._offered(step):
            label = agreement_label(step, kind)
            rows.append([Choice("✓ " + label, OFF + kind) if kind in ticks else Choice(label, ON + kind)])
        return [*rows, [Choice(step.say("accords-envoyer"), SEND)], [Choice(step.say("accords-refuser"), REFUSE)]]

    def _finish(self, step: Step, ticks: tuple[str, ...]) -> None:
        kept = tuple(kind for kind in self._offered(step) if kind in ticks)
        words = ", ".join(agreement_label(step, kind) for kind in kept) or step.say("accords-aucun")
        step.settle(self.bare_headline(step), words)
        step.record(self.name, kept)
        step.update(agreements=kept)
        if INTERLOCUTOR in kept:
            step.scene(SENDING).show(step)
        else:
            step.forget_answer(self.name)
            step.scene("sans_suite").show(step)


def referent_of(step: Step) -> Interlocutor:
    """The interlocutor of the frozen proposal.

    Raises:
        LookupError: no proposal stands, or its target left the directory.
    """
    if step.passage.proposal is None:
        raise LookupError("no proposal stands")
    territory = step.world.territory(step.passage.proposal.territory)
    return territory.directory.interlocutors[step.passage.proposal.referent.target]


def relay_of(step: Step) -> Interlocutor | None:
    """The named colleague of the referent, if there is one."""
    referent = referent_of(step)
    territory = step.world.territory(step.passage.proposal.territory if step.passage.proposal else None)
    return territory.directory.interlocutors.get(referent.relay) if referent.relay else None


def agreements_text(step: Step) -> str:
    """The words that the agreements are given to: their hash is kept beside each."""
    relay = relay_of(step)
    return step.say("q-accords", referent=referent_of(step).name, relais=relay.name if relay else "aucun")


def agreement_label(step: Step, kind: str) -> str:
    """The short words of one agreement, also when who it names has left the directory since."""
    try:
        referent, relay = referent_of(step).name, relay_of(step)
    except LookupError:
        referent, relay = step.say("votre-interlocuteur"), None
    return step.say(f"accord-{kind}", referent=referent, relais=relay.name if relay else "aucun")


def ask_next_contact(step: Step) -> None:
    """Go on with name, number and agreements."""
    step.update(stage="contact")
    proceed(step)
