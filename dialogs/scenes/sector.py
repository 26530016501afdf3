"""The sector, offered from the person's words, never decided for them; and the full list in two levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.facts import text_of, written_words
from dialogs.flow import proceed
from dialogs.inputs import Text
from dialogs.labels import answer_words, match_label, option_label, trade_words
from dialogs.lexicon import SectorCandidate, spot_signals
from dialogs.message import MessageBuilder
from dialogs.passage import Draft
from dialogs.plain_answers import is_no, is_yes
from dialogs.scenes.asking import QuestionScene
from dialogs.step import Choice, Step, lay_out
from dialogs.story import add_if_telling

OTHER, BACK, GROUP, WITH = "liste", "retour", "g:", "+"
CLEAR_LEAD = 2.0  # score of the best sector over the second's from which its trade is said back
FORM = "forme_du_projet"
GROUPS: dict[str, tuple[str, ...]] = {
    "terre": ("agriculture", "bois_foret", "environnement_energie"),
    "fabriquer": ("artisanat", "artisanat_alimentaire", "industrie", "habitat"),
    "vendre": ("commerce", "restauration", "tourisme"),
    "services": ("services_personne", "sante_bien_etre", "services_entreprises", "numerique"),
    "culture": ("culture_loisirs",),
    "autre": ("autre",),
}


@dataclass(frozen=True, slots=True)
class SectorScene(QuestionScene):
    """The sector. When one trade stands out, it is said back and the form of the project asked in the same breath."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask: from the person's words when they say enough, else from the list."""
        draft = step.passage.draft
        words = draft.words if draft is not None and draft.words else written_words(text_of(step.passage, "recit"))
        listed = draft is not None and bool(draft.candidates)
        found = () if listed or step.passage.reopened else step.match_sectors(words)
        if _stands_out(found) and text_of(step.passage, FORM) == "":
            self._say_back(step, found[0], words, note)
        elif found:
            choices = [Choice(option_label(step, self.name, each.sector), each.sector) for each in found]
            builder = self.headline(step, note)
            step.present(self.name, builder, lay_out([*choices, Choice(step.say("secteur-autre"), OTHER)]))
        else:
            step.present(self.name, self._list_headline(step, note), self._groups(step))

    def bare_headline(self, step: Step) -> MessageBuilder:
        """The question in its shortest form."""
        return MessageBuilder().add(step.say("secteur-court"))

    def tap(self, step: Step, option: str) -> None:
        """A sector, a sector with a form, a group of the list, or the list itself."""
        if option in (OTHER, BACK):
            self._redraw(step, self._groups(step))
        elif option.startswith(GROUP):
            self._open_group(step, option.removeprefix(GROUP))
        elif WITH in option:
            self._take_both(step, *option.split(WITH))
        elif not self.take_extra(step, option):
            self.take(step, option, option_label(step, self.name, option))

    def text(self, step: Step, text: Text) -> bool:
        """A sector's own name is taken; other words are looked at as the story was."""
        sectors = [sector for group in GROUPS.values() for sector in group]
        labels = {sector: option_label(step, self.name, sector) for sector in sectors}
        labels |= {extra.option: extra.label for extra in self.extras(step)}
        labels |= {option: self._form_label(step, option) for option in self._shown_forms(step)}
        if option := match_label(text.text, labels) or self.typed_extra(step, text.text):
            self.tap(step, option)
            return True
        if is_yes(text.text):
            return False
        told = add_if_telling(step, text.text)
        if step.match_sectors(text.text):
            step.update(draft=Draft(words=text.text))
            self.show(step)
        elif told:
            self.show(step, step.say("ajoute-au-recit"))
        else:
            step.update(draft=Draft(candidates=("liste",)))
            self.show(step, "" if is_no(text.text) else step.say("secteur-pas-compris"))
        return True

    def _shown_forms(self, step: Step) -> list[str]:
        shown = step.passage.shown
        return [option for option in shown.options if WITH in option] if shown is not None else []

    def _form_label(self, step: Step, option: str) -> str:
        return option_label(step, FORM, option.split(WITH)[1])

    def _say_back(self, step: Step, candidate: SectorCandidate, words: str, note: str) -> None:
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        forms = _likely_forms(step, candidate.sector, words)
        trade = trade_words(step, candidate, as_job=forms[0] == "emploi")
        builder.add(step.say("secteur-metier", metier=trade[:1].upper() + trade[1:]))
        choices = [Choice(option_label(step, FORM, form), f"{candidate.sector}{WITH}{form}") for form in forms]
        step.present(self.name, builder, lay_out([*choices, Choice(step.say("secteur-autre"), OTHER)]))

    def _take_both(self, step: Step, sector: str, form: str) -> None:
        label = f"{option_label(step, self.name, sector)}, {option_label(step, FORM, form).lower()}"
        step.settle(self.bare_headline(step), label)
        step.record(self.name, sector)
        step.keep(FORM, form)
        step.align()
        proceed(step)

    def _list_headline(self, step: Step, note: str) -> MessageBuilder:
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        builder.add(step.say("secteur-liste"))
        if before := answer_words(step, self.name):
            builder.add("\n").add(step.say("deja-repondu", reponse=before), "italic")
        return builder

    def _groups(self, step: Step) -> list[list[Choice]]:
        choices = [Choice(step.say(f"groupe-{group}"), GROUP + group) for group in GROUPS]
        return lay_out([*choices, *self.extras(step)])

    def _open_group(self, step: Step, group: str) -> None:
        sectors = GROUPS.get(group, ())
        if len(sectors) == 1:
            self.take(step, sectors[0], option_label(step, self.name, sectors[0]))
            return
        choices = [Choice(option_label(step, self.name, sector), sector) for sector in sectors]
        self._redraw(step, lay_out([*choices, Choice(step.say("bouton-precedent"), BACK)]))

    def _redraw(self, step: Step, rows: list[list[Choice]]) -> None:
        step.update(draft=Draft(candidates=("liste",)))
        step.change(self._list_headline(step, ""), rows)


def _stands_out(found: Sequence[SectorCandidate]) -> bool:
    return bool(found) and (len(found) == 1 or found[0].score >= CLEAR_LEAD * found[1].score)


def _likely_forms(step: Step, sector: str, words: str) -> list[str]:
    """Three forms at most: those the person's words hint at, then the usual ones of the sector."""
    hinted = spot_signals(words, step.world.signals).form
    usual = ("installation_agricole", "reprise") if sector == "agriculture" else ("creation", "reprise")
    return list(dict.fromkeys([*hinted, *usual]))[:3]
