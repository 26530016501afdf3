"""python-telegram-bot's `Bot` as this house uses it: any Bot API server, one pool of connections."""

from __future__ import annotations

from telegram import Bot
from telegram.request import HTTPXRequest

ANSWER_SECONDS = 30.0  # a server that took longer has perhaps taken the message
CONNECT_SECONDS = 5.0
POOL_SECONDS = 5.0  # waiting for one of the connections below
CONNECTIONS = 64


def make_bot(token: str, api_url: str, answer_seconds: float = ANSWER_SECONDS) -> Bot:
    """A bot on the server at `api_url`; close it with `close_bot`."""
    request = HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        read_timeout=answer_seconds,
        write_timeout=answer_seconds,
        media_write_timeout=answer_seconds,
        connect_timeout=CONNECT_SECONDS,
        pool_timeout=POOL_SECONDS,
    )
    server = api_url.rstrip("/")
    return Bot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def close_bot(bot: Bot) -> None:
    """Close the bot's connections."""
    await bot.request.shutdown()
