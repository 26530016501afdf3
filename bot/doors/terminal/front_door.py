"""The terminal front door: a person at the keyboard talks, and may sit down on the referent's chair too."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.clock import SystemClock
from bot.doors.terminal.channel import STAFF
from bot.doors.terminal.keyboard import plain_word
from bot.doors.terminal.screen import STAFF as STAFF_LOOK
from bot.doors.terminal.screen import Screen
from bot.doors.terminal.seats import take_seats
from bot.doors.terminal.talk import PACING, PERSON, Speaker, TerminalTalk
from bot.machinery.signals import wait_for_signal
from bot.service import Service, open_service
from bot.settings import Settings
from dialogs.inputs import Command
from dialogs.message import Message
from dialogs.wording import say_day, say_time
from dialogs.world import World
from storage.outbox_rows import OutboxRow

WELCOME: Final = (
    "Tapez le numéro d’un choix (plusieurs\u202f: 1 3), ou vos mots. "
    "/aide pour le reste, /referent pour passer de l’autre côté, Ctrl-D pour partir."
)
GOODBYE: Final = "À bientôt. Votre conversation est gardée sur cet ordinateur\u202f: elle reprendra où vous en étiez."
NO_CARD: Final = "Aucun référent n’a encore de fiche. Elle apparaît ici dès que vous donnez votre accord."


class LineReader:
    """Reads lines with `input` in a thread of its own, one when asked; None at the end of input."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._prompts: SimpleQueue[str] = SimpleQueue()
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._asked = False
        # A daemon: a thread that waits for a key can't be ended, and must not keep the process.
        threading.Thread(target=self._read, daemon=True, name="keyboard").start()

    async def read(self, prompt: str) -> str | None:
        """The next line; a line asked for and not fetched is not asked for again."""
        if not self._asked:
            self._asked = True
            self._prompts.put(prompt)
        line = await self._lines.get()
        self._asked = False
        return line

    def _read(self) -> None:
        while True:
            prompt = self._prompts.get()
            line: str | None = None
            with contextlib.suppress(EOFError, OSError, ValueError):
                line = input(prompt)
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
            if line is None:
                return


@dataclass(slots=True)
class FrontDoor:
    """The loop of the terminal: read a line, take it, show what comes back."""

    service: Service
    talk: TerminalTalk
    reader: LineReader
    speaker: Speaker = PERSON
    card: Speaker | None = None
    announced: set[int] = field(default_factory=set)

    def note_card(self, speaker: Speaker) -> None:
        """Remember whose card was shown last: /referent sits down there."""
        self.card = speaker

    async def run(self) -> None:
        """Talk until the end of input or a signal."""
        screen = self.talk.screen
        stopping = asyncio.create_task(wait_for_signal())
        await asyncio.sleep(0)  # from here on a signal is ours
        screen.note(WELCOME)
        self.announced = {row.id for row in self._awaiting()}
        await self.talk.submit(self.service.intake, PERSON, [Command("start")])
        await self._show()
        line = asyncio.create_task(self._read())
        try:
            while True:
                coming = asyncio.create_task(self.talk.wait_for_delivery())
                done, _ = await asyncio.wait([stopping, line, coming], return_when=asyncio.FIRST_COMPLETED)
                coming.cancel()
                if stopping in done or (line in done and line.result() is None):
                    return
                if line in done:
                    if not await self._take(line.result() or ""):
                        return
                    await self._show()
                    line = asyncio.create_task(self._read())
                else:
                    screen.console.print()
                    await self._show()
                    screen.console.print(self._prompt(), end="")
        finally:
            stopping.cancel()
            line.cancel()
            screen.console.print()
            screen.note(GOODBYE, style="bold")

    async def _take(self, line: str) -> bool:
        """Do what a line asks; whether to go on."""
        word, _, rest = line.strip().partition(" ")
        command = plain_word(word) if word.startswith("/") else ""
        if command in ("/quitter", "/quit", "/exit"):
            return False
        if command in ("/referent", "/referente"):
            self._sit_down(plain_word(rest))
        elif command == "/personne":
            self.speaker = PERSON
            self.talk.screen.note("Vous êtes de nouveau la personne qui porte le projet.")
            self.talk.show_standing(PERSON)
        else:
            await self.talk.say(self.service.intake, self.speaker, line)
        return True

    def _sit_down(self, name: str) -> None:
        """Take the referent's chair: the one named, else whose card came last."""
        named = [seat for seat in self.talk.seats.values() if name and name in plain_word(seat.name)]
        card = Speaker(STAFF, named[0].chat_id) if named else self.card
        if card is None:
            self.talk.screen.note(NO_CARD)
            return
        self.speaker = card
        seat = self.talk.seats[card.chat_id]
        self.talk.screen.note(f"Vous êtes maintenant {seat.name}, {seat.presence}. /personne pour revenir.")
        self.talk.show_standing(card)

    async def _show(self) -> None:
        """What came in, then what will be told to staff later."""
        await self.talk.settle(self.service.delivery)
        for row in await asyncio.get_running_loop().run_in_executor(None, self._awaiting):
            if row.id not in self.announced and row.kind == "send":
                self.announced.add(row.id)
                self._announce(row)

    def _announce(self, row: OutboxRow) -> None:
        message, speaker = Message.from_json(row.body), Speaker(row.channel, row.chat_id)
        zone = ZoneInfo(self.service.world.timezone)
        due_at, today = row.due_at.astimezone(zone), self.service.clock.now().astimezone(zone).date()
        when = f"{say_day('fr', due_at.date(), today)} à {say_time('fr', due_at)}"
        self.talk.screen.show(message, self.talk.title(speaker), STAFF_LOOK, subtitle=f"partira {when}")
        self.talk.stand(speaker, message)
        self.note_card(speaker)

    def _awaiting(self) -> list[OutboxRow]:
        """What waits for the staff's working hours, in order."""
        with self.service.store.read() as work:
            return work.outbox.due_later(STAFF, self.service.clock.now())

    async def _read(self) -> str | None:
        return await self.reader.read(self._prompt())

    def _prompt(self) -> str:
        seat = self.talk.seats.get(self.speaker.chat_id) if self.speaker != PERSON else None
        return f"{seat.name} › " if seat is not None else "› "


async def run_front_door(settings: Settings, world: World, console: Console) -> None:
    """Open the front door on `console` and standard input, until the person leaves."""
    clock = SystemClock()
    talk = TerminalTalk(Screen(console), clock)
    with _terminal_kept():
        async with open_service(settings, world, talk.senders(), clock=clock, pacing=PACING) as service:
            loop = asyncio.get_running_loop()
            talk.seats = await loop.run_in_executor(None, take_seats, service.store, service.world, clock.now())
            door = FrontDoor(service, talk, LineReader(loop))
            talk.on_card = door.note_card
            await door.run()


@contextlib.contextmanager
def _terminal_kept() -> Iterator[None]:
    """Give the terminal back as it was: a line being edited when we leave would take its echo along."""
    if not sys.stdin.isatty():
        yield
        return
    import readline  # noqa: F401 (gives `input` its editing keys)
    import termios

    before = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
