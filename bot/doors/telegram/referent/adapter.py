"""What referents and animators send, read through python-telegram-bot: files of rules among it.

The library takes whatever it is given: only reading an update shows that it can't be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from telegram import Bot, Update

from bot.doors.telegram.content import BotName
from bot.doors.telegram.updates import read_unparsed, read_update
from bot.machinery.polling import Fetched

CHANNEL: Final = "staff"


def read_raw(raw: Mapping[str, Any], me: BotName, bot: Bot | None = None) -> Fetched:
    """One update as Telegram wrote it, cleaned, read; one that can't be parsed still gets an answer if it can."""
    try:
        return read_update(Update.de_json(dict(raw), bot), me, CHANNEL, takes_documents=True)
    except (KeyError, TypeError, ValueError, AttributeError):
        return read_unparsed(raw, CHANNEL)
