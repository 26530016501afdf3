"""The ticker and what it wakes; what is forgotten in its time."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.machinery.stint import Stint
from bot.machinery.ticker import Schedule
from bot.usecases.retention import Progress, retention
from dialogs.message import Message
from storage.people import PURGE_BATCH
from tests.delivery.doubles import rows_of
from tests.storage.store_contents import all_rows

NOW = datetime(2026, 11, 22, 19, 47, tzinfo=UTC)


async def nothing() -> None:
    """A round with nothing to do."""


async def test_everything_is_woken_at_once_and_again(until) -> None:
    woken: list[str] = []

    async def follow_up() -> None:
        woken.append("follow_up")

    async def announce() -> None:
        woken.append("announce")

    async def retain() -> None:
        woken.append("retention")

    schedule = Schedule(
        lambda: woken.append("delivery"), follow_up, announce, retain, delivery_seconds=0.05, follow_up_seconds=60
    )
    schedule.start()
    await until(lambda: woken.count("delivery") >= 3)
    schedule.stop()
    assert woken.count("follow_up") == woken.count("announce") == woken.count("retention") == 1


async def test_a_tick_that_fails_comes_again(until) -> None:
    tries: list[int] = []

    async def fail() -> None:
        tries.append(1)
        raise RuntimeError("a defect of ours")

    schedule = Schedule(lambda: None, fail, nothing, nothing, follow_up_seconds=0.05)
    schedule.start()
    await until(lambda: len(tries) >= 2)
    schedule.stop()


async def test_a_slow_tick_is_never_doubled_nor_cut_by_the_end(until) -> None:
    under_way, most, ended = [], [], []

    async def slow() -> None:
        under_way.append(1)
        most.append(len(under_way))
        await asyncio.sleep(0.2)
        under_way.pop()
        ended.append(1)

    schedule = Schedule(lambda: None, slow, nothing, nothing, follow_up_seconds=0.03)
    schedule.start()
    await until(lambda: bool(under_way))
    schedule.stop()
    await until(lambda: bool(ended))
    assert max(most) == 1


async def test_c42_a_late_loop_makes_up_for_a_missed_tick_once(until) -> None:
    woken: list[int] = []
    schedule = Schedule(lambda: woken.append(1), nothing, nothing, nothing, delivery_seconds=0.2)
    schedule.start()
    await until(lambda: len(woken) == 1)
    time.sleep(1.1)  # the loop is blocked on purpose: five ticks are missed
    await asyncio.sleep(0.05)
    assert len(woken) == 2
    schedule.stop()


def test_inbox_is_forgotten_after_two_days(store) -> None:
    with store.begin() as work:
        work.inbox.claim([("telegram", 1)], NOW - timedelta(hours=49))
        work.inbox.claim([("telegram", 2)], NOW - timedelta(hours=47))
        assert not retention(work, NOW).more
        assert work.inbox.claim([("telegram", 1), ("telegram", 2)], NOW) == {("telegram", 1)}


def test_delivered_messages_are_forgotten_unsent_ones_are_not(store) -> None:
    long_ago = NOW - timedelta(days=31)
    with store.begin() as work:
        sent = work.outbox.add(channel="telegram", chat_id=1, now=long_ago, message=Message("envoyé"))
        unsent = work.outbox.add(channel="telegram", chat_id=2, now=long_ago, message=Message("en attente"))
        work.outbox.mark_sent([(sent, 5, long_ago)])
    with store.begin() as work:
        retention(work, NOW)
    assert [row.id for row in rows_of(store)] == [unsent]


def test_a_voice_is_forgotten_two_days_after_it_was_heard(store) -> None:
    with store.begin() as work:
        heard = work.media.add(b"a", NOW - timedelta(days=5), mime="audio/ogg", seconds=1)
        fresh = work.media.add(b"b", NOW - timedelta(days=5), mime="audio/ogg", seconds=1)
        waiting = work.media.add(b"c", NOW - timedelta(days=80), mime="audio/ogg", seconds=1)
        work.session.flush()
        work.media.mark_heard(heard, NOW - timedelta(hours=49))
        work.media.mark_heard(fresh, NOW - timedelta(hours=47))
    with store.begin() as work:
        retention(work, NOW)
    with store.read() as work:
        assert work.media.get(heard) is None
        assert work.media.get(fresh) is not None
        assert work.media.get(waiting) is not None


class Ticks:
    """A stint's time: `each` seconds pass between two looks."""

    def __init__(self, each: float) -> None:
        self.each, self.at = each, 0.0

    def __call__(self) -> float:
        self.at += self.each
        return self.at


