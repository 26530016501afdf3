"""The committing module: sets give what one by one gives, culprits fail alone, nothing is acknowledged undone."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from bot.machinery.arrival import Arrival
from bot.machinery.intake import TRIES, Intake, NotCommittedError, Reception, Ride, lane_of
from dialogs.inputs import Text
from dialogs.message import Message
from dialogs.passage import Answer, Turn
from storage.store import Store
from storage.tables import AnswerRow, InboxUpdate, OutboxMessage, PassageRow, TurnRow, core
from storage.unit_of_work import UnitOfWork
from tests.sizes import examples

NOW = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)
CULPRIT = "!"


def arrival(update_id: int, chat_id: int = 1, text: str = "bonjour", bot: str = "telegram") -> Arrival:
    """A typed message."""
    return Arrival(bot, update_id, chat_id, chat_id, Text(text, update_id))


def listen(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
    """A small receiver: adds what was said to the person's story and answers with how much there is."""
    talk = work.talks.load(arrived.bot, arrived.chat_id, now)
    assert isinstance(arrived.what, Text)
    if arrived.what.text == CULPRIT:
        raise ValueError("a defect of ours")
    before = talk.passage.answers.get("recit")
    story = f"{before.value} {arrived.what.text}" if before else arrived.what.text
    turn = talk.passage.turn + 1
    passage = replace(
        talk.passage,
        answers={**talk.passage.answers, "recit": Answer(story, turn, "stamp", personal=True)},
        history=(*talk.passage.history, Turn(turn, "recit", arrived.what.order)),
        turn=turn,
        last_input_at=now.isoformat(),
    )
    asked = work.outbox.add(
        channel=arrived.bot, chat_id=arrived.chat_id, now=now, message=Message(f"{turn}: {story}"), personal=True
    )
    work.talks.save(talk, passage, now, shown_outbox_id=asked)


