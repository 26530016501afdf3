"""The gate of a bot, and what counts as a store unwell."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import exc

from bot.machinery.pacing import Gate
from storage.transient import is_transient


async def test_a_gate_holds_calls_back_until_a_second_after_earlier_ones_ended(clock) -> None:
    gate, spans = Gate(clock, per_second=3, in_flight=3), []

    async def call(seconds: float) -> None:
        async with gate.turn(urgent=True):
            began = clock.now()
            await clock.sleep(seconds)
            spans.append((began, clock.now()))

    await asyncio.gather(*(call(0.4) for _ in range(9)))
    spans.sort()
    for number, (began, _) in enumerate(spans):
        counted = [1 for _, ended in spans[:number] if ended > began - timedelta(seconds=1)]
        assert len(counted) < 3


async def test_a_clock_set_back_does_not_close_the_gate(clock) -> None:
    gate = Gate(clock, per_second=1, in_flight=1)
    async with gate.turn(urgent=True):
        pass
    clock.advance(timedelta(hours=-1))
    async with asyncio.timeout(1), gate.turn(urgent=True):
        pass


async def test_who_gives_up_waiting_takes_nobody_s_turn(clock) -> None:
    gate = Gate(clock, per_second=100, in_flight=1)

    async def call() -> None:
        async with gate.turn(urgent=True):
            await asyncio.sleep(0.01)

    tasks = [asyncio.create_task(call()) for _ in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.wait(tasks, timeout=2)
    assert [task.done() for task in tasks] == [True] * 3
    assert tasks[1].cancelled()
    async with asyncio.timeout(1), gate.turn(urgent=True):
        pass


def _sqlite(code: int) -> exc.DBAPIError:
    cause = sqlite3.OperationalError("whatever it says")
    cause.sqlite_errorcode = code
    return exc.OperationalError("statement", {}, cause)


def _postgres(cause: type[psycopg.Error]) -> exc.DBAPIError:
    return exc.OperationalError("statement", {}, cause("whatever it says"))


@pytest.mark.parametrize(
    "error",
    [
        _sqlite(sqlite3.SQLITE_BUSY),
        _sqlite(sqlite3.SQLITE_FULL),
        _sqlite(sqlite3.SQLITE_IOERR),
        _sqlite(sqlite3.SQLITE_CANTOPEN),
        _postgres(psycopg.errors.DeadlockDetected),
        _postgres(psycopg.errors.SerializationFailure),
        _postgres(psycopg.errors.AdminShutdown),
        _postgres(psycopg.errors.DiskFull),
        _postgres(psycopg.errors.TooManyConnections),
        _postgres(psycopg.OperationalError),
        exc.TimeoutError("the pool is empty"),
        exc.DBAPIError("statement", {}, Exception("gone"), connection_invalidated=True),
    ],
)
def test_c46_a_store_unwell_is_tried_again(error) -> None:
    assert is_transient(error)


@pytest.mark.parametrize(
    "error",
    [
        _sqlite(sqlite3.SQLITE_ERROR),
        exc.IntegrityError("statement", {}, sqlite3.IntegrityError("unique")),
        _postgres(psycopg.errors.UndefinedColumn),
        _postgres(psycopg.errors.UniqueViolation),
        ValueError("a defect of ours"),
        TimeoutError("not the store's"),
    ],
)
def test_a_defect_is_not(error) -> None:
    assert not is_transient(error)
