"""The fake Bot API refuses what Telegram refuses, whatever form the call takes."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.edges.conftest import TOKEN
from tests.fake_bot_api import ApiError, FakeBot, FakeBotApi, FakeUser
from tests.fake_bot_api.keyboards import check_markup
from tests.fake_bot_api.wording_rules import check_entities, parse_html, units
from tests.sizes import examples

Ask = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


@pytest.fixture
def fake(api: FakeBotApi) -> FakeBot:
    return api.bot(TOKEN, "ecoute_bot")


@pytest.fixture
def samira(fake: FakeBot) -> FakeUser:
    user = fake.user(7)
    user.start()
    return user


@pytest.fixture
async def ask(api: FakeBotApi, fake: FakeBot) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as session:

        async def call(method: str, token: str = TOKEN, **given: Any) -> dict[str, Any]:
            async with session.post(f"{api.url}/bot{token}/{method}", json=given) as answer:
                body: dict[str, Any] = await answer.json()
                assert answer.status == body.get("error_code", 200)
                return body

        yield call


def rows(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Oui", **button}]]}


REFUSED_MESSAGES = [
    ({}, "chat_id is empty"),
    ({"chat_id": 7}, "message text is empty"),
    ({"chat_id": 7, "text": "   \n"}, "message text is empty"),
    ({"chat_id": 7, "text": "é" * 4097}, "message is too long"),
    ({"chat_id": 7, "text": "😀" * 2049}, "message is too long"),
    ({"chat_id": 7, "text": "<b>" + "é" * 4097 + "</b>", "parse_mode": "HTML"}, "message is too long"),
    ({"chat_id": 7, "text": "a\ud800b"}, "strings must be encoded in UTF-8"),
    ({"chat_id": 7, "text": "x", "txet": "y"}, 'unknown parameter "txet"'),
    ({"chat_id": 7, "text": "x", "disable_notification": "peut-être"}, "disable_notification"),
    ({"chat_id": 7, "text": "x", "entities": "[{"}, "can't parse entities JSON object"),
    ({"chat_id": 7, "text": "x", "entities": [{"type": "bold", "offset": 0}]}, "entities.0.length"),
    ({"chat_id": 7, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 1, "z": 1}]}, 'field "z"'),
    ({"chat_id": 7, "text": "x", "entities": [{"type": "bold", "offset": 1, "length": 1}]}, "begins after the end"),
    ({"chat_id": 7, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "ends after the end"),
    ({"chat_id": 7, "text": "x", "entities": [{"type": "bold", "offset": -1, "length": 1}]}, "incorrect offset"),
    ({"chat_id": 7, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 0}]}, "incorrect length"),
    ({"chat_id": 7, "text": "<b>x", "parse_mode": "HTML"}, "Can't find end tag"),
    ({"chat_id": 7, "text": "<b>x</i>", "parse_mode": "HTML"}, "Unmatched end tag at byte offset 4"),
    ({"chat_id": 7, "text": "<blink>x</blink>", "parse_mode": "HTML"}, 'Unsupported start tag "blink"'),
    ({"chat_id": 7, "text": "1 < 2", "parse_mode": "HTML"}, "Unsupported start tag"),
    ({"chat_id": 7, "text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
    ({"chat_id": 7, "text": "x", "reply_markup": rows(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
    ({"chat_id": 7, "text": "x", "reply_markup": rows(callback_data="")}, "BUTTON_DATA_INVALID"),
    ({"chat_id": 7, "text": "x", "reply_markup": rows()}, "text buttons are unallowed"),
    ({"chat_id": 7, "text": "x", "reply_markup": rows(url="http://x y")}, "Wrong HTTP URL"),
    ({"chat_id": 7, "text": "x", "reply_markup": rows(url="https://a.org", callback_data="a")}, "exactly one action"),
    ({"chat_id": 7, "text": "x", "reply_markup": rows(callback_data="a", colour="red")}, 'field "colour"'),
    ({"chat_id": 7, "text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"chat_id": 404, "text": "x"}, "chat not found"),
    ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED_MESSAGES)
async def test_send_message_refuses(ask: Ask, samira: FakeUser, given: dict[str, Any], words: str) -> None:
    body = await ask("sendMessage", **given)
    assert body["error_code"] == 400
    assert body["description"].startswith("Bad Request: ")
    assert words in body["description"]
    assert samira.received == []


async def test_what_telegram_takes_is_taken_in_every_form(api: FakeBotApi, samira: FakeUser) -> None:
    url = f"{api.url}/bot{TOKEN}/SENDMESSAGE"
    bold = json.dumps([{"type": "bold", "offset": 0, "length": 1}])
    form = aiohttp.FormData({"chat_id": "7", "text": "multipart", "entities": bold})
    form.add_field("unused", b"x", filename="x")
    async with aiohttp.ClientSession() as session:
        await session.get(url, params={"chat_id": "7", "text": "address", "entities": bold})
        await session.post(url, data={"chat_id": "7", "text": "form", "entities": bold})
        await session.post(url, json={"chat_id": 7, "text": "json", "entities": json.loads(bold)})
        async with session.post(url, data=form) as answer:
            assert "unused" in (await answer.json())["description"]
    assert [(m.text, m.entities[0]["type"]) for m in samira.received] == [
        ("address", "bold"),
        ("form", "bold"),
        ("json", "bold"),
    ]


async def test_strangers_blockers_and_the_gone_are_refused(ask: Ask, fake: FakeBot, samira: FakeUser) -> None:
    fake.user(8)
    stranger = await ask("sendMessage", chat_id=8, text="x")
    assert stranger["description"] == "Forbidden: bot can't initiate conversation with a user"
    samira.block()
    assert (await ask("sendMessage", chat_id=7, text="x"))["description"] == "Forbidden: bot was blocked by the user"
    samira.unblock()
    samira.deactivate()
    assert (await ask("sendMessage", chat_id=7, text="x"))["description"] == "Forbidden: user is deactivated"
    fake.group(-50).migrate(samira, -100)
    moved = await ask("sendMessage", chat_id=-50, text="x")
    assert (moved["error_code"], moved["parameters"]) == (400, {"migrate_to_chat_id": -100})


async def test_unknown_methods_and_tokens(ask: Ask, fake: FakeBot) -> None:
    assert (await ask("sendMassage"))["error_code"] == 404
    assert (await ask("getMe", token="nonsense"))["error_code"] == 404
    assert (await ask("getMe", token="1:" + "x" * 35))["error_code"] == 401
    assert (await ask("getMe"))["result"]["username"] == "ecoute_bot"


async def test_edits_that_telegram_refuses(ask: Ask, samira: FakeUser) -> None:
    sent = (await ask("sendMessage", chat_id=7, text="x", reply_markup=rows(callback_data="a")))["result"]
    which = {"chat_id": 7, "message_id": sent["message_id"]}
    same = await ask("editMessageText", **which, text="x", reply_markup=rows(callback_data="a"))
    assert same["description"].startswith("Bad Request: message is not modified")
    unknown = await ask("editMessageText", chat_id=7, message_id=99, text="y")
    assert unknown["description"] == "Bad Request: message to edit not found"
    theirs = await ask("editMessageText", chat_id=7, message_id=samira.chat[0].message_id, text="y")
    assert theirs["description"] == "Bad Request: message can't be edited"
    assert (await ask("editMessageText", text="y"))["error_code"] == 400
    assert (await ask("editMessageReplyMarkup", **which))["ok"]
    assert (await ask("editMessageReplyMarkup", **which))["error_code"] == 400
    assert (await ask("deleteMessage", **which))["ok"]
    assert (await ask("deleteMessage", **which))["description"] == "Bad Request: message to delete not found"


async def test_taps_too_old_or_unknown(ask: Ask, fake: FakeBot, samira: FakeUser) -> None:
    number = samira.tap_token("t")
    assert (await ask("answerCallbackQuery", callback_query_id="1"))["error_code"] == 400
    assert (await ask("answerCallbackQuery", callback_query_id=number, text="x" * 201))["error_code"] == 400
    assert (await ask("answerCallbackQuery", callback_query_id=number))["ok"]
    fake.callbacks[number].stale = True
    assert "query is too old" in (await ask("answerCallbackQuery", callback_query_id=number))["description"]


async def test_a_file_id_belongs_to_one_bot(ask: Ask, api: FakeBotApi, fake: FakeBot, samira: FakeUser) -> None:
    other = "654321:" + "b" * 35
    api.bot(other).user(7).start()
    samira.send_voice(b"OggS")
    file_id = fake.queue[-1]["message"]["voice"]["file_id"]
    assert (await ask("getFile", file_id=file_id))["result"]["file_size"] == 4
    assert "wrong file_id" in (await ask("getFile", token=other, file_id=file_id))["description"]
    assert (await ask("sendVoice", token=other, chat_id=7, voice=file_id))["error_code"] == 400
    assert (await ask("sendVoice", chat_id=7, voice=file_id, caption="é" * 1025))["error_code"] == 400
    samira.send_voice(b"x", size=21 * 1024 * 1024)
    big = fake.queue[-1]["message"]["voice"]["file_id"]
    assert (await ask("getFile", file_id=big))["description"] == "Bad Request: file is too big"


async def test_updates_come_again_until_they_are_confirmed(ask: Ask, fake: FakeBot, samira: FakeUser) -> None:
    samira.send("deux")
    first = (await ask("getUpdates"))["result"]
    assert [update["message"]["text"] for update in first] == ["/start", "deux"]
    assert (await ask("getUpdates"))["result"] == first
    assert (await ask("getUpdates", limit=1))["result"] == first[:1]
    assert (await ask("getUpdates", offset=first[1]["update_id"]))["result"] == first[1:]
    assert (await ask("getUpdates"))["result"] == first[1:]
    assert (await ask("getUpdates", offset=first[1]["update_id"] + 1))["result"] == []


async def test_a_long_poll_waits_and_a_second_one_ends_it(ask: Ask, samira: FakeUser, fake: FakeBot) -> None:
    fake.confirm(10**9)
    waiting = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    samira.send("enfin")
    assert (await waiting)["result"][0]["message"]["text"] == "enfin"
    fake.confirm(10**9)
    waiting = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.1)
    await ask("getUpdates")
    assert (await waiting)["error_code"] == 409


async def test_a_webhook_excludes_polling(ask: Ask) -> None:
    assert (await ask("setWebhook", url="http://example.org"))["error_code"] == 400
    assert (await ask("setWebhook", url="https://example.org", secret_token="é"))["error_code"] == 400
    assert (await ask("setWebhook", url="https://example.org", secret_token="s-1"))["ok"]
    assert (await ask("getWebhookInfo"))["result"]["url"] == "https://example.org"
    assert "webhook is active" in (await ask("getUpdates"))["description"]
    assert (await ask("deleteWebhook"))["ok"]
    assert (await ask("getUpdates"))["ok"]


async def test_commands_that_telegram_refuses(ask: Ask) -> None:
    for command, description in (("Start", "x"), ("é", "x"), ("a" * 33, "x"), ("start", ""), ("start", "x" * 257)):
        wrong = [{"command": command, "description": description}]
        assert (await ask("setMyCommands", commands=wrong))["error_code"] == 400
    right = [{"command": "start", "description": "Commencer"}]
    assert (await ask("setMyCommands", commands=right, language_code="fr"))["ok"]
    assert (await ask("getMyCommands", language_code="fr"))["result"] == right
    assert (await ask("getMyCommands"))["result"] == []


async def test_c32_the_pace_is_watched_and_enforced_on_demand(ask: Ask, fake: FakeBot, samira: FakeUser) -> None:
    for user_id in range(100, 131):
        fake.user(user_id).start()
        await ask("sendMessage", chat_id=user_id, text="x")
    assert len(fake.violations) == 1
    await ask("sendMessage", chat_id=130, text="x")
    assert any("chat 130" in violation for violation in fake.violations)
    fake.enforces_pace = True
    refused = await ask("sendMessage", chat_id=130, text="x")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})


async def test_a_talk_reads_as_a_conversation(ask: Ask, samira: FakeUser, fake: FakeBot) -> None:
    sent = await ask("sendMessage", chat_id=7, text="Oui ou non ?", reply_markup=rows(callback_data="t.oui"))
    question = await samira.wait_for("Oui ou non")
    assert question.message_id == sent["result"]["message_id"]
    samira.tap("Oui")
    assert fake.queue[-1]["callback_query"]["data"] == "t.oui"
    mine = samira.reply(question, "plutôt oui")
    samira.edit(mine, "plutôt non")
    assert [m.text for m in samira.chat] == ["/start", "Oui ou non ?", "plutôt non"]
    assert fake.queue[-2]["message"]["reply_to_message"]["message_id"] == question.message_id
    with pytest.raises(AssertionError, match="no button 'Peut-être'"):
        samira.tap("Peut-être")
    with pytest.raises(AssertionError, match="did not come"):
        await samira.wait_for("jamais", timeout=0.05)


def test_long_words_leave_the_app_as_several_messages() -> None:
    bot = FakeBot(TOKEN, "b")
    bot.user(7).send("a" + "😀" * 4096)
    texts = [update["message"]["text"] for update in bot.queue]
    assert "".join(texts) == "a" + "😀" * 4096
    assert [units(text) for text in texts] == [4095, 4096, 2]


@settings(max_examples=examples(200), deadline=None)
@given(
    text=st.text("aé😀👩‍🌾\n ", max_size=12),
    offset=st.integers(-2, 30),
    length=st.integers(-1, 30),
)
def test_entities_pass_exactly_when_they_cut_out_whole_characters(text: str, offset: int, length: int) -> None:
    stretches = {
        (units(text[:start]), units(text[start:end]))
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
    }
    entity = {"type": "bold", "offset": offset, "length": length}
    if (offset, length) in stretches:
        check_entities(text, [entity])
    else:
        with pytest.raises(ApiError):
            check_entities(text, [entity])


def test_entities_may_nest_but_not_cross() -> None:
    outer, inner = {"type": "bold", "offset": 0, "length": 5}, {"type": "italic", "offset": 1, "length": 2}
    check_entities("abcdefgh", [outer, inner, {"type": "italic", "offset": 5, "length": 2}])
    with pytest.raises(ApiError, match="cross"):
        check_entities("abcdefgh", [outer, {"type": "italic", "offset": 3, "length": 4}])
    with pytest.raises(ApiError, match="nested"):
        check_entities("abcd", [{"type": "blockquote", "offset": 0, "length": 4}, inner | {"type": "blockquote"}])


def test_html_becomes_text_and_entities() -> None:
    source = (
        'Un <b>gros <i>mot</i></b> &lt;&amp;&gt; <a href="https://a.org">là</a> & <blockquote expandable>x</blockquote>'
    )
    text, entities = parse_html(source)
    assert text == "Un gros mot <&> là & x"
    assert entities == [
        {"type": "italic", "offset": 8, "length": 3},
        {"type": "bold", "offset": 3, "length": 8},
        {"type": "text_link", "offset": 16, "length": 2, "url": "https://a.org"},
        {"type": "expandable_blockquote", "offset": 21, "length": 1},
    ]


def test_keyboards_may_have_a_hundred_buttons() -> None:
    button = {"text": "x", "callback_data": "x"}
    check_markup({"inline_keyboard": [[button]] * 100})
    check_markup({"inline_keyboard": [[{"text": "x", "callback_data": "é" * 32}]]})
    check_markup({"force_reply": True})
    with pytest.raises(ApiError):
        check_markup({"inline_keyboard": [[button]] * 101})


async def test_the_server_runs_in_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.fake_bot_api", "--token", TOKEN),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    url = json.loads(await process.stdout.readline())["url"]
    process.stdin.write(json.dumps({"token": TOKEN, "user": 7, "do": "start"}).encode() + b"\n")
    assert json.loads(await process.stdout.readline())["screen"][0]["text"] == "/start"
    async with aiohttp.ClientSession() as session:
        await session.post(f"{url}/bot{TOKEN}/sendMessage", json={"chat_id": 7, "text": "Bonjour"})
    for order, ok in (({"do": "look"}, True), ({"do": "tap", "with": ["Oui"]}, False), ({"do": "fly"}, False)):
        process.stdin.write(json.dumps({"token": TOKEN, "user": 7} | order).encode() + b"\n")
        answer = json.loads(await process.stdout.readline())
        assert answer["ok"] is ok
        assert not ok or [shown["text"] for shown in answer["screen"]] == ["/start", "Bonjour"]
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 5) == 0
