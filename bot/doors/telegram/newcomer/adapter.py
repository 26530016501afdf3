"""What strangers send, read through aiogram: its parser is strict, so that what it lets pass can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from aiogram.types import Update
from pydantic import ValidationError

from bot.doors.telegram.content import BotName
from bot.doors.telegram.updates import read_unparsed, read_update
from bot.machinery.polling import Fetched

CHANNEL: Final = "telegram"


def read_raw(raw: Mapping[str, Any], me: BotName) -> Fetched:
    """One update as Telegram wrote it, cleaned, read; one that can't be parsed still gets an answer if it can."""
    try:
        update = Update.model_validate(raw)
    except ValidationError:
        return read_unparsed(raw, CHANNEL)
    return read_update(update, me, CHANNEL)
