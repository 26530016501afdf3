"""The committing module: arrivals in, transactions out. Nothing else knows that arrivals come in sets.

Rule 1: one arrival is handled by one receiver inside an open transaction; `commit_one_by_one` is that and nothing more.
Rule 2: `commit_as_one_set` gives exactly the rows of `commit_one_by_one`; if anything in the set fails it is rolled
back and replayed one by one, so that only the culprit fails.
Rule 3: a culprit is stored as failed and gets an apology; a store that is unwell is waited for, and what could not be
committed is never acknowledged.
Rule 4: what takes long for an arrival and can be done before its transaction is done there, on a thread of its own.

Theory of operation: `submit` queues arrivals on lanes, a person always on the same one. Each lane has one worker that
takes what has accumulated, at once when there is one arrival, up to `set_limit` under load.
"""

from __future__ import annotations

import asyncio
import time
import zlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from bot.clock import Clock
from bot.machinery.arrival import Arrival
from storage.outbox_rows import OutboxRow
from storage.store import Store
from storage.transient import is_transient
from storage.unit_of_work import UnitOfWork

log = structlog.get_logger(__name__)

SET_LIMIT: Final = 48  # arrivals a transaction; more gains little and makes the first of them wait
TRIES: Final = 6  # of one transaction, before the arrivals are given back to their sender
FIRST_WAIT_SECONDS: Final = 0.05  # doubled at each try: 1.6 s in all, beside the store's own patience
LAST_WAIT_SECONDS: Final = 1.0

Receive = Callable[[UnitOfWork, Arrival, datetime], None]
"""Handles one arrival inside an open transaction."""
Prepare = Callable[[Arrival], Callable[[], None] | None]
"""Gives the long work of an arrival, which its transaction then finds done; None for nearly all of them."""


class IntakeError(Exception):
    """Base of the intake's errors."""


class NotCommittedError(IntakeError):
    """The store can't serve: what is not in `rows`' transactions was not handled. Submit the same arrivals again."""

    def __init__(self, rows: Sequence[OutboxRow] = ()) -> None:
        super().__init__("the store can't take arrivals right now; submit them again")
        self.rows = list(rows)


