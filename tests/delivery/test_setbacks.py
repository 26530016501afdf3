"""Delivery in its bad days: silence, faults, dead chats, crashes, company."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from bot.machinery.ledger import Ledger
from bot.machinery.pacing import Pacing
from bot.machinery.ports import MigratedError, NotSentError, PacedError, RefusedError, UncertainError
from dialogs.message import Message
from tests.delivery.doubles import FakeSender, rows_of, statuses_of
from tests.delivery.test_delivery import gaps, write


async def test_c32_a_paced_chat_is_silent_and_others_are_not(store, clock, sender, delivering, until) -> None:
    asked_at = clock.now()
    sender.fault_for = lambda parcel: (
        PacedError(20) if parcel.chat_id == 1 and clock.now() < asked_at + timedelta(seconds=5) else None
    )
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux"), (2, "ailleurs")]))
        await until(lambda: statuses_of(store) == ["sent"] * 3)
    assert sender.texts() == ["ailleurs", "un", "deux"]
    assert gaps([asked_at, sender.log[1][1]])[0] >= 20


async def test_c32_silence_is_honoured_across_a_restart(store, clock, sender, delivering, until) -> None:
    sender.faults = [PacedError(40)]
    async with delivering() as delivery:
        asked_at = clock.now()
        delivery.hand_over(write(store, clock, [(1, "un")]))
        await until(lambda: sender.calls == 1)
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "deux"), (2, "ailleurs")]))
        await until(lambda: statuses_of(store) == ["sent"] * 3)
    assert sender.texts() == ["ailleurs", "un", "deux"]
    assert gaps([asked_at, sender.log[1][1]])[0] >= 40


async def test_c32_a_silent_bot_is_silent_everywhere_across_a_restart(store, clock, sender, delivering, until) -> None:
    sender.faults = [PacedError(40, everywhere=True)]
    async with delivering() as delivery:
        asked_at = clock.now()
        delivery.hand_over(write(store, clock, [(1, "un")]))
        await until(lambda: sender.calls == 1)
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(2, "deux")]))
        await until(lambda: statuses_of(store) == ["sent"] * 2)
    assert gaps([asked_at, sender.log[0][1]])[0] >= 40


async def test_c33_what_was_surely_not_sent_is_tried_again_in_order(store, clock, sender, delivering, until) -> None:
    sender.faults = [NotSentError(), NotSentError(), NotSentError()]
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux"), (1, "trois")]))
        await until(lambda: statuses_of(store) == ["sent"] * 3)
    assert sender.texts() == ["un", "deux", "trois"]
    assert rows_of(store)[0].attempts == 3


async def test_c33_waits_grow_and_nothing_is_given_up_within_a_day(store, clock, sender, delivering, until) -> None:
    sender.fault_for = lambda _: NotSentError()
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "tenace")]))
        await until(lambda: sender.calls >= 4)
        clock.advance(timedelta(hours=24))
        delivery.wake()
        await until(lambda: sender.calls >= 6)
        assert statuses_of(store) == ["errored"]
        sender.fault_for = None
        clock.advance(timedelta(minutes=5))
        delivery.wake()
        await until(lambda: statuses_of(store) == ["sent"])


async def test_c33_perhaps_sent_is_sent_once_more_and_then_counts(store, clock, sender, delivering, until) -> None:
    sender.after = [UncertainError(), UncertainError()]
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "peut-être")]))
        await until(lambda: statuses_of(store) == ["uncertain"])
        await until(lambda: statuses_of(store) == ["sent"])
        await clock.sleep(60)
    assert sender.texts() == ["peut-être"] * 2
    assert gaps([at for _, at in sender.log])[0] >= 30


async def test_c33_a_call_that_hangs_is_uncertain(store, clock, sender, delivering, until) -> None:
    sender.seconds = 10_000
    async with delivering(pacing=Pacing(call_seconds=0.05)) as delivery:
        delivery.hand_over(write(store, clock, [(1, "lent")]))
        await until(lambda: statuses_of(store) == ["uncertain"])


async def test_c30_a_blocked_chat_gets_nothing_more_and_it_is_recorded(store, clock, sender, delivering, until) -> None:
    sender.blocked = {1}
    recorded = []

    def tell_animator(work, channel, chat_id, now) -> None:
        recorded.append((channel, chat_id))
        work.outbox.add(
            channel="telegram", chat_id=7, now=now, message=Message("Cette personne ne peut plus être jointe")
        )

    async with delivering(on_unreachable=tell_animator) as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux"), (2, "ailleurs")]))
        await until(lambda: statuses_of(store) == ["failed", "failed", "sent", "sent"])
    assert recorded == [("telegram", 1)]
    assert sender.texts(7) == ["Cette personne ne peut plus être jointe"]
    assert [row.body for row in rows_of(store)[:2]] == [{}, {}], "nothing personal stays behind"


async def test_c31_a_chat_that_writes_again_is_answered(store, clock, sender, delivering, until) -> None:
    sender.blocked = {1}
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un")]))
        await until(lambda: statuses_of(store) == ["failed"])
        sender.blocked.clear()
        delivery.hand_over(write(store, clock, [(1, "rebonjour")]))
        await until(lambda: statuses_of(store) == ["failed", "sent"])


async def test_a_refused_row_fails_and_the_next_goes(store, clock, sender, delivering, until) -> None:
    sender.faults = [RefusedError("Bad Request: secret words")]
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux")]))
        await until(lambda: statuses_of(store) == ["failed", "sent"])
    assert rows_of(store)[0].error == "RefusedError"


async def test_an_edit_of_a_message_that_failed_is_closed(store, clock, sender, delivering, until) -> None:
    sender.faults = [RefusedError()]
    with store.begin() as work:
        asked = work.outbox.add(channel="telegram", chat_id=1, now=clock.now(), message=Message("?"))
        work.outbox.add(
            channel="telegram", chat_id=1, now=clock.now(), kind="edit", message=Message("!"), edits_outbox_id=asked
        )
        rows = work.outbox.written()
    async with delivering() as delivery:
        delivery.hand_over(rows)
        await until(lambda: statuses_of(store) == ["failed", "failed"])
    assert sender.messages == {}


async def test_c29_a_group_that_moved_is_followed(store, clock, sender, delivering, until) -> None:
    sender.fault_for = lambda parcel: MigratedError(-2) if parcel.chat_id == -1 else None
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(-1, "un"), (-1, "deux")]))
        await until(lambda: statuses_of(store) == ["sent", "sent"])
    assert sender.texts(-2) == ["un", "deux"]


async def test_c40_a_crash_between_send_and_mark_doubles_once_at_most(
    store, clock, sender, delivering, until, monkeypatch
) -> None:
    async with delivering() as delivery:
        with monkeypatch.context() as crash:
            crash.setattr(Ledger, "write_and_claim", _disk_full)
            delivery.hand_over(write(store, clock, [(chat, "bonjour") for chat in range(1, 6)]))
            await until(lambda: len(sender.messages) == 5)
            await _kill(delivery)
        assert statuses_of(store) == ["pending"] * 5
    async with delivering():
        await until(lambda: statuses_of(store) == ["sent"] * 5)
    assert len(sender.messages) == 10


async def test_c46_marks_survive_a_store_that_is_unwell(store, clock, sender, delivering, until, monkeypatch) -> None:
    async with delivering() as delivery:
        with monkeypatch.context() as outage:
            outage.setattr(Ledger, "write_and_claim", _disk_full)
            delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux")]))
            await until(lambda: len(sender.messages) == 2)
        await until(lambda: statuses_of(store) == ["sent"] * 2)
    assert sender.texts() == ["un", "deux"]


async def test_c45_two_deliveries_on_one_store_send_nothing_twice(each_store, clock, delivering, until) -> None:
    first, second = FakeSender("telegram", clock, seconds=0.1), FakeSender("telegram", clock, seconds=0.1)
    texts = [(chat, f"{chat}-{number}") for number in range(3) for chat in range(1, 16)]
    write(each_store, clock, texts[:15])
    with_others = {"store": each_store, "alone": False}
    async with (
        delivering(senders={"telegram": first}, **with_others) as one,
        delivering(senders={"telegram": second}, **with_others) as other,
    ):
        one.hand_over(write(each_store, clock, texts[15:30]))
        other.hand_over(write(each_store, clock, texts[30:]))
        clock.advance(timedelta(seconds=31))  # the first rows' writer is gone
        await until(lambda: statuses_of(each_store) == ["sent"] * 45, seconds=30)
    sent = sorted([*first.log, *second.log], key=lambda entry: entry[1])
    assert len({outbox_id for outbox_id, _ in sent}) == len(sent) == 45
    for chat in range(1, 16):
        ids = [row.id for row in rows_of(each_store) if row.chat_id == chat]
        assert [outbox_id for outbox_id, _ in sent if outbox_id in ids] == ids, "in order, whoever sends"


async def test_c46_a_store_that_fails_while_a_row_is_looked_up_loses_nothing(
    store, clock, sender, delivering, until, monkeypatch
) -> None:
    failed = []
    find = Ledger.find

    def fail_once(self, outbox_id):
        if not failed:
            failed.append(outbox_id)
            _disk_full()
        return find(self, outbox_id)

    monkeypatch.setattr(Ledger, "find", fail_once)
    async with delivering(pacing=Pacing(chat_seconds=3)) as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux"), (1, "trois")]))
        await until(lambda: statuses_of(store) == ["sent"] * 3)
    assert failed
    assert sender.texts() == ["un", "deux", "trois"]


async def test_a_sender_with_a_defect_holds_up_only_its_row(store, clock, sender, delivering, until) -> None:
    def stumble(parcel):
        if parcel.chat_id == 1:
            raise KeyError("a defect of ours")
        return

    sender.fault_for = stumble
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (2, "ailleurs")]))
        await until(lambda: statuses_of(store) == ["failed", "sent"])


def _disk_full(*_: object, **__: object) -> None:
    raise OperationalError("insert", {}, Exception("database or disk is full"))


async def _kill(delivery) -> None:
    """End everything as a killed process does: nothing more is written."""
    delivery._running = False
    tasks = [*delivery._tasks, *(lane.task for lane in delivery._lanes if lane.task)]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    delivery._entries.sent.clear()
    delivery._unmarked.clear()
