"""Who our bots are, asked of the Bot API itself: one question, no library."""

from __future__ import annotations

import httpx

from bot.doors.telegram.content import BotName
from bot.machinery.polling import TokenRefusedError

ANSWER_SECONDS = 10.0
REFUSED = (401, 404)  # the Bot API's answers to a token that is none, or no longer one


class BotUnreachableError(Exception):
    """The Bot API gave no usable answer: check the network and TELEGRAM_API_URL. Its one word names the failure."""


def fetch_bot_name(api_url: str, token: str) -> BotName:
    """The bot behind `token`, as getMe says.

    Raises:
        TokenRefusedError: no bot has this token.
        BotUnreachableError: the server can't be reached, or answers nonsense.
    """
    try:
        answer = httpx.get(f"{api_url}/bot{token}/getMe", timeout=ANSWER_SECONDS)
        if answer.status_code in REFUSED:
            raise TokenRefusedError("Telegram refuses the token; set the one BotFather gave")
        me = answer.json()["result"]
        return BotName(int(me["id"]), str(me["username"]))
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        # Not the error's own words: they quote the address, and the address holds the token.
        raise BotUnreachableError(type(error).__name__) from None
