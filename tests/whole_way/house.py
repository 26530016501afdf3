"""The real product before the fake Bot API: both bots, a store of its own, a clock that hurries and can be moved.

Nothing of ours is replaced but the clock: `bot.app.open_bots` runs as `premiere-ecoute run` runs it, without its ticks,
whose rounds are made by `at`, `days_pass` and `rounds` instead.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import select as select_models

from bot.app import open_bots
from bot.machinery.moved_clock import MovedClock
from bot.machinery.polling import Pauses
from bot.service import Service
from bot.settings import Settings, load_settings
from bot.usecases.invitations import animator_of, guest_of, invite
from dialogs.world import World
from storage.store import Store
from storage.tables import Case, OutboxMessage, Referral, Reminder, core
from storage.talks import Talk
from tests.fake_bot_api import FakeBot, FakeBotApi, FakeUser, ScreenMessage
from tests.histories import check_histories
from tests.whole_way.stories import SAMIRA_SAYS, Says

PARIS = ZoneInfo("Europe/Paris")
FRONT_TOKEN = "111111:" + "f" * 35
STAFF_TOKEN = "222222:" + "s" * 35
# As long as Telegram's are: a short number is found by chance among the microseconds of a log.
SAMIRA, FARID, LOU = 6_241_057_001, 6_241_057_002, 6_241_057_003
NADIA, PAUL, ANIMATOR, CCI, STRANGER = 5_830_419_101, 5_830_419_102, 5_830_419_103, 5_830_419_104, 5_830_419_199
DESKS: Mapping[int, str | None] = {
    NADIA: "cc-ambert.accueil", PAUL: "cc-ambert.economie", CCI: "cci-puy-de-dome.ambert", ANIMATOR: None,
}  # fmt: skip
EVENING = datetime(2026, 11, 22, 20, 47, tzinfo=PARIS)  # EXAMPLE's Sunday
MOST_EXCHANGES = 40
PATIENCE_SECONDS = 20.0  # real ones
PAUSES = Pauses(long_poll=1, first_retry=0.05, last_retry=0.2, between_downloads=0.05)

_Row = TypeVar("_Row")


def paris(text: str) -> datetime:
    """An instant on the wall clock of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def settings_for(api: FakeBotApi, database_url: str, **others: str) -> Settings:
    """The product's settings before the fake Bot API."""
    return load_settings(environment_for(api, database_url, **others))


def environment_for(api: FakeBotApi, database_url: str, **others: str) -> dict[str, str]:
    """The variables that set the product up before the fake Bot API."""
    return {
        "FRONT_BOT_TOKEN": FRONT_TOKEN,
        "STAFF_BOT_TOKEN": STAFF_TOKEN,
        "TELEGRAM_API_URL": api.url,
        "DATABASE_URL": database_url,
        **others,
    }


