"""The newcomers' updates, fetched through aiogram for the loop of `bot.machinery.polling`.

Updates are fetched raw and read one by one: one that can't be parsed must not hold the others up for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiohttp import ClientError

from bot.doors.telegram.content import ALLOWED_UPDATES, BotName, clean_values
from bot.doors.telegram.newcomer.adapter import CHANNEL, read_raw
from bot.doors.telegram.refusals import is_stale_query, is_too_large
from bot.machinery.polling import (
    ANSWER_MARGIN_SECONDS,
    Fetched,
    FileTooLargeError,
    SourceDownError,
    SourcePacedError,
    SourceTakenError,
    TokenRefusedError,
)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without reading what it brings."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class AiogramUpdates:
    """The `UpdateSource` of the newcomers' bot."""

    bot = CHANNEL

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._me: BotName | None = None

    async def fetch(self, offset: int | None, timeout_seconds: int) -> Sequence[Fetched]:
        """See `bot.machinery.polling.UpdateSource`."""
        with _source_errors():
            me = await self._who()
            question = GetRawUpdates(offset=offset, timeout=timeout_seconds, allowed_updates=list(ALLOWED_UPDATES))
            raw = await self._bot(question, request_timeout=timeout_seconds + ANSWER_MARGIN_SECONDS)
        return [read_raw(clean_values(update), me) for update in raw]

    async def acknowledge(self, callback_id: str) -> None:
        """See `bot.machinery.polling.UpdateSource`; a tap that is too old is no error."""
        with _source_errors():
            try:
                await self._bot.answer_callback_query(callback_id)
            except TelegramBadRequest as error:
                if not is_stale_query(error.message):
                    raise

    async def download(self, file_id: str) -> bytes:
        """See `bot.machinery.polling.UpdateSource`."""
        with _source_errors():
            file = await self._bot.get_file(file_id)
            body = await self._bot.download_file(file.file_path) if file.file_path else None
        if body is None:
            raise SourceDownError("the file has no path")
        return body.read()

    async def _who(self) -> BotName:
        if self._me is None:
            me = await self._bot.get_me()
            self._me = BotName(me.id, me.username or "")
        return self._me


@contextmanager
def _source_errors() -> Iterator[None]:
    try:
        yield
    except TelegramRetryAfter as error:
        raise SourcePacedError(float(error.retry_after)) from error
    except TelegramConflictError as error:
        raise SourceTakenError(error.message) from error
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise TokenRefusedError("Telegram refuses the token; set the one BotFather gave") from error
    except TelegramBadRequest as error:
        raise (FileTooLargeError if is_too_large(error.message) else SourceDownError)(error.message) from error
    except (TimeoutError, AiogramError, ClientError, OSError) as error:
        raise SourceDownError(type(error).__name__) from error
