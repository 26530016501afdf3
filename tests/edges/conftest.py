"""The two edges before one fake Bot API: each test of a sender or source runs once with either library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.doors.telegram.newcomer.polling import AiogramUpdates
from bot.doors.telegram.newcomer.sender import AiogramSender
from bot.doors.telegram.newcomer.session import make_bot as make_newcomer_bot
from bot.doors.telegram.referent.polling import PtbUpdates
from bot.doors.telegram.referent.sender import PtbSender
from bot.doors.telegram.referent.session import close_bot
from bot.doors.telegram.referent.session import make_bot as make_staff_bot
from bot.machinery.polling import UpdateSource
from bot.machinery.ports import Sender
from tests.fake_bot_api import FakeBot, FakeBotApi

TOKEN = "123456:" + "a" * 35
ANSWER_SECONDS = 0.4  # how long the senders under test wait for an answer


@dataclass
class Edge:
    """One library's sender and source, and the bot on the fake server that they speak for."""

    api: FakeBotApi
    fake: FakeBot
    sender: Sender
    source: UpdateSource


@pytest.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def edge(request: pytest.FixtureRequest, api: FakeBotApi) -> AsyncIterator[Edge]:
    fake = api.bot(TOKEN, "ecoute_bot")
    if request.param == "aiogram":
        newcomer = make_newcomer_bot(TOKEN, api.url, ANSWER_SECONDS)
        yield Edge(api, fake, AiogramSender(newcomer), AiogramUpdates(newcomer))
        await newcomer.session.close()
    else:
        staff = make_staff_bot(TOKEN, api.url, ANSWER_SECONDS)
        yield Edge(api, fake, PtbSender(staff), PtbUpdates(staff))
        await close_bot(staff)