def apologise(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
    """Says so when the handling failed."""
    work.outbox.add(channel=arrived.bot, chat_id=arrived.chat_id, now=now, message=Message("Pardon, redites-le-moi ?"))


def reception(
    store: Store, receiver: Any = listen, answer: Any = apologise, waits: list[float] | None = None
) -> Reception:
    """The receivers of both bots; waits are noted, not made."""
    return Reception(
        store,
        {"telegram": receiver, "staff": receiver},
        {"telegram": answer, "staff": answer},
        wait=(waits if waits is not None else []).append,
    )


def contents(store: Store) -> dict[str, Any]:
    """Everything that was written, by chat and in order, ids and random keys aside."""
    wanted = {
        "inbox": (InboxUpdate, ("bot", "update_id", "status")),
        "outbox": (OutboxMessage, ("channel", "chat_id", "kind", "body", "status", "purpose", "personal")),
        "answers": (AnswerRow, ("question", "personal", "body")),
        "turns": (TurnRow, ("number", "question")),
        "passages": (PassageRow, ("channel", "stage", "version", "state")),
    }
    found: dict[str, Any] = {}
    with store.read() as work:
        for name, (model, columns) in wanted.items():
            rows = work.session.connection().execute(core(model).select()).mappings().all()
            if name == "outbox":
                rows = sorted(rows, key=lambda row: row["id"])
                rows = sorted(rows, key=lambda row: (row["channel"], row["chat_id"]))
            picked = [tuple(_comparable(row[column]) for column in columns) for row in rows]
            found[name] = picked if name == "outbox" else sorted(picked, key=repr)
    return found


def _comparable(value: Any) -> Any:
    return {name: part for name, part in value.items() if name != "key"} if isinstance(value, dict) else value


@contextmanager
def fresh_store() -> Iterator[Store]:
    """A migrated SQLite store that lasts for the block."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/store.db")
        store.migrate()
        yield store
        store.close()


arrivals = st.lists(
    st.builds(
        arrival,
        st.integers(1, 12),  # few numbers: duplicates within a set and across sets
        st.integers(1, 4),
        st.sampled_from(["une épicerie", "à Arlanc", "_*<&>", CULPRIT]),
        st.sampled_from(["telegram", "staff"]),
    ),
    max_size=14,
)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arrived=arrivals, cuts=st.lists(st.integers(1, 5), min_size=14, max_size=14))
def test_s24_sets_give_exactly_the_rows_of_one_by_one(arrived: list[Arrival], cuts: list[int]) -> None:
    with fresh_store() as one_by_one, fresh_store() as in_sets:
        handed = reception(one_by_one).commit_one_by_one(arrived, NOW)
        rest, together = list(arrived), []
        for size in cuts:
            together += reception(in_sets).commit_as_one_set(rest[:size], NOW)
            rest = rest[size:]
        assert not rest
        assert contents(in_sets) == contents(one_by_one)
        assert sorted((row.chat_id, row.body["text"]) for row in together) == sorted(
            (row.chat_id, row.body["text"]) for row in handed
        )


def test_c20_an_update_twice_in_a_set_is_one(store) -> None:
    reception(store).commit_as_one_set([arrival(1), arrival(1), arrival(2)], NOW)
    reception(store).commit_as_one_set([arrival(2), arrival(1)], NOW)
    assert [row[3]["text"] for row in contents(store)["outbox"]] == ["1: bonjour", "2: bonjour bonjour"]


def test_s33_only_the_culprit_of_a_set_fails_and_is_answered(store) -> None:
    reception(store).commit_as_one_set([arrival(1, 1), arrival(2, 2, CULPRIT), arrival(3, 3)], NOW)
    found = contents(store)
    assert found["inbox"] == [("telegram", 1, "handled"), ("telegram", 2, "failed"), ("telegram", 3, "handled")]
    assert [row[3]["text"] for row in found["outbox"]] == ["1: bonjour", "Pardon, redites-le-moi ?", "1: bonjour"]
    assert not reception(store).commit_as_one_set([arrival(2, 2, CULPRIT)], NOW), "it is not tried again"


def test_a_failing_apology_still_sets_the_culprit_aside(store) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a defect in the apology")

    reception(store, answer=fail).commit_as_one_set([arrival(1, 1, CULPRIT)], NOW)
    assert contents(store)["inbox"] == [("telegram", 1, "failed")]


def test_an_unknown_bot_is_a_culprit_not_a_crash(store) -> None:
    reception(store).commit_as_one_set([arrival(1, bot="unknown"), arrival(2)], NOW)
    assert contents(store)["inbox"] == [("telegram", 2, "handled"), ("unknown", 1, "failed")]


def locked() -> OperationalError:
    """SQLite's word for a writer that waited too long."""
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("insert", {}, cause)


def test_c46_a_locked_store_is_waited_for(store) -> None:
    left, waits = [locked(), locked()], []

    def receive(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
        listen(work, arrived, now)
        if left:
            raise left.pop()

    reception(store, receive, waits=waits).commit_as_one_set([arrival(1), arrival(2)], NOW)
    assert [row[2] for row in contents(store)["inbox"]] == ["handled", "handled"]
    assert len(waits) == 2
    assert waits[0] < waits[1], "the second wait is longer"


def test_c46_a_store_that_stays_locked_acknowledges_nothing(store) -> None:
    calls = []

    def receive(*_: object) -> None:
        calls.append(1)
        raise locked()

    with pytest.raises(NotCommittedError):
        reception(store, receive).commit_as_one_set([arrival(1), arrival(2)], NOW)
    assert len(calls) == TRIES
    assert contents(store) == {"inbox": [], "outbox": [], "answers": [], "turns": [], "passages": []}


def test_a_defect_in_a_statement_is_a_culprit_not_an_outage(store) -> None:
    def receive(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
        if arrived.update_id == 1:
            work.session.connection().exec_driver_sql("select no_such_column from inbox")
        listen(work, arrived, now)

    reception(store, receive).commit_as_one_set([arrival(1, 1), arrival(2, 2)], NOW)
    assert [row[2] for row in contents(store)["inbox"]] == ["failed", "handled"]


def test_what_was_committed_before_an_outage_is_handed_over(store) -> None:
    def receive(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
        if arrived.update_id == 2:
            raise locked()
        listen(work, arrived, now)

    with pytest.raises(NotCommittedError) as stopped:
        reception(store, receive).commit_one_by_one([arrival(1, 1), arrival(2, 2), arrival(3, 3)], NOW)
    assert [row.chat_id for row in stopped.value.rows] == [1]


class _Running:
    """An intake on a store, with what it handed over."""

    def __init__(self, store: Store, clock: Any, receiver: Any = listen, **options: Any) -> None:
        self.rows: list[Any] = []
        self.intake = Intake(reception(store, receiver), clock, self.rows.extend, **options)

    async def __aenter__(self) -> _Running:
        await self.intake.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.intake.stop()


async def test_submit_returns_when_everything_is_committed(store, clock) -> None:
    async with _Running(store, clock) as running:
        await running.intake.submit([arrival(number, chat) for number, chat in enumerate([1, 2, 1, 3], 1)])
        assert len(contents(store)["inbox"]) == 4
        assert len(running.rows) == 4


async def test_arrivals_that_accumulate_are_committed_in_sets(store, clock, monkeypatch) -> None:
    sizes: list[int] = []
    commit = Reception.commit_as_one_set

    def counted(self: Reception, arrived: Sequence[Arrival], now: datetime, ride: Any) -> Any:
        sizes.append(len(arrived))
        return commit(self, arrived, now, ride)

    monkeypatch.setattr(Reception, "commit_as_one_set", counted)
    async with _Running(store, clock, set_limit=10) as running:
        await asyncio.gather(*(running.intake.submit([arrival(number, number)]) for number in range(1, 31)))
    assert sum(sizes) == 30
    assert max(sizes) == 10


async def test_a_failed_submit_leaves_the_rest_of_the_lane_unhandled_and_recovers(store, clock) -> None:
    well = []

    def receive(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
        if not well:
            raise locked()
        listen(work, arrived, now)

    batch = [arrival(1, text="un"), arrival(2, text="deux"), arrival(3, text="trois")]
    async with _Running(store, clock, receive, set_limit=1) as running:
        with pytest.raises(NotCommittedError):
            await running.intake.submit(batch)
        assert contents(store)["inbox"] == []
        well.append(True)
        await running.intake.submit(batch)
    assert contents(store)["outbox"][-1][3]["text"] == "3: un deux trois"


async def test_a_cancelled_submitter_loses_nothing_and_stops_nobody(store, clock) -> None:
    async with _Running(store, clock) as running:
        first = asyncio.create_task(running.intake.submit([arrival(1)]))
        await asyncio.sleep(0)
        first.cancel()
        await running.intake.submit([arrival(1), arrival(2)])
    assert [row[1:] for row in contents(store)["inbox"]] == [(1, "handled"), (2, "handled")]


async def test_long_work_is_done_before_the_arrivals_transaction_and_outside_of_any(store, clock) -> None:
    told: list[str] = []

    def long_work() -> None:
        with store.begin():  # would wait for the writer for ever, were one at work
            told.append("prepared")

    def receive(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
        told.append(f"received {arrived.update_id}")
        listen(work, arrived, now)

    def prepare(arrived: Arrival) -> Any:
        return long_work if arrived.update_id == 2 else None

    async with _Running(store, clock, receive, prepare=prepare) as running:
        await running.intake.submit([arrival(1), arrival(2)])
    assert told == ["prepared", "received 1", "received 2"]


async def test_an_arrival_whose_long_work_fails_is_handled_all_the_same(store, clock) -> None:
    def fail() -> None:
        raise ValueError("not this time")

    async with _Running(store, clock, prepare=lambda arrived: fail) as running:
        await running.intake.submit([arrival(1)])
    assert [row[1:] for row in contents(store)["inbox"]] == [(1, "handled")]


async def test_stop_finishes_what_was_submitted(store, clock) -> None:
    async with _Running(store, clock) as running:
        waiting = asyncio.create_task(running.intake.submit([arrival(number) for number in range(1, 20)]))
        await asyncio.sleep(0)
    await waiting
    assert len(contents(store)["inbox"]) == 19
    with pytest.raises(NotCommittedError):
        await running.intake.submit([arrival(99)])


async def test_c20_several_lanes_on_each_engine_handle_each_update_once_in_order(each_store, clock) -> None:
    batch = [arrival(number, number % 7, f"m{number}") for number in range(1, 71)]
    with ThreadPoolExecutor(4) as threads:
        async with (
            _Running(each_store, clock, lanes=4, executor=threads) as one,
            _Running(each_store, clock, lanes=4, executor=threads) as other,
        ):
            await asyncio.gather(one.intake.submit(batch[:50]), other.intake.submit(batch[20:]))
    stories = {row[2]["value"] for row in contents(each_store)["answers"]}
    assert sorted(word for story in stories for word in story.split()) == sorted(f"m{n}" for n in range(1, 71))
    assert len(one.rows) + len(other.rows) == 70


def test_a_chat_always_has_the_same_lane() -> None:
    lanes = {chat: lane_of(arrival(1, chat), 4) for chat in range(100)}
    assert lanes == {chat: lane_of(arrival(2, chat, "autre"), 4) for chat in range(100)}
    assert set(lanes.values()) == {0, 1, 2, 3}


def test_instants_written_are_those_given(store, clock) -> None:
    before = clock.now()
    reception(store).commit_as_one_set([arrival(1)], before + timedelta(days=1))
    with store.read() as work:
        received = work.session.connection().execute(core(InboxUpdate).select()).one().received_at
    assert received == before + timedelta(days=1)


async def test_what_rides_along_is_written_before_the_arrivals_and_told_of_its_fate(store, clock) -> None:
    seen: list[str] = []
    well: list[bool] = []

    def receive(work: UnitOfWork, arrived: Arrival, now: datetime) -> None:
        seen.append("arrival")
        if not well:
            raise locked()

    ride = Ride(lambda work: seen.append("marks"), lambda committed: seen.append(f"committed: {committed}"))
    async with _Running(store, clock, receive, ride_along=lambda: ride) as running:
        with pytest.raises(NotCommittedError):
            await running.intake.submit([arrival(1)])
        well.append(True)
        await running.intake.submit([arrival(1)])
    assert seen[:2] == ["marks", "arrival"]
    assert seen[-3:] == ["marks", "arrival", "committed: True"]
    assert seen.count("committed: False") == 1