@dataclass
class House:
    """One running product and the people around it; reopened by `restart`."""

    api: FakeBotApi
    world: World
    settings: Settings
    clock: MovedClock = field(default_factory=lambda: MovedClock(EVENING))
    _open: Any = None
    _service: Service | None = None

    def __post_init__(self) -> None:
        self.front: FakeBot = self.api.bot(FRONT_TOKEN, "accueil_bot")
        self.staff: FakeBot = self.api.bot(STAFF_TOKEN, "equipe_bot")
        for fake in (self.front, self.staff):
            fake.seconds = lambda: self.clock.now().timestamp()

    @property
    def service(self) -> Service:
        """The running product."""
        assert self._service is not None, "the product is not running"
        return self._service

    async def start(self) -> None:
        """Open the product."""
        self._open = open_bots(self.settings, self.world, clock=self.clock, has_ticks=False, pauses=PAUSES)
        self._service, _ = await self._open.__aenter__()

    async def stop(self) -> None:
        """Close the product, as SIGTERM does."""
        if self._service is not None:
            self._service = None
            await self._open.__aexit__(None, None, None)
            store = Store.open(self.settings.database_url)
            check_histories(store)
            store.close()

    async def restart(self) -> None:
        """Close and open it again."""
        await self.stop()
        await self.start()

    # -- people

    def newcomer(self, number: int = SAMIRA, name: str = "Samira", language: str | None = "fr") -> FakeUser:
        """Somebody before the public bot."""
        return self.front.user(number, name, language)

    def person(self, number: int, name: str = "Nadia", language: str | None = "fr") -> FakeUser:
        """Somebody before the staff bot."""
        return self.staff.user(number, name, language)

    def code_for(self, interlocutor: str | None) -> str:
        """A one-time code, made as `premiere-ecoute invite` makes it."""
        territory = self.world.territory(None)
        guest = guest_of(territory, interlocutor) if interlocutor else animator_of(territory)
        with self.service.store.begin() as work:
            (invited,) = invite(work, territory, [guest], self.clock.now(), "equipe_bot", "Europe/Paris")
        return invited.code

    async def bind(self, *numbers: int) -> None:
        """Let people open the staff bot with their codes."""
        for number in numbers:
            self.person(number).start(self.code_for(DESKS[number]))
        await self.settle()

    async def talk(self, number: int = SAMIRA, says: Says = SAMIRA_SAYS, until: str | None = None) -> None:
        """Let a newcomer talk from /start until the question `until` stands before them; to the end by default."""
        person = self.newcomer(number)
        person.start()
        await self.settle()
        await self.go_on(number, says, until)

    async def go_on(self, number: int, says: Says = SAMIRA_SAYS, until: str | None = None) -> None:
        """Let a newcomer answer what is asked, until the question `until`, or until nothing is asked."""
        for _ in range(MOST_EXCHANGES):
            question = self.question(number)
            if question == until:
                return
            assert question in says, f"no answer to {question!r}; the screen: {self.texts(number)[-3:]}"
            await self.answer(number, says[str(question)])
        raise AssertionError(f"{until!r} never came")

    async def answer(self, number: int, said: Sequence[str]) -> None:
        """Tap the options of those keys, or write the words."""
        shown = self.shown(number)
        for words in said:
            answer_with(self.newcomer(number), shown, words)
            await self.settle()

    # -- time

    async def at(self, instant: datetime | str) -> None:
        """Move the clock, make one round, wait until all is said."""
        self.clock.move_to(paris(instant) if isinstance(instant, str) else instant)
        await self.rounds()

    async def rounds(self) -> None:
        """What the ticks do."""
        await self.service.rounds.follow_up()
        await self.service.rounds.announce()
        self.service.delivery.wake()
        await self.settle()

    async def days_pass(self, until: datetime | str, step: timedelta = timedelta(minutes=30)) -> None:
        """Move the clock in steps, as time passes for a running process."""
        end = paris(until) if isinstance(until, str) else until
        while self.clock.now() + step < end:
            await self.at(self.clock.now() + step)
        await self.at(end)

    async def settle(self) -> None:
        """Wait until every update is handled and everything due is said, what is tried again included.

        Raises:
            AssertionError: that took too long.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while self.front.queue or self.staff.queue or self._unsent():
            assert time.monotonic() < until, f"unsettled: {self.front.queue} {self.staff.queue} {self._unsent()}"
            await asyncio.sleep(0.005)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to become true.

        Raises:
            TimeoutError: it didn't.
        """
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                await asyncio.sleep(0.01)

    def _unsent(self) -> int:
        outbox = core(OutboxMessage)
        tried = select(func.count()).select_from(outbox).where(outbox.c.status.in_(("errored", "uncertain")))
        with self.service.store.read() as work:
            again = int(work.session.connection().execute(tried).scalar_one())
            return again + work.outbox.unsent_count(self.clock.now())

    # -- what is on the screens

    def question(self, number: int = SAMIRA) -> str | None:
        """The question that stands before a newcomer."""
        shown = self.find_talk(number).passage.shown
        return shown.question if shown is not None else None

    def shown(self, number: int = SAMIRA) -> ScreenMessage:
        """The message of that question."""
        with self.service.store.read() as work:
            talk = work.talks.find("telegram", number)
            assert talk is not None
            row = work.outbox.get(work.talks.shown_message(talk) or 0)
        assert row is not None
        found = [message for message in self.newcomer(number).received if message.message_id == row.message_id]
        assert found, f"the question is not on the screen: {self.texts(number)[-3:]}"
        return found[0]

    def find_talk(self, number: int = SAMIRA) -> Talk:
        """The newcomer's talk."""
        with self.service.store.read() as work:
            talk = work.talks.find("telegram", number)
        assert talk is not None, f"{number} never talked"
        return talk

    def texts(self, number: int = SAMIRA) -> list[str]:
        """What the public bot said to somebody."""
        return [message.text for message in self.newcomer(number).received]

    def heard(self, number: int) -> list[str]:
        """What the staff bot said to somebody."""
        return [message.text for message in self.person(number).received]

    def last(self, number: int) -> ScreenMessage:
        """The staff bot's last message to somebody."""
        return self.person(number).received[-1]

    async def staff_taps(self, number: int, label: str) -> ScreenMessage:
        """Tap in the staff bot; what the bot said last afterwards."""
        self.person(number).tap(label)
        await self.settle()
        return self.last(number)

    async def staff_says(self, number: int, words: str) -> ScreenMessage:
        """Write to the staff bot; what it said last afterwards."""
        self.person(number).send(words)
        await self.settle()
        return self.last(number)

    # -- what is in the store

    def rows(self, model: type[_Row]) -> list[_Row]:
        """Every row of a table, in the order of its key."""
        with self.service.store.read() as work:
            return list(work.session.exec(select_models(model)))

    def case(self) -> Case:
        """The only case."""
        (case,) = self.rows(Case)
        return case

    def referral(self) -> Referral:
        """The referral in force of the only case."""
        case = self.case()
        return next(referral for referral in self.rows(Referral) if referral.id == case.referral_id)

    def pending_reminders(self) -> list[str]:
        """Kinds and steps still to come."""
        return sorted(f"{row.kind}{row.step}" for row in self.rows(Reminder) if row.status == "pending")

    def count_rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.service.store.read() as work:
            connection = work.session.connection()
            return {
                name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for name, table in core(OutboxMessage).metadata.tables.items()
            }

    # -- what must always hold

    def check(self) -> None:
        """No limit of the Bot API was passed, no call refused as wrong, every tap acknowledged."""
        for fake in (self.front, self.staff):
            assert fake.violations == []
            refused = [
                f"{call.method}: {call.outcome}" for call in fake.calls if call.outcome.startswith("Bad Request")
            ]
            assert [words for words in refused if not _is_harmless(words)] == []
            unanswered = [number for number, callback in fake.callbacks.items() if not callback.answers]
            assert unanswered == []


def answer_with(person: FakeUser, shown: ScreenMessage, words: str) -> None:
    """Tap the option with the key `words` under the message `shown`, or write `words` when there is none.

    `a|b` taps the first of these keys that is there, or writes the last.
    """
    keys = words.split("|")
    for key in keys:
        for button in shown.buttons:
            if button.get("callback_data", "").rsplit(".", 1)[-1].lstrip("+-") == key:
                person.tap_token(button["callback_data"], shown)
                return
    person.send(keys[-1])


def _is_harmless(words: str) -> bool:
    return any(part in words for part in ("query is too old", "message is not modified", "chat not found"))


@asynccontextmanager
async def open_house(world: World, database_url: str, start: datetime = EVENING) -> AsyncIterator[House]:
    """A running house; `check` holds at its end."""
    async with FakeBotApi() as api:
        house = House(api, world, settings_for(api, database_url), MovedClock(start))
        await house.start()
        try:
            yield house
            await house.settle()
            house.check()
        finally:
            await house.stop()
