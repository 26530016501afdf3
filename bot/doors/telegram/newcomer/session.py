"""aiogram's `Bot` as this house uses it: any Bot API server, connecting told apart from answering."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientTimeout

from bot.doors.telegram.content import clean_values

ANSWER_SECONDS = 30.0  # a server that took longer has perhaps taken the message
CONNECT_SECONDS = 5.0


class PatientSession(AiohttpSession):
    """An HTTP session that knows a server's fault from a garbled answer, and takes any text that JSON can hold.

    Gateways answer 5xx with HTML: without this it would look like an answer of the Bot API that can't be read.
    """

    def __init__(self, api: TelegramAPIServer, answer_seconds: float = ANSWER_SECONDS) -> None:
        # aiogram hands this to aiohttp as it is; a bare number could not tell "not connected" from "no answer".
        timeout = ClientTimeout(total=answer_seconds, connect=CONNECT_SECONDS)
        super().__init__(api=api, json_loads=_load_clean, timeout=cast(Any, timeout))

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """As the library does, with unreadable 5xx answers as what they are."""
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise TelegramServerError(method=method, message=f"status {status_code}") from error
            raise


def make_bot(token: str, api_url: str, answer_seconds: float = ANSWER_SECONDS) -> Bot:
    """A bot on the server at `api_url`; close it with `await bot.session.close()`."""
    return Bot(token, session=PatientSession(TelegramAPIServer.from_base(api_url), answer_seconds))


def _load_clean(content: str | bytes) -> Any:
    return clean_values(json.loads(content))
