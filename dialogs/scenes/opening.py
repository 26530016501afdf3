"""The first words, and the short ways out: just a contact, something else."""

from __future__ import annotations

from dialogs.events import Counted
from dialogs.facts import EPCI_PREFIX
from dialogs.flow import WELCOME, proceed
from dialogs.inputs import Text, Voice
from dialogs.labels import match_label, place_label
from dialogs.message import MessageBuilder
from dialogs.passage import Draft
from dialogs.places import PlaceKind
from dialogs.plain_answers import is_greeting, is_no, is_nothing, is_unknown, is_yes
from dialogs.proposing import presence_of
from dialogs.step import Choice, SilentScene, Step, lay_out
from referral_rules.evaluate import propose
from referral_rules.facts import INCONNU, FactValue, OneOf
from referral_rules.proposal import EVERYONE_FREE

GO, CONTACT, OTHER, LANGUAGE = "go", "contact", "autre", "langue"
SELLING, INSTITUTION, PAPERWORK, TELL = "ceder", "structure", "papiers", "raconter"
CONTACT_PLACE, SOMETHING_ELSE = "contact_commune", "autre_chose"


class DoorScene(SilentScene):
    """What the scenes before the story share: a story told or spoken straight off is taken."""

    def take_story(self, step: Step, text: Text) -> bool:
        """Take the words as the story; a bare greeting, yes or nothing tells none."""
        if is_greeting(text.text) or is_yes(text.text) or is_nothing(text.text):
            return False
        step.update(stage="listening")
        return step.scene("recit").text(step, text)

    def voice(self, step: Step, voice: Voice) -> bool:
        """A spoken message is a story."""
        step.update(stage="listening")
        return step.scene("recit").voice(step, voice)


class WelcomeScene(DoorScene):
    """Who speaks, what is offered, what is promised."""

    def show(self, step: Step, note: str = "") -> None:
        """Greet."""
        step.update(stage="opening")
        step.present(WELCOME, self._headline(step, note), lay_out(self._choices(step)))

    def tap(self, step: Step, option: str) -> None:
        """Begin, or take one of the short ways."""
        labels = {choice.option: choice.label for choice in self._choices(step)}
        if option == LANGUAGE:
            step.update(language="fr" if step.language == "en" else "en", draft=None)
            self.show(step)
            return
        step.settle(self._headline(step), labels[option])
        if option == GO:
            step.update(stage="listening")
            proceed(step)
        else:
            step.scene(CONTACT_PLACE if option == CONTACT else SOMETHING_ELSE).show(step)

    def text(self, step: Step, text: Text) -> bool:
        """A story told straight off is a story; a bare greeting is greeted."""
        option = match_label(text.text, {choice.option: choice.label for choice in self._choices(step)})
        if option is None and step.passage.shown is not None and is_yes(text.text):
            option = GO
        if option is not None:
            self.tap(step, option)
            return True
        return self.take_story(step, text)

    def _headline(self, step: Step, note: str = "") -> MessageBuilder:
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        hour = "soir" if step.local_hour >= 18 or step.local_hour < 4 else "jour"
        name = step.territory.name_of if step.language == "fr" else step.territory.name
        return builder.add(step.say("accueil", moment=hour, territoire=name))

    def _choices(self, step: Step) -> list[Choice]:
        return [
            Choice(step.say("accueil-go"), GO),
            Choice(step.say("accueil-contact"), CONTACT),
            Choice(step.say("accueil-autre"), OTHER),
            Choice(step.say("accueil-langue"), LANGUAGE),
        ]


