"""One step in the making: the working state of one call of `advance`, and the few verbs that scenes act with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from dialogs.events import AnswerSettled, Event, QuestionShown, Said, ShownChanged
from dialogs.facts import FactsInOrder, gather_facts, is_answered, territory_of, text_of
from dialogs.inputs import Text, Voice
from dialogs.lexicon import SectorCandidate
from dialogs.message import TOKEN_LIMIT, Button, Message, MessageBuilder
from dialogs.passage import Answer, AnswerValue, Draft, Passage, Shown, Stage, Turn
from dialogs.path import settle_answers, stamp_of
from dialogs.schema import Moment, Question
from dialogs.world import World
from referral_rules.derive import derive
from referral_rules.facts import INCONNU
from referral_rules.territory import Territory

TOKEN_PREFIX = "d"  # noqa: S105 (a button token of the dialog, no secret)
WIDE_LABEL = 18  # characters; a longer label has its row to itself on a small phone
BUTTON_LIMIT = 8  # buttons under a question: more is no longer a glance
SPOKEN_OF: Mapping[str, str] = {
    "forme": "forme_du_projet",
    "secteur": "secteur",
    "portage": "portage",
    "rapport": "rapport_au_lieu",
    "stade": "stade",
    "prenom": "prenom",
}  # what every text may speak of: its variable, and the fact behind it
SETTLED_IN: Mapping[Stage, tuple[Moment, ...]] = {
    "listening": tuple(Moment),
    "contact": (Moment.CONTACT,),
}  # the moments whose answers follow a change of the dialog, by where the talk stands


@dataclass(frozen=True, slots=True)
class Choice:
    """A button in the making: its label and the option key it stands for."""

    label: str
    option: str


class Scene(Protocol):
    """Something that stands before the person and waits: a question of the dialog, the summary, the proposal…"""

    def show(self, step: Step, note: str = "") -> None:
        """Present it; `note` is said first, in the same message."""

    def tap(self, step: Step, option: str) -> None:
        """Take a tapped option, one of those shown."""

    def text(self, step: Step, text: Text) -> bool:
        """Take typed words; False when they mean nothing here, with nothing changed."""

    def voice(self, step: Step, voice: Voice) -> bool:
        """Take a voice message; False when voice means nothing here."""

    def contact(self, step: Step, phone: str) -> bool:
        """Take a shared phone number; False when it means nothing here."""


class SilentScene:
    """What a scene does with inputs it has no use for: nothing."""

    def tap(self, step: Step, option: str) -> None:
        """Nothing was offered."""

    def text(self, step: Step, text: Text) -> bool:
        """Words mean nothing here."""
        return False

    def voice(self, step: Step, voice: Voice) -> bool:
        """Voice means nothing here."""
        return False

    def contact(self, step: Step, phone: str) -> bool:
        """A number means nothing here."""
        return False


@dataclass(slots=True)
class Step:
    """The working state of one call of `advance`."""

    world: World
    passage: Passage
    now: datetime
    scene: Callable[[str], Scene]
    order: int | None = None
    events: list[Event] = field(default_factory=list)
    _gathered: tuple[Mapping[str, Answer], FactsInOrder] | None = None
    _matched: dict[str, Sequence[SectorCandidate]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language the person is spoken to in."""
        return self.passage.language

    @property
    def today(self) -> date:
        """The territory's day."""
        return self.now.astimezone(ZoneInfo(self.world.timezone)).date()

    @property
    def local_hour(self) -> int:
        """The hour of the day where the territory is."""
        return self.now.astimezone(ZoneInfo(self.world.timezone)).hour

    @property
    def territory(self) -> Territory:
        """The person's territory; the default one when their place is unknown or outside all."""
        return territory_of(self.world, self.passage) or self.world.territory(None)

    # -- words

    def say(self, key: str, **arguments: Any) -> str:
        """The message `key` in the person's language, with what every text may speak of."""
        asked = self.world.wording.variables(self.language, key) - arguments.keys()
        spoken = {name: self._spoken_of(name) for name in asked & SPOKEN_OF.keys()}
        return self.world.wording.say(self.language, key, **spoken, **arguments)

    def has_words(self, key: str) -> bool:
        """Whether the person's language has the message `key`."""
        return self.world.wording.has(self.language, key)

    def _spoken_of(self, name: str) -> str:
        fact = SPOKEN_OF[name]
        if fact == "stade":
            return self.stage_of_project()
        return text_of(self.passage, fact) or (INCONNU if fact != "prenom" else "")

    def stage_of_project(self) -> str:
        """The derived maturity, `inconnu` while it is open."""
        if not is_answered(self.passage, "forme_du_projet"):
            return INCONNU
        stage = derive(self.world.vocabulary, self.gathered().facts).get("stade")
        return stage if isinstance(stage, str) else INCONNU

    # -- what is said

    def tell(self, message: Message | str) -> None:
        """Say something that expects no answer."""
        self.events.append(Said(Message(message) if isinstance(message, str) else message))

    def present(self, name: str, builder: MessageBuilder, rows: Sequence[Sequence[Choice]]) -> None:
        """Put scene `name` before the person. Showing again what stands there keeps its turn."""
        shown = self.passage.shown
        again = shown is not None and shown.question == name and shown.turn == self.passage.turn
        turn = self.passage.turn if again else self.passage.turn + 1
        since = (shown.since or shown.delivered) if again and shown is not None else None
        message = self._with_buttons(builder, rows, turn)
        options = tuple(choice.option for row in rows for choice in row)
        self.passage = replace(
            self.passage, turn=turn, shown=Shown(question=name, options=options, turn=turn, since=since)
        )
        self.events.append(QuestionShown(message))

    def change(self, builder: MessageBuilder, rows: Sequence[Sequence[Choice]]) -> None:
        """Change what stands before the person in place."""
        shown = self.passage.shown
        if shown is None:
            return
        options = tuple(choice.option for row in rows for choice in row)
        self.passage = replace(self.passage, shown=replace(shown, options=options))
        self.events.append(ShownChanged(self._with_buttons(builder, rows, shown.turn)))

    def settle(self, builder: MessageBuilder, answer: str) -> None:
        """Let the shown message show its answer and lose its keyboard."""
        self.events.append(AnswerSettled(builder.add("\n\n").add("→ " + answer, "bold").build()))

    def _with_buttons(self, builder: MessageBuilder, rows: Sequence[Sequence[Choice]], turn: int) -> Message:
        for row in rows:
            builder.row(*(Button(choice.label, self._token(turn, choice.option)) for choice in row))
        return builder.build()

    def _token(self, turn: int, option: str) -> str:
        token = f"{TOKEN_PREFIX}.{self.passage.key}.{turn}.{option}"
        if len(token.encode()) > TOKEN_LIMIT:
            raise ValueError(f"button token of {len(token.encode())} bytes for option {option!r}; shorten its key")
        return token

    # -- what is kept

    def update(self, **changes: Any) -> None:
        """Change fields of the passage."""
        self.passage = replace(self.passage, **changes)

    def flag(self, *flags: str) -> None:
        """Set durable marks."""
        new = tuple(flag for flag in flags if flag not in self.passage.flags)
        self.passage = replace(self.passage, flags=self.passage.flags + new)

    def unflag(self, flag: str) -> None:
        """Take a durable mark away."""
        self.passage = replace(self.passage, flags=tuple(kept for kept in self.passage.flags if kept != flag))

    def record(self, name: str, value: AnswerValue, *, said: str | None = None) -> None:
        """Record the answer to question `name` as a turn, and bring the other answers in line with it."""
        self.keep(name, value, said=said)
        turn = Turn(self.passage.turn, name, self.order)
        history = tuple(past for past in self.passage.history if past.question != name)
        self.update(history=(*history, turn), reopened=None, draft=None)
        self._listen_again(name)
        self.align()

    def _listen_again(self, name: str) -> None:
        """What the proposal rests on has changed: it is made anew, and agreed to anew."""
        if self.passage.stage not in ("proposal", "contact"):
            return
        if self.world.dialog.part_of(name).moment is Moment.ECOUTE:
            self.update(stage="listening", agreements=())
            self.forget_answer("accords")

    def forget_answer(self, name: str) -> None:
        """Let question `name` be asked again."""
        self.update(answers={other: answer for other, answer in self.passage.answers.items() if other != name})

    # -- words that wait

    def hold(self, words: str, question: str | None = None) -> None:
        """Let words wait beside the answer in the making (they would replace the answer of `question`, if given)."""
        draft = self.passage.draft or Draft()
        self.update(draft=replace(draft, held=words, held_for=question))

    def release(self) -> tuple[str, str | None]:
        """Give the words that waited, and what for; the answer in the making is as it was."""
        draft = self.passage.draft
        if draft is None or draft.held is None:
            return "", None
        rest = replace(draft, held=None, held_for=None)
        self.update(draft=None if rest == Draft() else rest)
        return draft.held, draft.held_for

    def keep(self, name: str, value: AnswerValue, *, said: str | None = None) -> None:
        """Keep an answer without making it a turn (a fact that came along with another)."""
        question = self.world.dialog.questions.get(name)
        stamp, personal = "kept", name in self.world.vocabulary.facts and self.world.vocabulary.facts[name].personal
        if question is not None:
            stamp, personal = stamp_of(question, self.options_of(question)), question.personal
        answer = Answer(value, self.passage.turn, stamp, said, personal=personal)
        self.update(answers={**self.passage.answers, name: answer})

    def align(self) -> None:
        """Bring answers in line with the dialog; tell the person what a change of the dialog took away.

        What a frozen proposal rests on is left as it was until the person changes it.
        """
        moments = SETTLED_IN.get(self.passage.stage, ())
        if not moments:
            return
        passage, withdrawn = settle_answers(self.world, self.passage, moments)
        whole = len(moments) == len(Moment)
        self.passage = replace(passage, settled=self.world.dialog.content_hash) if whole else passage
        for name in withdrawn:
            self.tell(self.say("option-retiree", question=self.fact_words(name)))

    def fact_words(self, name: str) -> str:
        """How a fact is called."""
        return self.world.vocabulary.words(name, self.language)

    # -- what is worked out once for each state of the answers

    def gathered(self) -> FactsInOrder:
        """The facts of the answers as they stand now."""
        if self._gathered is None or self._gathered[0] is not self.passage.answers:
            self._gathered = self.passage.answers, gather_facts(self.world, self.passage)
        return self._gathered[1]

    def options_of(self, question: Question) -> tuple[str, ...]:
        """The options that `question` offers to this person now."""
        return self.gathered().options(question) if question.lists else ()

    def match_sectors(self, words: str) -> Sequence[SectorCandidate]:
        """What `words` say of the sector; looked at once, however often a step speaks of it."""
        if words not in self._matched:
            self._matched[words] = self.world.sectors.match(words)
        return self._matched[words]

    def question(self, name: str) -> Question:
        """A question of the dialog."""
        return self.world.dialog.questions[name]


def lay_out(choices: Sequence[Choice]) -> list[list[Choice]]:
    """Rows of buttons: two short labels side by side, a long one alone."""
    rows: list[list[Choice]] = []
    for choice in choices:
        wide = len(choice.label) > WIDE_LABEL
        if rows and not wide and len(rows[-1]) == 1 and len(rows[-1][0].label) <= WIDE_LABEL:
            rows[-1].append(choice)
        else:
            rows.append([choice])
    return rows
