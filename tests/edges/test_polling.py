"""The polling loop with either library: no update is lost by a stop, a kill, a failed commit or a bad network."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.machinery.arrival import Arrival, ChatBlocked, GroupTalk
from bot.machinery.polling import Pauses, PollingLoop, SourceDownError, TokenRefusedError
from dialogs.inputs import Tap, Text, Unsupported, Voice
from tests.edges.conftest import TOKEN, Edge
from tests.edges.durable_list import DurableList
from tests.fake_bot_api import FakeBot, FakeBotApi

QUICK = Pauses(long_poll=1, first_retry=0.02, last_retry=0.1, taken=0.1, download=2.0, between_downloads=0.02)


@pytest.fixture
def kept(tmp_path: Path) -> DurableList:
    return DurableList(tmp_path / "kept")


@contextlib.asynccontextmanager
async def polling(edge: Edge, kept: DurableList) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(PollingLoop(edge.source, kept.submit, QUICK).run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not come"
        await asyncio.sleep(0.01)


async def test_updates_are_submitted_in_order_and_confirmed_after(edge: Edge, kept: DurableList) -> None:
    samira = edge.fake.user(7)
    async with polling(edge, kept):
        samira.send("un")
        samira.send("deux")
        await until(lambda: len(kept.update_ids) == 2)
        await until(lambda: not edge.fake.queue)
    assert [arrival.what.text for arrival in kept.submitted] == ["un", "deux"]  # type: ignore[union-attr]


async def test_nothing_is_confirmed_before_the_commit(edge: Edge, kept: DurableList) -> None:
    kept.held = asyncio.Event()
    edge.fake.user(7).send("un")
    async with polling(edge, kept):
        await until(lambda: len(kept.submitted) == 1)
        await asyncio.sleep(0.1)
        assert len(edge.fake.queue) == 1
        kept.held.set()
        await until(lambda: not edge.fake.queue)
    assert len(kept.update_ids) == 1


async def test_a_stop_in_the_middle_of_a_commit_loses_nothing(edge: Edge, kept: DurableList) -> None:
    kept.held = asyncio.Event()
    edge.fake.user(7).send("un")
    async with polling(edge, kept):
        await until(lambda: len(kept.submitted) == 1)
    assert kept.update_ids == []
    kept.held = None
    async with polling(edge, kept):
        await until(lambda: len(kept.update_ids) == 1)


async def test_a_stop_before_the_confirmation_only_submits_again(edge: Edge, kept: DurableList) -> None:
    edge.fake.user(7).send("un")
    async with polling(edge, kept) as task:
        await until(lambda: len(kept.update_ids) == 1)
        task.cancel()
    edge.fake.fail("drop_before", "getUpdates")
    async with polling(edge, kept):
        await until(lambda: not edge.fake.queue)
    assert len(set(kept.update_ids)) == 1


async def test_the_same_update_again_is_submitted_again_and_nothing_else(edge: Edge, kept: DurableList) -> None:
    edge.fake.user(7).send("un")
    again = dict(edge.fake.queue[0])
    async with polling(edge, kept):
        await until(lambda: len(kept.update_ids) == 1 and not edge.fake.queue)
        edge.fake.push_raw(again)
        await until(lambda: len(kept.update_ids) == 2)
    assert kept.submitted[0] == kept.submitted[1]


async def test_a_failed_commit_leaves_the_offset_and_asks_again(edge: Edge, kept: DurableList) -> None:
    kept.broken = True
    edge.fake.user(7).send("un")
    async with polling(edge, kept):
        await until(lambda: len(kept.submitted) >= 3)
        assert len(edge.fake.queue) == 1
        kept.broken = False
        await until(lambda: len(kept.update_ids) == 1 and not edge.fake.queue)
    assert len({arrival.update_id for arrival in kept.submitted}) == 1


async def test_c22_ids_that_restart_lower_after_a_quiet_time_are_seen(edge: Edge, kept: DurableList) -> None:
    samira = edge.fake.user(7)
    async with polling(edge, kept):
        samira.send("avant")
        await until(lambda: len(kept.update_ids) == 1)
        polls = len(edge.fake.calls_of("getUpdates"))
        await until(lambda: len(edge.fake.calls_of("getUpdates")) >= polls + 2)
        edge.fake.next_update_id = 12
        samira.send("après")
        await until(lambda: len(kept.update_ids) == 2)
    assert kept.update_ids == [100_000, 12]


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "refuse", "html"])
async def test_c33_a_bad_network_is_waited_out(edge: Edge, kept: DurableList, kind: str) -> None:
    edge.fake.fail(kind, "getUpdates", times=3, code=502)
    edge.fake.fail("drop_before", "getMe")
    edge.fake.user(7).send("un")
    async with polling(edge, kept):
        await until(lambda: len(kept.update_ids) == 1)
    assert len(set(kept.update_ids)) == 1


async def test_c33_a_server_that_is_away_is_found_again(edge: Edge, kept: DurableList) -> None:
    async with polling(edge, kept):
        await until(lambda: bool(edge.fake.calls_of("getUpdates")))
        await edge.api.stop()
        await asyncio.sleep(0.3)
        edge.fake.user(7).send("un")
        await edge.api.start()
        await until(lambda: len(kept.update_ids) == 1)


async def test_c32_a_poll_that_is_told_to_wait_waits(edge: Edge, kept: DurableList) -> None:
    edge.fake.flood(1, "getUpdates")
    edge.fake.user(7).send("un")
    began = time.monotonic()
    async with polling(edge, kept):
        await until(lambda: len(kept.update_ids) == 1)
    assert time.monotonic() - began >= 1


async def test_a_refused_token_ends_the_loop(edge: Edge, kept: DurableList) -> None:
    edge.fake.revoked = True
    with pytest.raises(TokenRefusedError, match="BotFather"):
        await asyncio.wait_for(PollingLoop(edge.source, kept.submit, QUICK).run(), 2)


async def test_a_webhook_in_the_way_is_waited_out(edge: Edge, kept: DurableList) -> None:
    edge.fake.webhook = {"url": "https://example.org/hook"}
    edge.fake.user(7).send("un")
    async with polling(edge, kept):
        await until(lambda: len(edge.fake.calls_of("getUpdates")) >= 2)
        edge.fake.webhook = {"url": ""}
        await until(lambda: len(kept.update_ids) == 1)


async def test_the_loop_stops_within_a_second_in_the_middle_of_a_long_poll(edge: Edge, kept: DurableList) -> None:
    edge.fake.user(7).send("un")
    async with polling(edge, kept) as task:
        await until(lambda: not edge.fake.queue)
        await stop_within_a_second(task)


async def test_a_stuck_acknowledgement_does_not_delay_the_stop(edge: Edge, kept: DurableList) -> None:
    class StuckAcknowledgements:
        bot, fetch, download = edge.source.bot, edge.source.fetch, edge.source.download

        async def acknowledge(self, callback_id: str) -> None:
            await asyncio.sleep(60)

    edge.fake.user(7).tap_token("t.1.oui")
    task = asyncio.create_task(PollingLoop(StuckAcknowledgements(), kept.submit, QUICK).run())
    await until(lambda: len(kept.update_ids) == 1)
    await stop_within_a_second(task)


async def stop_within_a_second(task: asyncio.Task[None]) -> None:
    began = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - began < 1


async def test_c33_only_a_tap_that_is_too_old_is_no_error(edge: Edge) -> None:
    number = edge.fake.user(7).tap_token("t.1.oui")
    edge.fake.fail("refuse", "answerCallbackQuery", code=400, description="Bad Request: MESSAGE_TOO_LONG")
    with pytest.raises(SourceDownError):
        await edge.source.acknowledge(number)
    edge.fake.callbacks[number].stale = True
    await edge.source.acknowledge(number)
    await edge.source.acknowledge("of another bot")


async def test_c23_every_tap_is_acknowledged_once_even_when_its_commit_fails(edge: Edge, kept: DurableList) -> None:
    kept.broken = True
    samira = edge.fake.user(7)
    samira.send("un")
    numbers = [samira.tap_token("t.1.oui"), samira.tap_token("t.1.oui")]
    async with polling(edge, kept):
        await until(lambda: len(kept.submitted) >= 6)
        kept.broken = False
        await until(lambda: len(kept.update_ids) == 3)
    assert [len(edge.fake.callbacks[number].answers) for number in numbers] == [1, 1]
    assert kept.submitted[-1].what == Tap("t.1.oui", None)


@pytest.mark.parametrize("trouble", ["stale", "drop_before", "refuse", "flood"])
async def test_c33_a_tap_that_cannot_be_acknowledged_is_still_handled(
    edge: Edge, kept: DurableList, trouble: str
) -> None:
    number = edge.fake.user(7).tap_token("t.1.oui")
    if trouble == "stale":
        edge.fake.callbacks[number].stale = True
    elif trouble == "flood":
        edge.fake.flood(30, "answerCallbackQuery")
    else:
        edge.fake.fail(trouble, "answerCallbackQuery")
    async with polling(edge, kept) as task:
        await until(lambda: len(kept.update_ids) == 1)
        await until(lambda: bool(edge.fake.calls_of("answerCallbackQuery")))
        assert not task.done()


async def test_a_voice_message_comes_with_its_sound(edge: Edge, kept: DurableList) -> None:
    edge.fake.fail("drop_before", "getFile")
    edge.fake.fail("refuse", "file", code=502)
    edge.fake.user(7).send_voice(b"OggS" * 1000, seconds=12)
    async with polling(edge, kept):
        await until(lambda: len(kept.update_ids) == 1)
    arrival = kept.submitted[0]
    assert arrival.what == Voice(None, 12, 1)
    assert arrival.voice is not None
    assert (arrival.voice.body, arrival.voice.mime) == (b"OggS" * 1000, "audio/ogg")


async def test_c26_a_voice_message_that_cannot_be_had_still_arrives(edge: Edge, kept: DurableList) -> None:
    samira = edge.fake.user(7)
    samira.send_voice(b"x", size=21 * 1024 * 1024)
    samira.send_voice(b"y")
    edge.fake.fail("refuse", "getFile", times=3)
    async with polling(edge, kept):
        await until(lambda: len(kept.update_ids) == 2)
    voices = [arrival.voice for arrival in kept.submitted]
    assert [(voice.body, voice.too_large) for voice in voices if voice] == [(None, True), (None, False)]
    assert len(edge.fake.calls_of("getFile")) == 3


async def test_c26_an_album_is_one_arrival(edge: Edge, kept: DurableList) -> None:
    samira = edge.fake.user(7)
    async with polling(edge, kept):
        samira.send_album(3, "nos plans")
        samira.send("voilà")
        await until(lambda: not edge.fake.queue)
        samira.send_album(2)
        await until(lambda: len(kept.update_ids) == 3)
    assert [arrival.what for arrival in kept.submitted] == [
        Unsupported("album", "nos plans", 1),
        Text("voilà", 4),
        Unsupported("album", "", 5),
    ]


async def test_c26_an_album_whose_commit_failed_comes_again(edge: Edge, kept: DurableList) -> None:
    kept.broken = True
    edge.fake.user(7).send_album(2)
    async with polling(edge, kept):
        await until(lambda: len(kept.submitted) >= 2)
        kept.broken = False
        await until(lambda: len(kept.update_ids) == 1 and not edge.fake.queue)


async def test_an_update_that_cannot_be_parsed_holds_nobody_up(edge: Edge, kept: DurableList) -> None:
    edge.fake.push_raw({"update_id": 1, "message": {"message_id": 1, "date": 1, "text": {"not": "a text"}}})
    edge.fake.push_raw({"update_id": 2, "callback_query": {"id": 5}})
    edge.fake.user(7).send("un")
    async with polling(edge, kept):
        await until(lambda: kept.update_ids == [100_000] and not edge.fake.queue)


async def test_c29_c30_groups_and_blocks_come_through(edge: Edge, kept: DurableList) -> None:
    samira = edge.fake.user(7)
    group = edge.fake.group(-50)
    async with polling(edge, kept):
        await until(lambda: edge.fake.allowed_updates is not None)
        group.add_bot(samira)
        group.send(samira, "Bonjour à tous")
        group.send(samira, f"@{edge.fake.username} bonjour")
        samira.block()
        await until(lambda: len(kept.update_ids) == 3)
    assert [(a.chat_id, a.what) for a in kept.submitted] == [
        (-50, GroupTalk()),
        (-50, GroupTalk()),
        (7, ChatBlocked()),
    ]


async def test_only_the_updates_we_read_are_asked_for(edge: Edge, kept: DurableList) -> None:
    async with polling(edge, kept):
        await until(lambda: bool(edge.fake.calls_of("getUpdates")))
    call = edge.fake.calls_of("getUpdates")[0]
    assert call.parameters["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    assert call.outcome == "ok"


async def test_c40_a_killed_process_loses_no_update(api: FakeBotApi, tmp_path: Path) -> None:
    fake: FakeBot = api.bot(TOKEN, "ecoute_bot")
    samira, chance = fake.user(7), random.Random(40)
    command = [sys.executable, "-m", "tests.edges.durable_list", api.url, TOKEN, str(tmp_path / "kept")]
    kept, sent = DurableList(tmp_path / "kept"), 0
    for _kill in range(4):
        process = await asyncio.create_subprocess_exec(*command)
        polls = len(fake.calls_of("getUpdates"))
        await until(lambda polls=polls: len(fake.calls_of("getUpdates")) > polls, 40)  # type: ignore[misc]
        for _message in range(12):
            samira.send(f"mot {sent}")
            sent += 1
            await asyncio.sleep(chance.random() * 0.01)
        process.kill()
        await process.wait()
    process = await asyncio.create_subprocess_exec(*command)
    await until(lambda: not fake.queue, 40)
    process.kill()
    await process.wait()
    assert sorted(set(kept.update_ids)) == list(range(100_000, 100_000 + sent))


async def test_arrivals_of_two_bots_are_told_apart(edge: Edge, kept: DurableList) -> None:
    edge.fake.user(7).send("un")
    async with polling(edge, kept):
        await until(lambda: len(kept.update_ids) == 1)
    arrival: Arrival = kept.submitted[0]
    assert arrival.bot == edge.source.bot == edge.sender.channel
