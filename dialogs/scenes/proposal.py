"""The proposal, frozen as it is shown; someone else; not now; and the sending once everything was agreed."""

from __future__ import annotations

from dialogs.events import Counted, ProposalFrozen, ReferralConsented
from dialogs.flow import PROPOSAL, proceed
from dialogs.inputs import Text
from dialogs.labels import match_label
from dialogs.message import Message, MessageBuilder
from dialogs.passage import FrozenProposal
from dialogs.plain_answers import is_no, is_skip, is_yes
from dialogs.proposing import called_by_now, freeze_proposal, is_still_valid, others_of, referent_words
from dialogs.scenes.contact import INTERLOCUTOR, ask_next_contact, referent_of
from dialogs.step import Choice, SilentScene, Step, lay_out
from dialogs.wording import say_day

WITHOUT, PREPARATION = "sans_suite", "preparation"
AGREED, I_CALL, SOMEONE_ELSE, NOT_NOW, SEE_ALSO = "oui", "jappelle", "autre", "plustard", "voiraussi"
BACK, STOP = "retour", "fin"
CALLS = "newcomer_calls"  # the mark of « Je l’appellerai »


class ProposalScene(SilentScene):
    """One name, why, by which day, how to call; and four ways to answer."""

    def show(self, step: Step, note: str = "") -> None:
        """Show the proposal that stands; freeze one when none does, or when it no longer holds."""
        proposal = step.passage.proposal
        if proposal is None or step.passage.stage != "proposal":
            self._propose(step, 0, note)
        elif not is_still_valid(step, proposal):
            self._propose(step, 0, note or step.say("proposition-changee"))
        elif proposal.promised_on != called_by_now(step, proposal).isoformat():
            self._propose(step, proposal.position, note)
        else:
            self._present(step, proposal, note)

    def tap(self, step: Step, option: str) -> None:
        """Agreed, I call, someone else, not now, see also."""
        proposal = step.passage.proposal
        if proposal is None:
            self.show(step)
        elif option == SEE_ALSO:
            step.tell("\n".join("• " + line for line in others_of(step, proposal)[1]))
        elif option == SOMEONE_ELSE:
            step.settle(referent_words(step, proposal), self._labels(step)[SOMEONE_ELSE])
            self._propose(step, proposal.position + 1)
        elif option == NOT_NOW:
            step.settle(referent_words(step, proposal), self._labels(step)[NOT_NOW])
            step.scene(WITHOUT).show(step)
        else:
            step.settle(referent_words(step, proposal), self._labels(step)[option])
            step.unflag(CALLS)
            if option == I_CALL:
                step.flag(CALLS)
            ask_next_contact(step)

    def text(self, step: Step, text: Text) -> bool:
        """The buttons' words, and a plain yes or no."""
        labels = self._labels(step)
        option = match_label(text.text, labels)
        if option is None:
            option = AGREED if is_yes(text.text) else NOT_NOW if is_no(text.text) else None
        if option is None:
            return False
        self.tap(step, option)
        return True

    def _labels(self, step: Step) -> dict[str, str]:
        pronoun = referent_of(step).pronoun.value
        labels = {
            AGREED: step.say("proposition-oui", pronom=pronoun),
            I_CALL: step.say("proposition-jappelle", pronom=pronoun),
            SOMEONE_ELSE: step.say("proposition-quelqu-un-d-autre"),
            NOT_NOW: step.say("proposition-pas-maintenant"),
        }
        proposal = step.passage.proposal
        if proposal is not None and others_of(step, proposal)[1]:
            labels[SEE_ALSO] = step.say("voir-aussi")
        return labels

    def _propose(self, step: Step, position: int, note: str = "") -> None:
        proposal = freeze_proposal(step, position)
        if proposal is None:
            step.scene("humain").show(step, step.say("personne-d-autre"))
            return
        step.update(stage="proposal", proposal=proposal)
        step.events.append(ProposalFrozen(proposal))
        self._present(step, proposal, note)

    def _present(self, step: Step, proposal: FrozenProposal, note: str) -> None:
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        builder.extend(referent_words(step, proposal))
        step.present(PROPOSAL, builder, lay_out([Choice(label, key) for key, label in self._labels(step).items()]))


