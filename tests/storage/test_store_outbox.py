"""What is to be delivered: in order, at its pace, by one deliverer at a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from dialogs.message import Message
from storage.outbox import ErasedMessage
from storage.outbox_delivery import is_unsent
from storage.outbox_rows import WRITER_LEASE_SECONDS
from storage.store import Store
from storage.tables import OutboxMessage, core
from tests.storage.store_contents import all_rows, at_once

CHANNELS = ("telegram", "staff")
LATER = timedelta(seconds=WRITER_LEASE_SECONDS)


def add(store: Store, chat_id: int, at: datetime, text: str = "bonjour", **fields: Any) -> int:
    """One message in a transaction of its own."""
    with store.begin() as work:
        channel = str(fields.pop("channel", "telegram"))
        return work.outbox.add(channel=channel, chat_id=chat_id, message=Message(text), now=at, **fields)


def claim(store: Store, at: datetime, limit: int = 10) -> list[int]:
    """The ids a deliverer gets."""
    with store.begin() as work:
        return [row.id for row in work.outbox.claim(at, CHANNELS, limit, 30)]


def sent(store: Store, row_id: int, at: datetime, message_id: int | None = 1) -> None:
    """A row is marked as sent."""
    with store.begin() as work:
        work.outbox.mark_sent([(row_id, message_id, at)])


def test_a_row_is_born_leased_and_handed_over(store: Store, now: datetime) -> None:
    with store.begin() as work:
        row_id = work.outbox.add(channel="telegram", chat_id=1, message=Message("bonjour"), now=now, person_id=5)
        work.outbox.add(channel="telegram", chat_id=2, message=Message("demain"), now=now, due_at=now + timedelta(1))
        written = work.outbox.written()
    assert [row.id for row in written] == [row_id]
    assert claim(store, now) == []
    with store.begin() as work:
        claimed = work.outbox.claim(now + LATER, CHANNELS, 10, 30)
    assert [row.body for row in claimed] == [{"text": "bonjour"}]
    assert written[0].person_id == claimed[0].person_id == 5
    assert all_rows(store)["outbox"][0]["leased_until"] == now + LATER + timedelta(seconds=30)


def test_one_row_a_chat_urgent_first_then_in_order(store: Store, now: datetime) -> None:
    slow = add(store, 1, now, urgent=False)
    first, second = add(store, 2, now), add(store, 2, now)
    third = add(store, 3, now)
    at = now + LATER
    assert claim(store, at, limit=2) == [first, third]
    assert claim(store, at) == [slow]
    sent(store, first, at)
    assert claim(store, at) == []  # a message a second to a chat
    assert claim(store, at + timedelta(seconds=1)) == [second]


def test_a_later_row_waits_for_an_earlier_one_that_failed_for_now(store: Store, now: datetime) -> None:
    first, second = add(store, 1, now), add(store, 1, now)
    at = now + LATER
    assert claim(store, at) == [first]
    with store.begin() as work:
        work.outbox.mark_errored(first, at + timedelta(minutes=5), "connection refused")
    assert claim(store, at + timedelta(minutes=1)) == []
    with store.begin() as work:
        work.outbox.mark_errored(first, at + timedelta(minutes=6), "read timeout", uncertain=True)
    assert claim(store, at + timedelta(minutes=5)) == []
    assert claim(store, at + timedelta(minutes=6)) == [first]
    row = all_rows(store)["outbox"][0]
    assert (row["status"], row["attempts"], row["error"]) == ("uncertain", 2, "read timeout")
    with store.begin() as work:
        work.outbox.mark_failed(first, "refused")
    assert claim(store, at + timedelta(minutes=6)) == [second]


def test_a_row_for_tomorrow_morning_does_not_hold_the_evening_up(store: Store, now: datetime) -> None:
    morning = now + timedelta(hours=12)
    tomorrow = add(store, 1, now, due_at=morning)
    tonight = add(store, 1, now)
    assert claim(store, now + LATER) == [tonight]
    sent(store, tonight, now + LATER)
    late = add(store, 1, morning, due_at=morning)
    assert claim(store, morning) == [tomorrow]
    sent(store, tomorrow, morning)
    assert claim(store, morning + LATER) == [late]


def test_c32_silence_is_kept_for_the_chat_or_the_whole_bot(store: Store, now: datetime) -> None:
    one, two, staff = add(store, 1, now), add(store, 2, now), add(store, 3, now, channel="staff")
    at = now + LATER
    with store.begin() as work:
        work.outbox.silence("telegram", 1, at + timedelta(seconds=60))
        work.outbox.silence("telegram", 1, at + timedelta(seconds=5))  # never shortens
    assert claim(store, at) == [two, staff]
    with store.begin() as work:
        assert work.outbox.silent_until("telegram", 1) == at + timedelta(seconds=60)
        work.outbox.extend_lease([two, staff], at)
        work.outbox.silence("telegram", 0, at + timedelta(seconds=120))
    reopened = Store.open(str(store._engine.url))  # as after a restart
    assert claim(reopened, at + timedelta(seconds=60)) == [staff]
    assert set(claim(reopened, at + timedelta(seconds=120))) == {one, two, staff}
    reopened.close()


def test_an_edit_counts_for_no_chats_pace(store: Store, now: datetime) -> None:
    edit = add(store, 1, now, kind="edit", edits_message_id=9)
    nextone = add(store, 1, now)
    at = now + LATER
    assert claim(store, at) == [edit]
    sent(store, edit, at, None)
    assert claim(store, at) == [nextone]


def test_c45_two_claimers_get_nothing_twice(store: Store, now: datetime) -> None:
    for chat in range(60):
        add(store, chat, now)
    at = now + LATER

    def drain() -> list[int]:
        mine: list[int] = []
        while batch := claim(store, at, limit=5):
            mine += batch
        return mine

    first, second = at_once(drain, drain)
    assert sorted([*first, *second]) == [row["id"] for row in all_rows(store)["outbox"]]


def test_a_lease_that_ran_out_is_anybodys(store: Store, now: datetime) -> None:
    row = add(store, 1, now)
    assert claim(store, now + LATER) == [row]
    assert claim(store, now + LATER + timedelta(seconds=29)) == []
    assert claim(store, now + LATER + timedelta(seconds=30)) == [row]


def test_deadlines_start_when_the_notification_is_accepted(store: Store, now: datetime) -> None:
    with store.begin() as work:
        case = work.cases.open("lf", {}, "fr", 1, now)
        referral = work.cases.add_referral(
            case, interlocutor="a", rule="r", revision="h", reason="…", promised_on=date(2026, 11, 27), now=now
        )
    about: dict[str, Any] = {"channel": "staff", "referral_id": referral.id}
    other = add(store, 1, now, purpose="relay", **about)
    first = add(store, 1, now, purpose="notification", **about)
    second = add(store, 2, now, purpose="notification", **about)
    sent(store, other, now)
    assert all_rows(store)["referral"][0]["notified_at"] is None
    sent(store, first, now + timedelta(hours=11))
    sent(store, second, now + timedelta(hours=12))
    assert all_rows(store)["referral"][0]["notified_at"] == now + timedelta(hours=11)


def test_a_reply_finds_the_row_behind_the_message(store: Store, now: datetime) -> None:
    row = add(store, 1, now, "Votre question ?", context={"relay": 3})
    edit = add(store, 1, now, kind="edit", edits_message_id=50)
    sent(store, row, now, 50)
    sent(store, edit, now, 50)
    with store.read() as work:
        found = work.outbox.find_by_message("telegram", 1, 50)
        assert found is not None
        assert (found.id, found.context, found.status) == (row, {"relay": 3}, "sent")
        assert work.outbox.find_by_message("telegram", 2, 50) is None
        assert work.outbox.find_by_message("staff", 1, 50) is None
        assert work.outbox.get(edit) is not None
        assert work.outbox.get(12345) is None


def test_c30_what_is_unsent_to_a_blocked_chat_is_given_up(store: Store, now: datetime) -> None:
    old, waiting, other = add(store, 1, now), add(store, 1, now, "secret"), add(store, 2, now)
    sent(store, old, now)
    with store.begin() as work:
        work.outbox.add(channel="telegram", chat_id=1, message=Message("tout frais"), now=now)
        assert work.outbox.drop_unsent("telegram", 1) == 2
        assert work.outbox.written() == []
        assert work.outbox.unsent_count(now) == 1
    rows = {row["id"]: row for row in all_rows(store)["outbox"]}
    assert (rows[old]["status"], rows[other]["status"]) == ("sent", "pending")
    assert (rows[waiting]["status"], rows[waiting]["body"]) == ("failed", {})


def test_s42_erased_messages_are_named_so_that_they_can_be_edited(store: Store, now: datetime) -> None:
    said = add(store, 1, now, "Samira", person_id=5, personal=True)
    plain = add(store, 1, now, "Bonjour", person_id=5)
    told = add(store, 900, now, "Samira, 01 99", channel="staff", person_id=5, personal=True)
    changed = add(store, 1, now, "Samira !", kind="edit", edits_message_id=60, person_id=5, personal=True)
    add(store, 900, now, "Samira encore", channel="staff", person_id=5, personal=True)
    others = add(store, 2, now, "Paul", person_id=6, personal=True)
    for row, number in ((said, 60), (plain, 61), (told, 62), (changed, None), (others, 63)):
        sent(store, row, now, number)
    with store.begin() as work:
        erased = work.outbox.erase_person(5)
    assert erased == [ErasedMessage("telegram", 1, 60), ErasedMessage("staff", 900, 62)]
    assert [row["id"] for row in all_rows(store)["outbox"]] == [others]


def test_purging_deletes_rows_and_keeps_where_personal_messages_lie(store: Store, now: datetime) -> None:
    personal = add(store, 1, now, "Samira", person_id=5, personal=True)
    plain = add(store, 1, now)
    waiting = add(store, 1, now, personal=True)
    sent(store, personal, now, 60)
    sent(store, plain, now, 61)
    tomorrow = now + timedelta(days=1)
    with store.begin() as work:
        assert work.outbox.purge_sent(now).count == 0
        assert work.outbox.purge_sent(tomorrow, limit=1).count == 1, "in small batches"
        assert work.outbox.purge_sent(tomorrow).count == 1
        assert work.outbox.purge_sent(tomorrow).count == 0
    assert [row["id"] for row in all_rows(store)["outbox"]] == [waiting]
    (place,) = all_rows(store)["sent_message"]
    assert (place["id"], place["chat_id"], place["message_id"], place["person_id"]) == (personal, 1, 60, 5)
    with store.begin() as work:
        assert ErasedMessage("telegram", 1, 60) in work.outbox.erase_person(5)
    assert all_rows(store)["sent_message"] == []


def test_what_is_unsent_is_found_by_its_own_index(store: Store) -> None:
    """On SQLite bound parameters would not use it; the statuses stand in the statement."""
    with store.read() as work:
        connection = work.session.connection()
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by its statistics")
        table = core(OutboxMessage)
        statement = select(table.c.id).where(is_unsent(table), table.c.channel == "telegram")
        asked = text(f"EXPLAIN QUERY PLAN {statement.compile(connection)}".replace("?", "'telegram'"))
        plan = connection.execute(asked)
        assert "ix_outbox_unsent" in str(plan.all())


def test_c29_a_groups_new_id_takes_the_unsent_rows_along(store: Store, now: datetime) -> None:
    done, waiting = add(store, -5, now), add(store, -5, now)
    sent(store, done, now)
    with store.begin() as work:
        assert work.outbox.migrate_chat("telegram", -5, -1005) == 1
    rows = {row["id"]: row["chat_id"] for row in all_rows(store)["outbox"]}
    assert rows == {done: -5, waiting: -1005}


@pytest.mark.parametrize("count", [0, 3])
def test_marks_are_written_together(store: Store, now: datetime, count: int) -> None:
    ids = [add(store, chat, now) for chat in range(count)]
    with store.begin() as work:
        work.outbox.mark_sent([(row, 10 + number, now) for number, row in enumerate(ids)])
    assert [row["message_id"] for row in all_rows(store)["outbox"]] == [10 + number for number in range(count)]
    assert len(all_rows(store)["pace"]) == count