class ContactPlaceScene(SilentScene):
    """« Juste un contact »: the commune, then a name and a number; nothing is kept."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask for the commune."""
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        builder.add(step.say("contact-ou"))
        draft = step.passage.draft
        codes = draft.candidates if draft is not None else ()
        choices = [Choice(_place_words(step, code), code) for code in codes[:6]]
        step.present(CONTACT_PLACE, builder, lay_out([*choices, Choice(step.say("contact-sans-lieu"), INCONNU)]))

    def tap(self, step: Step, option: str) -> None:
        """A place of those found, or none."""
        words = step.say("contact-sans-lieu") if option == INCONNU else _place_words(step, option)
        step.settle(MessageBuilder().add(step.say("contact-ou")), words)
        self._answer(step, option)

    def text(self, step: Step, text: Text) -> bool:
        """Look the place up."""
        labels = {INCONNU: step.say("contact-sans-lieu"), "passer": step.say("bouton-inconnu")}
        if match_label(text.text, labels) or is_unknown(text.text):
            self.tap(step, INCONNU)
            return True
        if is_yes(text.text) or is_no(text.text):
            return False
        match = step.world.places.match(text.text, prior=step.world.territory(None).communes)
        places = [p for p in match.candidates if p.kind is not PlaceKind.TERRITORY]
        codes = tuple(p.code if p.kind is PlaceKind.COMMUNE else EPCI_PREFIX + p.code for p in places)
        if match.candidates and not places:
            self.tap(step, INCONNU)
        elif match.verdict == "sure" and codes:
            step.settle(MessageBuilder().add(step.say("contact-ou")), _place_words(step, codes[0]))
            self._answer(step, codes[0])
        else:
            step.update(draft=Draft(candidates=codes) if codes else None)
            self.show(step, "" if codes else step.say("lieu-inconnu"))
        return True

    def _answer(self, step: Step, code: str) -> None:
        """Say whom to call, and keep nothing."""
        facts: dict[str, FactValue] = {
            "secteur": INCONNU,
            "forme_du_projet": INCONNU,
            "portage": INCONNU,
            "stade": "envie",
        }
        territory = step.world.territory(None)
        if code.startswith(EPCI_PREFIX):
            communes = step.world.geography.communes_of_epci(code.removeprefix(EPCI_PREFIX))
            found = next((t for c in sorted(communes) if (t := step.world.territory_of(c))), None)
            facts["commune"] = OneOf(communes)
        else:
            found = territory if code == INCONNU else step.world.territory_of(code)
            facts["commune"] = code
        step.update(stage="closed", draft=None, answers={}, history=(), shown=None)
        if found is None:
            step.tell(outside_words(step, code))
            step.events.append(Counted("outside", territory.id))
            return
        availability = step.world.availability.get(found.id, EVERYONE_FREE)
        target = propose(found, facts, step.today, availability).referent
        referent = found.directory.interlocutors[target.interlocutor]
        phone = referent.phone or referent.structure.phone
        builder = MessageBuilder().add(step.say("contact-voici") + "\n")
        builder.add(referent.name, "bold").add(f", {presence_of(step, referent)}.\n{phone}")
        builder.add("\n\n" + step.say("contact-rien-garde"))
        step.tell(builder.build())
        step.events.append(Counted("just_a_contact", found.id))


class SomethingElseScene(DoorScene):
    """« Autre chose »: selling a business, an institution, paperwork: a useful answer each."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask which."""
        builder = MessageBuilder().add(f"{note}\n\n" if note else "").add(step.say("autre-chose"))
        step.present(SOMETHING_ELSE, builder, lay_out(self._choices(step)))

    def tap(self, step: Step, option: str) -> None:
        """Go on with a business to hand over or with the story; answer the others."""
        labels = {choice.option: choice.label for choice in self._choices(step)}
        step.settle(MessageBuilder().add(step.say("autre-chose")), labels[option])
        if option in (SELLING, TELL):
            step.update(stage="listening")
            if option == SELLING:
                step.keep("forme_du_projet", "transmission")
            proceed(step)
            return
        pivot = step.territory.directory.interlocutors[step.territory.pivot]
        phone = pivot.phone or pivot.structure.phone
        step.update(stage="closed", draft=None, shown=None)
        step.events.append(Counted(option, step.territory.id))
        step.tell(step.say(f"autre-{option}", nom=pivot.name, structure=pivot.structure.name, numero=phone))

    def text(self, step: Step, text: Text) -> bool:
        """The buttons' words; anything longer is taken as a story."""
        option = match_label(text.text, {choice.option: choice.label for choice in self._choices(step)})
        if option is not None:
            self.tap(step, option)
            return True
        return self.take_story(step, text)

    def _choices(self, step: Step) -> list[Choice]:
        options = (SELLING, INSTITUTION, PAPERWORK, TELL)
        return [Choice(step.say(f"autre-chose-{option}"), option) for option in options]


def outside_words(step: Step, code: str) -> str:
    """Whom to call for a place outside every territory."""
    commune = step.world.geography.communes.get(code)
    departement = commune.departement if commune is not None else ""
    contact = step.territory.find_outside_contact(departement)
    place = place_label(step, code) if code else "aucun"
    if contact is None:
        pivot = step.territory.directory.interlocutors[step.territory.pivot]
        return step.say("hors-territoire", lieu=place, nom=pivot.structure.name, numero=pivot.phone, precision="aucune")
    note = (contact.note_en if step.language == "en" else contact.note) or contact.note
    return step.say(
        "hors-territoire",
        lieu=place,
        nom=contact.name,
        numero=contact.phone or contact.email,
        precision=note or "aucune",
    )


def _place_words(step: Step, code: str) -> str:
    commune = step.world.geography.communes.get(code)
    if commune is not None:
        return f"{place_label(step, code)} ({commune.departement})"
    epci = step.world.geography.epcis.get(code.removeprefix(EPCI_PREFIX))
    return epci.name if epci is not None else code
