"""A newcomer who talks with the engine, so that a test reads as a conversation.

Between every two inputs the passage is written out as JSON text and read back; every message that leaves the engine is
held against the limits of the Bot API. A talk that restarts goes on as the house does it: the new talk gets /start.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from dialogs.engine import advance
from dialogs.events import (
    AnswerSettled,
    Decision,
    Event,
    ProposalFrozen,
    QuestionShown,
    ReferralConsented,
    Said,
    ShownChanged,
    TalkRestarted,
)
from dialogs.inputs import Command, EditedText, Input, SharedContact, Tap, Text, Unsupported, UnsupportedKind, Voice
from dialogs.message import MESSAGE_LIMIT, TOKEN_LIMIT, Button, Message, utf16_length
from dialogs.passage import AnswerValue, Passage
from dialogs.step import BUTTON_LIMIT
from dialogs.stored import dump_answer, dump_passage, load_answer, load_passage
from dialogs.world import World

SUNDAY_EVENING = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
BETWEEN_INPUTS = timedelta(seconds=20)  # longer than a double tap
KEY = "abcd2345"
EventT = TypeVar("EventT", bound=Event)


class Newcomer:
    """One person in front of the engine.

    Attributes:
        passage: the talk as it stands, read back from what was written.
        events: what the last input led to.
        given: every input so far, with the instant it came at.
    """

    def __init__(
        self, world: World, *, now: datetime = SUNDAY_EVENING, language: str = "fr", passage: Passage | None = None
    ) -> None:
        self.world = world
        self.now = now
        self.passage = passage if passage is not None else Passage(KEY, language)
        self.events: tuple[Event, ...] = ()
        self.given: list[tuple[datetime, Input]] = []
        self.texts: list[str] = []
        self._keyboard: tuple[tuple[Button, ...], ...] = ()

    # -- what the person does

    def start(self, payload: str = "") -> Newcomer:
        """/start."""
        return self.give(Command("start", payload))

    def send(self, text: str, order: int | None = None) -> Newcomer:
        """Type words."""
        return self.give(Text(text, order))

    def tap(self, *labels: str) -> Newcomer:
        """Tap buttons that stand before the person, one after the other, each by its label."""
        for label in labels:
            self.give(Tap(self.token(label)))
        return self

    def command(self, name: str, argument: str = "") -> Newcomer:
        """A slash command, without its slash."""
        return self.give(Command(name, argument))

    def speak(self, media: int | None = 7) -> Newcomer:
        """A voice message."""
        return self.give(Voice(media, seconds=12))

    def edit(self, text: str, order: int) -> Newcomer:
        """Change a message that was sent."""
        return self.give(EditedText(text, order))

    def show(self, kind: UnsupportedKind, caption: str = "") -> Newcomer:
        """Send something that the talk has no use for."""
        return self.give(Unsupported(kind, caption))

    def share_number(self, phone: str, *, own: bool = True) -> Newcomer:
        """Share a contact card."""
        return self.give(SharedContact(phone, own))

    def wait(self, **duration: float) -> Newcomer:
        """Let time pass."""
        self.now += timedelta(**duration)
        return self

    def give(self, given: Input) -> Newcomer:
        """Hand one input to the engine, write the passage out, read it back."""
        self.given.append((self.now, given))
        self._take_in(advance(self.world, self.passage, given, self.now))
        self.now += BETWEEN_INPUTS
        for restarted in self.find(TalkRestarted):
            before = self.events
            self.passage = restarted.passage
            self._take_in(advance(self.world, self.passage, Command("start"), self.now))
            self.events = (*before, *self.events)
        return self

    # -- what the person sees

    @property
    def last(self) -> str:
        """The text of the last message."""
        messages = self.messages
        return messages[-1].text if messages else ""

    @property
    def heard(self) -> str:
        """Everything the last input was answered with, as one text."""
        return "\n".join(message.text for message in self.messages)

    @property
    def messages(self) -> list[Message]:
        """What the last input was answered with; answered messages that only lose their keyboard are left out."""
        said = (Said, QuestionShown, ShownChanged)
        found = [event.message for event in self.events if isinstance(event, said)]
        return found + [event.sent for event in self.find(ReferralConsented)]

    @property
    def settled(self) -> str:
        """How the answered message reads now."""
        return "\n".join(event.message.text for event in self.find(AnswerSettled))

    @property
    def question(self) -> str:
        """The name of what stands before the person; empty when nothing does."""
        return self.passage.shown.question if self.passage.shown is not None else ""

    @property
    def buttons(self) -> list[str]:
        """The labels that stand before the person."""
        return [button.label for row in self._keyboard for button in row]

    def token(self, label: str) -> str:
        """The token of a button that stands before the person."""
        found = [button.token for row in self._keyboard for button in row if button.label == label]
        assert len(found) == 1, f"no single button {label!r} among {self.buttons} at {self.question!r}"
        return found[0]

    @property
    def tokens(self) -> list[str]:
        """The tokens of the buttons that stand before the person."""
        return [button.token for row in self._keyboard for button in row]

    def find(self, kind: type[EventT]) -> list[EventT]:
        """The events of one kind that the last input led to."""
        return [event for event in self.events if isinstance(event, kind)]

    def answer(self, question: str) -> AnswerValue | None:
        """The value of an answer that stands; None when it must be given (again)."""
        found = self.passage.answers.get(question)
        return found.value if found is not None and found.stamp else None

    @property
    def referent(self) -> str:
        """Who is proposed."""
        assert self.passage.proposal is not None
        return self.passage.proposal.referent.target

    @property
    def froze(self) -> bool:
        """Whether the last input froze a proposal."""
        return bool(self.find(ProposalFrozen))

    # -- the round trip

    def _take_in(self, decision: Decision) -> None:
        self.events = decision.events
        self.passage = written_and_read(decision.passage)
        for event in decision.events:
            for message in _messages_of(event):
                check_message(message)
                self.texts.append(message.text)
            if isinstance(event, QuestionShown | ShownChanged):
                self._keyboard = event.message.rows
        if self.passage.shown is None:
            self._keyboard = ()
        else:
            carried = tuple(token.split(".", 3)[3] for token in self.tokens)
            assert carried == self.passage.shown.options, "what was sent is what is written down as shown"


def written_and_read(passage: Passage) -> Passage:
    """The passage as another process would find it."""
    state = json.loads(json.dumps(dump_passage(passage)))
    answers = json.loads(json.dumps({name: dump_answer(answer) for name, answer in passage.answers.items()}))
    restored = load_passage(state, {name: load_answer(stored) for name, stored in answers.items()})
    assert restored == passage
    return restored


def deliver(newcomer: Newcomer, order: int) -> None:
    """Note that what stands before the person was delivered as message number `order`."""
    assert newcomer.passage.shown is not None
    newcomer.passage = replace(newcomer.passage, shown=replace(newcomer.passage.shown, delivered=order))


def check_message(message: Message) -> None:
    """Hold a message against the limits of the Bot API and of a small screen."""
    assert message.text.strip(), "an empty message"
    assert utf16_length(message.text) <= MESSAGE_LIMIT
    for entity in message.entities:
        assert entity.length > 0
        assert entity.offset + entity.length <= utf16_length(message.text)
    buttons = [button for row in message.rows for button in row]
    assert len(buttons) <= BUTTON_LIMIT, [button.label for button in buttons]
    assert all(0 < len(button.token.encode()) <= TOKEN_LIMIT for button in buttons)
    assert len({button.label for button in buttons}) == len(buttons), "two buttons read the same"


def _messages_of(event: Event) -> Sequence[Message]:
    match event:
        case Said(message) | QuestionShown(message) | ShownChanged(message) | AnswerSettled(message):
            return (message,)
        case ReferralConsented():
            return (event.sent, event.unsent)
        case _:
            return ()
