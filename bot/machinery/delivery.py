"""Delivery: drains the outbox through the channels' senders, paced, in order, at least once.

Rule 1: the table is the truth. What is in memory is only a head start: a row whose lease is about to run out, or that
waited, is looked up again before it goes.
Rule 2: per chat strictly in order; concurrently over chats, at the pace of each chat and of the bot (`pacing`).
Rule 3: a delivery is noted within 200 ms, or rides along with the next arrivals if they commit before. A crash in
between doubles a message; nothing loses one.

Theory of operation: rows just committed are handed over in memory, others are claimed. Each chat has a lane
(`lanes`), sent by one task; `_keep_books` writes what happened in groups and claims what waits.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Final, ParamSpec, TypeVar

import structlog

from bot.clock import Clock
from bot.machinery.intake import Ride
from bot.machinery.lanes import Held, Lane, Lanes
from bot.machinery.ledger import Claimed, Entries, Ledger, LetThrough, OnUnreachable, OnUnreadable
from bot.machinery.pacing import Gate, Pacing
from bot.machinery.parcels import ParcelDesk, TargetGoneError
from bot.machinery.ports import (
    DeliveryError,
    MigratedError,
    PacedError,
    RefusedError,
    Sender,
    UncertainError,
    UnreachableError,
)
from storage.outbox_delivery import WHOLE_BOT
from storage.outbox_rows import FILES, UNSENT, OutboxRow
from storage.store import Store

log = structlog.get_logger(__name__)

GROUP_SECONDS: Final = 0.15  # marks are gathered this long, and written within 200 ms
BEHIND_SECONDS: Final = 0.5  # between two claims while a chat's rows come by claims
IDLE_SECONDS: Final = 2.0  # between two claims else
LOOK_SECONDS: Final = 0.01  # between two looks whether everything is out
HELD_LIMIT: Final = 64  # rows in memory beyond which nothing is claimed
MEMORY_SECONDS: Final = 1.0  # a row held for longer is looked up again: it may have been erased meanwhile
FIRST_RETRY_SECONDS: Final = 1.0  # doubled at each attempt
LAST_RETRY_SECONDS: Final = 300.0
UNCERTAIN_SECONDS: Final = 30.0  # before a message that was perhaps delivered is sent once more
SILENT: Final = ("edit", "delete")  # they ring nobody, and made twice are made once
GIVE_UP_AFTER: Final = timedelta(days=3)  # of not getting through; the follow-up has long told somebody else

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Delivery:
    """Delivers the outbox's rows of some channels.

    Args:
        store: holds the outbox.
        senders: by channel.
        clock: tells the time and waits.
        on_unreachable: told, in the transaction that records it, that a chat can't be written to any more.
        on_unreadable: told, in the transaction that sets them aside, of rows that can't be read.
        let_through: judges what is claimed: what is no longer true doesn't leave.
        executor: threads for the store's calls; its own (one) by default. On SQLite share the intake's.
        alone: no other process delivers from this store (SQLite): leases found at start are our former self's, and
            what was handed over needs no second look.
        pacing: limits; the same for every channel.
    """

    def __init__(
        self,
        store: Store,
        senders: Mapping[str, Sender],
        clock: Clock,
        *,
        on_unreachable: OnUnreachable | None = None,
        on_unreadable: OnUnreadable | None = None,
        let_through: LetThrough | None = None,
        executor: Executor | None = None,
        alone: bool = False,
        pacing: Pacing | None = None,
    ) -> None:
        self._senders = dict(senders)
        self._clock = clock
        self._on_unreachable = on_unreachable
        self._own_executor = ThreadPoolExecutor(1, thread_name_prefix="delivery") if executor is None else None
        self._executor = executor or self._own_executor
        self._alone = alone
        self._pacing = pacing or Pacing()
        self._ledger = Ledger(store, self._senders, on_unreadable, let_through)
        self._lanes = Lanes()
        self._gates = {
            channel: Gate(clock, per_second=self._pacing.per_second, in_flight=self._pacing.in_flight)
            for channel in self._senders
        }
        self._entries = Entries()
        self._unmarked: dict[int, Lane] = {}
        self._handed: list[OutboxRow] = []
        self._desk = ParcelDesk(
            self._senders,
            lambda outbox_id: self._in_thread(self._ledger.find, outbox_id),
            lambda media_id: self._in_thread(self._ledger.find_file, media_id),
            self._pacing.call_seconds,
        )
        self._bell = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._porter_bell = asyncio.Event()
        self._running = False

    async def start(self) -> None:
        """Learn what is left from before, then deliver until `stop`."""
        opening = await self._in_thread(self._ledger.open, self._clock.now(), alone=self._alone)
        may_have_heard = self._clock.now() + timedelta(seconds=self._pacing.chat_seconds)
        for chat, ids in opening.waiting.items():
            self._lanes[chat].note_waiting(ids)
            self._lanes[chat].free_at = may_have_heard  # our former self may have died just after a call, unmarked
        for (channel, chat_id), until in opening.silences.items():
            if chat_id == WHOLE_BOT:
                self._gates[channel].silence(until)
            else:
                self._lanes[channel, chat_id].silent_until = until
        self._running = True
        self._bell.set()
        self._tasks = [asyncio.create_task(self._keep_books())]
        if not self._alone:
            self._tasks.append(asyncio.create_task(self._carry_in()))

    async def stop(self) -> None:
        """Let calls under way end, note what was delivered, give back the rest."""
        self._running = False
        self._bell.set()
        self._porter_bell.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for lane in self._lanes:
            self._entries.given_back += lane.let_go()
            if lane.task and not lane.calling:
                lane.task.cancel()
        calling = [lane.task for lane in self._lanes if lane.task and lane.calling]
        if calling:
            await asyncio.wait(calling, timeout=self._pacing.call_seconds + 1)
        for gate in self._gates.values():
            gate.close()
        self._entries.given_back += [row.id for row in self._handed]
        with contextlib.suppress(Exception):  # the leases run out by themselves
            await self._write_and_claim(limit=0)
        if self._own_executor is not None:
            self._own_executor.shutdown()

    def hand_over(self, rows: Sequence[OutboxRow]) -> None:
        """Deliver rows just committed, born leased to us. Call on the event loop."""
        ours = [row for row in rows if row.channel in self._senders]
        if not self._running or not ours:
            return  # their leases run out, and whoever runs then claims them
        if self._alone:
            self._take_in(ours)
        else:
            self._handed += ours
            self._porter_bell.set()

    def wake(self) -> None:
        """Claim what is due, now."""
        self._bell.set()

    async def wait_until_out(self) -> None:
        """Return when nothing handed over is still to go: it went, or the store has it for later."""
        while self._handed or any(lane.held or lane.calling for lane in self._lanes):
            await self._clock.sleep(LOOK_SECONDS)

    def ride_along(self) -> Ride | None:
        """The deliveries not yet noted, to be written by whoever commits next. Call on the event loop."""
        if not self._entries.sent:
            return None
        taken = Entries(sent=self._entries.sent)
        self._entries.sent = []
        return Ride(lambda work: work.outbox.mark_sent(taken.sent), partial(self._settle_marks, taken))

    def _settle_marks(self, entries: Entries, written: bool) -> None:
        if not written:
            self._entries.sent[:0] = entries.sent
            self._bell.set()
            return
        for row_id, _, _ in entries.sent:
            self._unmarked.pop(row_id).settled.discard(row_id)

    def _take_in(self, rows: Sequence[OutboxRow]) -> None:
        now = self._clock.now()
        for row in rows:
            lane = self._lanes[row.channel, row.chat_id]
            if lane.takes_new(now):
                lane.take(row, now)
                self._send_on(lane)
            else:
                lane.behind_until = max(lane.behind_until, row.id)
                self._give_back([row.id])

    async def _carry_in(self) -> None:
        """With other processes about: what they left unsent in a chat goes before what was handed to us."""
        while self._running:
            await self._porter_bell.wait()
            self._porter_bell.clear()
            rows = list(self._handed)
            chats = {(row.channel, row.chat_id) for row in rows}
            try:
                waiting = await self._in_thread(self._ledger.list_waiting, chats, self._clock.now())
            except Exception as error:
                log.warning("delivery_cannot_look", exc_info=error)
                waiting = {}
            first: dict[tuple[str, int], int] = {}
            for row in rows:
                first.setdefault((row.channel, row.chat_id), row.id)
            for chat, ids in waiting.items():
                if chat in first and not self._lanes[chat].behind_until:
                    self._lanes[chat].note_waiting([row_id for row_id in ids if row_id < first[chat]])
            self._handed = self._handed[len(rows) :]
            self._take_in(rows)

    # Sending

    def _send_on(self, lane: Lane) -> None:
        if lane.task is None and lane.held and self._running:
            lane.task = asyncio.create_task(self._send_lane(lane))

    async def _send_lane(self, lane: Lane) -> None:
        try:
            while lane.held and self._running:
                await self._send_first(lane)
        except Exception as error:
            log.error("delivery_failed", channel=lane.chat[0], chat_id=lane.chat[1], exc_info=error)
            lane.held.extend([Held(lane.calling, self._clock.now())] if lane.calling else [])
            self._give_back(lane.let_go())
        finally:
            lane.task = lane.calling = None
            self._send_on(lane)

    async def _send_first(self, lane: Lane) -> None:
        head = lane.held[0]
        if head.row.kind not in SILENT and lane.free_at is not None:
            wait = (lane.free_at - self._clock.now()).total_seconds()
            if wait > 0:  # never longer than the pace: the clock may have been set back
                await self._clock.sleep(min(wait, self._pacing.chat_seconds))
        async with self._gates[lane.chat[0]].turn(urgent=head.row.urgent):
            if not lane.held or lane.held[0] is not head:
                return  # let go of, or overtaken by an earlier row, while it waited
            now = self._clock.now()
            lease = head.row.leased_until
            if lease is None or lease < now + timedelta(seconds=self._pacing.call_seconds):
                self._give_back(lane.let_go())
                return
            lane.held.pop(0)
            lane.calling = head.row
            if now - head.since > timedelta(seconds=MEMORY_SECONDS) and not await self._is_still_wanted(head.row):
                lane.note_settled(head.row)
                lane.calling = None
                return
            outcome = await self._desk.deliver(head.row)
        await self._settle(lane, head.row, outcome)
        lane.calling = None

    async def _is_still_wanted(self, row: OutboxRow) -> bool:
        current = await self._in_thread(self._ledger.find, row.id)
        return current is not None and current.status in UNSENT and current.chat_id == row.chat_id

    # What became of a row

    async def _settle(self, lane: Lane, row: OutboxRow, outcome: int | DeliveryError | None) -> None:
        if outcome is None or isinstance(outcome, int):
            self._note_sent(lane, row, outcome)
            return
        write = log.error if isinstance(outcome, RefusedError) else log.info
        write(
            "delivery_setback", channel=row.channel, chat_id=row.chat_id, outbox_id=row.id, error=type(outcome).__name__
        )
        try:
            await self._note_error(lane, row, outcome, self._clock.now())
        except Exception as error:
            log.error("delivery_not_noted", outbox_id=row.id, exc_info=error)
            self._hold_back(lane, row)

    def _note_sent(self, lane: Lane, row: OutboxRow, number: int | None) -> None:
        now = self._clock.now()
        if row.kind not in SILENT:
            lane.free_at = now + timedelta(seconds=self._pacing.chat_seconds)
        if row.kind in FILES:
            self._entries.heard.append((int(row.body["media_id"]), now))
        self._entries.sent.append((row.id, number, now))
        lane.settled.add(row.id)
        self._unmarked[row.id] = lane
        lane.note_settled(row)
        self._bell.set()

    async def _note_error(self, lane: Lane, row: OutboxRow, error: DeliveryError, now: datetime) -> None:
        ledger = self._ledger
        if isinstance(error, PacedError):
            until = now + timedelta(seconds=max(error.seconds, self._pacing.chat_seconds))
            if error.everywhere:
                self._gates[row.channel].silence(until)
            else:
                lane.silent_until = until
            self._hold_back(lane, row)
            await self._in_thread(ledger.note_silence, row, now, until, everywhere=error.everywhere)
        elif isinstance(error, UnreachableError):
            lane.held.clear()
            told = await self._in_thread(ledger.note_unreachable, row, now, self._on_unreachable)
            lane.note_settled(row)
            self.hand_over(told)
        elif isinstance(error, MigratedError):
            self._hold_back(lane, row)
            waiting = await self._in_thread(ledger.note_moved, row, error.new_chat_id, now)
            self._lanes[row.channel, error.new_chat_id].note_waiting(waiting)
        elif isinstance(error, (RefusedError, TargetGoneError)):
            await self._in_thread(ledger.note_failed, row, type(error).__name__)
            lane.note_settled(row)
        elif row.status == "uncertain" and isinstance(error, UncertainError):
            self._note_sent(lane, row, None)  # twice without an answer: at least once, and enough
        else:
            await self._try_later(lane, row, error, now)

    async def _try_later(self, lane: Lane, row: OutboxRow, error: DeliveryError, now: datetime) -> None:
        if now - row.created_at > GIVE_UP_AFTER:
            log.error("delivery_given_up", channel=row.channel, outbox_id=row.id, attempts=row.attempts)
            await self._in_thread(self._ledger.note_failed, row, "given_up")
            lane.note_settled(row)
            return
        perhaps = row.kind not in SILENT and isinstance(error, UncertainError)  # an edit made twice is made once
        seconds = min(FIRST_RETRY_SECONDS * 2 ** min(row.attempts, 16), LAST_RETRY_SECONDS)
        due_at = now + timedelta(seconds=UNCERTAIN_SECONDS if perhaps else seconds)
        self._hold_back(lane, row)
        await self._in_thread(
            self._ledger.note_errored,
            row,
            due_at,
            type(error).__name__,
            uncertain=perhaps or row.status == "uncertain",
        )

    def _hold_back(self, lane: Lane, row: OutboxRow) -> None:
        """`row` and what is behind it come back by claims."""
        lane.behind_until = max(lane.behind_until, row.id)
        self._give_back(lane.let_go())

    def _give_back(self, ids: Sequence[int]) -> None:
        self._entries.given_back += ids
        self._bell.set()

    # Books

    async def _keep_books(self) -> None:
        while self._running:
            pause = BEHIND_SECONDS if self._lanes.list_behind() else IDLE_SECONDS
            await self._wait_for_bell(pause)
            await self._clock.sleep(GROUP_SECONDS)
            self._bell.clear()
            try:
                await self._write_and_claim(limit=HELD_LIMIT - self._lanes.count_held())
            except Exception as error:
                log.warning("delivery_books_failed", exc_info=error)
                self._bell.set()
            self._lanes.forget_idle(self._clock.now())

    async def _wait_for_bell(self, seconds: float) -> None:
        waits = [asyncio.create_task(self._bell.wait()), asyncio.create_task(self._clock.sleep(seconds))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _write_and_claim(self, *, limit: int) -> None:
        entries, self._entries = self._entries, Entries()
        behind = self._lanes.list_behind()
        try:
            claimed = await self._in_thread(
                self._ledger.write_and_claim, entries, self._clock.now(), limit=limit, watched=behind
            )
        except Exception:
            self._entries.sent[:0] = entries.sent
            self._entries.heard[:0] = entries.heard
            self._entries.given_back[:0] = entries.given_back
            raise
        self._settle_marks(entries, True)
        self._take_claimed(claimed, behind)
        self.hand_over(claimed.told)

    def _take_claimed(self, claimed: Claimed, behind: Mapping[tuple[str, int], int]) -> None:
        now = self._clock.now()
        for row in claimed.rows:
            self._lanes[row.channel, row.chat_id].take(row, now)
        for chat in {*behind, *((row.channel, row.chat_id) for row in claimed.rows)}:
            lane = self._lanes[chat]
            if lane.behind_until == behind.get(chat, 0):  # else more was given back since the store was asked
                lane.note_waiting(claimed.waiting.get(chat, ()))
            self._send_on(lane)

    async def _in_thread(self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: call(*args, **kwargs))
