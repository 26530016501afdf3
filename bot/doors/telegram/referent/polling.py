"""The staff's updates, fetched through python-telegram-bot for the loop of `bot.machinery.polling`.

Updates are fetched raw and read one by one: one that can't be parsed must not hold the others up for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.doors.telegram.content import ALLOWED_UPDATES, BotName, clean_values
from bot.doors.telegram.referent.adapter import CHANNEL, read_raw
from bot.doors.telegram.referent.sender import retry_seconds
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


class PtbUpdates:
    """The `UpdateSource` of the staff bot."""

    bot = CHANNEL

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._me: BotName | None = None

    async def fetch(self, offset: int | None, timeout_seconds: int) -> Sequence[Fetched]:
        """See `bot.machinery.polling.UpdateSource`."""
        question: dict[str, Any] = {"timeout": timeout_seconds, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if offset is not None:
            question["offset"] = offset
        with _source_errors():
            me = await self._who()
            # The Bot API takes parameters in the address too: the library has no other public way to raw updates.
            raw = await self._bot.request.post(
                f"{self._bot.base_url}/getUpdates?{urlencode(question)}",
                read_timeout=timeout_seconds + ANSWER_MARGIN_SECONDS,
            )
        return [read_raw(clean_values(update), me, bot=self._bot) for update in _list(raw)]

    async def acknowledge(self, callback_id: str) -> None:
        """See `bot.machinery.polling.UpdateSource`; a tap that is too old is no error."""
        with _source_errors():
            try:
                await self._bot.answer_callback_query(callback_id)
            except BadRequest as error:
                if not is_stale_query(error.message):
                    raise

    async def download(self, file_id: str) -> bytes:
        """See `bot.machinery.polling.UpdateSource`."""
        with _source_errors():
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())

    async def _who(self) -> BotName:
        if self._me is None:
            me = await self._bot.get_me()
            self._me = BotName(me.id, me.username or "")
        return self._me


def _list(raw: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, list):
        raise SourceDownError("the answer is no list of updates")
    return raw


@contextmanager
def _source_errors() -> Iterator[None]:
    try:
        yield
    except RetryAfter as error:
        raise SourcePacedError(retry_seconds(error)) from error
    except Conflict as error:
        raise SourceTakenError(error.message) from error
    except InvalidToken as error:
        raise TokenRefusedError("Telegram refuses the token; set the one BotFather gave") from error
    except BadRequest as error:
        raise (FileTooLargeError if is_too_large(error.message) else SourceDownError)(error.message) from error
    except (TelegramError, OSError, RuntimeError) as error:
        raise SourceDownError(type(error).__name__) from error
