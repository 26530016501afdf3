"""Updates are taken in once."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.inbox import InboxKey
from storage.store import Store
from tests.storage.store_contents import all_rows, at_once


def test_c20_the_same_update_in_sequence_is_new_once(store: Store, now: datetime) -> None:
    with store.begin() as work:
        assert work.inbox.claim([("telegram", 1), ("staff", 1), ("telegram", 1)], now) == {
            ("telegram", 1),
            ("staff", 1),
        }
        assert work.inbox.claim([("telegram", 1)], now) == frozenset()
    with store.begin() as work:
        assert work.inbox.claim([("telegram", 1), ("telegram", 2)], now) == {("telegram", 2)}
        assert work.inbox.claim([], now) == frozenset()


def test_c20_the_same_updates_at_once_in_two_workers_are_new_once(store: Store, now: datetime) -> None:
    keys = [("telegram", number) for number in range(40)]

    def claim(order: list[InboxKey]) -> frozenset[InboxKey]:
        with store.begin() as work:
            return work.inbox.claim(order, now)

    first, second = at_once(lambda: claim(keys), lambda: claim(keys[::-1]))
    assert first | second == set(keys)
    assert not first & second


def test_c22_lower_ids_after_an_idle_week_are_new(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.inbox.claim([("telegram", 900), ("telegram", 5)], now - timedelta(days=8))
    with store.begin() as work:
        assert work.inbox.purge(now - timedelta(hours=48)) == 2
        assert work.inbox.claim([("telegram", 5)], now) == {("telegram", 5)}


def test_a_culprit_is_stored_as_failed_claimed_or_not(store: Store, now: datetime) -> None:
    with store.begin() as work:
        work.inbox.claim([("telegram", 1), ("telegram", 2)], now)
        work.inbox.mark_failed(("telegram", 1), now)
        work.inbox.mark_failed(("telegram", 3), now)
    assert [(row["update_id"], row["status"]) for row in all_rows(store)["inbox"]] == [
        (1, "failed"),
        (2, "handled"),
        (3, "failed"),
    ]
    with store.begin() as work:
        assert work.inbox.claim([("telegram", 3)], now) == frozenset()