@dataclass(frozen=True, slots=True)
class Ride:
    """What rides along in the next commit: the marks of what was delivered meanwhile.

    Attributes:
        write: writes it, in the arrivals' own transaction and before them; may run again when they are replayed.
        settle: told whether it was committed; on the event loop.
    """

    write: Callable[[UnitOfWork], None]
    settle: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class Reception:
    """Who handles arrivals, and how.

    Attributes:
        store: where everything is committed.
        receivers: by bot, what handles an arrival.
        apologise: by bot, what answers an arrival whose handling failed.
        wait: blocks the worker's thread for some seconds.
    """

    store: Store
    receivers: Mapping[str, Receive]
    apologise: Mapping[str, Receive]
    wait: Callable[[float], None] = time.sleep

    def commit_one_by_one(
        self, arrivals: Sequence[Arrival], now: datetime, ride: Ride | None = None
    ) -> list[OutboxRow]:
        """Handle each arrival in a transaction of its own; the outbox rows written.

        Raises:
            NotCommittedError: the store stayed unwell; earlier arrivals may be committed.
        """
        rows: list[OutboxRow] = []
        for arrival in arrivals:
            try:
                rows += self._patiently(lambda one=arrival: self._receive([one], now, ride))  # type: ignore[misc]
            except NotCommittedError:
                raise NotCommittedError(rows) from None
            except Exception as error:
                log.error("arrival_failed", bot=arrival.bot, update_id=arrival.update_id, exc_info=error)
                rows += self._set_aside(arrival, now, rows)
        return rows

    def commit_as_one_set(
        self, arrivals: Sequence[Arrival], now: datetime, ride: Ride | None = None
    ) -> list[OutboxRow]:
        """Handle all arrivals in one transaction, in order; the outbox rows written.

        Raises:
            NotCommittedError: the store stayed unwell; nothing, or after a replay a part, is committed.
        """
        if len(arrivals) > 1:
            try:
                return self._patiently(lambda: self._receive(arrivals, now, ride))
            except NotCommittedError:
                raise
            except Exception as error:
                log.warning("set_replayed", count=len(arrivals), exc_info=error)
        return self.commit_one_by_one(arrivals, now, ride)

    def _receive(self, arrivals: Sequence[Arrival], now: datetime, ride: Ride | None) -> list[OutboxRow]:
        with self.store.begin() as work:
            if ride is not None:
                ride.write(work)
            new = set(work.inbox.claim([(arrival.bot, arrival.update_id) for arrival in arrivals], now))
            fresh: list[Arrival] = []
            for arrival in arrivals:
                if (arrival.bot, arrival.update_id) in new:
                    new.remove((arrival.bot, arrival.update_id))  # the same update twice in one set is one
                    fresh.append(arrival)
            work.talks.preload(sorted({(arrival.bot, arrival.chat_id) for arrival in fresh}))
            for arrival in fresh:
                self.receivers[arrival.bot](work, arrival, now)
            return work.outbox.written()

    def _set_aside(self, culprit: Arrival, now: datetime, so_far: list[OutboxRow]) -> list[OutboxRow]:
        """Store the culprit as failed, with an apology; without one if even that fails."""
        for apologise in (self.apologise.get(culprit.bot), None):
            try:
                return self._patiently(lambda answer=apologise: self._fail(culprit, now, answer))  # type: ignore[misc]
            except NotCommittedError:
                raise NotCommittedError(so_far) from None
            except Exception as error:
                log.error("apology_failed", bot=culprit.bot, update_id=culprit.update_id, exc_info=error)
        raise NotCommittedError(so_far)

    def _fail(self, culprit: Arrival, now: datetime, apologise: Receive | None) -> list[OutboxRow]:
        with self.store.begin() as work:
            work.inbox.mark_failed((culprit.bot, culprit.update_id), now)
            if apologise is not None:
                apologise(work, culprit, now)
            return work.outbox.written()

    def _patiently(self, commit: Callable[[], list[OutboxRow]]) -> list[OutboxRow]:
        """The rows of `commit`, tried again while the store is unwell.

        Raises:
            NotCommittedError: it stayed unwell.
        """
        seconds = FIRST_WAIT_SECONDS
        for attempt in range(1, TRIES + 1):
            try:
                return commit()
            except Exception as error:
                if not is_transient(error):
                    raise
                log.warning("store_unwell", attempt=attempt, exc_info=error)
            if attempt < TRIES:
                self.wait(seconds)
                seconds = min(seconds * 2, LAST_WAIT_SECONDS)
        raise NotCommittedError


@dataclass(slots=True)
class _Lane:
    """What waits for one worker."""

    waiting: deque[tuple[Arrival, asyncio.Future[None]]] = field(default_factory=deque)
    filled: asyncio.Event = field(default_factory=asyncio.Event)
    worker: asyncio.Task[None] | None = None


