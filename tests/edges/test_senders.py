"""Both senders against the fake Bot API: what arrives on the screen, and how each refusal and fault is told."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.doors.telegram.newcomer.sender import AiogramSender
from bot.doors.telegram.newcomer.session import make_bot as make_newcomer_bot
from bot.doors.telegram.referent.sender import PtbSender
from bot.doors.telegram.referent.session import close_bot
from bot.doors.telegram.referent.session import make_bot as make_staff_bot
from bot.machinery.ports import (
    MigratedError,
    NotSentError,
    PacedError,
    Parcel,
    RefusedError,
    UncertainError,
    UnreachableError,
)
from dialogs.message import Button, Entity, Message, MessageBuilder
from tests.edges.conftest import TOKEN, Edge
from tests.fake_bot_api import FakeUser
from tests.fake_bot_api.wording_rules import TEXT_LIMIT, accept
from tests.sizes import examples

HELLO = Message("Bonjour")
WRITINGS = (
    "_*<&>`[x](y)~|", "👩‍🌾👩‍🌾 🇫🇷", "שלום, عالم", "null", "a\ufffdb", "/start", "</b><b>", "&amp;",
)  # fmt: skip
LOST_ANSWERS = [("drop_before", 0.0, 0), ("drop_after", 0.0, 1), ("hang_after", 1.0, 1)]


def parcel(message: Message = HELLO, chat_id: int = 7, **details: Any) -> Parcel:
    return Parcel(1, chat_id, details.pop("kind", "send"), message.to_json(), **details)


@pytest.fixture
def samira(edge: Edge) -> FakeUser:
    user = edge.fake.user(7)
    user.start()
    return user


async def test_a_message_arrives_with_emphasis_and_buttons(edge: Edge, samira: FakeUser) -> None:
    rows = ((Button("Oui", "t.1.oui"), Button("Non", "t.1.non")), (Button("Le site", url="https://example.org/a"),))
    number = await edge.sender.deliver(parcel(Message("Un 👋 mot", (Entity("bold", 3, 2),), rows)))
    shown = samira.received[-1]
    assert shown.message_id == number
    assert (shown.text, shown.entities) == ("Un 👋 mot", [{"type": "bold", "offset": 3, "length": 2}])
    assert [[b["text"] for b in row] for row in shown.rows] == [["Oui", "Non"], ["Le site"]]
    call = edge.fake.calls_of("sendMessage")[0]
    assert "parse_mode" not in call.parameters
    assert call.parameters["link_preview_options"] == {"is_disabled": True}
    assert edge.fake.violations == []


async def test_a_prompt_opens_the_reply_field_unless_there_are_buttons(edge: Edge, samira: FakeUser) -> None:
    await edge.sender.deliver(parcel(Message("Votre mot ?", prompts_reply=True)))
    assert samira.received[-1].prompts_reply
    await edge.sender.deliver(parcel(Message("Ou bien ?", rows=((Button("Non", "n"),),), prompts_reply=True)))
    assert samira.received[-1].labels == ["Non"]


@pytest.mark.parametrize(
    "text",
    [
        "_*<&>`[x](y)~|",
        "👩‍🌾👩‍🌾 🇫🇷",
        "שלום, عالم",
        "null",
        "é" * 4096,
        "😀" * 2048,
        "a\ufffdb",
        "/start",
        "</b><b>",
        "&amp;",
    ],
)
async def test_c27_any_text_is_shown_exactly_as_it_was_typed(edge: Edge, samira: FakeUser, text: str) -> None:
    await edge.sender.deliver(parcel(Message(text)))
    assert samira.received[-1].text == text


async def test_c27_words_typed_with_a_lone_surrogate_come_back_readable(edge: Edge, samira: FakeUser) -> None:
    samira.send("Gîte \ud83d et \x00 jardin")
    arrival = (await edge.source.fetch(None, 1))[-1].arrival
    assert arrival is not None
    await edge.sender.deliver(parcel(Message(arrival.what.text)))  # type: ignore[union-attr]
    assert samira.received[-1].text == "Gîte \ufffd et \ufffd jardin"


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.tuples(
            st.text(st.sampled_from("aé😀 \n_*<&👩‍🌾ش"), min_size=1, max_size=8),
            st.sampled_from([None, "bold", "italic", "blockquote"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_c27_built_messages_always_have_entities_that_telegram_takes(pieces: list[tuple[str, Any]]) -> None:
    builder = MessageBuilder().add("»")
    for text, kind in pieces:
        builder.add(text, kind)
    message = builder.add("«").build()
    entities = [{"type": e.kind, "offset": e.offset, "length": e.length} for e in message.entities]
    text, kept = accept(message.text, entities, None, TEXT_LIMIT)
    assert (text, kept) == (message.text, entities)
    encoded = text.encode("utf-16-le")
    emphasised = [encoded[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le") for e in kept]
    assert emphasised == [text.strip() for text, kind in pieces if kind and text.strip()]


async def test_an_edit_changes_the_screen_and_says_which_message(edge: Edge, samira: FakeUser) -> None:
    number = await edge.sender.deliver(parcel(Message("Oui ou non ?", rows=((Button("Oui", "o"),),))))
    assert await edge.sender.deliver(parcel(Message("✓ Oui"), kind="edit", edits_message_id=number)) == number
    shown = samira.received[-1]
    assert (shown.text, shown.labels, shown.message_id) == ("✓ Oui", [], number)


async def test_buttons_are_taken_away_and_the_text_stays(edge: Edge, samira: FakeUser) -> None:
    number = await edge.sender.deliver(parcel(Message("Oui ?", rows=((Button("Oui", "o"),),))))
    bare = Parcel(2, 7, "edit", {"keyboard": False}, edits_message_id=number)
    assert await edge.sender.deliver(bare) == number
    assert (samira.received[-1].text, samira.received[-1].labels) == ("Oui ?", [])
    assert await edge.sender.deliver(bare) is None


async def test_c33_an_edit_that_changes_nothing_is_no_error(edge: Edge, samira: FakeUser) -> None:
    number = await edge.sender.deliver(parcel())
    assert await edge.sender.deliver(parcel(kind="edit", edits_message_id=number)) is None
    assert await edge.sender.deliver(parcel(kind="edit", edits_message_id=99_999)) is None
    assert await edge.sender.deliver(parcel(kind="edit", edits_message_id=samira.chat[0].message_id)) is None


async def test_a_voice_message_is_handed_over_with_its_words(edge: Edge, samira: FakeUser) -> None:
    caption = Message("Sa voix", (Entity("bold", 0, 2),), ((Button("Je prends", "s.1"),),))
    spoken = Parcel(1, 7, "voice", {"caption": caption.to_json()}, voice=b"OggS-sound")
    number = await edge.sender.deliver(spoken)
    shown = samira.received[-1]
    assert (shown.message_id, shown.voice, shown.text, shown.labels) == (
        number,
        b"OggS-sound",
        "Sa voix",
        ["Je prends"],
    )


async def test_a_document_is_handed_over_with_its_name_and_taken_back(edge: Edge, samira: FakeUser) -> None:
    body = {"caption": Message("Vos données").to_json(), "name": "mes-donnees.json"}
    number = await edge.sender.deliver(Parcel(1, 7, "document", body, document=b'{"langue": "fr"}'))
    shown = samira.received[-1]
    assert (shown.message_id, shown.voice, shown.text) == (number, b'{"langue": "fr"}', "Vos données")
    taken_back = Parcel(2, 7, "delete", {}, edits_message_id=number)
    assert await edge.sender.deliver(taken_back) is None
    assert samira.received == []
    assert await edge.sender.deliver(taken_back) is None, "what is gone already is no error"
    assert edge.fake.violations == []


async def test_c30_c31_chats_that_cannot_be_reached(edge: Edge, samira: FakeUser) -> None:
    edge.fake.user(8)
    with pytest.raises(UnreachableError):
        await edge.sender.deliver(parcel(chat_id=8))
    with pytest.raises(UnreachableError):
        await edge.sender.deliver(parcel(chat_id=404))
    samira.block()
    with pytest.raises(UnreachableError):
        await edge.sender.deliver(parcel())
    with pytest.raises(UnreachableError):
        await edge.sender.deliver(parcel(kind="edit", edits_message_id=1))
    samira.unblock()
    await edge.sender.deliver(parcel())
    samira.deactivate()
    with pytest.raises(UnreachableError):
        await edge.sender.deliver(parcel())


async def test_c29_a_group_that_moved_gives_its_new_number(edge: Edge, samira: FakeUser) -> None:
    edge.fake.group(-50).migrate(samira, -100500)
    with pytest.raises(MigratedError) as moved:
        await edge.sender.deliver(parcel(chat_id=-50))
    assert moved.value.new_chat_id == -100500
    await edge.sender.deliver(parcel(chat_id=-100500))


async def test_c32_silence_is_told_in_seconds(edge: Edge, samira: FakeUser) -> None:
    edge.fake.flood(17)
    with pytest.raises(PacedError) as paced:
        await edge.sender.deliver(parcel())
    assert paced.value.seconds == 17
    await edge.sender.deliver(parcel())
    assert len(samira.received) == 1


@pytest.mark.parametrize("code", [500, 502, 504])
@pytest.mark.parametrize("kind", ["refuse", "html"])
async def test_c33_a_servers_fault_sent_nothing(edge: Edge, samira: FakeUser, kind: str, code: int) -> None:
    edge.fake.fail(kind, "sendMessage", code=code)
    with pytest.raises(NotSentError):
        await edge.sender.deliver(parcel())
    assert samira.received == []
    await edge.sender.deliver(parcel())


@pytest.mark.parametrize(
    ("kind", "seconds", "arrived"), [("drop_before", 0, 0), ("drop_after", 0, 1), ("hang_after", 1, 1)]
)
async def test_c33_a_lost_answer_leaves_it_uncertain(
    edge: Edge, samira: FakeUser, kind: str, seconds: float, arrived: int
) -> None:
    edge.fake.fail(kind, "sendMessage", seconds=seconds)
    with pytest.raises(UncertainError):
        await edge.sender.deliver(parcel())
    assert len(samira.received) == arrived


async def test_c33_an_answer_that_is_no_json_leaves_it_uncertain(edge: Edge, samira: FakeUser) -> None:
    edge.fake.fail("html", "sendMessage", code=200)
    with pytest.raises(UncertainError):
        await edge.sender.deliver(parcel())


async def test_c33_no_connection_sent_nothing(edge: Edge, samira: FakeUser) -> None:
    await edge.api.stop()
    with pytest.raises(NotSentError):
        await edge.sender.deliver(parcel())
    await edge.api.start()
    await edge.sender.deliver(parcel())
    assert len(samira.received) == 1


async def test_c33_a_server_that_never_accepts_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doors.telegram.newcomer.session.CONNECT_SECONDS", 0.2)
    monkeypatch.setattr("bot.doors.telegram.referent.session.CONNECT_SECONDS", 0.2)
    with socket.socket() as deaf, socket.socket() as first:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        first.connect(deaf.getsockname())  # fills the queue: further connections wait for ever
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        newcomer, staff = make_newcomer_bot(TOKEN, url), make_staff_bot(TOKEN, url)
        for sender in (AiogramSender(newcomer), PtbSender(staff)):
            with pytest.raises(NotSentError):
                await asyncio.wait_for(sender.deliver(parcel()), 5)
        await newcomer.session.close()
        await close_bot(staff)


async def test_c33_a_revoked_token_keeps_the_parcel(edge: Edge, samira: FakeUser) -> None:
    edge.fake.revoked = True
    with pytest.raises(NotSentError):
        await edge.sender.deliver(parcel())


@pytest.mark.parametrize(
    "message",
    [
        Message(""),
        Message("é" * 4097),
        Message("😀" * 2049),
        Message("Bonjour", (Entity("bold", 3, 9),)),
        Message("😀", (Entity("bold", 1, 1),)),
        Message("Oui ?", rows=((Button("Oui", "é" * 33),),)),
        Message("Oui ?", rows=((Button("", "t"),),)),
        Message("Oui ?", rows=((Button("Site", url="pas une adresse"),),)),
        Message("a\ud83db"),
    ],
)
async def test_what_telegram_will_never_take_is_refused(edge: Edge, samira: FakeUser, message: Message) -> None:
    with pytest.raises(RefusedError):
        await edge.sender.deliver(parcel(message))
    assert samira.received == []


async def test_parcels_that_are_no_parcels_are_refused(edge: Edge, samira: FakeUser) -> None:
    for broken in (
        Parcel(1, 7, "send", {}),
        Parcel(1, 7, "edit", HELLO.to_json()),
        Parcel(1, 7, "voice", {"caption": HELLO.to_json()}),
        Parcel(1, 7, "document", {"caption": HELLO.to_json(), "name": "a.json"}),
        Parcel(1, 7, "delete", {}),
        Parcel(1, 7, "voice", {"caption": Message("é" * 1025).to_json()}, voice=b"x"),
    ):
        with pytest.raises(RefusedError):
            await edge.sender.deliver(broken)


async def test_cancelling_a_delivery_is_no_delivery_error(edge: Edge, samira: FakeUser) -> None:
    edge.fake.fail("slow", "sendMessage", seconds=0.3)
    task = asyncio.create_task(edge.sender.deliver(parcel()))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
