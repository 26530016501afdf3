"""One unit of work is one transaction: all or nothing, nothing lost between two writers."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from dialogs.message import Message
from storage.store import Store
from tests.storage.store_contents import all_rows, answered, at_once, full_passage, row_counts


def test_a_writing_transaction_begins_immediate_on_sqlite_and_a_reading_one_does_not(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    with store.begin():
        pass
    with store.read():
        pass
    store.close()
    assert [s for s in statements if s.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]


def test_sqlite_is_set_up_durable_patient_and_without_remains(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'var' / 'x.db'}")
    with store.read() as work:
        values = {
            name: work.session.connection().execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "secure_delete")
        }
    store.close()
    assert values == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "secure_delete": 1}


def test_two_writers_of_one_talk_lose_no_update(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.talks.load("telegram", 7, now)

    def add_ten(name: str) -> None:
        for number in range(10):
            with store.begin() as work:
                talk = work.talks.load("telegram", 7, now)
                time.sleep(0.002)  # between reading and writing: where updates get lost
                work.talks.save(talk, answered(talk.passage, f"{name}{number}", "x"), now)

    at_once(lambda: add_ten("a"), lambda: add_ten("b"))
    with store.read() as work:
        talk = work.talks.find("telegram", 7)
    assert talk is not None
    assert talk.passage.turn == 20
    assert len(talk.passage.answers) == 20
    assert talk.version == 20


def test_an_exception_leaves_nothing(store: Store, now: datetime) -> None:
    def fail() -> None:
        with store.begin() as work:
            assert work.inbox.claim([("telegram", 1)], now)
            talk = work.talks.load("telegram", 7, now)
            work.talks.save(talk, full_passage(), now)
            work.outbox.add(channel="telegram", chat_id=7, message=Message("bonjour"), now=now)
            case = work.cases.open("lf", {"secteur": "commerce"}, "fr", talk.person_id, now)
            work.audit.note(now, "house", "opened", case.id)
            work.counts.add("lf", "talks", now.date())
            work.flush()
            raise RuntimeError("the engine failed")

    with pytest.raises(RuntimeError, match="the engine failed"):
        fail()
    assert row_counts(store) == {}


DIE_HALFWAY = """
import os, sys
from datetime import UTC, datetime
from dialogs.message import Message
from storage.store import Store
store, now = Store.open(sys.argv[1]), datetime(2026, 11, 22, tzinfo=UTC)
with store.begin() as work:
    work.inbox.claim([("telegram", 1)], now)
with store.begin() as work:
    work.inbox.claim([("telegram", 2)], now)
    work.talks.load("telegram", 7, now)
    work.outbox.add(channel="telegram", chat_id=7, message=Message("bonjour"), now=now)
    work.flush()
    os._exit(9)
"""


def test_a_killed_process_leaves_what_it_committed_and_nothing_else(store: Store, url: str) -> None:
    done = subprocess.run([sys.executable, "-c", DIE_HALFWAY, url], check=False, capture_output=True, text=True)
    assert done.returncode == 9, done.stderr
    assert row_counts(store) == {"inbox": 1}


def test_a_reading_unit_of_work_cannot_write(store: Store, now: datetime) -> None:
    with pytest.raises(DBAPIError), store.read() as work:
        work.inbox.claim([("telegram", 1)], now)
    assert row_counts(store) == {}
    with store.begin() as work:  # and writing works again on the same connections
        assert work.inbox.claim([("telegram", 1)], now) == {("telegram", 1)}


def test_reading_goes_on_while_somebody_writes(store: Store, now: datetime) -> None:
    with store.begin() as writing:
        writing.talks.load("telegram", 7, now)
        writing.flush()
        with store.read() as reading:
            assert reading.talks.find("telegram", 7) is None
    with store.read() as reading:
        assert reading.talks.find("telegram", 7) is not None


def test_the_store_in_memory_lets_its_users_take_turns(now: datetime) -> None:
    store = Store.open("sqlite://")
    store.migrate()

    def claim(number: int) -> None:
        with store.begin() as work:
            work.inbox.claim([("telegram", number)], now)

    at_once(*[lambda number=number: claim(number) for number in range(8)])
    assert len(all_rows(store)["inbox"]) == 8
    store.close()


def test_instants_come_back_aware_and_naive_ones_are_refused(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.talks.load("telegram", 7, now)
    assert all_rows(store)["person"][0]["created_at"] == now
    with pytest.raises(Exception, match="naive instant"), store.begin() as work:
        work.talks.load("telegram", 8, replace_zone(now))


def replace_zone(now: datetime) -> datetime:
    """The same figures without a zone."""
    return now.replace(tzinfo=None)


def test_a_set_of_known_talkers_costs_six_statements_at_most(store: Store, now: datetime) -> None:
    chats = range(1, 21)
    for chat in chats:
        with store.begin() as work:
            talk = work.talks.load("telegram", chat, now)
            work.talks.save(talk, answered(talk.passage, "secteur", "commerce"), now)
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    with store.begin() as work:
        work.inbox.claim([("telegram", chat) for chat in chats], now)
        work.talks.preload([("telegram", chat) for chat in chats])
        for chat in chats:
            talk = work.talks.load("telegram", chat, now)
            shown = work.outbox.add(channel="telegram", chat_id=chat, message=Message("Et ensuite ?"), now=now)
            work.talks.save(talk, answered(talk.passage, "but", "x"), now, shown_outbox_id=shown)
    asked = [s.split()[0] + " " + s.split()[2] for s in statements if not s.startswith(("BEGIN", "PRAGMA"))]
    locks = 1 if store._engine.dialect.name == "postgresql" else 0  # locking comes before loading there
    assert len(asked) <= 6 + locks, asked
