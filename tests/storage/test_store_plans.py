"""What is asked all the time costs the same after years: by the plans of the statements themselves, not of copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.machinery.ledger import Entries, Ledger
from dialogs.message import Message
from storage.ids import new_id
from storage.store import Store

CHANNELS = ("staff", "telegram")
SENT = 100_000
MANY_SENT = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO outbox (id, channel, chat_id, kind, body, urgent, status, due_at, attempts, message_id, purpose, personal,
                    created_at, sent_at)
SELECT i, 'telegram', i % 1000, 'send', '{"text": "x"}', true, 'sent', :now, 0, i, 'talk', true, :now, :now FROM n
"""
MANY_SILENCES = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO pace (channel, chat_id, silent_until) SELECT 'telegram', i, :now FROM n
"""


def fill(store: Store, now: datetime, count: int = SENT) -> None:
    """Years of delivered messages, and three that are to go."""
    before = str(now - timedelta(days=20)).replace("+00:00", "")
    with store.begin() as work:
        connection = work.session.connection()
        if connection.dialect.name == "postgresql":
            before += "+00"
        cast = "CAST(:now AS TIMESTAMPTZ)" if connection.dialect.name == "postgresql" else ":now"
        for statement in (MANY_SENT, MANY_SILENCES):
            connection.execute(text(statement.replace(":now", cast)), {"count": count, "now": before})
        for chat_id in (1, 2, 3):
            work.outbox.add(channel="telegram", chat_id=chat_id, message=Message("bonjour"), now=now)
    with store.begin() as work:
        if work.session.connection().dialect.name == "postgresql":
            work.session.connection().execute(text("ANALYZE"))


@contextmanager
def plans(store: Store) -> Iterator[list[str]]:
    """The plan of each statement that reads or changes rows, asked for just before it runs."""
    seen: list[str] = []
    engine = store._engine
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"

    def ask(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if not many and statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            asking = connection.connection.dbapi_connection.cursor()
            asking.execute(f"{explain} {statement}", parameters)
            seen.append("\n".join(str(row[-1]) for row in asking.fetchall()))
            asking.close()

    event.listen(engine, "before_cursor_execute", ask)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", ask)


def test_what_is_unsent_is_found_by_its_own_index_alone(store: Store, now: datetime) -> None:
    fill(store, now)
    at = now + timedelta(minutes=2)
    ledger = Ledger(store, CHANNELS)
    with plans(store) as seen:
        with store.read() as work:
            assert work.outbox.unsent_count(at) == 3
        assert len(ledger.open(at, alone=True).waiting) == 3
        claimed = ledger.write_and_claim(Entries(), at, limit=10, watched=[("telegram", 1)])
        assert len(claimed.rows) == 3
    by_id = ("outbox_1", "outbox_pkey")  # what was claimed is leased by its ids
    asked = [plan for plan in seen if "outbox" in plan and not any(name in plan for name in by_id)]
    assert len(asked) >= 5, "the count, the leases, what waits, the claim, what then waits"
    for plan in asked:
        assert "ix_outbox_unsent" in plan
        assert "ix_outbox_message" not in plan
        assert "Seq Scan on outbox" not in plan


def test_a_start_does_not_look_at_silences_gone_by(store: Store, now: datetime) -> None:
    fill(store, now)
    with store.begin() as work:
        work.outbox.silence("telegram", 7, now + timedelta(minutes=5))
        work.outbox.silence("other", 7, now + timedelta(minutes=5))
    with plans(store) as seen:
        opening = Ledger(store, CHANNELS).open(now, alone=True)
    assert opening.silences == {("telegram", 7): now + timedelta(minutes=5)}
    assert any("ix_pace_silent_until" in plan for plan in seen)


def test_who_got_the_last_case_is_read_name_by_name(store: Store, now: datetime) -> None:
    with store.begin() as work:
        for number, name in enumerate(["nadia", "paul", "nadia", "zoe", "paul"]):
            case = work.cases.open("here", {}, "fr", new_id(now), now)
            at = now + timedelta(hours=number)
            work.cases.add_referral(
                case, interlocutor=name, rule="r", revision="x", reason="", promised_on=now.date(), now=at
            )
        elsewhere = work.cases.open("there", {}, "fr", new_id(now), now)
        work.cases.add_referral(
            elsewhere, interlocutor="max", rule="r", revision="x", reason="", promised_on=now.date(), now=now
        )
    with store.read() as work:
        last = work.staff.availability("here", now.date()).last_assigned
        assert work.staff.availability("nowhere", now.date()).last_assigned == {}
    assert last == {
        "nadia": now + timedelta(hours=2),
        "paul": now + timedelta(hours=4),
        "zoe": now + timedelta(hours=3),
    }


def test_what_is_over_is_not_looked_through(store: Store, now: datetime) -> None:
    if store.kind != "sqlite":
        pytest.skip("PostgreSQL plans by its statistics")
    with store.begin() as work, plans(store) as seen:
        work.cases.open_without_date(10)
        work.cases.refusals("here", ["full"], now)
        work.outbox.try_again()
        work.past.ended(now, 5, within="here")
        work.past.ended(now, 5, but=("here",))
    wanted = (
        "ix_case_open",
        "ix_referral_answered_at",
        "ix_outbox_unreadable",
        "ix_case_closed_at",
        "ix_case_closed_at",
    )
    assert len(seen) == len(wanted)
    for plan, index in zip(seen, wanted, strict=True):
        assert index in plan
