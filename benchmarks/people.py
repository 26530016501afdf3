"""People for the Telegram benchmark: raw updates in, the bot's messages out, without a network in between.

Both bots are driven by the same people through the same session: every call is serialised as aiogram would send it, and
its answer parsed as Telegram would give it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import TelegramMethod

TOKEN = "123456789:" + "A" * 35
Feed = Callable[[dict[str, Any]], Awaitable[None]]


class LoopbackSession(AiohttpSession):
    """Serialises each call and parses an answer, as over HTTP, but answers by itself and tells the people."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = itertools.count(1_000_000)
        self.inboxes: dict[int, asyncio.Queue[dict[str, Any]]] = defaultdict(asyncio.Queue)

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        """Answer a call."""
        form = self.build_form_data(bot, method)
        fields = {field[0]["name"]: field[2] for field in form._fields}
        name = method.__api_method__
        if name == "sendMessage":
            chat_id = int(fields["chat_id"])
            message = {
                "message_id": next(self.numbers),
                "date": int(time.time()),
                "chat": {"id": chat_id, "type": "private"},
                "text": fields["text"],
            }
            result: Any = message
        else:
            result = True
        content = json.dumps({"ok": True, "result": result})
        response = self.check_response(bot, method, 200, content)
        if name == "sendMessage":
            keyboard = json.loads(fields.get("reply_markup") or "{}").get("inline_keyboard", [])
            self.inboxes[chat_id].put_nowait({"text": fields["text"], "id": message["message_id"], "rows": keyboard})
        return response.result


class Person:
    """Somebody who follows a script: what a button stands for (the end of its token), or words."""

    def __init__(self, chat_id: int, session: LoopbackSession, feed: Feed, updates: itertools.count[int]) -> None:
        self.chat_id = chat_id
        self._session = session
        self._feed = feed
        self._updates = updates

    async def talk(self, script: Sequence[str]) -> int:
        """Go through the script, waiting for a question before each answer; how many updates were sent."""
        await self._say("/start")
        last = await self._next_question()
        for line in script:
            tokens = [button["callback_data"] for row in last["rows"] for button in row]
            buttons = {token.rsplit(".", 1)[-1]: token for token in tokens}
            if line in buttons:
                await self._tap(last["id"], buttons[line])
            elif last["rows"] and " " not in line:
                raise AssertionError(f"no button {line!r} under {last['text']!r}")
            else:
                await self._say(line)
            last = await self._next_question()
        return len(script) + 1

    async def _next_question(self) -> dict[str, Any]:
        return await asyncio.wait_for(self._session.inboxes[self.chat_id].get(), 20)

    async def _say(self, text: str) -> None:
        message = self._message(next(self._session.numbers)) | {"text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        await self._feed({"update_id": next(self._updates), "message": message})

    async def _tap(self, message_id: int, token: str) -> None:
        query = {
            "id": str(next(self._session.numbers)),
            "from": self._user(),
            "chat_instance": "1",
            "data": token,
            "message": self._message(message_id) | {"text": "…"},
        }
        await self._feed({"update_id": next(self._updates), "callback_query": query})

    def _message(self, number: int) -> dict[str, Any]:
        chat = {"id": self.chat_id, "type": "private", "first_name": "Camille"}
        return {"message_id": number, "date": int(time.time()), "chat": chat, "from": self._user()}

    def _user(self) -> dict[str, Any]:
        return {"id": self.chat_id, "is_bot": False, "first_name": "Camille", "language_code": "fr"}


async def measure(session: LoopbackSession, feed: Feed, script: Sequence[str], people: int, in_flight: int) -> float:
    """Updates per second with `people` going through `script`, `in_flight` at a time."""
    updates = itertools.count(1)
    gate = asyncio.Semaphore(in_flight)

    async def one(number: int) -> int:
        async with gate:
            return await Person(1_000 + number, session, feed, updates).talk(script)

    await Person(999, session, feed, updates).talk(script)  # both libraries build their models at first use
    begun = time.perf_counter()
    sent = sum(await asyncio.gather(*(one(number) for number in range(people))))
    return sent / (time.perf_counter() - begun)