class WithoutScene(SilentScene):
    """Nothing is sent: the contact stays in the person's hands, and the door stays open."""

    def show(self, step: Step, note: str = "") -> None:
        """Say that nothing is sent, and how to call."""
        step.update(stage="proposal")
        referent = referent_of(step)
        phone = referent.phone or referent.structure.phone
        builder = MessageBuilder().add(f"{note}\n\n" if note else "")
        builder.add(step.say("sans-suite", referent=referent.name, numero=phone))
        choices = [Choice(step.say("sans-suite-retour"), BACK), Choice(step.say("sans-suite-fin"), STOP)]
        step.present(WITHOUT, builder, lay_out(choices))

    def tap(self, step: Step, option: str) -> None:
        """Back to the proposal, or leave it there."""
        referent = referent_of(step)
        phone = referent.phone or referent.structure.phone
        headline = MessageBuilder().add(step.say("sans-suite", referent=referent.name, numero=phone))
        if option == BACK:
            step.settle(headline, step.say("sans-suite-retour"))
            step.scene(PROPOSAL).show(step)
            return
        step.settle(headline, step.say("sans-suite-fin"))
        step.update(stage="paused", shown=None)
        step.events.append(Counted("declined_proposal", step.territory.id))
        step.tell(step.say("a-bientot"))

    def text(self, step: Step, text: Text) -> bool:
        """The buttons' words."""
        labels = {BACK: step.say("sans-suite-retour"), STOP: step.say("sans-suite-fin")}
        option = match_label(text.text, labels)
        if option is None:
            return False
        self.tap(step, option)
        return True


class SendingScene(SilentScene):
    """Not a question: the moment at which the case is sent, if its target is still there."""

    def show(self, step: Step, note: str = "") -> None:
        """Send, or show the proposal again when its target became invalid meanwhile."""
        proposal = step.passage.proposal
        if proposal is None or INTERLOCUTOR not in step.passage.agreements:
            step.scene(PROPOSAL).show(step)
            return
        if not is_still_valid(step, proposal):
            step.forget_answer("accords")
            step.update(stage="proposal", agreements=())
            step.scene(PROPOSAL).show(step, step.say("proposition-changee"))
            return
        referent = referent_of(step)
        words = say_day(step.language, called_by_now(step, proposal), step.today)
        calls = step.passage.has_flag(CALLS)
        key = "envoye-vous-appelez" if calls else "envoye"
        phone = referent.phone or referent.structure.phone
        arguments = {"referent": referent.name, "jour": words, "numero": phone, "pronom": referent.pronoun.value}
        step.events.append(
            ReferralConsented(
                proposal=proposal,
                agreements=step.passage.agreements,
                newcomer_calls=calls,
                sent=Message(step.say(key, **arguments)),
                unsent=Message(step.say("envoi-impossible", **arguments)),
            )
        )
        step.update(stage="referred", shown=None, draft=None)
        step.scene(PREPARATION).show(step)


class PreparationScene(SilentScene):
    """A few questions to help the call: the person may leave them all."""

    def show(self, step: Step, note: str = "") -> None:
        """Offer them."""
        choices = [Choice(step.say("preparation-oui"), "oui"), Choice(step.say("preparation-non"), "non")]
        note = f"{note}\n\n" if note else ""
        step.present(PREPARATION, MessageBuilder().add(note + step.say("preparation")), lay_out(choices))

    def tap(self, step: Step, option: str) -> None:
        """Go on with them, or end here."""
        step.settle(MessageBuilder().add(step.say("preparation")), step.say(f"preparation-{option}"))
        if option == "oui":
            step.flag("preparing")
            proceed(step)
        else:
            step.update(shown=None)
            step.tell(step.say("a-bientot-dossier"))

    def text(self, step: Step, text: Text) -> bool:
        """Yes and no in words."""
        labels = {"oui": step.say("preparation-oui"), "non": step.say("preparation-non")}
        option = match_label(text.text, labels)
        if option is None:
            option = "oui" if is_yes(text.text) else "non" if is_skip(text.text) else None
        if option is None:
            return False
        self.tap(step, option)
        return True
