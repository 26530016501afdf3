"""One terminal's two conversations: the newcomer's and the staff's, on one screen.

Theory of operation: the senders put what is delivered in a queue. `settle` waits until delivery has nothing more in
its hands, then shows what came, several changes of one message as one. `say` turns a typed line into arrivals, under
the buttons that stand before whoever is speaking.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.clock import Clock
from bot.doors.terminal.channel import NEWCOMER, STAFF, Delivered, Numbers, TerminalSender
from bot.doors.terminal.keyboard import buttons_of, read_line
from bot.doors.terminal.screen import LISTENER, Screen
from bot.doors.terminal.screen import STAFF as STAFF_LOOK
from bot.doors.terminal.seats import Seat
from bot.machinery.arrival import Arrival
from bot.machinery.delivery import Delivery
from bot.machinery.intake import Intake
from bot.machinery.pacing import Pacing
from dialogs.inputs import Input
from dialogs.message import Button, Message

LISTENER_NAME: Final = "Première Écoute"
PERSON_CHAT: Final = 1  # the terminal's one newcomer
QUIET_SECONDS: Final = 0.06  # without a delivery: what comes by the clock at one moment has arrived
PACING: Final = Pacing(per_second=1000, chat_seconds=0.0)  # nobody limits a terminal


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who sits at the keyboard: a chat of a channel."""

    channel: str
    chat_id: int


PERSON: Final = Speaker(NEWCOMER, PERSON_CHAT)


@dataclass(slots=True)
class Standing:
    """What stands before a speaker: the last message with buttons, and its number once it was delivered."""

    number: int | None
    message: Message

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons that a number chooses from."""
        return buttons_of(self.message)


@dataclass(slots=True)
class TerminalTalk:
    """Both sides of the front door on one terminal.

    Attributes:
        screen: where everything is shown.
        clock: gives messages and lines their numbers.
        seats: the staff's seats by chat id.
        on_card: told the speaker of each message to staff.
    """

    screen: Screen
    clock: Clock
    seats: Mapping[int, Seat] = field(default_factory=dict)
    on_card: Callable[[Speaker], None] = lambda _speaker: None
    _inflow: asyncio.Queue[Delivered] = field(default_factory=asyncio.Queue)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _shown: dict[int, Message] = field(default_factory=dict)
    _standing: dict[Speaker, Standing] = field(default_factory=dict)
    _last_words: str = ""
    _numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = Numbers(self.clock)

    def senders(self) -> list[TerminalSender]:
        """The terminal's two channels."""
        return [TerminalSender(channel, self._numbers, self._take_in) for channel in (NEWCOMER, STAFF)]

    def buttons(self, speaker: Speaker) -> tuple[Button, ...]:
        """The buttons that stand before `speaker`."""
        standing = self._standing.get(speaker)
        return standing.buttons if standing is not None else ()

    def stand(self, speaker: Speaker, message: Message) -> None:
        """Put `message`, shown but not delivered yet, before `speaker`."""
        self._standing[speaker] = Standing(None, message)

    def show_standing(self, speaker: Speaker) -> None:
        """Show again what stands before `speaker`."""
        standing = self._standing.get(speaker)
        if standing is not None:
            look = LISTENER if speaker.channel == NEWCOMER else STAFF_LOOK
            self.screen.show(standing.message, self.title(speaker), look)

    async def say(self, intake: Intake, speaker: Speaker, line: str) -> bool:
        """Take a typed line; whether it meant anything."""
        standing = self._standing.get(speaker)
        order = self._numbers.next()
        shown = standing.number if standing else None
        inputs = read_line(line, self.buttons(speaker), order, shown, takes_labels=speaker.channel == STAFF)
        self.note_words(line)
        await self.submit(intake, speaker, inputs)
        return bool(inputs)

    async def submit(self, intake: Intake, speaker: Speaker, inputs: Sequence[Input]) -> None:
        """Hand inputs in, as arrivals of `speaker`; returns when they are durably handled."""
        arrivals = [
            Arrival(speaker.channel, self._numbers.next(), speaker.chat_id, speaker.chat_id, given, "fr")
            for given in inputs
        ]
        if arrivals:
            await intake.submit(arrivals)

    async def wait_for_delivery(self) -> None:
        """Return when something has come in that is not shown yet."""
        await self._arrived.wait()

    async def settle(self, delivery: Delivery) -> None:
        """Show what the house says to what was just handed in, once it has said all of it."""
        self.show(await self.collect(delivery))

    async def collect(self, delivery: Delivery) -> list[Delivered]:
        """What the house says to what was just handed in, not shown yet."""
        await delivery.wait_until_out()
        self._arrived.clear()
        return _together([self._inflow.get_nowait() for _ in range(self._inflow.qsize())])

    async def gather(self, first_seconds: float) -> list[Delivered]:
        """What comes by the clock, `first_seconds` at most from now, until it is quiet; not shown yet."""
        self._arrived.clear()
        delivered: list[Delivered] = []
        seconds = first_seconds
        while True:
            try:
                delivered.append(await asyncio.wait_for(self._inflow.get(), seconds))
            except TimeoutError:
                return _together(delivered)
            seconds = QUIET_SECONDS

    def show(self, delivered: Sequence[Delivered]) -> None:
        """Show what was gathered."""
        for one in delivered:
            self._show(one)

    def next_number(self) -> int:
        """A number for something said now."""
        return self._numbers.next()

    def note_words(self, words: str) -> None:
        """Remember what was just said, so that an answer in the same words is not said again."""
        self._last_words = words.strip()

    def _take_in(self, delivered: Delivered) -> None:
        self._inflow.put_nowait(delivered)
        self._arrived.set()

    def _show(self, delivered: Delivered) -> None:
        speaker = Speaker(delivered.channel, delivered.chat_id)
        look = LISTENER if delivered.channel == NEWCOMER else STAFF_LOOK
        title = self.title(speaker)
        if delivered.edits:
            before = self._shown.get(delivered.number)
            self.screen.show_changed(before, delivered.message, title, look, said=self._last_words)
        elif delivered.message is not None:
            self.screen.show(delivered.message, title, look)
        self._keep(speaker, delivered)
        if delivered.channel == STAFF:
            self.on_card(speaker)

    def title(self, speaker: Speaker) -> str:
        """Whose frame it is: our name, or the staff member who gets it."""
        if speaker.channel == NEWCOMER:
            return LISTENER_NAME
        seat = self.seats.get(speaker.chat_id)
        return f"Ce que reçoit {seat.name}" if seat is not None else "Ce que reçoit le réseau"

    def _keep(self, speaker: Speaker, delivered: Delivered) -> None:
        standing = self._standing.get(speaker)
        if delivered.message is None:
            if standing is not None and standing.number == delivered.number:
                del self._standing[speaker]
            return
        self._shown[delivered.number] = delivered.message
        if buttons_of(delivered.message):
            self._standing[speaker] = Standing(delivered.number, delivered.message)
        elif standing is not None and standing.number == delivered.number:
            del self._standing[speaker]


def _together(delivered: Sequence[Delivered]) -> list[Delivered]:
    """The same, with several changes in a row of one message as its last."""
    kept: list[Delivered] = []
    for one in delivered:
        if one.edits and kept and kept[-1].edits and (kept[-1].channel, kept[-1].number) == (one.channel, one.number):
            kept.pop()
        kept.append(one)
    return kept
