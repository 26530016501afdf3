"""`premiere-ecoute demo`: one newcomer's story through the real product, with nobody at the keyboard.

Samira tells her story; her referent is told, and takes her in charge. Then the same story at noon, with a referent
who stays silent: reminders, then the animator, and Samira knows who has her case. Store, intake, engine, rules, outbox,
delivery, staffroom and follow-up are the product's own; only the clock is moved, and the database is thrown away.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.commands.demo_script import PICTURED, SAMIRA
from bot.doors.terminal.channel import NEWCOMER, STAFF, Delivered
from bot.doors.terminal.picture import Picture
from bot.doors.terminal.screen import LISTENER, Screen
from bot.doors.terminal.screen import STAFF as STAFF_LOOK
from bot.doors.terminal.seats import ANIMATOR, seat_id, take_seats
from bot.doors.terminal.talk import LISTENER_NAME, PACING, PERSON, Speaker, TerminalTalk
from bot.machinery.moved_clock import MovedClock
from bot.rules.definitions import load_world
from bot.service import Service, open_service
from bot.settings import Settings, load_settings
from dialogs.inputs import Command, Input, Tap, Text
from dialogs.wording import say_day, say_time
from dialogs.world import World

EVENING: Final = datetime(2026, 11, 22, 20, 47, tzinfo=ZoneInfo("Europe/Paris"))  # a Sunday: when people write
NOON: Final = datetime(2026, 11, 23, 12, 15, tzinfo=ZoneInfo("Europe/Paris"))  # in working hours: told at once
WIDTH: Final = 80  # columns, when nobody looks
MOST_EXCHANGES: Final = 40  # of one talk; more means that it goes round in circles
MOST_MOMENTS: Final = 20  # in the days after
TITLE: Final = "Première Écoute, dimanche soir"


class DemoError(Exception):
    """The story can't go on: the talk asks something that Samira has no answer to, or nobody was told."""


@dataclass(slots=True)
class Story:
    """One run of the product with its people.

    Attributes:
        picture: gets some moments too, when there is one.
    """

    service: Service
    clock: MovedClock
    talk: TerminalTalk
    picture: Picture | None = None

    async def tell(self) -> None:
        """Let Samira talk until nothing is asked any more."""
        await self._hand_in(PERSON, [Command("start")])
        for _ in range(MOST_EXCHANGES):
            question = self._question()
            if question is None or question not in SAMIRA:
                if question in ("suite", None):
                    return
                raise DemoError(
                    f"la conversation demande « {question} ». Donnez une réponse à Samira dans "
                    "bot/commands/demo_script.py"
                )
            await self._answer(PERSON, question, SAMIRA[question])
        raise DemoError("la conversation ne finit pas.")

    async def choose(self, speaker: Speaker, label: str) -> None:
        """Let a staff member, or Samira, choose a button of what stands before them."""
        if speaker == PERSON:
            self.talk.screen.said(label)
        else:
            self.talk.screen.said(label, self.talk.seats[speaker.chat_id].name)
        await self._hand_in(speaker, self._choices(speaker, [label]))

    async def skip_to_next(self) -> Sequence[Delivered]:
        """Move the clock to what is due next, and show it under its date; what was delivered."""
        for _ in range(MOST_MOMENTS):
            due_at = self._next_due()
            if due_at is None:
                return ()
            self.clock.move_to(due_at)
            await self.service.rounds.follow_up()
            self.service.delivery.wake()
            delivered = await self.talk.gather(0.4)
            if delivered:
                self.say_moment()
                self.talk.show(delivered)
                return delivered
        return ()

    def say_moment(self, what: str = "") -> None:
        """A heading with the date and the hour."""
        at = self.clock.now().astimezone(ZoneInfo(self.service.world.timezone))
        heading = f"{say_day('fr', at.date()).capitalize()}, {say_time('fr', at)}"
        self.talk.screen.moment(f"{heading} – {what}" if what else heading)

    async def _answer(self, speaker: Speaker, question: str, said: Sequence[str]) -> None:
        labels = [label for label in said if label not in ("Continuer", "Envoyer mon dossier")] or list(said)
        words = ", ".join(labels)
        if self.picture is not None and question in PICTURED:
            self.picture.screen.said(words)
        self.talk.screen.said(words)
        self.talk.note_words(words)
        await self._hand_in(speaker, self._choices(speaker, said))

    async def _hand_in(self, speaker: Speaker, inputs: Sequence[Input]) -> None:
        await self.talk.submit(self.service.intake, speaker, inputs)
        delivered = await self.talk.collect(self.service.delivery)
        self.talk.show(delivered)
        if self.picture is not None and self._question() in (*PICTURED, "proposition"):
            _draw(self.picture, delivered)

    def _choices(self, speaker: Speaker, said: Sequence[str]) -> list[Input]:
        buttons = {button.label.removeprefix("✓ "): button for button in self.talk.buttons(speaker)}
        if not set(said) & set(buttons):
            return [Text(words, self.talk.next_number()) for words in said]
        missing = [label for label in said if label not in buttons]
        if missing:
            raise DemoError(f"il n’y a pas de bouton « {missing[0]} ». Il y a : {', '.join(buttons)}.")
        return [Tap(buttons[label].token) for label in said]

    def _question(self) -> str | None:
        with self.service.store.read() as work:
            talk = work.talks.find(NEWCOMER, PERSON.chat_id)
        return talk.passage.shown.question if talk is not None and talk.passage.shown is not None else None

    def _next_due(self) -> datetime | None:
        """The next instant at which the follow-up or the outbox has something to do."""
        with self.service.store.read() as work:
            pending, unsent = work.reminders.next_due_at(but="resume_talk"), work.outbox.next_due_at()
        due = [instant for instant in (pending, unsent) if instant is not None]
        return min(due) + timedelta(seconds=1) if due else None


