"""Where the project is: the place the story named, the place as typed, several places to choose from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.facts import EPCI_PREFIX, territory_of, text_of, written_words
from dialogs.flow import OUTSIDE, proceed
from dialogs.inputs import Text
from dialogs.labels import match_label, place_label
from dialogs.lexicon.words import fold
from dialogs.message import MessageBuilder
from dialogs.passage import Draft
from dialogs.places import PlaceCandidate, PlaceKind
from dialogs.plain_answers import is_no, is_yes
from dialogs.scenes.asking import QuestionScene
from dialogs.step import Choice, Step, lay_out

YES, AROUND, ELSEWHERE, MORE = "oui", "environs", "ailleurs", "autres"
PRECISION = "precision_lieu"
PAGE = 6  # places a page: with « D’autres lieux » and « Aucun de ceux-là » that is eight buttons
_AROUND = re.compile(r"\b(vers|pres|autour|environs?|alentours?|cote|coin|near|around|close to)\b")


@dataclass(frozen=True, slots=True)
class PlaceScene(QuestionScene):
    """The commune. A place named in the story is offered first; a typed one is looked up; several are buttons."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask, beginning with what the story named."""
        draft = step.passage.draft
        if draft is None and step.passage.reopened is None and (spotted := self._spotted(step)):
            draft = Draft(candidates=(spotted,))
            step.update(draft=draft)
        if draft is not None and len(draft.candidates) == 1:
            self._offer_one(step, draft.candidates[0], note)
        elif draft is not None and draft.candidates:
            self._offer_several(step, draft, note)
        else:
            step.present(self.name, self.headline(step, note), lay_out(self.extras(step)))

    def bare_headline(self, step: Step) -> MessageBuilder:
        """The question in its shortest form."""
        return MessageBuilder().add(step.say("lieu-court"))

    def tap(self, step: Step, option: str) -> None:
        """Yes, around there, elsewhere, one of several, or not known."""
        draft = step.passage.draft or Draft()
        if option in (YES, AROUND) and draft.candidates:
            self._settle_on(step, draft.candidates[0], around=option == AROUND, said=draft.words)
        elif option == ELSEWHERE:
            step.update(draft=Draft(words=""))
            self.show(step)
        elif option == MORE:
            step.update(draft=Draft(words=draft.words, candidates=draft.candidates, page=draft.page + 1))
            step.change(*self._several(step, step.passage.draft or draft, ""))
        elif not self.take_extra(step, option):
            self._settle_on(step, option, around=False, said=draft.words)

    def text(self, step: Step, text: Text) -> bool:
        """Look the typed place up; the words of a button are taken too."""
        shown = step.passage.shown
        if shown is not None and set(shown.options) & {YES, AROUND, ELSEWHERE}:
            labels = {YES: step.say("lieu-oui"), AROUND: step.say("lieu-par-la"), ELSEWHERE: step.say("lieu-ailleurs")}
            option = match_label(text.text, labels)
            if option is None and is_yes(text.text) and YES in shown.options:
                option = YES
            if option is None and is_no(text.text):
                option = ELSEWHERE
            if option is not None:
                self.tap(step, option)
                return True
        if is_yes(text.text) or is_no(text.text):
            return False
        if option := self.typed_extra(step, text.text):
            return self.take_extra(step, option)
        match = step.world.places.match(text.text, prior=self._prior(step))
        codes = self._codes(step, match.candidates)
        around = bool(_AROUND.search(fold(text.text)))
        if match.verdict == "sure" and len(codes) == 1:
            self._settle_on(step, codes[0], around=around, said=text.text)
        elif codes:
            step.update(draft=Draft(words=text.text, candidates=codes))
            self.show(step)
        else:
            step.update(draft=Draft(words=text.text))
            self.show(step, step.say("lieu-inconnu"))
        return True

    def _prior(self, step: Step) -> frozenset[str]:
        return step.world.territory(None).communes

    def _spotted(self, step: Step) -> str | None:
        story = written_words(text_of(step.passage, "recit"))
        places = step.world.places.spot(story, prior=self._prior(step)) if story else ()
        codes = self._codes(step, places[:1])
        return codes[0] if len(codes) == 1 else None

    def _codes(self, step: Step, candidates: Sequence[PlaceCandidate]) -> tuple[str, ...]:
        """Candidates as answers are written; a territory stands for its intercommunalities."""
        codes: list[str] = []
        for candidate in candidates:
            if candidate.kind is PlaceKind.COMMUNE:
                codes.append(candidate.code)
            elif candidate.kind is PlaceKind.EPCI:
                codes.append(EPCI_PREFIX + candidate.code)
            elif candidate.code in step.world.territories:
                codes += [EPCI_PREFIX + epci for epci in step.world.territories[candidate.code].epcis]
        return tuple(dict.fromkeys(codes))

    def _label(self, step: Step, code: str) -> str:
        """« Arlanc (63220) »: with its postcode, since names repeat."""
        commune = step.world.geography.communes.get(code)
        if commune is None:
            return place_label(step, code)
        where = commune.postcodes[0] if len(commune.postcodes) == 1 else commune.departement
        return f"{place_label(step, code)} ({where})"

    def _offer_one(self, step: Step, code: str, note: str) -> None:
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        if hint := self._part_hint(step):
            builder.add(hint, "italic").add("\n")
        builder.add(step.say("lieu-propose", lieu=self._label(step, code)))
        choices = [
            Choice(step.say("lieu-oui"), YES),
            Choice(step.say("lieu-par-la"), AROUND),
            Choice(step.say("lieu-ailleurs"), ELSEWHERE),
        ]
        step.present(self.name, builder, lay_out(choices))

    def _offer_several(self, step: Step, draft: Draft, note: str) -> None:
        builder, rows = self._several(step, draft, note)
        step.present(self.name, builder, rows)

    def _several(self, step: Step, draft: Draft, note: str) -> tuple[MessageBuilder, list[list[Choice]]]:
        pages = -(-len(draft.candidates) // PAGE)
        start = (draft.page % pages) * PAGE
        choices = [Choice(self._label(step, code), code) for code in draft.candidates[start : start + PAGE]]
        if pages > 1:
            choices.append(Choice(step.say("lieu-autres"), MORE))
        choices.append(Choice(step.say("lieu-aucun"), ELSEWHERE))
        builder = MessageBuilder()
        if note:
            builder.add(note + "\n\n")
        builder.add(step.say("lieu-plusieurs"))
        return builder, lay_out(choices)

    def _settle_on(self, step: Step, code: str, *, around: bool, said: str | None) -> None:
        label = self._label(step, code)
        step.settle(self.bare_headline(step), step.say("lieu-environs", lieu=label) if around else label)
        step.record(self.name, code, said=said or None)
        step.keep(PRECISION, "environs" if around else "precis")
        if territory_of(step.world, step.passage) is None:
            step.scene(OUTSIDE).show(step)
        else:
            proceed(step)
