"""Delivery's books: everything it reads from and writes to the store, one transaction a method.

All of it blocks, and runs in a thread. `Delivery` decides; nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from storage.outbox_delivery import WHOLE_BOT, Chat, SentMark
from storage.outbox_rows import LostRow, OutboxRow
from storage.store import Store
from storage.transient import is_transient
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

LEASE_SECONDS: Final = 60  # of a claimed row: several times the longest call

OnUnreachable = Callable[[UnitOfWork, str, int, datetime], None]
"""Told, in the transaction that records it, that a chat of a channel can't be written to any more."""

OnUnreadable = Callable[[UnitOfWork, Sequence[LostRow], datetime], None]
"""Told, in the transaction that sets them aside, of rows that can't be read."""
LetThrough = Callable[[UnitOfWork, Sequence[OutboxRow], datetime], Sequence[OutboxRow]]
"""Judges rows just claimed, in the transaction that claims them: those that may leave, as they may."""


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

    def __init__(
        self,
        store: Store,
        channels: Collection[str],
        on_unreadable: OnUnreadable | None = None,
        let_through: LetThrough | None = None,
    ) -> None:
        self._store = store
        self._on_unreadable = on_unreadable
        self._let_through = let_through
        self._channels = sorted(channels)

    def open(self, now: datetime, *, alone: bool) -> Opening:
        """Read what is left from before; when `alone`, the leases of our former self are void."""
        with self._store.begin() as work:
            if alone:
                work.outbox.void_leases(self._channels)
            return Opening(work.outbox.waiting(self._channels, now), work.outbox.silences(self._channels, now))

    def write_and_claim(self, entries: Entries, now: datetime, *, limit: int, watched: Collection[Chat]) -> Claimed:
        """Write `entries`, then lease up to `limit` rows."""
        with self._store.begin() as work:
            work.outbox.mark_sent(entries.sent)
            for media_id, at in entries.heard:
                work.media.mark_heard(media_id, at)
            work.outbox.extend_lease(entries.given_back, now - timedelta(seconds=1))
            rows = work.outbox.claim(now, self._channels, limit, LEASE_SECONDS) if limit > 0 else []
            self._tell_lost(work, now)
            leaving = self._let_through(work, rows, now) if self._let_through is not None else rows
            chats = {*watched, *((row.channel, row.chat_id) for row in rows)}
            return Claimed(leaving, work.outbox.waiting_in(chats, now), work.outbox.written())

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
            return work.outbox.waiting_in(chats, now)

    def find(self, outbox_id: int) -> OutboxRow | None:
        """The row as it is now, if it still exists."""
        with self._store.read() as work:
            return work.outbox.get(outbox_id)

    def find_file(self, media_id: int) -> bytes | None:
        """The bytes of a voice message or of a document, unless they were deleted."""
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
            return work.outbox.waiting_in([chat], now).get(chat, ())