class Intake:
    """Takes arrivals from every bot and commits them.

    Args:
        reception: the store and who handles what.
        clock: tells `now`.
        on_committed: gets the outbox rows of each commit, on the event loop.
        set_limit: most arrivals in one transaction.
        lanes: workers; one on SQLite (one writer), a few on PostgreSQL.
        ride_along: gives what the next commit takes along, so that a reply finds the question it answers delivered.
        executor: threads for the transactions; its own (a thread a lane) by default. On SQLite share one thread with
            delivery, so that our writers queue here and not on the file's lock.
        prepare: gives what is done before an arrival is queued; should it fail, the transaction does it itself.
    """

    def __init__(
        self,
        reception: Reception,
        clock: Clock,
        on_committed: Callable[[list[OutboxRow]], None],
        *,
        set_limit: int = SET_LIMIT,
        lanes: int = 1,
        ride_along: Callable[[], Ride | None] = lambda: None,
        executor: Executor | None = None,
        prepare: Prepare = lambda _arrival: None,
    ) -> None:
        self._prepare = prepare
        self._reception = reception
        self._clock = clock
        self._on_committed = on_committed
        self._set_limit = set_limit
        self._own_executor = ThreadPoolExecutor(lanes, thread_name_prefix="intake") if executor is None else None
        self._executor = executor or self._own_executor
        self._lanes = [_Lane() for _ in range(lanes)]
        self._ride_along = ride_along
        self._stopping = False

    async def start(self) -> None:
        """Start the workers."""
        self._stopping = False
        for lane in self._lanes:
            lane.worker = asyncio.create_task(self._work(lane))

    async def stop(self) -> None:
        """Let the workers finish what was submitted, then end them."""
        self._stopping = True
        for lane in self._lanes:
            lane.filled.set()
        await asyncio.gather(*(lane.worker for lane in self._lanes if lane.worker is not None))
        if self._own_executor is not None:
            self._own_executor.shutdown()

    async def submit(self, arrivals: Sequence[Arrival]) -> None:
        """Return when `arrivals` are durably handled.

        Raises:
            NotCommittedError: some could not be: don't move the offset, submit the same again (what was committed is
                recognised).
        """
        for arrival in arrivals:
            if (long_work := self._prepare(arrival)) is not None and not self._stopping:
                await self._do_beside(long_work, arrival)
        if self._stopping:
            raise NotCommittedError
        loop = asyncio.get_running_loop()
        answers = []
        for arrival in arrivals:
            lane = self._lanes[lane_of(arrival, len(self._lanes))]
            answer: asyncio.Future[None] = loop.create_future()
            lane.waiting.append((arrival, answer))
            lane.filled.set()
            answers.append(answer)
        outcomes = await asyncio.gather(*answers, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _do_beside(self, long_work: Callable[[], None], arrival: Arrival) -> None:
        try:
            await asyncio.to_thread(long_work)
        except Exception as error:
            log.warning("preparation_failed", bot=arrival.bot, update_id=arrival.update_id, exc_info=error)

    async def _work(self, lane: _Lane) -> None:
        while True:
            await lane.filled.wait()
            taken = [lane.waiting.popleft() for _ in range(min(len(lane.waiting), self._set_limit))]
            if not lane.waiting and not self._stopping:
                lane.filled.clear()
            if taken:
                await self._commit(lane, taken)
            elif self._stopping:
                return

    async def _commit(self, lane: _Lane, taken: Sequence[tuple[Arrival, asyncio.Future[None]]]) -> None:
        loop = asyncio.get_running_loop()
        arrivals = [arrival for arrival, _ in taken]
        failure: BaseException | None = None
        ride = self._ride_along()
        try:
            rows = await loop.run_in_executor(
                self._executor, self._reception.commit_as_one_set, arrivals, self._clock.now(), ride
            )
        except NotCommittedError as error:
            rows, failure = error.rows, error
        except Exception as error:
            log.error("intake_failed", count=len(arrivals), exc_info=error)
            rows, failure = [], NotCommittedError()
        if ride is not None:
            ride.settle(failure is None)
        if rows:
            self._on_committed(rows)
        if failure is not None:  # what waits behind goes back too, so that it is not handled before what failed
            taken = [*taken, *lane.waiting]
            lane.waiting.clear()
        for _, answer in taken:
            if answer.done():  # its submitter was cancelled: it will submit again
                continue
            if failure is None:
                answer.set_result(None)
            else:
                answer.set_exception(failure)


def lane_of(arrival: Arrival, lanes: int) -> int:
    """The lane of an arrival's chat: always the same one, in every process."""
    return zlib.crc32(f"{arrival.bot}:{arrival.chat_id}".encode()) % lanes
