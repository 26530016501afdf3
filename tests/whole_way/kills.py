"""People who go on talking whatever happens to the product, and a product that is killed while they do.

A person acts once on what really stands on their screen, as people do, and waits when nothing new comes. What they see
is read from the fake Bot API and, without writing, from the store.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dialogs.passage import Shown
from storage.store import Store
from storage.tables import Case
from tests.fake_bot_api import FakeBot, FakeBotApi, FakeUser, ScreenMessage
from tests.whole_way.house import FRONT_TOKEN, STAFF_TOKEN, answer_with, environment_for
from tests.whole_way.stories import Says

LOOK_SECONDS = 0.03
BIRTH_SECONDS = 30.0  # in which a process must ask for updates, on a machine that has other things to do
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Stage:
    """The two bots, the store's file, and everybody's wish to be done."""

    api: FakeBotApi
    database: Path
    kills: int = 0
    started: int = 0

    def __post_init__(self) -> None:
        self.front: FakeBot = self.api.bot(FRONT_TOKEN, "accueil_bot")
        self.staff: FakeBot = self.api.bot(STAFF_TOKEN, "equipe_bot")
        self.store = Store.open(f"sqlite:///{self.database}")

    @property
    def environment(self) -> Mapping[str, str]:
        """The product's variables, beside the machine's own."""
        url = f"sqlite:///{self.database}"
        return {**os.environ, **environment_for(self.api, url, LOG_LEVEL="WARNING", LOG_FORMAT="json")}

    def standing(self, number: int) -> tuple[Shown, ScreenMessage] | None:
        """The question that stands before a newcomer, once it is noted as delivered; None until then."""
        with self.store.read() as work:
            talk = work.talks.find("telegram", number)
            if talk is None or talk.passage.shown is None:
                return None
            row = work.outbox.get(work.talks.shown_message(talk) or 0)
        if row is None or row.status != "sent" or row.message_id is None:
            return None
        message = next(m for m in self.front.chats[number].messages if m.message_id == row.message_id)
        return talk.passage.shown, message

    def is_through(self, number: int) -> bool:
        """Whether a newcomer's talk came to its end."""
        with self.store.read() as work:
            talk = work.talks.find("telegram", number)
        return talk is not None and talk.case_id is not None and talk.passage.shown is None


async def talk_on(stage: Stage, number: int, name: str, says: Says) -> None:
    """One newcomer's whole talk; each question is answered once."""
    person = stage.front.user(number, name)
    person.start()
    answered: set[tuple[str, int]] = set()
    while not stage.is_through(number):
        standing = stage.standing(number)
        if standing is not None and (key := (standing[0].question, standing[0].turn)) not in answered:
            answered.add(key)
            for words in says[key[0]]:
                answer_with(person, standing[1], words)
                await asyncio.sleep(0)
        await asyncio.sleep(LOOK_SECONDS)


async def take_cases(stage: Stage, number: int, code: str, cases: int) -> None:
    """A referent who binds, looks at the list until all cases are there, opens each and takes it in charge."""
    person = stage.staff.user(number, "Nadia")
    await _insist(person, partial(person.start, code), "reçoit maintenant")
    for position in range(1, cases + 1):
        while _case_count(stage) < position:
            await asyncio.sleep(LOOK_SECONDS)
        label = f"Dossier {position}"
        await _insist(person, partial(person.send, "/dossiers"), label)
        await _insist(person, partial(_tap, person, label), f"dossier {position}\n")
        await _insist(person, partial(_tap, person, "Je prends"), "Pris en charge par")


async def _insist(person: FakeUser, act: Callable[[], object], expected: str) -> None:
    """Act once, and wait for what must come of it, in a new message or a changed one."""
    before = _seen(person, expected)
    act()
    while _seen(person, expected) <= before:
        await asyncio.sleep(LOOK_SECONDS)


def _seen(person: FakeUser, expected: str) -> int:
    return sum(expected in f"{message.text}\n" or expected in message.labels for message in person.received)


def _tap(person: FakeUser, label: str) -> None:
    found = [message for message in person.received if label in message.labels]
    person.tap(label, found[-1])


def _case_count(stage: Stage) -> int:
    with stage.store.read() as work:
        return len(work.session.connection().execute(Case.__table__.select()).all())  # type: ignore[attr-defined]


@dataclass
class Product:
    """The product as a real process, killed without a word and brought up again.

    A life `by_command` is `premiere-ecoute run` itself; the others come from the nursery.
    """

    stage: Stage
    nursery: asyncio.subprocess.Process
    _own: asyncio.subprocess.Process | None = None

    @classmethod
    async def prepare(cls, stage: Stage) -> Product:
        """Start the nursery."""
        nursery = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.whole_way.nursery",
            env=stage.environment, cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        product = cls(stage, nursery)
        assert await product._line() == "ready"
        return product

    async def live(self, seconds: float | None, until: Callable[[], bool], *, by_command: bool = False) -> bool:
        """One life of `seconds` from its first poll on (None: as long as it takes), then SIGKILL; `until` ends it too.

        Returns:
            Whether `until` became true.
        """
        polls = self.stage.front.poll
        number = await (self._run_command() if by_command else self._fork())
        self.stage.started += 1
        called, begun = time.monotonic(), None
        while not until():
            assert begun is not None or time.monotonic() - called < BIRTH_SECONDS, "the product doesn't come up"
            if begun is None and self.stage.front.poll > polls:
                begun = time.monotonic()
            if seconds is not None and begun is not None and time.monotonic() - begun > seconds:
                break
            await asyncio.sleep(0.005)
        done = until()
        os.kill(number, signal.SIGKILL)
        self.stage.kills += 1
        if self._own is not None:
            await self._own.wait()
            self._own = None
        else:
            assert await self._line() == "ended"
        return done

    async def close(self) -> None:
        """End the nursery."""
        assert self.nursery.stdin is not None
        self.nursery.stdin.close()
        await self.nursery.wait()

    async def _fork(self) -> int:
        assert self.nursery.stdin is not None
        self.nursery.stdin.write(b"\n")
        return int(await self._line())

    async def _run_command(self) -> int:
        command = [sys.executable, "-m", "bot", "run"]
        self._own = await asyncio.create_subprocess_exec(*command, env=self.stage.environment, cwd=ROOT)
        return self._own.pid

    async def _line(self) -> str:
        assert self.nursery.stdout is not None
        return (await self.nursery.stdout.readline()).decode().strip()


def lifetimes(seed: int, count: int, longest: float) -> Sequence[float]:
    """How long each life lasts: some die at once, some in the middle of things."""
    chance = random.Random(seed)
    return [chance.choice((chance.uniform(0, 0.15), chance.uniform(0, longest))) for _ in range(count)]
