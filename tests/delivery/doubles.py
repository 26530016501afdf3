"""Working doubles: a clock that hurries, and a small channel that behaves, and misbehaves, like a real one."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.machinery.ports import DeliveryError, Parcel, UnreachableError
from storage.outbox_rows import OutboxRow
from storage.store import Store
from storage.tables import OutboxMessage, core


class HurriedClock:
    """A clock on which `speed` seconds pass in one, and which can be set forward."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The present instant."""
        return self._start + timedelta(seconds=(time.monotonic() - self._began) * self._speed)

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` of this clock."""
        await asyncio.sleep(max(0.0, seconds) / self._speed)

    def advance(self, by: timedelta) -> None:
        """Set the clock forward, or back."""
        self._start += by


@dataclass
class Shown:
    """A message as it stands in a chat."""

    chat_id: int
    text: str
    at: datetime
    outbox_id: int
    voice: bytes | None = None


@dataclass
class FakeSender:
    """A channel in memory. `faults` are raised one a call; those in `after` once the message is in the chat.

    Attributes:
        messages: what is in the chats, by message number.
        log: (outbox id, instant) of everything accepted, edits included, in order.
        calls: how many calls were made.
        blocked: chats that can't be written to.
        most_at_once: the most calls under way at a time.
    """

    channel: str
    clock: HurriedClock
    faults: list[DeliveryError] = field(default_factory=list)
    after: list[DeliveryError] = field(default_factory=list)
    fault_for: Callable[[Parcel], DeliveryError | None] | None = None
    blocked: set[int] = field(default_factory=set)
    seconds: float = 0.0
    messages: dict[int, Shown] = field(default_factory=dict)
    log: list[tuple[int, datetime]] = field(default_factory=list)
    calls: int = 0
    most_at_once: int = 0
    _now: int = 0
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(100))

    async def deliver(self, parcel: Parcel) -> int | None:
        """Put the parcel into its chat, unless a fault is due."""
        self.calls += 1
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            if self.seconds:
                await self.clock.sleep(self.seconds)
            if parcel.chat_id in self.blocked:
                raise UnreachableError("blocked")
            if self.faults:
                raise self.faults.pop(0)
            fault = self.fault_for(parcel) if self.fault_for else None
            if fault is not None:
                raise fault
            number = self._accept(parcel)
            if self.after:
                raise self.after.pop(0)
            return number
        finally:
            self._now -= 1

    def _accept(self, parcel: Parcel) -> int | None:
        self.log.append((parcel.outbox_id, self.clock.now()))
        if parcel.kind == "edit":
            assert parcel.edits_message_id is not None
            shown = self.messages[parcel.edits_message_id]
            if parcel.body.get("text") == shown.text:
                return None
            shown.text = parcel.body.get("text", shown.text)
            return parcel.edits_message_id
        number = next(self._numbers)
        body = parcel.body["caption"] if parcel.kind == "voice" else parcel.body
        self.messages[number] = Shown(parcel.chat_id, body["text"], self.clock.now(), parcel.outbox_id, parcel.voice)
        return number

    def texts(self, chat_id: int | None = None) -> list[str]:
        """What is in a chat, or everywhere, in order."""
        return [shown.text for shown in self.messages.values() if chat_id in (None, shown.chat_id)]


def rows_of(store: Store) -> list[OutboxRow]:
    """The whole outbox, in order."""
    table = core(OutboxMessage)
    with store.read() as work:
        ids = [row.id for row in work.session.connection().execute(table.select().order_by(table.c.id))]
        return [row for row in map(work.outbox.get, ids) if row is not None]


def statuses_of(store: Store) -> list[str]:
    """The states of the whole outbox, in order."""
    return [row.status for row in rows_of(store)]