def play(picture_path: Path | None, console: Console | None = None) -> None:
    """Play both stories on `console` (by default standard output); `picture_path` gets a picture of the first.

    Raises:
        DemoError: the story can't be played to its end.
    """
    asyncio.run(_play(picture_path, console or _console()))


async def _play(picture_path: Path | None, console: Console) -> None:
    with tempfile.TemporaryDirectory(prefix="premiere-ecoute-demo-") as folder:
        world = load_world(_settings(Path(folder), "first"))
        picture = Picture() if picture_path is not None else None
        await _first_story(world, _settings(Path(folder), "first"), console, picture)
        if picture is not None and picture_path is not None:
            picture.save(picture_path, TITLE)
        await _second_story(world, _settings(Path(folder), "second"), console)


async def _first_story(world: World, settings: Settings, console: Console, picture: Picture | None) -> None:
    async with _story(world, settings, console, picture, EVENING) as story:
        story.say_moment("Samira écrit, depuis Lyon")
        await story.tell()
        delivered = await story.skip_to_next()
        if picture is not None:
            _draw(picture, delivered)
        referent = _first_reader(delivered)
        story.clock.move_to(story.clock.now() + timedelta(minutes=42))
        story.say_moment("elle répond d’un geste")
        await story.choose(referent, "Je prends")
        await _play_on(story, referent)


async def _play_on(story: Story, referent: Speaker) -> None:
    """The call, where the project stands a month and three months later, and the end."""
    story.clock.move_to(story.clock.now() + timedelta(days=3, hours=6))
    story.say_moment("l’appel a eu lieu")
    await story.choose(referent, "Contact fait")
    await _wait_for_samira(story)
    story.say_moment("Samira répond, en deux boutons")
    await story.choose(PERSON, "Oui")
    await story.choose(PERSON, "Oui, gardons le lien")
    for gesture in ("Étude", "Montage"):
        await _wait_for_question(story, referent)
        await story.choose(referent, gesture)
    story.clock.move_to(story.clock.now() + timedelta(days=60))
    story.say_moment("l’épicerie est reprise")
    await story.choose(referent, "Terminer…")
    await story.choose(referent, "A repris")
    await _wait_for_samira(story)
    story.say_moment("dix jours plus tard, deux boutons encore")
    await story.choose(PERSON, "Bien")
    await story.choose(PERSON, "Oui")


async def _wait_for_samira(story: Story) -> None:
    """Let time pass until Samira is asked something."""
    for _ in range(MOST_MOMENTS):
        delivered = await story.skip_to_next()
        if any(one.channel == NEWCOMER and one.message is not None and one.message.rows for one in delivered):
            return
    raise DemoError("Samira n’a pas été questionnée.")


async def _wait_for_question(story: Story, referent: Speaker) -> None:
    """Let time pass until the referent is asked something."""
    for _ in range(MOST_MOMENTS):
        delivered = await story.skip_to_next()
        if not delivered or any(one.channel == STAFF and one.chat_id == referent.chat_id for one in delivered):
            return


async def _second_story(world: World, settings: Settings, console: Console) -> None:
    """The same story at noon, and a referent who doesn't answer: until an animator has it and Samira knows."""
    out_of_sight = Console(file=StringIO(), width=console.width)
    async with _story(world, settings, out_of_sight, None, NOON) as story:
        cards: list[Speaker] = []
        story.talk.on_card = cards.append
        await story.tell()
        if not cards:
            raise DemoError("aucun référent n’a été prévenu.")
        story.talk.screen = Screen(console)
        story.say_moment("la même histoire ; cette fois, personne ne répond")
        story.talk.show_standing(cards[0])
        await _wait_for_escalation(story)


async def _wait_for_escalation(story: Story) -> None:
    animators = {seat_id(territory.id, ANIMATOR) for territory in story.service.world.territories.values()}
    told: set[str] = set()
    while told != {STAFF, NEWCOMER}:
        delivered = await story.skip_to_next()
        if not delivered:
            raise DemoError("l’animatrice, ou Samira, n’a pas été prévenue.")
        told |= {one.channel for one in delivered if one.channel == NEWCOMER or one.chat_id in animators}


@asynccontextmanager
async def _story(
    world: World, settings: Settings, console: Console, picture: Picture | None, start: datetime
) -> AsyncIterator[Story]:
    clock = MovedClock(start)
    talk = TerminalTalk(Screen(console), clock)
    async with open_service(settings, world, talk.senders(), clock=clock, pacing=PACING, has_ticks=False) as service:
        talk.seats = take_seats(service.store, world, clock.now())
        yield Story(service, clock, talk, picture)


def _first_reader(delivered: Sequence[Delivered]) -> Speaker:
    for one in delivered:
        if one.channel == STAFF:
            return Speaker(STAFF, one.chat_id)
    raise DemoError("aucun référent n’a été prévenu.")


def _draw(picture: Picture, delivered: Sequence[Delivered]) -> None:
    for one in delivered:
        if one.message is None or one.edits:
            continue
        staff = one.channel == STAFF
        title = "Lundi matin, ce que reçoit la référente" if staff else LISTENER_NAME
        picture.screen.show(one.message, title, STAFF_LOOK if staff else LISTENER)


def _settings(folder: Path, name: str) -> Settings:
    """The packaged definitions, and a database of its own."""
    return load_settings({"DATABASE_URL": f"sqlite:///{folder / name}.db"})


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)
