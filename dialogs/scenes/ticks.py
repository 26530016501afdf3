"""A list to tick: each button says on or off, never toggles, so that a double tap does no harm."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogs.inputs import Text
from dialogs.labels import match_label, option_label
from dialogs.passage import Draft
from dialogs.plain_answers import is_nothing
from dialogs.scenes.asking import QuestionScene
from dialogs.step import BUTTON_LIMIT, Choice, Step, lay_out

NOTHING, DONE, MORE = "rien", "continuer", "autres"
ON, OFF = "+", "-"


@dataclass(frozen=True, slots=True)
class TicksScene(QuestionScene):
    """Several options of a list; ticks are a draft until *Continuer*."""

    def show(self, step: Step, note: str = "") -> None:
        """Ask, with the ticks so far (an answer being changed is ticked already)."""
        if step.passage.draft is None:
            step.update(draft=Draft(ticks=self._before(step)))
        step.present(self.name, self.headline(step, note), self._rows(step))

    def tap(self, step: Step, option: str) -> None:
        """Tick, untick, turn the page, or finish."""
        draft = self._draft(step)
        if option == DONE:
            self._finish(step, draft.ticks)
        elif option == NOTHING:
            self.take(step, (), self._nothing_words(step))
        elif option == MORE:
            self._redraw(step, replace(draft, page=draft.page + 1))
        elif not self.take_extra(step, option):
            ticked = [tick for tick in draft.ticks if tick != option[1:]]
            self._redraw(step, replace(draft, ticks=tuple([*ticked, option[1:]] if option[0] == ON else ticked)))

    def text(self, step: Step, text: Text) -> bool:
        """Typed words tick the options they name; « rien » and « continuer » work too."""
        offered = step.options_of(self.question)
        labels = {option: option_label(step, self.name, option) for option in offered}
        labels |= {choice.option: choice.label for choice in self._ending(step)}
        options = [match_label(piece, labels) for piece in _pieces(text.text)]
        named = [option for option in options if option is not None]
        told = {option: option_label(step, self.name, option) for option in offered}
        heard = self.heard_in(step, text.text, told)
        if not named and isinstance(heard, tuple) and heard:
            words = ", ".join(told[option] for option in heard)
            self.take(step, tuple(option for option in offered if option in {*heard, *self._draft(step).ticks}), words)
            return True
        if named and named[0] in offered and isinstance(heard, tuple):
            named += [option for option in heard if option not in named]
        if not named and (extra := self._typed_ending(step, text.text)):
            named = [extra]
        if not named:
            return False
        if named[0] not in offered:
            self.tap(step, named[0])
            return True
        draft = self._draft(step)
        ticks = draft.ticks + tuple(option for option in dict.fromkeys(named) if option not in draft.ticks)
        step.update(draft=replace(draft, ticks=tuple(tick for tick in ticks if tick in offered)))
        if named[-1] == DONE:
            self.tap(step, DONE)
        else:
            self.show(step, step.say("coches-notees"))
        return True

    def _typed_ending(self, step: Step, words: str) -> str | None:
        if self.question.nothing and is_nothing(words):
            return NOTHING
        return self.typed_extra(step, words)

    def _draft(self, step: Step) -> Draft:
        return step.passage.draft or Draft(ticks=self._before(step))

    def _before(self, step: Step) -> tuple[str, ...]:
        answer = step.passage.answers.get(self.name)
        offered = step.options_of(self.question)
        if answer is None or not isinstance(answer.value, tuple):
            return ()
        return tuple(value for value in answer.value if value in offered)

    def _finish(self, step: Step, ticks: tuple[str, ...]) -> None:
        offered = step.options_of(self.question)
        kept = tuple(option for option in offered if option in ticks)
        if kept:
            self.take(step, kept, ", ".join(option_label(step, self.name, option) for option in kept))
        elif self.question.nothing:
            self.take(step, (), self._nothing_words(step))
        else:
            self.show(step, step.say("rien-coche"))

    def _redraw(self, step: Step, draft: Draft) -> None:
        step.update(draft=draft)
        step.change(self.headline(step), self._rows(step))

    def _nothing_words(self, step: Step) -> str:
        return step.say(f"rien-{self.name}") if step.has_words(f"rien-{self.name}") else step.say("rien")

    def _ending(self, step: Step) -> list[Choice]:
        ending = [Choice(self._nothing_words(step), NOTHING)] if self.question.nothing else []
        return [*ending, *self.extras(step), Choice(step.say("bouton-continuer"), DONE)]

    def _rows(self, step: Step) -> list[list[Choice]]:
        draft = step.passage.draft or Draft()
        offered = step.options_of(self.question)
        ending = self._ending(step)
        room = BUTTON_LIMIT - len(ending)
        if len(offered) > room:
            room -= 1
            pages = -(-len(offered) // room)
            start = (draft.page % pages) * room
            page = offered[start : start + room]
            ending = [Choice(step.say("bouton-autres"), MORE), *ending]
        else:
            page = offered
        ticks = [self._tick(step, option, option in draft.ticks) for option in page]
        return [*lay_out(ticks), *lay_out(ending)]

    def _tick(self, step: Step, option: str, ticked: bool) -> Choice:
        label = option_label(step, self.name, option)
        return Choice("✓ " + label, OFF + option) if ticked else Choice(label, ON + option)


def _pieces(text: str) -> list[str]:
    """The words between commas and « et », and the whole."""
    pieces = text.replace(";", ",").replace("\n", ",").replace(" et ", ",").replace(" and ", ",").split(",")
    return [piece.strip() for piece in pieces if piece.strip()][:10]
