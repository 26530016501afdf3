"""Delivery's books: everything it reads from and writes to the store, one transaction a method.

All of it blocks, and runs in a thread. `Delivery` decides; nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import ColumnElement, or_, select

from storage.outbox_delivery import WHOLE_BOT, SentMark, is_unsent
from storage.outbox_rows import LostRow, OutboxRow
from storage.store import Store
from storage.tables import OutboxMessage, Pace, core
from storage.transient import is_transient
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

LEASE_SECONDS: Final = 60  # of a claimed row: several times the longest call

Chat = tuple[str, int]
"""(channel, chat id)."""

OnUnreachable = Callable[[UnitOfWork, str, int, datetime], None]
"""Told, in the transaction that records it, that a chat of a channel can't be written to any more."""

OnUnreadable = Callable[[UnitOfWork, Sequence[LostRow], datetime], None]
"""Told, in the transaction that sets them aside, of rows that can't be read."""


@dataclass(slots=True)
class Entries:
    """What waits to be written: deliveries, voice messages heard, rows to give back."""

    sent: list[SentMark] = field(default_factory=list)
    heard: list[tuple[int, datetime]] = field(default_factory=list)
    given_back: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sent or self.heard or self.given_back)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new process has to know: chats with rows to be claimed first, and who must be left in peace."""

    waiting: Mapping[Chat, Sequence[int]]
    silences: Mapping[Chat, datetime]


@dataclass(frozen=True, slots=True)
class Claimed:
    """Rows now in our hands, per watched chat the ids of what is still unsent, and what was written on the way."""

    rows: Sequence[OutboxRow]
    waiting: Mapping[Chat, Sequence[int]]
    told: Sequence[OutboxRow] = ()


class Ledger:
    """The books of one delivery, for some channels."""

    def __init__(self, store: Store, channels: Collection[str], on_unreadable: OnUnreadable | None = None) -> None:
        self._store = store
        self._on_unreadable = on_unreadable
        self._channels = sorted(channels)

    def open(self, now: datetime, *, alone: bool) -> Opening:
        """Read what is left from before; when `alone`, the leases of our former self are void."""
        table, pace = core(OutboxMessage), core(Pace)
        with self._store.begin() as work:
            connection = work.session.connection()
            if alone:
                unsent = is_unsent(table) & table.c.channel.in_(self._channels)
                connection.execute(table.update().where(unsent).values(leased_until=None))
            silent = select(pace).where(pace.c.channel.in_(self._channels), pace.c.silent_until > now)
            silences = {(row.channel, row.chat_id): row.silent_until for row in connection.execute(silent)}
            return Opening(_waiting(work, table.c.channel.in_(self._channels), now), silences)

    def write_and_claim(self, entries: Entries, now: datetime, *, limit: int, watched: Collection[Chat]) -> Claimed:
        """Write `entries`, then lease up to `limit` rows."""
        with self._store.begin() as work:
            work.outbox.mark_sent(entries.sent)
            for media_id, at in entries.heard:
                work.media.mark_heard(media_id, at)
            work.outbox.extend_lease(entries.given_back, now - timedelta(seconds=1))
            rows = work.outbox.claim(now, self._channels, limit, LEASE_SECONDS) if limit > 0 else []
            self._tell_lost(work, now)
            chats = {*watched, *((row.channel, row.chat_id) for row in rows)}
            return Claimed(rows, _waiting(work, _of_chats(chats), now) if chats else {}, work.outbox.written())

    def _tell_lost(self, work: UnitOfWork, now: datetime) -> None:
        lost = work.outbox.lost()
        if not lost or self._on_unreadable is None:
            return
        try:
            with work.savepoint():
                self._on_unreadable(work, lost, now)
        except Exception as error:
            if is_transient(error):
                raise
            log.error("unreadable_not_told", count=len(lost), exc_info=error)

    def list_waiting(self, chats: Collection[Chat], now: datetime) -> Mapping[Chat, Sequence[int]]:
        """Per chat the ids of the unsent rows that hold it up, in order."""
        with self._store.read() as work:
            return _waiting(work, _of_chats(chats), now)

    def find(self, outbox_id: int) -> OutboxRow | None:
        """The row as it is now, if it still exists."""
        with self._store.read() as work:
            return work.outbox.get(outbox_id)

    def find_voice(self, media_id: int) -> bytes | None:
        """The bytes of a voice message, unless they were deleted."""
        with self._store.read() as work:
            media = work.media.get(media_id)
            return media.body if media is not None else None

    def note_errored(self, row: OutboxRow, due_at: datetime, error: str, *, uncertain: bool) -> None:
        """`row` is tried again at `due_at`."""
        with self._store.begin() as work:
            work.outbox.mark_errored(row.id, due_at, error, uncertain=uncertain)

    def note_failed(self, row: OutboxRow, error: str) -> None:
        """`row` will never be delivered."""
        with self._store.begin() as work:
            work.outbox.mark_failed(row.id, error)

    def note_silence(self, row: OutboxRow, now: datetime, until: datetime, *, everywhere: bool) -> None:
        """`row` waits with its chat, or with its whole bot, until `until`."""
        with self._store.begin() as work:
            work.outbox.silence(row.channel, WHOLE_BOT if everywhere else row.chat_id, until)
            work.outbox.extend_lease([row.id], now - timedelta(seconds=1))

    def note_unreachable(self, row: OutboxRow, now: datetime, tell: OnUnreachable | None) -> list[OutboxRow]:
        """Nothing of `row`'s chat will be delivered; what `tell` wrote to others."""
        with self._store.begin() as work:
            work.outbox.drop_unsent(row.channel, row.chat_id)
            if tell is not None:
                tell(work, row.channel, row.chat_id, now)
            return work.outbox.written()

    def note_moved(self, row: OutboxRow, new_chat_id: int, now: datetime) -> Sequence[int]:
        """`row`'s group has a new id; the ids of what now waits there."""
        with self._store.begin() as work:
            work.outbox.migrate_chat(row.channel, row.chat_id, new_chat_id)
            chat = (row.channel, new_chat_id)
            return _waiting(work, _of_chats([chat]), now).get(chat, ())


def _of_chats(chats: Collection[Chat]) -> ColumnElement[bool]:
    """Rows of `chats`, and perhaps of a namesake on another channel: the caller looks up by both."""
    table = core(OutboxMessage)
    return table.c.channel.in_(sorted({channel for channel, _ in chats})) & table.c.chat_id.in_(
        sorted({chat_id for _, chat_id in chats})
    )


def _waiting(work: UnitOfWork, which: ColumnElement[bool], now: datetime) -> dict[Chat, list[int]]:
    """The unsent rows that hold their chat up, as the outbox's rule 2 has it."""
    table = core(OutboxMessage)
    holds_up = or_(table.c.status.in_(("errored", "uncertain")), table.c.due_at <= now)
    query = (
        select(table.c.channel, table.c.chat_id, table.c.id)
        .where(is_unsent(table), which, holds_up)
        .order_by(table.c.id)
    )
    waiting: dict[Chat, list[int]] = {}
    for row in work.session.connection().execute(query):
        waiting.setdefault((row.channel, row.chat_id), []).append(row.id)
    return waiting