def test_unfinished_talks_are_erased_after_90_days_a_few_at_a_time(store) -> None:
    with store.begin() as work:
        for chat in range(2 * PURGE_BATCH + 1):
            work.talks.load("telegram", chat, NOW - timedelta(days=91))
        work.talks.load("telegram", 9_999, NOW - timedelta(days=89))
    progress = Progress()
    for _ in range(2):
        with store.begin() as work:
            progress = retention(work, NOW, progress, Stint(0, Ticks(1)))
            assert progress.more, "there is more to do at once"
    with store.begin() as work:
        assert not retention(work, NOW, progress, Stint(1e6)).more
        assert work.talks.find("telegram", 0) is None
        assert work.talks.find("telegram", 9_999) is not None


def test_forgetting_goes_on_where_it_stopped_and_comes_to_everything(store) -> None:
    long_ago = NOW - timedelta(days=100)
    with store.begin() as work:
        work.inbox.claim([("telegram", number) for number in range(450)], long_ago)
        ids = [
            work.outbox.add(channel="telegram", chat_id=7, now=long_ago, message=Message("x")) for number in range(450)
        ]
        work.outbox.mark_sent([(row_id, 1, long_ago) for row_id in ids])
        for number in range(3):
            work.throttles.hit(f"code:telegram:{number}", NOW - timedelta(days=2), 3600)
            work.throttles.hit(f"called:{number}", NOW - timedelta(days=92), 3600)
        work.throttles.hit("called:9", NOW - timedelta(days=80), 3600)
        work.staff.create_invitation(
            "t", code_hash="old", now=long_ago, expires_at=NOW - timedelta(days=31), interlocutor="a"
        )
        work.staff.create_invitation(
            "t", code_hash="new", now=long_ago, expires_at=NOW - timedelta(days=29), interlocutor="a"
        )
        work.outbox.silence("telegram", 8, NOW + timedelta(hours=1))
    progress, rounds = Progress(more=True), 0
    while progress.more:
        rounds += 1
        assert rounds < 30
        with store.begin() as work:
            progress = retention(work, NOW, progress, Stint(0, Ticks(1)))
    assert rounds > 5, "each transaction did a piece"
    rows = all_rows(store)
    assert (rows["inbox"], rows["outbox"]) == ([], [])
    assert [row["subject"] for row in rows["throttle"]] == ["called:9"]
    assert [row["code_hash"] for row in rows["invitation"]] == ["new"]
    assert [row["chat_id"] for row in rows["pace"]] == [8], "a silence that is over is forgotten, whoever's it was"


def test_rows_that_show_a_question_are_walked_past_once_a_day(store) -> None:
    long_ago = NOW - timedelta(days=60)
    with store.begin() as work:
        for chat in range(3):
            talk = work.talks.load("telegram", chat, long_ago)
            shown = work.outbox.add(channel="telegram", chat_id=chat, now=long_ago, message=Message("Où ?"))
            work.outbox.mark_sent([(shown, 5, long_ago)])
            work.talks.save(talk, talk.passage, long_ago, shown_outbox_id=shown)
    with store.begin() as work:
        first = retention(work, NOW)
        again = retention(work, NOW + timedelta(hours=1), first)
    assert first.walked_to == again.walked_to is not None
    assert len(all_rows(store)["outbox"]) == 3
    with store.begin() as work:
        talk = work.talks.load("telegram", 1, NOW)
        work.talks.save(talk, talk.passage, NOW, shown_outbox_id=None)
    with store.begin() as work:
        retention(work, NOW + timedelta(hours=2), again)
    assert len(all_rows(store)["outbox"]) == 3, "later the same day they are not looked at"
    with store.begin() as work:
        retention(work, NOW + timedelta(hours=24), again)
    assert len(all_rows(store)["outbox"]) == 2
