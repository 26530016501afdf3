"""The fake Bot API's HTTP server: tokens, parameters in every form Telegram takes, faults on demand."""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any

from aiohttp import web

from tests.fake_bot_api.errors import ApiError, bad_request
from tests.fake_bot_api.fake_bot import Call, FakeBot
from tests.fake_bot_api.faults import Fault
from tests.fake_bot_api.methods import METHODS, Files
from tests.fake_bot_api.schema import method_name, read_parameters

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


class FakeBotApi:
    """A Bot API server for several bots, on a port of its own.

    Example:
        async with FakeBotApi() as api:
            samira = api.bot(token).user(7)
            samira.send("Bonjour")
    """

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._bots: dict[str, FakeBot] = {}
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> FakeBotApi:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on 127.0.0.1; `url` says where."""
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        """Stop listening; a later `start` listens on the same port with the same bots."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def bot(self, token: str, username: str = "") -> FakeBot:
        """The bot with that token, created when it is new."""
        if token not in self._bots:
            self._bots[token] = FakeBot(token, username or f"bot{len(self._bots) + 1}_bot")
        return self._bots[token]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            bot = self._authorise(request.match_info["token"])
            method = method_name(request.match_info["method"])
        except ApiError as error:
            return _answer(error.to_json(), error.code)
        given, files = await _read(request)
        call = Call(method, given, time.monotonic())
        bot.calls.append(call)
        try:
            call.parameters = read_parameters(method, given)
            fault = _planned(bot, method, call.parameters)
            if fault is None or fault.kind in ("drop_after", "hang_after", "slow"):
                return await self._play(request, bot, call, files, fault)
            call.outcome = fault.kind
            return await _spoil(request, fault)
        except ApiError as error:
            call.outcome = error.description
            return _answer(error.to_json(), error.code)

    async def _play(
        self, request: web.Request, bot: FakeBot, call: Call, files: Files, fault: Fault | None
    ) -> web.StreamResponse:
        """The call counts; its answer may still get lost."""
        if call.method not in METHODS:
            raise bad_request(f"{call.method} is not played by this server")
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        result = await METHODS[call.method](bot, call.parameters, files)
        if fault is not None and fault.kind == "drop_after":
            return _cut(request)
        if fault is not None and fault.kind == "hang_after":
            await asyncio.sleep(fault.seconds)
        return _answer({"ok": True, "result": result})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        bot = self._bots.get(request.match_info["token"])
        name = request.match_info["path"].removeprefix("voice/").removesuffix(".oga")
        if bot is None or name not in bot.files:
            return _answer({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        fault = _planned(bot, "file", {})
        if fault is not None:
            return await _spoil(request, fault)
        return web.Response(body=bot.files[name][0], content_type="application/octet-stream")

    def _authorise(self, token: str) -> FakeBot:
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        bot = self._bots.get(token)
        if bot is None or bot.revoked:
            raise ApiError(401, "Unauthorized")
        return bot


def _planned(bot: FakeBot, method: str, parameters: dict[str, Any]) -> Fault | None:
    for fault in bot.faults:
        if fault.concerns(method, parameters.get("chat_id")):
            fault.times -= 1
            return fault
    return None


async def _spoil(request: web.Request, fault: Fault) -> web.StreamResponse:
    """The call does not count."""
    if fault.kind == "drop_before":
        return _cut(request)
    if fault.kind == "html":
        page = f"<html><h1>{fault.code}</h1></html>"
        return web.Response(status=fault.code, text=page, content_type="text/html")
    await asyncio.sleep(fault.seconds)
    parameters = {"retry_after": fault.retry_after} if fault.retry_after else None
    return _answer(ApiError(fault.code, fault.description, parameters).to_json(), fault.code)


def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read(request: web.Request) -> tuple[dict[str, Any], Files]:
    """Parameters from the address, a form, multipart or JSON; files by the name of their part."""
    given: dict[str, Any] = dict(request.query)
    files: Files = {}
    if request.content_type == "application/json":
        body = await request.text()
        given |= json.loads(body) if body else {}
    else:
        for key, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[key] = value.file.read()
            else:
                given[key] = value.decode() if isinstance(value, bytes | bytearray) else value
    for key in files:
        if not any(value == f"attach://{key}" for value in given.values()):
            given.setdefault(key, f"attach://{key}")
    return given, files


def _answer(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
