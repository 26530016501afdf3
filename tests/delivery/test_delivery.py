"""Delivery in its good days: order, pace, hand-over, edits, voice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.machinery.pacing import Pacing
from bot.machinery.ports import PacedError
from dialogs.message import Message
from storage.outbox_rows import OutboxRow
from storage.store import Store
from tests.delivery.doubles import FakeSender, HurriedClock, rows_of, statuses_of


def write(
    store: Store, clock: HurriedClock, texts: Sequence[tuple[int, str]], *, urgent: bool = True, due_in: float = 0
) -> list[OutboxRow]:
    """Commit messages; the rows that are to be handed over."""
    now = clock.now()
    with store.begin() as work:
        for chat_id, text in texts:
            work.outbox.add(
                channel="telegram",
                chat_id=chat_id,
                now=now,
                message=Message(text),
                urgent=urgent,
                due_at=now + timedelta(seconds=due_in),
            )
        return work.outbox.written()


def gaps(instants: Sequence[datetime]) -> list[float]:
    """Seconds between one and the next."""
    return [(later - earlier).total_seconds() for earlier, later in pairwise(instants)]


async def test_rows_handed_over_are_sent_in_order_and_marked(store, clock, sender, delivering, until) -> None:
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux"), (2, "ailleurs"), (1, "trois")]))
        await until(lambda: statuses_of(store) == ["sent"] * 4)
    assert sender.texts(1) == ["un", "deux", "trois"]
    assert sender.texts(2) == ["ailleurs"]
    numbers = {shown.outbox_id: number for number, shown in sender.messages.items()}
    assert {row.id: row.message_id for row in rows_of(store)} == numbers


@pytest.mark.parametrize("alone", [True, False])
async def test_who_waits_until_all_is_out_waits_for_every_message(store, clock, sender, delivering, alone) -> None:
    async with delivering(alone=alone) as delivery:
        await delivery.wait_until_out()
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux"), (2, "ailleurs")]))
        await delivery.wait_until_out()
        assert sorted(sender.texts()) == ["ailleurs", "deux", "un"]


async def test_what_must_wait_for_later_holds_nobody_up(store, clock, sender, delivering) -> None:
    sender.faults += [PacedError(3600)]
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux")]))
        await delivery.wait_until_out()
        assert sender.texts() == []


async def test_rows_nobody_handed_over_are_claimed(store, clock, sender, delivering, until) -> None:
    write(store, clock, [(1, "un"), (1, "deux"), (2, "ailleurs")])
    async with delivering():
        await until(lambda: statuses_of(store) == ["sent"] * 3)
    assert sender.texts(1) == ["un", "deux"]


async def test_a_row_due_later_waits_for_its_hour(store, clock, sender, delivering, until) -> None:
    write(store, clock, [(1, "demain")], due_in=3600)
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "maintenant")]))
        await until(lambda: len(sender.messages) == 1)
        clock.advance(timedelta(hours=1))
        delivery.wake()
        await until(lambda: len(sender.messages) == 2)
    assert sender.texts() == ["maintenant", "demain"]


async def test_a_chat_gets_at_most_one_message_a_second(store, clock, sender, delivering, until) -> None:
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "a"), (1, "b")]))
        await until(lambda: len(sender.messages) == 2)
        delivery.hand_over(write(store, clock, [(1, "c")]))
        await until(lambda: len(sender.messages) == 3)
    assert min(gaps([at for _, at in sender.log])) >= 1.0


async def test_c32_a_bot_says_at_most_30_a_second_in_all(store, clock, sender, delivering, until) -> None:
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(chat, "bonjour") for chat in range(1, 101)]))
        await until(lambda: statuses_of(store) == ["sent"] * 100)
    instants = sorted(at for _, at in sender.log)
    assert min((later - earlier).total_seconds() for earlier, later in zip(instants, instants[30:], strict=False)) >= 1


async def test_calls_are_concurrent_over_chats_and_bounded(store, clock, sender, delivering, until) -> None:
    sender.seconds = 0.5
    async with delivering(pacing=Pacing(per_second=1000, in_flight=16)) as delivery:
        delivery.hand_over(write(store, clock, [(chat, "bonjour") for chat in range(1, 41)]))
        await until(lambda: len(sender.messages) == 40)
    assert sender.most_at_once == 16


async def test_urgent_rows_go_before_the_rest(store, clock, sender, delivering, until) -> None:
    sender.seconds = 0.2
    async with delivering(pacing=Pacing(per_second=5, in_flight=1)) as delivery:
        delivery.hand_over(write(store, clock, [(chat, "rappel") for chat in range(1, 21)], urgent=False))
        delivery.hand_over(write(store, clock, [(99, "réponse")]))
        await until(lambda: len(sender.messages) == 21)
    assert sender.texts().index("réponse") <= 2


async def test_an_edit_finds_the_message_sent_just_before(store, clock, sender, delivering, until) -> None:
    now = clock.now()
    with store.begin() as work:
        asked = work.outbox.add(channel="telegram", chat_id=1, now=now, message=Message("Vous pensez… ?"))
        work.outbox.add(
            channel="telegram",
            chat_id=1,
            now=now,
            kind="edit",
            message=Message("✓ La reprendre"),
            edits_outbox_id=asked,
        )
        work.outbox.add(channel="telegram", chat_id=1, now=now, message=Message("Ce serait où ?"))
        rows = work.outbox.written()
    async with delivering(pacing=Pacing(chat_seconds=10)) as delivery:
        delivery.hand_over(rows)
        await until(lambda: statuses_of(store) == ["sent"] * 3)
    assert sender.texts() == ["✓ La reprendre", "Ce serait où ?"]
    to_edit, to_next = gaps([at for _, at in sender.log])
    assert to_edit < 10, "an edit doesn't wait for the chat's pace"
    assert to_edit + to_next >= 10


async def test_an_edit_finds_its_message_after_a_restart(store, clock, sender, delivering, until) -> None:
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "avant")]))
        await until(lambda: statuses_of(store) == ["sent"])
    target = rows_of(store)[0].id
    with store.begin() as work:
        work.outbox.add(
            channel="telegram",
            chat_id=1,
            now=clock.now(),
            kind="edit",
            message=Message("après"),
            edits_outbox_id=target,
        )
    async with delivering():
        await until(lambda: statuses_of(store) == ["sent"] * 2)
    assert sender.texts() == ["après"]


async def test_a_voice_message_goes_with_its_bytes_and_is_noted_as_heard(
    store, clock, sender, delivering, until
) -> None:
    now = clock.now()
    with store.begin() as work:
        media = work.media.add(b"OggS", now, mime="audio/ogg", seconds=3)
        work.session.flush()
        body = {"caption": Message("Son récit").to_json(), "media_id": media}
        work.outbox.add(channel="telegram", chat_id=1, now=now, kind="voice", body=body)
        gone = {**body, "media_id": media + 1}
        work.outbox.add(channel="telegram", chat_id=2, now=now, kind="voice", body=gone)
        rows = work.outbox.written()
    async with delivering() as delivery:
        delivery.hand_over(rows)
        await until(lambda: statuses_of(store) == ["sent", "failed"])
    assert [shown.voice for shown in sender.messages.values()] == [b"OggS"]
    with store.read() as work:
        kept = work.media.get(media)
        assert kept is not None
        assert kept.heard_at is not None


async def test_marks_are_written_soon_even_when_idle(store, clock, delivering, until) -> None:
    real = HurriedClock(clock.now(), speed=1)
    sender = FakeSender("telegram", real)
    async with delivering(senders={"telegram": sender}, clock=real) as delivery:
        delivery.hand_over(write(store, real, [(1, "seul")]))
        await until(lambda: statuses_of(store) == ["sent"])
        waited = (real.now() - sender.log[0][1]).total_seconds()
    assert waited < 1, "200 ms on a quiet machine, and long before the next look at an idle outbox (2 s)"


async def test_rows_of_other_channels_are_left_alone(store, clock, sender, delivering, until) -> None:
    with store.begin() as work:
        work.outbox.add(channel="staff", chat_id=1, now=clock.now(), message=Message("pas pour nous"))
        rows = work.outbox.written()
    async with delivering() as delivery:
        delivery.hand_over([*rows, *write(store, clock, [(1, "pour nous")])])
        await until(lambda: statuses_of(store) == ["pending", "sent"])


async def test_what_was_erased_while_it_waited_is_not_sent(store, clock, sender, delivering, until) -> None:
    sender.seconds = 0.2
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, "un"), (1, "deux"), (1, "trois"), (1, "quatre")]))
        await until(lambda: len(sender.messages) == 1)
        with store.begin() as work:
            work.outbox.drop_unsent("telegram", 1)
        await clock.sleep(8)
    assert len(sender.messages) <= 2, "one may have been on its way"


async def test_a_stopped_delivery_gives_its_rows_back_at_once(store, clock, sender, delivering, until) -> None:
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, [(1, str(number)) for number in range(10)]))
        await until(lambda: len(sender.messages) >= 2)
    left = [row for row in rows_of(store) if row.status == "pending"]
    assert len(left) == 10 - len(sender.messages)
    assert all(row.leased_until is None or row.leased_until <= clock.now() for row in left)


async def test_what_was_left_goes_before_what_is_handed_over(store, clock, sender, delivering, until) -> None:
    texts = [(chat, f"{chat}-{number}") for number in range(4) for chat in range(1, 6)]
    write(store, clock, texts[:10])  # their writer died before it handed them over
    async with delivering() as delivery:
        delivery.hand_over(write(store, clock, texts[10:]))
        await until(lambda: statuses_of(store) == ["sent"] * 20)
    for chat in range(1, 6):
        assert sender.texts(chat) == [f"{chat}-{number}" for number in range(4)]
