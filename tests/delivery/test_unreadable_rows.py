"""One outbox row that can't be read is set aside and told; nobody else waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from dialogs.message import Message
from storage.outbox_rows import LostRow
from storage.store import Store
from storage.unit_of_work import UnitOfWork

FOREIGN = {"a list": "[1, 2]", "a word": '"bonjour"', "nothing to say": "{}"}


def spoil(store: Store, row_id: int, body: str | bytes, column: str = "body") -> None:
    """Put something of foreign shape into a row."""
    with store.begin() as work:
        work.session.connection().execute(
            text(f"UPDATE outbox SET {column} = :body WHERE id = :row"), {"body": body, "row": row_id}
        )


def statuses(store: Store) -> list[tuple[int, str]]:
    """(chat, status) of every row, in order; nothing else of it is looked at."""
    with store.read() as work:
        found = work.session.connection().execute(text("SELECT chat_id, status FROM outbox ORDER BY id"))
        return [(row.chat_id, row.status) for row in found]


def write(store: Store, now: datetime, chats: Sequence[int]) -> list[int]:
    """One message a chat, due now, leased to nobody any more."""
    with store.begin() as work:
        ids = [
            work.outbox.add(channel="telegram", chat_id=chat, now=now, message=Message(f"à {chat}")) for chat in chats
        ]
        work.outbox.flush()
        work.outbox.extend_lease(ids, now - timedelta(seconds=1))
        return ids


@pytest.mark.parametrize("body", FOREIGN.values(), ids=FOREIGN)
def test_claim_sets_a_row_of_foreign_shape_aside_and_gives_the_others(each_store, clock, body) -> None:
    now = clock.now()
    first, lost, last = write(each_store, now, [1, 2, 3])
    spoil(each_store, lost, body)
    with each_store.begin() as work:
        claimed = work.outbox.claim(now, ["telegram"], 10, 60)
        assert [row.id for row in claimed] == [first, last]
        assert [row.id for row in work.outbox.lost()] == [lost]
    assert statuses(each_store) == [(1, "pending"), (2, "unreadable"), (3, "pending")]
    with each_store.begin() as work:
        assert work.outbox.claim(now + timedelta(minutes=2), ["telegram"], 10, 60)
        assert work.outbox.lost() == [], "it is not looked at again by itself"


@pytest.mark.parametrize(
    ("column", "kaput"),
    [
        ("body", "{kaput"),
        ("context", "{kaput"),
        ("due_at", "2026-02-31"),
        ("created_at", "hier"),
        ("body", b"\xff\xfe"),
    ],
)
async def test_what_sqlite_lets_in_stops_no_delivery(
    store, clock, sender, delivering, until, column: str, kaput: str | bytes
) -> None:
    _, lost, _ = write(store, clock.now(), [1, 2, 3])
    spoil(store, lost, kaput, column)
    async with delivering():
        await until(lambda: len(sender.messages) == 2)
        await until(lambda: sorted(status for _, status in statuses(store)) == ["sent", "sent", "unreadable"])
    assert sorted(sender.texts()) == ["à 1", "à 3"]


async def test_text_that_is_none_stops_no_delivery(store, clock, sender, delivering, until) -> None:
    lost, _ = write(store, clock.now(), [2, 3])
    with store.begin() as work:
        kaput = text("UPDATE outbox SET purpose = CAST(x'ff' AS TEXT) WHERE id = :row")
        work.session.connection().execute(kaput, {"row": lost})
    async with delivering():
        await until(lambda: sender.texts() == ["à 3"])
        await until(lambda: (2, "unreadable") in statuses(store))


async def test_a_row_set_aside_is_told_in_the_same_transaction_and_told_rows_leave_at_once(
    store, clock, sender, delivering, until
) -> None:
    told: list[LostRow] = []

    def tell(work: UnitOfWork, lost: Sequence[LostRow], now: datetime) -> None:
        told.extend(lost)
        work.outbox.add(channel="telegram", chat_id=9, now=now, message=Message("une ligne est illisible"))

    lost, _ = write(store, clock.now(), [2, 3])
    spoil(store, lost, "{kaput")
    async with delivering(on_unreadable=tell):
        await until(lambda: "une ligne est illisible" in sender.texts(9))
        await until(lambda: "à 3" in sender.texts())
    assert [row.id for row in told] == [lost]


async def test_a_telling_that_fails_stops_no_delivery(store, clock, sender, delivering, until) -> None:
    def tell(work: UnitOfWork, lost: Sequence[LostRow], now: datetime) -> None:
        raise RuntimeError("a defect of ours")

    lost, _ = write(store, clock.now(), [2, 3])
    spoil(store, lost, "{kaput")
    async with delivering(on_unreadable=tell):
        await until(lambda: sender.texts() == ["à 3"])
    assert (2, "unreadable") in statuses(store)


async def test_what_was_set_aside_goes_once_it_can_be_read(store, clock, sender, delivering, until) -> None:
    (lost,) = write(store, clock.now(), [2])
    spoil(store, lost, "{kaput")
    async with delivering():
        await until(lambda: statuses(store) == [(2, "unreadable")])
    spoil(store, lost, '{"text": "enfin"}')
    with store.begin() as work:
        assert work.outbox.try_again() == 1
    async with delivering():
        await until(lambda: sender.texts() == ["enfin"])


def test_a_row_that_cannot_be_read_is_purged_when_its_term_is_over_only_if_it_was_settled(each_store, clock) -> None:
    now = clock.now()
    settled, lost = write(each_store, now, [1, 2])
    with each_store.begin() as work:
        work.outbox.mark_sent([(settled, 77, now)])
    spoil(each_store, settled, "[1]")
    spoil(each_store, settled, "[1]", "context")
    spoil(each_store, lost, "[1]")
    with each_store.begin() as work:
        work.outbox.claim(now + timedelta(minutes=2), ["telegram"], 10, 60)
        assert work.outbox.purge_sent(now + timedelta(days=31)).count == 1
    assert statuses(each_store) == [(2, "unreadable")]


def test_the_cards_of_a_referral_are_found_although_one_row_cannot_be_read(each_store, clock) -> None:
    now = clock.now()
    with each_store.begin() as work:
        ids = [
            work.outbox.add(
                channel="staff", chat_id=chat, now=now, message=Message("fiche"), referral_id=4, context={"card": 1}
            )
            for chat in (1, 2)
        ]
        work.outbox.mark_sent([(row_id, 70 + number, now) for number, row_id in enumerate(ids)])
    spoil(each_store, ids[0], "[1]")
    with each_store.begin() as work:
        assert [card.message_id for card in work.outbox.cards_of(4)] == [70, 71]
        assert work.outbox.find_by_message("staff", 1, 70) is None
        assert work.outbox.last_said("staff", 1) is None
