"""What delivery holds in memory of each chat.

Rule 1: within a chat, strictly in order. A row taken into memory is next to go, or behind rows that are.
Rule 2: while the store holds unsent rows of a chat that are not in memory (`behind_until`), nothing new of that chat
is taken into memory: it comes back by a claim, in its turn.
"""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.outbox_delivery import Chat
from storage.outbox_rows import OutboxRow


@dataclass(slots=True)
class Held:
    """A row in memory, and since when."""

    row: OutboxRow
    since: datetime


@dataclass(slots=True)
class Lane:
    """One chat's rows in memory.

    Attributes:
        held: rows to go, in order of their ids.
        behind_until: the last row that the store holds before anything new may be taken; 0 when there is none.
        free_at: when the next message may go.
        silent_until: the channel asked for silence.
        settled: rows that are through, whose marks are not written yet.
        task: sends `held`; `calling` while a call is under way.
    """

    chat: Chat
    held: list[Held] = field(default_factory=list)
    behind_until: int = 0
    free_at: datetime | None = None
    silent_until: datetime | None = None
    settled: set[int] = field(default_factory=set)
    task: asyncio.Task[None] | None = None
    calling: OutboxRow | None = None

    def take(self, row: OutboxRow, now: datetime) -> None:
        """Hold `row`, in its place."""
        if not any(held.row.id == row.id for held in self.held):
            insort(self.held, Held(row, now), key=lambda held: held.row.id)

    def let_go(self) -> list[int]:
        """Hold nothing any more; the ids of what was held, which the store has before anything new."""
        ids = [held.row.id for held in self.held]
        self.held.clear()
        if ids:
            self.behind_until = max(self.behind_until, *ids)
        return ids

    def note_settled(self, row: OutboxRow) -> None:
        """`row` is through, for good or ill."""
        if self.behind_until <= row.id:
            self.behind_until = 0

    def note_waiting(self, ids: Sequence[int]) -> None:
        """The store says that `ids` are unsent: what of it isn't in our hands must go first."""
        ours = {held.row.id for held in self.held} | self.settled
        if self.calling is not None:
            ours.add(self.calling.id)
        self.behind_until = max((row_id for row_id in ids if row_id not in ours), default=0)

    def takes_new(self, now: datetime) -> bool:
        """Whether a row just committed may be held."""
        return not self.behind_until and (self.silent_until is None or self.silent_until <= now)

    def is_idle(self, now: datetime) -> bool:
        """Whether nothing is known of this chat that must be remembered."""
        waits = max(filter(None, (self.free_at, self.silent_until)), default=now)
        return not (self.held or self.behind_until or self.settled or self.calling or self.task) and waits <= now


class Lanes:
    """Every chat's lane, made when it is first needed."""

    def __init__(self) -> None:
        self._lanes: dict[Chat, Lane] = {}

    def __getitem__(self, chat: Chat) -> Lane:
        lane = self._lanes.get(chat)
        if lane is None:
            lane = self._lanes[chat] = Lane(chat)
        return lane

    def __iter__(self) -> Iterator[Lane]:
        return iter(list(self._lanes.values()))

    def __len__(self) -> int:
        return len(self._lanes)

    def list_behind(self) -> dict[Chat, int]:
        """The chats whose rows come by claims, with the row until which they do."""
        return {lane.chat: lane.behind_until for lane in self._lanes.values() if lane.behind_until}

    def count_held(self) -> int:
        """How many rows are in memory."""
        return sum(len(lane.held) for lane in self._lanes.values())

    def forget_idle(self, now: datetime) -> None:
        """Drop what need not be remembered."""
        for lane in self:
            if lane.is_idle(now):
                del self._lanes[lane.chat]
